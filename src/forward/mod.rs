//! A policy carried forward: one invoice nobody pays, the tests beside a policy, a whole ledger for months.

mod carried;
mod expectation;
mod other_invoice;
mod rehearsal;
mod simulate;
mod stated;
mod test_ledger;
mod timeline;
mod trial;
mod week;

pub use expectation::{DayOutcome, Instead, Mismatch, Missed};
pub use other_invoice::OtherInvoice;
pub use rehearsal::{Rehearsal, rehearsal_plan};
pub use simulate::{Simulation, simulate};
pub use stated::{Assumed, Assumption, Stated, Term, Unfit};
pub use timeline::{End, Timeline, TimelineEntry};
pub use trial::{Side, Tried, passes, try_case, would_send};
pub use week::{Actions, Amounts, Week};
