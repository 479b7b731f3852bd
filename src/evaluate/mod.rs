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
pub use propose::{Notice, Proposed, amount_of, view};
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
use crate::law::Law;
use crate::ledger::{TextId, Texts};
use crate::model::Policy;
use crate::syntax::tree::SendOn;
use crate::value::Day;

/// A policy with its law, tied to the step names of one ledger.
#[derive(Debug)]
pub struct Plan<'a> {
    /// The policy.
    pub policy: &'a Policy,
    /// Its statute.
    pub law: &'a Law,
    /// What the ledger calls each step, where it names it at all.
    pub steps: Vec<Option<TextId>>,
}

impl<'a> Plan<'a> {
    /// Ties a policy to a ledger's texts.
    pub fn new(policy: &'a Policy, law: &'a Law, texts: &Texts) -> Plan<'a> {
        Plan { policy, law, steps: policy.steps.iter().map(|step| texts.find(&step.name)).collect() }
    }

    /// Whether notices go out on this day.
    pub fn is_run_day(&self, day: Day) -> bool {
        match self.policy.send_on {
            SendOn::EveryDay => true,
            SendOn::BusinessDays => self.law.statute.calendar.is_business_day(day),
            SendOn::Weekdays(days) => days & 1 << day.weekday() != 0,
        }
    }

    /// This day, or the first run day after it.
    pub fn run_day_from(&self, mut day: Day) -> Day {
        while !self.is_run_day(day) && day < Day::LAST {
            day = day.plus(1);
        }
        day
    }

    /// This day, or the last run day before it.
    pub fn run_day_until(&self, mut day: Day) -> Day {
        while !self.is_run_day(day) && day > Day::FIRST {
            day = day.plus(-1);
        }
        day
    }
}
