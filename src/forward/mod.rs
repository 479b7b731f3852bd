//! A policy carried forward: one invoice nobody pays, the tests beside a policy, a whole ledger for months.

mod rehearsal;
mod simulate;
mod stated;
mod timeline;
mod trial;

pub use rehearsal::{Rehearsal, rehearsal_plan};
pub use simulate::{Actions, Amounts, Simulation, Week, simulate};
pub use stated::{Assumed, Assumption, Stated, Term, Unfit};
pub use timeline::{End, Timeline, TimelineEntry};
pub use trial::{DayOutcome, Instead, Mismatch, Missed, Tried, try_case};
