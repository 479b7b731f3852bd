//! Which step, when, at what cost, and why.

mod assume;
mod because;
mod case;
mod choose;
mod credit;
mod customer;
mod decide;
mod escalate;
mod facts;
mod limitation;
mod one_letter;
mod outgoing;
mod propose;
mod rehearse;
mod run;
mod schedule;
mod simulate;
mod standing;
mod timeline;
mod totals;
mod trial;
mod truth;
pub mod why;
mod worded;

pub use assume::{Assumed, Stated};
pub use because::{because, reasons, unmatched};
pub use case::Case;
pub use decide::{Around, Decision, Kind, Letter, State, Stop, Why, breaches, claim_on, decide, decide_in, pursued};
pub use escalate::Escalated;
pub use facts::{CaseFacts, Facts, NotOfType, parse as fact_value};
pub use propose::{Notice, Proposed, view};
pub use rehearse::{Rehearsal, rehearsal_plan};
pub use run::{Decided, Run, run, run_despite};
pub use schedule::{counted_days, trigger};
pub use simulate::{Actions, Amounts, Simulation, Week, simulate};
pub use standing::Progress;
pub use timeline::{End, Entry, Timeline};
pub use totals::Totals;
pub use trial::{Missed, Tried, try_case};
pub use truth::{Answers, Asked};
pub use why::why;

pub use crate::claim::Letters;
use crate::ledger::{TextId, Texts};
use crate::plan::Plan;

/// A plan tied to the step names of one ledger.
#[derive(Debug)]
pub struct Bound<'a> {
    /// The policy with its law.
    pub plan: &'a Plan,
    /// What the ledger calls each step, where it names it at all.
    pub steps: Vec<Option<TextId>>,
}

impl<'a> Bound<'a> {
    /// Ties a plan to a ledger's texts.
    pub fn new(plan: &'a Plan, texts: &Texts) -> Bound<'a> {
        Bound { plan, steps: plan.steps.iter().map(|step| texts.find(&step.name)).collect() }
    }
}
