//! Sentences: what the other modules know as data, in English.

mod because;
mod condition;
pub mod law;
mod passed;
pub mod policy;
pub mod statute;

pub use because::{Telling, because, of_run};
pub use condition::{values, worded, worded_of_customer};
pub use passed::passed;
