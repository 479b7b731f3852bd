use crate::decide::{Case, CaseFacts};
use crate::ledger::InvoiceId;
use crate::run::{Candidate, Run, Since, version};
use crate::value::{Currency, Day, Debtor};

/// A policy that was tried and is not for the invoice. Policies are places in the run's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherPolicy {
    /// Which.
    pub at: usize,
    /// Why not.
    pub not_for: NotFor,
}

/// Why a policy is not for an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotFor {
    /// It is under another law: the customer's country.
    Country(String),
    /// It is not for such a debtor.
    Debtor(Debtor),
    /// It is for invoices in another currency than this one.
    Currency(Currency),
    /// It is valid only from a later day.
    NotYetValid(Day),
    /// It was valid until a day.
    NoLongerValid(Day),
    /// Another version of it is the invoice's.
    OtherVersion(VersionChoice),
    /// What it applies to does not hold.
    DoesNotApply,
}

/// Which version of a policy is the invoice's, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VersionChoice {
    /// The version.
    pub at: usize,
    /// Why that one.
    pub since: Since,
}

/// The policies before the one an invoice belongs to, in the order tried; all of them when it belongs to none.
pub fn other_policies(run: &Run, id: InvoiceId) -> Vec<OtherPolicy> {
    let until = run.decided[id].by.as_ref().map_or(run.plans.len(), |(at, _)| *at);
    let (case, facts) = (run.case(id), facts(run, id));
    let candidates = candidates(run, id, &facts);
    (0..until).map(|at| OtherPolicy { at, not_for: not_for(&candidates, at, &case, run.on) }).collect()
}

fn facts<'a>(run: &'a Run, id: InvoiceId) -> Vec<CaseFacts<'a>> {
    (0..run.plans.len()).map(|at| run.facts(at, id)).collect()
}

fn candidates<'a>(run: &'a Run, id: InvoiceId, facts: &'a [CaseFacts<'a>]) -> Vec<Candidate<'a>> {
    let country = run.country(id);
    run.plans.iter().zip(facts).map(|(bound, facts)| Candidate { bound, facts, country }).collect()
}

fn not_for(candidates: &[Candidate], at: usize, case: &Case, on: Day) -> NotFor {
    let candidate = &candidates[at];
    let plan = candidate.bound.plan;
    if let Some(country) = candidate.country.filter(|country| *country != plan.law.name) {
        return NotFor::Country(country.to_owned());
    }
    if !plan.covers(case.debtor) {
        return NotFor::Debtor(case.debtor);
    }
    if case.currency != plan.currency {
        return NotFor::Currency(case.currency);
    }
    match version(candidates, at, case, on) {
        None if plan.valid.from > on => NotFor::NotYetValid(plan.valid.from),
        None => NotFor::NoLongerValid(plan.valid.until.unwrap_or(on)),
        Some((other, since)) if other != at => NotFor::OtherVersion(VersionChoice { at: other, since }),
        Some(_) => NotFor::DoesNotApply,
    }
}

/// Why an invoice is under this version of its policy; `None` when there is one only.
pub fn version_of(run: &Run, id: InvoiceId, at: usize) -> Option<VersionChoice> {
    let name = &run.plans[at].plan.name;
    if run.plans.iter().filter(|bound| bound.plan.name == *name).count() == 1 {
        return None;
    }
    let facts = facts(run, id);
    let (at, since) = version(&candidates(run, id, &facts), at, &run.case(id), run.on)?;
    Some(VersionChoice { at, since })
}
