//! Whether a policy is lawful and can work.
//!
//! The proof goes through every kind of invoice, every way it may stand and every history that matters, and puts each notice to the real evaluator and
//! the real rules. What breaks a rule is run again as an invoice with real events before it is reported.

mod covered;
mod earlier_notice;
mod failed;
mod finding;
mod lawful;
mod mend;
mod others;
mod payment_terms;
mod place;
mod possible;
mod proof;
mod refusals;
mod replay;
mod sanity;
mod standing;
mod sweep;
mod too_many;
mod turning_days;
mod witness;

pub use covered::Covered;
pub use failed::failed;
pub use finding::{ChargesSoFar, Finding, Given, Mend, Never, Origin, Problem, Remedy, Role};
pub use too_many::TooMany;
pub use witness::Witness;

use std::collections::HashMap;
use std::rc::Rc;

use crate::decide::BoundPlan;
use crate::forward::rehearsal_plan;
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::value::Day;
use sweep::OpenCase;

/// Checks every policy of a project. Findings come in the order of the text.
pub fn check(project: &Project) -> Vec<Finding> {
    explained(project).0
}

/// The same, with what was gone through for each policy.
pub fn explained(project: &Project) -> (Vec<Finding>, Vec<(&Plan, Covered)>) {
    let (mut findings, mut covered) = (Vec::new(), Vec::new());
    // An earlier version before a later one: what it leaves open may be taken over.
    let mut versions: Vec<&Policy> = project.policies.iter().collect();
    versions.sort_by_key(|policy| policy.plan.valid.from);
    let mut left: HashMap<(&str, Day), Vec<Rc<OpenCase>>> = HashMap::new();
    let bounds: Vec<BoundPlan> = versions.iter().map(|policy| rehearsal_plan(&policy.plan)).collect();
    for (at, policy) in versions.iter().enumerate() {
        let (plan, bound) = (&policy.plan, &bounds[at]);
        let later = bounds[at + 1..].iter().filter(|later| later.plan.takes_over && later.plan.name == plan.name);
        let later: Vec<&BoundPlan> = later.collect();
        let open = if plan.takes_over { left.remove(&(plan.name.as_str(), plan.valid.from)).unwrap_or_default() } else { Vec::new() };
        let proof = proof::prove(bound, &later, &open);
        sanity::one(policy, bound, &proof, &mut findings);
        lawful::report(project, policy, bound, &proof, &mut findings);
        payment_terms::report(project, policy, &mut findings);
        if let Some(until) = plan.keeps_until {
            left.entry((plan.name.as_str(), until.plus(1))).or_default().extend(proof.left);
        }
        covered.push((&policy.plan, proof.covered));
    }
    let place = |plan: &Plan| project.policies.iter().position(|policy| std::ptr::eq(&raw const policy.plan, plan));
    covered.sort_by_key(|(plan, _)| place(plan));
    sanity::together(project, &mut findings);
    refusals::of_tests(project, &mut findings);
    in_order(&mut findings);
    (findings, covered)
}

/// Only what keeps the policies of a project from being used: names and units that their law does not have. It is all that is found without a proof.
pub fn refusals(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in &project.policies {
        refusals::one(policy, &rehearsal_plan(&policy.plan), &mut findings);
    }
    refusals::of_tests(project, &mut findings);
    in_order(&mut findings);
    findings
}

fn in_order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.span, finding.severity));
}
