//! One invoice on one day: the clauses in their one order, the notice they come to, and the reasons as data.

mod answers;
mod bound;
mod breaches;
mod case;
mod claim_on;
mod clause;
mod decision;
mod facts;
mod fit;
mod lawful;
mod next_look;
mod no_answer;
mod notice;
mod opened;
mod order;
mod owing;
mod progress;
mod progress_of;
mod proposed;
mod reason;
mod schedule;
mod steps_before;
mod totals;

pub use answers::{Answers, Asked, Listener};
pub use bound::BoundPlan;
pub use breaches::breaches;
pub use case::Case;
pub use claim_on::{Pursued, claim_on, not_barred_until, pursued};
pub use clause::ClauseName;
pub use decision::{CaseState, Context, Decision, Letter, Stop, Why};
pub use facts::{CaseFacts, limit_in};
pub use fit::{Addressee, Misfit, misfit, misfits};
pub use lawful::lawful_on;
pub use next_look::{NextLook, next_look};
pub use no_answer::{Missing, NoAnswer};
pub use notice::{Draft, view};
pub use order::{Clause, Deciding, ORDER, PassReason, Trace, Verdict, decide, decide_in, traced};
pub use owing::{InLaw, is_of_law, owing, owing_by_books, recorded};
pub use progress::{Gone, Progress};
pub use proposed::{Charge, Proposed, last_day};
pub use reason::{InterestSum, Reason, decided, reasons};
pub use schedule::{LeftOut, Next, anchored, counted_days, first_counted, left_out, next, trigger};
pub use steps_before::{NotOwn, StepBefore, StepsBefore, Told, told};
pub use totals::CustomerTotals;

pub use crate::terms::DecisionKind;
