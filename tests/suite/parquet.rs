//! Parquet in and out. `.ci/parquet` runs it, and holds what is written to another reader.

mod faults;
mod rows;
mod same;
mod table;
