use crate::decide::{Bound, Case, CaseFacts};
use crate::ledger::InvoiceId;
use crate::run::Run;
use crate::run::{Candidate, Since, version};
use crate::value::Day;
use crate::words::worded;

/// A policy that was tried and is not for the invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Passed {
    /// Its name.
    pub policy: String,
    /// The first day of this version.
    pub from: Day,
    /// Why not.
    pub why: String,
}

/// The policies before the one an invoice belongs to, in the order tried; all of them when it belongs to none.
pub fn passed(run: &Run, id: InvoiceId) -> Vec<Passed> {
    let until = run.decided[id].by.as_ref().map_or(run.plans.len(), |(at, _)| *at);
    let (case, facts) = (run.case(id), facts(run, id));
    let candidates = candidates(run, id, &facts);
    let why = |at: usize| Passed {
        policy: run.plans[at].plan.name.clone(),
        from: run.plans[at].plan.valid.from,
        why: not_for(&candidates, at, &case, run.on),
    };
    (0..until).map(why).collect()
}

fn facts<'a>(run: &'a Run, id: InvoiceId) -> Vec<CaseFacts<'a>> {
    (0..run.plans.len()).map(|at| run.facts(at, id)).collect()
}

fn candidates<'a>(run: &'a Run, id: InvoiceId, facts: &'a [CaseFacts<'a>]) -> Vec<Candidate<'a>> {
    let country = run.country(id);
    run.plans.iter().zip(facts).map(|(bound, facts)| Candidate { bound, facts, country }).collect()
}

fn not_for(candidates: &[Candidate], at: usize, case: &Case, on: Day) -> String {
    let candidate = &candidates[at];
    let policy = candidate.bound.plan;
    let valid = policy.valid;
    if let Some(country) = candidate.country.filter(|country| *country != policy.law.name) {
        return format!("it is under the law of {}, and the customer's country is {country}", policy.law.name);
    }
    if !policy.covers(case.debtor) {
        let kinds: Vec<&str> = policy.debtors.iter().map(|debtor| debtor.word()).collect();
        return format!("it is for {}, and {} owes", kinds.join(", "), case.debtor.described());
    }
    if case.currency != policy.currency {
        return format!("it is for invoices in {}, and this one is in {}", policy.currency, case.currency);
    }
    match version(candidates, at, case, on) {
        None if valid.from > on => format!("it is valid from {}", valid.from),
        None => format!("it was valid until {}", valid.until.unwrap_or(on)),
        Some((other, since)) if other != at => of_version(candidates[other].bound, since),
        Some(_) => {
            let applies = policy.applies.as_ref().map_or(String::new(), |applies| worded(policy, applies));
            format!("it applies when {applies}")
        }
    }
}

fn of_version(bound: &Bound, since: Since) -> String {
    let from = bound.plan.valid.from;
    match since {
        Since::InForce => format!("the version from {from} is in force"),
        Since::Begun(first) => {
            format!("dunning began on {first} under the version from {from}, and no later one in force takes over open cases")
        }
        Since::TookOver(first) => format!("dunning began on {first}, and the version from {from} takes over open cases"),
    }
}

/// Why an invoice is under this version of its policy; `None` when there is one only.
pub fn version_of(run: &Run, id: InvoiceId, at: usize) -> Option<String> {
    let name = &run.plans[at].plan.name;
    if run.plans.iter().filter(|bound| bound.plan.name == *name).count() == 1 {
        return None;
    }
    let facts = facts(run, id);
    let (chosen, since) = version(&candidates(run, id, &facts), at, &run.case(id), run.on)?;
    Some(of_version(&run.plans[chosen], since))
}
