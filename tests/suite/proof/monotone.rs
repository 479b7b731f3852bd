//! What can only make a policy better never makes a lawful one unlawful; what can only make a law stricter never makes an unlawful one lawful.

use std::collections::HashMap;

use frist::check::check;
use frist::law::Law;
use frist::model::{Fee, Policy, Program};
use frist::project::Project;
use frist::syntax::tree::{Basis, FeeAmount};
use frist::value::{Money, Offset};

use super::draw::each;
use super::worlds::{World, draw};
use super::{seed, tries};

/// Whether the check finds errors.
fn unlawful(policy: &Policy, law: Law) -> bool {
    let laws = HashMap::from([(policy.law.value.clone(), law)]);
    let program = Program { policies: vec![policy.clone()], ..Program::default() };
    check(&program, &laws).iter().any(|finding| finding.is_error())
}

/// The policy and the law of a world, where both stand.
fn read(world: &World) -> Option<Project> {
    let project = Project::read([("world.frist", world.text.as_str())], false);
    (!project.has_errors()).then_some(project)
}

fn law_of(project: &Project, policy: &Policy) -> Law {
    Law::new(project.laws[&policy.law.value].statute.clone(), false)
}

/// Whether some amount of the policy is what the law allows: a stricter law then changes the history itself.
fn follows_the_law(policy: &Policy) -> bool {
    let statutory = |amount: &FeeAmount| match amount {
        FeeAmount::Statutory => true,
        FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| *amount == FeeAmount::Statutory),
        _ => false,
    };
    policy.steps.iter().any(|step| step.compensation.is_some() || step.fee.value.amounts().any(statutory))
}

/// The policy with a day more for the debtor of its last step.
fn longer(policy: &Policy) -> Vec<Policy> {
    let Some(deadline) = policy.steps.last().unwrap().deadline else { return Vec::new() };
    let Offset::Days(days) = deadline.value.offset else { return Vec::new() };
    let with = |more: i32| {
        let mut longer = policy.clone();
        longer.steps.last_mut().unwrap().deadline.as_mut().unwrap().value.offset = Offset::Days(days + more);
        longer
    };
    vec![with(1), with(4)]
}

/// The policy with one of its fixed fees lower. A fee of nothing is no lower fee: the letter is then no charged one, which a law may ask for.
fn cheaper(policy: &Policy) -> Vec<Policy> {
    if follows_the_law(policy) {
        return Vec::new();
    }
    let lower = |at: usize| {
        let step = &policy.steps[at];
        let mut amounts = step.fee.value.amounts();
        let (Some(FeeAmount::Fixed(fee)), None) = (amounts.next(), amounts.next()) else { return None };
        let mut cheaper = policy.clone();
        let fee = Money::new(fee.minor - 1, fee.currency);
        cheaper.steps[at].fee.value = Fee::always(Some(FeeAmount::Fixed(fee)), step.fee.span);
        (fee.minor > 0).then_some(cheaper)
    };
    (0..policy.steps.len()).filter_map(lower).collect()
}

/// Holds a property on every world: what it says, and how many worlds it was tried on.
fn holds(name: &str, one: impl Fn(&World, &Project) -> (usize, Option<String>) + Sync) {
    let count = 150 * tries();
    let first = seed() + 500_000;
    let said = each(count, |at| {
        let world = draw(first + at as u64);
        read(&world).map(|project| one(&world, &project))
    });
    let tried: usize = said.iter().flatten().map(|(tried, _)| tried).sum();
    let wrong: Vec<String> =
        said.into_iter().enumerate().filter_map(|(at, said)| Some(format!("{}: {}", first + at as u64, said?.1?))).collect();
    println!("{name}: {tried} tried on {count} worlds, {} wrong", wrong.len());
    for wrong in wrong.iter().take(3) {
        println!("--- {wrong}");
    }
    assert!(wrong.is_empty(), "{} wrong", wrong.len());
    assert!(tried * 5 >= count, "only {tried} tried");
}

#[test]
fn a_longer_last_deadline_stays_lawful() {
    holds("a longer last deadline", |world, project| better(world, project, longer));
}

#[test]
fn a_lower_fee_stays_lawful() {
    holds("a lower fee", |world, project| better(world, project, cheaper));
}

fn better(world: &World, project: &Project, make: impl Fn(&Policy) -> Vec<Policy>) -> (usize, Option<String>) {
    let policy = &project.program.policies[0];
    let better = make(policy);
    if better.is_empty() || unlawful(policy, law_of(project, policy)) {
        return (0, None);
    }
    let worse = better.iter().find(|better| unlawful(better, law_of(project, policy)));
    let said = |worse: &Policy| {
        let last = worse.steps.last().unwrap();
        format!(
            "lawful, but not with {:?} and fees {:?}\n{}",
            last.deadline.map(|deadline| deadline.value.offset),
            fees_of(worse),
            world.text
        )
    };
    (better.len(), worse.map(said))
}

fn fees_of(policy: &Policy) -> Vec<Vec<&FeeAmount>> {
    policy.steps.iter().map(|step| step.fee.value.amounts().collect()).collect()
}

#[test]
fn one_more_rule_forgives_nothing() {
    holds("one more rule", |world, project| {
        let policy = &project.program.policies[0];
        let statute = &project.laws[&policy.law.value].statute;
        let binding = statute.rules.iter().all(|rule| rule.cite.as_ref().is_some_and(|cite| cite.basis == Basis::Statute));
        if follows_the_law(policy) || !binding || unlawful(policy, law_of(project, policy)) {
            return (0, None);
        }
        for at in 0..statute.rules.len() {
            let mut laxer = statute.clone();
            let gone = laxer.rules.remove(at);
            if unlawful(policy, Law::new(laxer, false)) {
                return (at + 1, Some(format!("unlawful without {}, lawful with it\n{}", gone.id.value, world.text)));
            }
        }
        (statute.rules.len(), None)
    });
}
