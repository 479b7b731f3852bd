use super::facts::Facts;
use crate::decide::{Addressee, Answers, Asked, BoundPlan, Case, CaseFacts, CustomerTotals, Misfit, claim_on, misfit};
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;
use crate::value::Day;

/// A policy that an invoice may belong to, with what decides that besides the invoice itself.
pub struct Candidate<'a> {
    /// The policy.
    pub bound: &'a BoundPlan<'a>,
    /// What its conditions may ask of the invoice besides its money.
    pub facts: CaseFacts<'a>,
    /// The customer's country, where known.
    pub country: Option<&'a str>,
}

impl<'a> Candidate<'a> {
    /// Who owes the invoice, and in what currency.
    pub fn addressee(&self, case: &Case) -> Addressee<'a> {
        Addressee { country: self.country, debtor: case.debtor, currency: case.currency }
    }

    /// Why the policy is not for this invoice, its period aside.
    pub fn misfit(&self, case: &Case, on: Day) -> Option<Misfit> {
        let misfit = misfit(self.bound.plan, self.addressee(case), |applies| {
            let (claim, _) = claim_on(self.bound, case, on, &mut Vec::new());
            let due = case.due(self.bound);
            Asked { bound: self.bound, case, facts: &self.facts, totals: CustomerTotals::default(), claim: &claim, due, on, listener: None }
                .holds(applies)
        });
        // A fact the ledger lacks leaves the invoice with the policy, and then it is missing.
        misfit.unwrap_or(None)
    }

    /// Whether the policy is for this invoice, its period aside.
    pub fn fits(&self, case: &Case, on: Day) -> bool {
        self.misfit(case, on).is_none()
    }
}

/// The policies that an invoice may belong to, each made when it is asked for.
pub struct Candidates<'a> {
    pub(super) ledger: &'a Ledger,
    pub(super) invoice: InvoiceId,
    pub(super) plans: &'a [BoundPlan<'a>],
    pub(super) facts: &'a [Facts],
}

impl<'a> Candidates<'a> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.plans.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.plans.is_empty()
    }

    /// The policy at a place.
    pub fn plan(&self, at: usize) -> &'a Plan {
        self.plans[at].plan
    }

    /// The candidate at a place.
    pub fn at(&self, at: usize) -> Candidate<'a> {
        Candidate { bound: &self.plans[at], facts: self.facts[at].of_invoice(self.ledger, self.invoice), country: self.country() }
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = Candidate<'a>> {
        (0..self.len()).map(|at| self.at(at))
    }

    fn country(&self) -> Option<&'a str> {
        self.ledger.customers.country(self.ledger.invoices.customer[self.invoice])
    }

    /// Who owes the invoice, and in what currency.
    pub fn addressee(&self, case: &Case) -> Addressee<'a> {
        Addressee { country: self.country(), debtor: case.debtor, currency: case.currency }
    }
}
