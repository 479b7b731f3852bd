use super::candidate::Candidates;
use super::version::{VersionChoice, version};
use crate::decide::{Addressee, BoundPlan, Case, Misfit, misfits};
use crate::plan::Plan;
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

/// Chooses for one invoice after another. Where nothing but who owes it, and in what currency, tells whose an invoice is, one that is alike to the one
/// before it is not looked at again.
pub struct Chooser<'a> {
    on: Day,
    by_addressee: bool,
    before: Option<(Addressee<'a>, Option<usize>)>,
}

impl<'a> Chooser<'a> {
    /// Among some policies, on a day.
    pub fn new(plans: &[BoundPlan], on: Day) -> Chooser<'a> {
        let is_only = |plan: &Plan| plans.iter().filter(|other| other.plan.name == plan.name).count() == 1;
        let by_addressee = plans.iter().all(|bound| bound.plan.applies.is_none() && is_only(bound.plan));
        Chooser { on, by_addressee, before: None }
    }

    /// The policy an invoice belongs to.
    pub fn choose(&mut self, candidates: &Candidates<'a>, case: &Case) -> Option<usize> {
        let addressee = candidates.addressee(case);
        match self.before {
            Some((before, chosen)) if self.by_addressee && before == addressee => chosen,
            _ => {
                let chosen = choose(candidates, case, self.on);
                self.before = Some((addressee, chosen));
                chosen
            }
        }
    }
}

/// The policy an invoice belongs to on a day: the first that fits, in the version that is the invoice's.
pub fn choose(candidates: &Candidates, case: &Case, on: Day) -> Option<usize> {
    (0..candidates.len()).find(|at| not_for(candidates, *at, case, on).is_none())
}
