//! A worklist as Parquet: each line is packed where it is made, and lines become columns where they are put together.

mod packed;
mod row_groups;

pub use packed::packed_line;
pub use row_groups::RowGroups;
