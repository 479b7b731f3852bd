use crate::forward::Rehearsal;
use crate::law::BreachKind;
use crate::ledger::{EventKind, Notices};
use crate::plan::Plan;
use crate::value::{Day, Minor};

/// An invoice that shows a breach: everything that happened to it before the day, and the run that would send the notice.
#[derive(Clone, Debug)]
pub struct Witness {
    /// The invoice as it was before the notice.
    pub rehearsal: Rehearsal,
    /// The day of the run.
    pub on: Day,
    /// The step that would go out.
    pub step: usize,
    /// Its fee.
    pub fee: Minor,
    /// Its deadline.
    pub deadline: Option<Day>,
    /// How it breaks the rule.
    pub fault: BreachKind,
    /// For each notice, this one last, how many days after it was due the run came.
    pub late: Vec<i32>,
    /// The steps of its first notices, where earlier versions of the policy sent these.
    pub earlier: Vec<String>,
}

impl PartialEq for Witness {
    fn eq(&self, other: &Witness) -> bool {
        (self.size(), self.step, &self.fault) == (other.size(), other.step, &other.fault)
    }
}

impl Witness {
    /// Smaller is better: fewest events, an agreed due date before one that was not, no later than it need be, then the earliest day, the usual amount and
    /// the roundest.
    pub fn size(&self) -> (usize, bool, i32, Day, bool, usize, Minor) {
        let rehearsal = &self.rehearsal;
        let digits = rehearsal.amount.to_string().trim_end_matches('0').len();
        let late = self.on.since(rehearsal.due.unwrap_or(rehearsal.issued));
        let usual = rehearsal.amount == 1_000 * rehearsal.currency.unit();
        (rehearsal.events.len(), !rehearsal.due_agreed, late, self.on, !usual, digits, rehearsal.amount)
    }

    /// The step of a notice, by its place among them; nothing where it has none.
    pub fn step_of<'w>(&'w self, plan: &'w Plan, notice: usize) -> Option<&'w str> {
        let own = || self.rehearsal.notices[notice].step.map(|step| plan.step_name(step as usize));
        self.earlier.get(notice).map(String::as_str).or_else(own)
    }

    /// The same invoice before any notice.
    pub fn from_the_start(&self) -> Rehearsal {
        let mut rehearsal = self.rehearsal.clone();
        rehearsal.events.retain(|event| !matches!(event.what, EventKind::Notice(_)));
        rehearsal.notices = Notices::default();
        rehearsal
    }
}
