use super::candidate::Candidates;
use super::version::{VersionChoice, version};
use crate::decide::{Case, Misfit, misfits};
use crate::value::Day;

/// Why an invoice does not belong to a policy on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotFor {
    /// The policy is not for such an invoice, whatever the day.
    Misfit(Misfit),
    /// It is valid only from a later day.
    NotYetValid(Day),
    /// It was valid until a day.
    NoLongerValid(Day),
    /// Another version of it is the invoice's.
    OtherVersion(VersionChoice),
}

/// Why an invoice does not belong to one of these policies on a day; `None` where it fits. What a policy applies to is told last: a condition says
/// little of a policy that is not the invoice's anyway.
pub fn not_for(candidates: &Candidates, at: usize, case: &Case, on: Day) -> Option<NotFor> {
    let plan = candidates.plan(at);
    if let Some(first) = misfits(plan, candidates.addressee(case)).next() {
        return Some(NotFor::Misfit(first));
    }
    match version(candidates, at, case, on) {
        None if plan.valid.from > on => Some(NotFor::NotYetValid(plan.valid.from)),
        None => Some(NotFor::NoLongerValid(plan.valid.until.unwrap_or(on))),
        Some(choice) if choice.at != at => Some(NotFor::OtherVersion(choice)),
        Some(_) => candidates.at(at).misfit(case, on).map(NotFor::Misfit),
    }
}

/// The policy an invoice belongs to on a day: the first that fits, in the version that is the invoice's.
pub fn choose(candidates: &Candidates, case: &Case, on: Day) -> Option<usize> {
    (0..candidates.len()).find(|at| not_for(candidates, *at, case, on).is_none())
}
