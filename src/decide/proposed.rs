use super::BoundPlan;
use crate::ledger::{self, TextId};
use crate::plan::Plan;
use crate::terms::Deadline;
use crate::value::{Day, Minor};

/// A notice a policy would send on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Proposed {
    /// Which step.
    pub step: usize,
    /// The day it goes out.
    pub on: Day,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// The rule that sets a statutory fee, as a place in the law's rules.
    pub fee_rule: Option<usize>,
    /// Whether a figure of it is assumed, or it would be withheld but for the assumption that the law has not changed.
    pub assumed: bool,
    /// A charge of it that is `statutory` and that no rule limits: there is no such figure, and 0 stands here.
    pub unlimited: Option<Charge>,
}

/// What a notice charges for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Charge {
    /// Its fee.
    Fee,
    /// The fixed sum that business and public debtors owe.
    Compensation,
}

impl Charge {
    /// What it is called.
    pub fn word(self) -> &'static str {
        match self {
            Charge::Fee => "fee",
            Charge::Compensation => "compensation",
        }
    }
}

impl Proposed {
    /// The notice it is once it was sent; the texts are those of the ledger it goes into.
    pub fn sent(&self, policy: &Plan, step: TextId, letter: Option<TextId>) -> ledger::Notice {
        ledger::Notice {
            act: policy.steps[self.step].act,
            step: Some(step),
            deadline: self.deadline,
            fee: self.fee,
            compensation: self.compensation,
            interest_rate: None,
            interest: None,
            letter,
        }
    }
}

/// The last day a deadline gives for a notice sent on a day.
pub fn last_day(bound: &BoundPlan, deadline: Deadline, sent: Day) -> Day {
    let calendar = &bound.plan.law.calendar;
    let day = deadline.offset.after(sent, calendar);
    if deadline.on_business_day { calendar.on_or_after(day) } else { day }
}
