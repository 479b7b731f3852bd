//! Sentences: what the other modules know as data, in English.

mod because;
mod condition;
mod note;
mod passed;
pub mod why;

pub use because::{InRun, Telling, because, of_run};
pub use condition::{values, worded};
pub use note::{note, note_of_run};
pub use passed::passed;
