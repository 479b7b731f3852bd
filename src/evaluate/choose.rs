use super::truth::Asked;
use super::{Case, CaseFacts, Plan, Totals, claim_on};
use crate::claim::standing_notices;
use crate::value::Day;

/// What decides which policy an invoice belongs to, besides the invoice itself.
pub struct Candidate<'a> {
    pub plan: &'a Plan<'a>,
    pub facts: &'a CaseFacts<'a>,
    /// The customer's country, where known.
    pub country: Option<&'a str>,
}

impl Candidate<'_> {
    /// Whether the policy is for this invoice, its period aside.
    pub fn fits(&self, case: &Case, on: Day) -> bool {
        let policy = self.plan.policy;
        if self.country.is_some_and(|country| country != policy.law.value)
            || !policy.covers(case.debtor)
            || case.currency != policy.currency
        {
            return false;
        }
        let Some(applies) = &policy.applies else { return true };
        let (claim, _) = claim_on(self.plan, case, on, &mut Vec::new());
        let asked =
            Asked { plan: self.plan, case, facts: self.facts, totals: Totals::default(), claim: &claim, due: case.due(self.plan), on };
        // A fact the ledger lacks leaves the invoice with the policy, which then says what is missing.
        asked.holds(applies).unwrap_or(true)
    }
}

/// The policy an invoice belongs to on a day: the first that fits. A case already being dunned keeps its version unless the new one takes over.
pub fn choose(candidates: &[Candidate], case: &Case, on: Day) -> Option<usize> {
    let chosen = candidates.iter().position(|candidate| candidate.plan.policy.is_valid(on) && candidate.fits(case, on))?;
    let policy = candidates[chosen].plan.policy;
    let mut versions: Vec<usize> = (0..candidates.len()).filter(|at| candidates[*at].plan.policy.name == policy.name).collect();
    if versions.len() == 1 {
        return Some(chosen);
    }
    let Some(first) = standing_notices(case.events, case.notices, on).first().map(|(_, on)| *on) else { return Some(chosen) };
    // The version of the first notice keeps the case until a later one takes over.
    versions.sort_by_key(|at| candidates[*at].plan.policy.valid.value.from);
    let begun = versions.iter().copied().find(|at| candidates[*at].plan.policy.is_valid(first) && candidates[*at].fits(case, on));
    let takes_over = |at: &usize| {
        let later = candidates[*at].plan.policy;
        later.takes_over && later.valid.value.from > first && later.valid.value.from <= on && candidates[*at].fits(case, on)
    };
    versions.iter().copied().rfind(takes_over).or(begun).or(Some(chosen))
}
