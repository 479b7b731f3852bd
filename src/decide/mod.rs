//! One invoice on one day: the clauses in their one order, the notice they come to, and the reasons as data.

mod answers;
mod bound;
mod case;
mod clause;
mod decision;
mod facts;
mod no_answer;
mod notice;
mod progress;
mod proposed;
mod reason;
mod schedule;
mod standing;
mod totals;

pub use answers::{Answers, Asked};
pub use bound::Bound;
pub use case::Case;
pub use clause::{Clause, Deciding, ORDER, Passed, Trace, Verdict, decide, decide_in, traced};
pub use decision::{Around, Decision, Kind, Letter, State, Stop, Why};
pub use facts::{CaseFacts, limit_in};
pub use no_answer::NoAnswer;
pub use notice::{Notice, breaches, view};
pub use progress::Progress;
pub use proposed::{Proposed, last_day};
pub use reason::{Interest, Reason, reasons};
pub use schedule::{Next, anchored, applies, counted_days, next, overtaken, passed_over, trigger};
pub use standing::{claim_on, not_barred_until, pursued};
pub use totals::Totals;
