use crate::claim::standing_notices;
use crate::decide::{Answers, Asked, NoAnswer};
use crate::decide::{BoundPlan, Case, CaseFacts, Totals, claim_on};
use crate::value::Day;

/// Why an invoice is under one version of a policy and not another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// Dunning has not begun, or its version does not fit: the version in force.
    InForce,
    /// Dunning began under it on a day.
    Begun(Day),
    /// It took over what an earlier version began on a day.
    TookOver(Day),
}

/// What decides which policy an invoice belongs to, besides the invoice itself.
pub struct Candidate<'a> {
    /// The policy.
    pub bound: &'a BoundPlan<'a>,
    /// What its conditions may ask of the invoice besides its money.
    pub facts: &'a CaseFacts<'a>,
    /// The customer's country, where known.
    pub country: Option<&'a str>,
}

impl Candidate<'_> {
    /// Whether the policy is for this invoice, its period aside.
    pub fn fits(&self, case: &Case, on: Day) -> bool {
        let policy = self.bound.plan;
        if self.country.is_some_and(|country| country != policy.law.name) || !policy.covers(case.debtor) || case.currency != policy.currency
        {
            return false;
        }
        // A fact the ledger lacks leaves the invoice with the policy, and then it is missing.
        self.applies(case, on).unwrap_or(true)
    }

    fn applies(&self, case: &Case, on: Day) -> Result<bool, NoAnswer> {
        let Some(applies) = &self.bound.plan.applies else { return Ok(true) };
        let (claim, _) = claim_on(self.bound, case, on, &mut Vec::new());
        let due = case.due(self.bound);
        Asked { bound: self.bound, case, facts: self.facts, totals: Totals::default(), claim: &claim, due, on }.holds(applies)
    }
}

/// The policy an invoice belongs to on a day: the first that fits, in the version that is the invoice's.
pub fn choose(candidates: &[Candidate], case: &Case, on: Day) -> Option<usize> {
    let is_version = |at: usize| version(candidates, at, case, on).is_some_and(|(version, _)| version == at);
    (0..candidates.len()).find(|at| is_version(*at) && candidates[*at].fits(case, on))
}

/// Of the versions of a policy: the one in force when dunning began, or that has taken over since; for a case that has not begun, or that this one
/// does not fit, the one in force.
pub fn version(candidates: &[Candidate], of: usize, case: &Case, on: Day) -> Option<(usize, Since)> {
    let policy = |at: usize| candidates[at].bound.plan;
    let versions = || (0..candidates.len()).filter(|at| policy(*at).name == policy(of).name);
    let in_force = |day: Day| versions().find(|at| policy(*at).is_valid(day));
    let now = in_force(on)?;
    if versions().count() == 1 {
        return Some((now, Since::InForce));
    }
    // An open-items file tells the last notice alone: by then at the latest the case had begun.
    let told = case.opening.and_then(|opening| opening.last_sent).filter(|sent| *sent <= on);
    let first = standing_notices(case.events, case.notices, on).first().map(|(_, on)| *on).or(told);
    let Some((first, begun)) = first.and_then(|first| Some((first, in_force(first)?))) else { return Some((now, Since::InForce)) };
    let from = |at: &usize| policy(*at).valid.from;
    let took_over = |at: &usize| policy(*at).takes_over && from(at) > from(&begun) && from(at) <= on;
    let kept = versions().filter(took_over).max_by_key(from).unwrap_or(begun);
    let since = if kept == begun { Since::Begun(first) } else { Since::TookOver(first) };
    Some(if candidates[kept].fits(case, on) { (kept, since) } else { (now, Since::InForce) })
}
