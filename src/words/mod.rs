//! Sentences: what the other modules know as data, in English.

mod advice;
mod because;
mod clause;
mod condition;
mod diff;
mod escalation;
mod finding;
mod inspection;
pub mod law;
mod not_of_type;
mod note;
mod passed;
pub mod policy;
mod standing;
pub mod statute;
mod steps_before;
mod timeline;
mod too_many;
mod trial;
pub mod why;
mod witness;

pub use because::{InRun, Telling, because, tell_because, uncovered, write_because};
pub use clause::stops_at;
pub use condition::{values, worded, worded_of_customer};
pub use diff::{alone, changed_in_words, difference_in_words, incomparable, lines_in_words, passage, region_in_words, trait_in_words};
pub use escalation::escalated;
pub use finding::diagnostic;
pub use inspection::inspected;
pub use not_of_type::{not_of_type, wrong_facts};
pub use note::{no_history, note, unread_files};
pub use passed::passed;
pub use standing::standing;
pub use timeline::{assumption, unfit};
pub use too_many::{too_many, way_out};
pub use trial::missed;
pub use witness::{test_block, witness};
