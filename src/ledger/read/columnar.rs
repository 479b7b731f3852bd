//! Parquet files: columns with types, read a few thousand rows at a time. Each value becomes the text that a CSV file would have, and goes through the same
//! readers: no meaning is written twice.

mod anywhere;
mod batches;
mod cells;
mod kind;
mod rows;

pub use anywhere::Seekable;
pub use batches::tell_no_held_panics;
pub use rows::Batch;

pub(super) use batches::Batches;
