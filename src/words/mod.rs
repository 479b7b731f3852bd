//! Sentences: what the other modules know as data, in English.

mod because;
mod condition;
pub mod law;
mod note;
mod passed;
pub mod policy;
pub mod statute;
pub mod why;

pub use because::{InRun, Telling, because, of_run};
pub use condition::{values, worded, worded_of_customer};
pub use note::{note, note_of_run};
pub use passed::passed;
