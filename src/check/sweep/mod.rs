//! The proof: every case a policy can come to, day by day.
//!
//! On each day of the window there is a set of cases: every invoice that may exist, with every history of notices that may have gone out to it. A case is
//! told from another only by what can still be asked of it ([`case::Key`]), so there are few. On a run day each case may get whatever the evaluator would
//! send to some invoice it stands for, or the run may be left out; either way it is there on the next day. Every notice is put to the law by the judge
//! itself.

mod agenda;
#[cfg(test)]
mod agreement;
mod amounts;
mod case;
mod cases;
mod dated;
mod days;
mod figure;
mod find;
mod hand_on;
mod interned;
mod kinds;
mod lines;
mod memory;
mod notices;
mod open_case;
mod outlook;
mod rank;
mod remember;
mod root;
mod roots;
mod situation;
mod state;
mod successor;
mod trail;
mod walk;
mod watcher;

pub use notices::Outcomes;
pub use open_case::OpenCase;
pub use root::{Dates, Root};
pub use state::{Sweep, USUAL};
pub use trail::Trail;
pub use watcher::{Runs, Sending, Watcher};
