//! What a week of a simulation comes to.

use std::collections::{BTreeMap, BTreeSet};

use crate::decide::{Decision, DecisionKind};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Currency, Day, Minor};

/// What a week brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Week {
    /// Its first day within the simulation.
    pub from: Day,
    /// Its last day within the simulation.
    pub to: Day,
    /// By currency, policy and step, as places in [`Simulation::policies`] and in its steps.
    pub actions: BTreeMap<(Currency, usize, usize), Actions>,
    /// By currency, one entry for each currency of the ledger that a policy has.
    pub amounts: BTreeMap<Currency, Amounts>,
    /// What was to be done about customers on at least one day, by the currency of the policy: customer, policy, title.
    pub escalations: BTreeSet<(Currency, CustomerId, String, String)>,
}

/// The notices of one step.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Actions {
    /// How many were sent.
    pub sent: usize,
    /// What they cost in fees.
    pub fees: Minor,
    /// What they claimed in compensation.
    pub compensation: Minor,
    /// The invoices on which the law withheld one on at least one day.
    pub withheld: BTreeSet<InvoiceId>,
}

/// Money of one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Amounts {
    /// Late interest that accrued meanwhile; `None` where the law does not tell a rate it needs.
    pub interest: Option<Minor>,
    /// Principal outstanding at the end, on invoices that were issued by then.
    pub balance: Minor,
    /// How much of that is past its due date.
    pub overdue: Minor,
    /// Whether a figure of the week rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Week {
    /// Counts the notice of a decision.
    pub(super) fn act(&mut self, currency: Currency, policy: usize, decision: &Decision, invoice: InvoiceId) {
        let Some(step) = decision.step else { return };
        match (decision.kind, &decision.proposed) {
            (DecisionKind::Send, Some(proposed)) => {
                let actions = self.actions.entry((currency, policy, step)).or_default();
                actions.sent += 1;
                actions.fees += proposed.fee;
                actions.compensation += proposed.compensation;
            }
            (DecisionKind::Withheld, _) => {
                self.actions.entry((currency, policy, step)).or_default().withheld.insert(invoice);
            }
            (
                DecisionKind::Send
                | DecisionKind::Wait
                | DecisionKind::Hold
                | DecisionKind::Exempt
                | DecisionKind::Ignore
                | DecisionKind::Settled
                | DecisionKind::Finished
                | DecisionKind::Unmatched,
                _,
            ) => {}
        }
    }

    /// Counts what has accrued on an invoice from one day to another, whatever was paid or waived of it.
    pub(super) fn accrue(&mut self, currency: Currency, (earlier, now): (Option<Minor>, Option<Minor>), is_assumed: bool) {
        if let Some(amounts) = self.amounts.get_mut(&currency) {
            amounts.interest = amounts.interest.and_then(|sum| Some(sum + now? - earlier?));
            amounts.assumed |= is_assumed;
        }
    }

    /// How many things were to be done about customers in a currency.
    pub fn escalated(&self, currency: Currency) -> usize {
        self.escalations.iter().filter(|(of, ..)| *of == currency).count()
    }
}

impl Amounts {
    /// Nothing at all.
    pub const NONE: Amounts = Amounts { interest: Some(0), balance: 0, overdue: 0, assumed: false };
}

impl Actions {
    /// Adds another count of the same step.
    pub fn add(&mut self, other: &Actions) {
        self.sent += other.sent;
        self.fees += other.fees;
        self.compensation += other.compensation;
        self.withheld.extend(&other.withheld);
    }
}
