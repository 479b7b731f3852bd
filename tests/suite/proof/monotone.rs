//! What can only make a policy better never makes a lawful one unlawful; what can only make a law stricter never makes an unlawful one lawful.

use std::sync::Arc;

use frist::check::check;
use frist::law::Law;
use frist::model::{Policy, Project};
use frist::plan::{Fee, FeeAmount, Plan};
use frist::terms::Basis;
use frist::value::{Money, Offset};

use super::draw::each;
use super::worlds::{World, draw};
use super::{alone, seed, tries};

/// Whether the check finds errors in the policy of a project once it is this plan.
fn unlawful(project: &Project, plan: &Plan) -> bool {
    let policy = Policy { plan: plan.clone(), written: project.policies[0].written.clone() };
    check(&alone(project, &policy)).iter().any(|finding| finding.is_error())
}

/// The policy and the law of a world, where both stand.
fn read(world: &World) -> Option<Project> {
    let project = Project::read([("world.frist", world.text.as_str())], false);
    (!project.has_errors()).then_some(project)
}

/// Whether some amount of the policy is what the law allows: a stricter law then changes the history itself.
fn follows_the_law(plan: &Plan) -> bool {
    let statutory = |amount: &FeeAmount| match amount {
        FeeAmount::Statutory => true,
        FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| *amount == FeeAmount::Statutory),
        _ => false,
    };
    plan.steps.iter().any(|step| step.compensation || step.fee.amounts().any(statutory))
}

/// The policy with a day more for the debtor of its last step.
fn longer(plan: &Plan) -> Vec<Plan> {
    let Some(deadline) = plan.steps.last().unwrap().deadline else { return Vec::new() };
    let Offset::Days(days) = deadline.offset else { return Vec::new() };
    let with = |more: i32| {
        let mut longer = plan.clone();
        longer.steps.last_mut().unwrap().deadline.as_mut().unwrap().offset = Offset::Days(days + more);
        longer
    };
    vec![with(1), with(4)]
}

/// The policy with one of its fixed fees lower. A fee of nothing is no lower fee: the letter is then no charged one, which a law may ask for.
fn cheaper(plan: &Plan) -> Vec<Plan> {
    if follows_the_law(plan) {
        return Vec::new();
    }
    let lower = |at: usize| {
        let step = &plan.steps[at];
        let mut amounts = step.fee.amounts();
        let (Some(FeeAmount::Fixed(fee)), None) = (amounts.next(), amounts.next()) else { return None };
        let mut cheaper = plan.clone();
        let fee = Money::new(fee.minor - 1, fee.currency);
        cheaper.steps[at].fee = Fee::always(Some(FeeAmount::Fixed(fee)));
        (fee.minor > 0).then_some(cheaper)
    };
    (0..plan.steps.len()).filter_map(lower).collect()
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

fn better(world: &World, project: &Project, make: impl Fn(&Plan) -> Vec<Plan>) -> (usize, Option<String>) {
    let plan = &project.policies[0].plan;
    let better = make(plan);
    if better.is_empty() || unlawful(project, plan) {
        return (0, None);
    }
    let worse = better.iter().find(|better| unlawful(project, better));
    let said = |worse: &Plan| {
        let last = worse.steps.last().unwrap();
        format!("lawful, but not with {:?} and fees {:?}\n{}", last.deadline.map(|deadline| deadline.offset), fees_of(worse), world.text)
    };
    (better.len(), worse.map(said))
}

fn fees_of(plan: &Plan) -> Vec<Vec<&FeeAmount>> {
    plan.steps.iter().map(|step| step.fee.amounts().collect()).collect()
}

#[test]
fn one_more_rule_forgives_nothing() {
    holds("one more rule", |world, project| {
        let plan = &project.policies[0].plan;
        let law = &plan.law;
        let binding = law.rules.iter().all(|rule| rule.cite.as_ref().is_some_and(|cite| cite.basis == Basis::Statute));
        if follows_the_law(plan) || !binding || unlawful(project, plan) {
            return (0, None);
        }
        for at in 0..law.rules.len() {
            let mut laxer = Law::clone(law);
            let mut rules = laxer.rules.to_vec();
            let gone = rules.remove(at);
            laxer.rules = rules.into();
            if unlawful(project, &Plan { law: Arc::new(laxer), ..plan.clone() }) {
                return (at + 1, Some(format!("unlawful without {}, lawful with it\n{}", gone.id, world.text)));
            }
        }
        (law.rules.len(), None)
    });
}
