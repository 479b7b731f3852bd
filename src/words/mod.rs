//! Sentences: what the other modules know as data, in English.

mod because;
mod condition;
mod escalation;
mod inspection;
mod passed;

pub use because::{Telling, because, of_run, uncovered};
pub use condition::{values, worded};
pub use escalation::{escalated, not_of_type, value_not_of_type};
pub use inspection::inspected;
pub use passed::passed;
