//! Sentences: what the other modules know as data, in English.

mod because;
mod condition;
mod passed;

pub use because::{because, reasons, unmatched};
pub use condition::{values, worded};
pub use passed::passed;
