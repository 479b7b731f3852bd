//! The first lawful day that is looked for where something can change is the one that is found by trying every day.

use std::collections::BTreeMap;

use frist::decide::{BoundPlan, Case, Decision, DecisionKind, Draft, Progress, Why, claim_on, lawful_on, owing};
use frist::law::{Breach, BreachKind};
use frist::run::run;
use frist::value::Day;
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;

use super::cases;
use super::simulated::draw::tried;
use super::simulated::{project, read};
use crate::reference::dates::show;

/// Every run day of the next two hundred, tried with the whole notice and the whole law.
fn by_every_day(draft: &Draft, after: Day) -> Option<Day> {
    let is_lawful = |day: &Day| {
        draft.propose(*day).is_ok_and(|proposed| proposed.unlimited.is_none() && !draft.judge(&proposed).iter().any(Breach::forbids))
    };
    let days = (1..=200).map(|days| after.plus(days));
    days.filter(|day| draft.case.run_day_from(draft.bound, *day) == *day).find(is_lawful)
}

/// Each step of the policy as it stands on a day, whether or not it is due, where a rule forbids it: what is expected of it, and what is found.
fn forbidden(bound: &BoundPlan, case: &Case, decision: &Decision, on: Day) -> Vec<(Why, Option<Day>, Option<Day>)> {
    let mut standing = Vec::new();
    let (claim, interruptions) = claim_on(bound, case, on, &mut standing);
    let progress = Progress::of(bound, case, &standing);
    let (disputed, owing) = (interruptions.disputed.is_some(), owing(bound, case, &claim, on));
    let of_step = |step: usize| {
        let draft = Draft { bound, case, progress: &progress, claim: &claim, disputed, owing, step };
        let proposed = draft.propose(on).ok()?;
        let mut breaches = draft.judge(&proposed).into_iter().filter(Breach::forbids);
        let first = breaches.next()?;
        let is_known = !matches!(first.fault, BreachKind::NotKnown(_));
        let why = Why::Forbidden { rule: first.at, fault: first.fault, also: breaches.map(|breach| breach.at).collect() };
        let decision =
            Decision { kind: DecisionKind::Withheld, why: why.clone(), step: Some(step), proposed: Some(proposed), ..decision.clone() };
        let expected = if is_known { by_every_day(&draft, on) } else { None };
        Some((why, expected, lawful_on(bound, case, &decision, on)))
    };
    (0..bound.plan.steps.len()).filter_map(of_step).collect()
}

#[test]
fn the_first_lawful_day_is_found_where_something_can_change() {
    let seen = std::cell::RefCell::new(BTreeMap::<(String, bool), usize>::new());
    let config = ProptestConfig { max_shrink_iters: 0, ..cases(500) };
    let tried = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let world = tried(seed);
        let (project, ledger) = (project(&world), read(&world.ledger));
        let first: Day = show(world.runs[0].0).parse().unwrap();
        for on in [0, 9, 40, 150].map(|days| first.plus(days + (seed % 11) as i32)) {
            let run = run(&project.plans(), &ledger, on).unwrap();
            for decided in &run.decided {
                let Some((at, decision)) = &decided.by else { continue };
                let (bound, case) = (&run.plans[*at], run.case(decided.invoice));
                for (why, expected, found) in forbidden(bound, &case, decision, on) {
                    let number = &ledger.invoices.number[decided.invoice];
                    assert_eq!(found, expected, "seed {seed}, {number} on {on}: {why:?}\n{}", world.text());
                    *seen.borrow_mut().entry((bound.plan.law.name.clone(), found.is_some())).or_default() += 1;
                }
            }
        }
        Ok(())
    });
    tried.unwrap();
    let seen = seen.into_inner();
    for law in ["NO", "SE", "DK", "FI", "XA"] {
        for becomes_lawful in [false, true] {
            let often = seen.get(&(law.into(), becomes_lawful)).copied().unwrap_or(0);
            assert!(often >= 10, "{law}, {becomes_lawful}: {often} times; {seen:?}");
        }
    }
}
