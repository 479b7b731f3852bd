//! Where each customer stands with credit on a day, before anything more is sold to it.

use super::credit::{CreditFinding, CreditLimit, CreditTerms, STOP_CREDIT};
use super::escalation::{Cause, Escalated, Undecided};
use super::uncovered::Uncovered;
use crate::ledger::{CustomerId, OnNoInvoice};
use crate::value::{Currency, Day, Debtors, Minor};

/// One customer in one currency, under one policy if there is one for it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The customer.
    pub customer: CustomerId,
    /// What kinds of debtor the ledger says it is: one, or none and then it is treated as a consumer, or all that its invoices name.
    pub debtors: Debtors,
    /// The currency of every amount; `None` where the customer has no invoice and no policy is for it.
    pub currency: Option<Currency>,
    /// The policy that an invoice to it would come under or has come under, as a place in [`Run::plans`].
    pub by: Option<usize>,
    /// What its open invoices in the currency come to, in minor units; `None` where no policy tells how payments in that currency settle.
    pub exposure: Option<Minor>,
    /// What the customer has paid, or been credited, that is on no invoice yet, and so is not taken off.
    pub unallocated: OnNoInvoice,
    /// What it is given, or why that is nothing.
    pub credit: Result<Granted, NoCredit>,
    /// The day since which it is insolvent.
    pub insolvent: Option<Day>,
    /// Whether it may buy, where that was asked.
    pub sale: Option<SaleAnswer>,
}

/// What the credit classes of a policy give a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Granted {
    /// Class, terms, limit and check.
    pub terms: CreditTerms,
    /// What is to be done about the customer: by the escalations of the policy as written, then by its classes, then whatever stops its credit under
    /// another policy.
    pub todo: Vec<Escalated>,
    /// The escalations that nobody can decide.
    pub undecided: Vec<Undecided>,
}

/// Why nothing says what credit a customer has.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoCredit {
    /// The policy that its invoices come under has no credit classes.
    NoClasses,
    /// No policy is for its invoices.
    Uncovered(Uncovered),
}

/// Whether a customer may buy on credit for an amount.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SaleAnswer {
    /// The amount, in minor units of the standing's currency.
    pub amount: Minor,
    /// Whether it may.
    pub yes: bool,
    /// The limit, where the sale would take the customer beyond it.
    pub beyond: Option<CreditLimit>,
}

/// What to do about a sale that goes beyond the limit.
const WITHIN: &str = "keep within the limit";

impl Standing {
    /// What to do about the customer, each thing once, in the order in which it is found.
    pub fn actions(&self) -> Vec<&str> {
        let found = self.credit.iter().flat_map(|granted| &granted.todo).map(|todo| todo.action.as_str());
        let beyond = self.sale.as_ref().is_some_and(|sale| sale.beyond.is_some()).then_some(WITHIN);
        let mut actions: Vec<&str> = Vec::new();
        let insolvent = self.insolvent.map(|_| STOP_CREDIT);
        for action in insolvent.into_iter().chain(found).chain(beyond) {
            if !actions.contains(&action) {
                actions.push(action);
            }
        }
        actions
    }

    /// The limit that counts, if there is one.
    pub fn limit(&self) -> Option<&CreditLimit> {
        self.credit.as_ref().ok()?.terms.limit.as_ref()
    }

    /// What is left of the limit, in minor units; below 0 where more is owed.
    pub fn left(&self) -> Option<Minor> {
        Some(self.limit()?.most - self.exposure?)
    }

    /// Whether a sale stays within the limit, and nothing else keeps it from being made on credit.
    pub(super) fn asked(&self, amount: Minor) -> SaleAnswer {
        let beyond = self.limit().filter(|_| self.left().is_some_and(|left| left >= 0 && left < amount)).cloned();
        let stopped = self.insolvent.is_some() || self.credit.as_ref().map_or(true, Granted::stops);
        SaleAnswer { amount, yes: !stopped && beyond.is_none(), beyond }
    }
}

impl Granted {
    /// With what says elsewhere, under another policy that the customer owes under, that it is to get no more credit.
    #[must_use]
    pub(super) fn stopped_by(mut self, elsewhere: &Granted) -> Granted {
        self.todo.extend(elsewhere.todo.iter().filter(|todo| todo.action == STOP_CREDIT).cloned());
        self.undecided.extend(elsewhere.undecided.iter().filter(|undecided| undecided.action == STOP_CREDIT).cloned());
        self
    }

    /// Whether nothing may be sold on credit until something is done. What nobody can decide is no leave.
    fn stops(&self) -> bool {
        let stops = |todo: &Escalated| match &todo.cause {
            Cause::Holds(_) => todo.action == STOP_CREDIT,
            // What was sold earlier on longer terms says nothing of the next sale.
            Cause::Credit(CreditFinding::TermsTooLong { .. }) => false,
            Cause::Credit(_) => true,
        };
        self.todo.iter().any(stops) || self.undecided.iter().any(|undecided| undecided.action == STOP_CREDIT)
    }
}
