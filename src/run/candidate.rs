use crate::decide::{Addressee, Answers, Asked, BoundPlan, Case, CaseFacts, CustomerTotals, Misfit, claim_on, misfit};
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
