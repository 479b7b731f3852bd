//! Whether a policy is lawful and can work.
//!
//! The proof goes through every kind of invoice, every way it may stand and every history that matters, and puts each notice to the real evaluator and
//! the real rules. What breaks a rule is run again as an invoice with real events before it is reported.

mod covered;
mod earlier_notice;
mod failed;
mod finding;
mod lawful;
mod leftover;
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
mod together;
mod too_many;
mod turning_days;
mod witness;

pub use covered::Covered;
pub use failed::failed;
pub use finding::{ChargesSoFar, Finding, Given, Mend, Never, Origin, Problem, Remedy, Role};
pub use sweep::USUAL;
pub use too_many::{Axis, Cut, TooMany};
pub use witness::Witness;

use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;

use crate::decide::BoundPlan;
use crate::forward::rehearsal_plan;
use crate::model::{Policy, Project};
use crate::plan::{Fact, Plan};
use crate::threads::on_threads;
use crate::value::Day;
use proof::{TakenOver, Trying};

/// Checks every policy of a project. Findings come in the order of the text.
pub fn check(project: &Project) -> Vec<Finding> {
    explained(project, USUAL, 1).0
}

/// The same on so many threads, with what was gone through for each policy. At most so many cases are looked at of each.
pub fn explained(project: &Project, most: u64, threads: usize) -> (Vec<Finding>, Vec<(&Plan, Covered)>) {
    let (mut findings, mut covered) = (Vec::new(), Vec::new());
    let mut named = by_name(&project.policies).into_iter();
    let done = |(found, gone_through)| {
        findings.extend::<Vec<Finding>>(found);
        covered.extend::<Vec<(&Plan, Covered)>>(gone_through);
        Ok(())
    };
    let Ok(()) = on_threads::<_, _, Infallible>(threads, || Ok(named.next()), |versions| of_one_name(project, versions, most), done);
    let place = |plan: &Plan| project.policies.iter().position(|policy| std::ptr::eq(&raw const policy.plan, plan));
    covered.sort_by_key(|(plan, _)| place(plan));
    together::report(project, &mut findings);
    refusals::of_tests(project, &mut findings);
    in_order(&mut findings);
    (findings, covered)
}

/// The policies of each name. No policy is checked against one of another name.
fn by_name(policies: &[Policy]) -> Vec<Vec<&Policy>> {
    let mut named: BTreeMap<&str, Vec<&Policy>> = BTreeMap::new();
    policies.iter().for_each(|policy| named.entry(&policy.plan.name).or_default().push(policy));
    named.into_values().collect()
}

/// Checks the versions of one policy.
fn of_one_name<'p>(project: &'p Project, mut versions: Vec<&'p Policy>, most: u64) -> (Vec<Finding>, Vec<(&'p Plan, Covered)>) {
    let (mut findings, mut covered) = (Vec::new(), Vec::new());
    // An earlier version before a later one: what it leaves open may be taken over.
    versions.sort_by_key(|policy| policy.plan.valid.from);
    let mut left: HashMap<Day, TakenOver> = HashMap::new();
    let bounds: Vec<BoundPlan> = versions.iter().map(|policy| rehearsal_plan(&policy.plan)).collect();
    for (at, policy) in versions.iter().enumerate() {
        let (plan, bound) = (&policy.plan, &bounds[at]);
        let later: Vec<&BoundPlan> = bounds[at + 1..].iter().filter(|later| later.plan.takes_over).collect();
        let mut taken_over = left.remove(&plan.valid.from).filter(|_| plan.takes_over).unwrap_or_default();
        let earlier: Vec<&Plan> = versions[..at].iter().map(|version| &version.plan).collect();
        taken_over.lost = taken_over.lost.or(left_over(&earlier, plan));
        if refusals::foreign_currency(policy, &mut findings) {
            // Amounts of two currencies are held against each other nowhere else.
            if let (Some(until), false) = (plan.keeps_until, later.is_empty()) {
                left.entry(until.plus(1)).or_default().lost = Some(TooMany::Earlier);
            }
            continue;
        }
        let proof = proof::prove(bound, &later, &taken_over, most);
        let trying = Trying::of(&proof, taken_over);
        // What breaks the law first: changes that mend it are worth more tries than others.
        lawful::report(project, policy, bound, &proof, &trying, &mut findings);
        sanity::one(policy, bound, &proof, &trying, &mut findings);
        payment_terms::report(project, policy, &mut findings);
        if let (Some(until), false) = (plan.keeps_until, later.is_empty()) {
            let left = left.entry(until.plus(1)).or_default();
            match proof.left {
                Ok(open) => left.open.extend(open),
                Err(_) => left.lost = Some(TooMany::Earlier),
            }
            // What is not for this version waits for one that it is for.
            left.open.extend(trying.taken_over.open.into_iter().filter(|case| !plan.covers(case.root.debtor)));
        }
        covered.push((plan, proof.covered));
    }
    (findings, covered)
}

/// Cases that come to a version although it does not take them over, or that its own `applies when` alone can tell: they began before a version which
/// takes over but is not for them. Which these are is not gone through.
fn left_over(earlier: &[&Plan], plan: &Plan) -> Option<TooMany> {
    let not_for = |taker: &Plan, begun: &Plan| {
        let by_debtor = begun.debtors.iter().any(|debtor| !taker.covers(debtor) && plan.covers(debtor));
        by_debtor && !plan.takes_over || taker.applies.is_some() && !apply_alike(taker, begun) && !apply_alike(taker, plan)
    };
    let begun_before = |at: usize| earlier[..at].iter();
    let (_, taker) =
        earlier.iter().enumerate().find(|(at, taker)| taker.takes_over && begun_before(*at).any(|begun| not_for(taker, begun)))?;
    Some(TooMany::LeftOver { from: taker.valid.from })
}

/// Whether two policies are for the same invoices as far as `applies when` says: the same condition, of facts that are declared alike.
fn apply_alike(one: &Plan, other: &Plan) -> bool {
    let declared_otherwise = |fact: &Fact| match fact {
        Fact::Declared(at) => one.facts.get(*at) != other.facts.get(*at),
        Fact::BuiltIn(_) => false,
    };
    one.applies == other.applies && !one.applies.as_ref().is_some_and(|applies| applies.asks_fact(&declared_otherwise))
}

/// Only what keeps the policies of a project from being used: names and units that their law does not have. It is all that is found without a proof.
pub fn refusals(project: &Project) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in &project.policies {
        if !refusals::foreign_currency(policy, &mut findings) {
            refusals::one(policy, &rehearsal_plan(&policy.plan), &mut findings);
        }
    }
    refusals::of_tests(project, &mut findings);
    in_order(&mut findings);
    findings
}

fn in_order(findings: &mut [Finding]) {
    findings.sort_by_key(|finding| (finding.span, finding.severity));
}
