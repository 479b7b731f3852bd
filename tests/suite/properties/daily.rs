//! A simulation that decides what may change is the one that decides every invoice on every day, over the whole ledger.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use frist::claim::Claim;
use frist::decide::{BoundPlan, Case, DecisionKind, Progress, claim_on};
use frist::forward::{Amounts, Week, simulate};
use frist::ledger::{File, Files, InvoiceId, Ledger, folder};
use frist::model::Project;
use frist::plan::Plan;
use frist::run::{Decided, Run, outgoing, record, run};
use frist::value::{Currency, Day, Minor};

use super::forward::{folder_world, tries};
use super::simulated::{project, read};
use crate::checked::{files_below, repository};
use crate::reference::dates::show;

/// What a simulation comes to.
#[derive(Default, PartialEq, Debug)]
struct Whole {
    before: BTreeMap<Currency, Amounts>,
    weeks: Vec<Week>,
    unmatched: BTreeSet<InvoiceId>,
}

/// Interest that had ever accrued on each invoice by the day before, where a policy covered it.
type Accrued = Vec<Option<Option<Minor>>>;

fn look<T>(plans: &[&Plan], ledger: &mut Ledger, on: Day, known: Option<Day>, see: impl FnOnce(&Run) -> T) -> T {
    let stated = ledger.payments_through;
    ledger.payments_through = known.or(Some(on));
    let seen = see(&run(plans, ledger, on).unwrap());
    ledger.payments_through = stated;
    seen
}

fn day_by_day(plans: &[&Plan], ledger: &mut Ledger, (from, to): (Day, Day), known: Option<Day>) -> Whole {
    let mut accrued: Accrued = Vec::new();
    let before = look(plans, ledger, from.plus(-1), known, |run| {
        accrued = run.decided.iter().map(|decided| decided.by.as_ref().map(|(_, decision)| decision.claim.accrued)).collect();
        balances(run)
    });
    let mut whole = Whole { before, ..Whole::default() };
    for on in (from.number()..=to.number()).map(Day::from_number) {
        if on == from || on.weekday() == 0 {
            let amounts = whole.before.keys().map(|currency| (*currency, Amounts::NONE)).collect();
            whole.weeks.push(Week { from: on, to: on, actions: BTreeMap::new(), amounts, escalations: BTreeSet::new() });
        }
        let (week, unmatched) = (whole.weeks.last_mut().unwrap(), &mut whole.unmatched);
        week.to = on;
        let sent = look(plans, ledger, on, known, |run| {
            accrue(run, &mut accrued, week);
            for (currency, open) in balances(run) {
                let so_far = week.amounts[&currency];
                week.amounts.insert(currency, Amounts { balance: open.balance, overdue: open.overdue, ..so_far });
            }
            let missed = |decided: &&Decided| decided.by.as_ref().is_none_or(|(_, decision)| decision.kind == DecisionKind::Unmatched);
            unmatched.extend(run.decided.iter().filter(missed).map(|decided| decided.invoice));
            week.escalations.extend(run.escalations.iter().map(|escalated| {
                let policy = run.plans[escalated.by].plan;
                (policy.currency, escalated.customer, policy.name.clone(), escalated.title.clone())
            }));
            act(run, week);
            outgoing(run)
        });
        record(ledger, plans, sent);
    }
    whole
}

fn act(run: &Run, week: &mut Week) {
    for decided in &run.decided {
        let Some((at, decision)) = &decided.by else { continue };
        let Some(step) = decision.step else { continue };
        let of_step = (run.ledger.invoices.currency[decided.invoice], *at, step);
        if decision.kind == DecisionKind::Send {
            let proposed = decision.proposed.as_ref().unwrap();
            let actions = week.actions.entry(of_step).or_default();
            actions.sent += 1;
            actions.fees += proposed.fee;
            actions.compensation += proposed.compensation;
        } else if decision.kind == DecisionKind::Withheld {
            week.actions.entry(of_step).or_default().withheld.insert(decided.invoice);
        }
    }
}

fn accrue(run: &Run, accrued: &mut Accrued, week: &mut Week) {
    for (decided, before) in run.decided.iter().zip(accrued) {
        let Some((at, decision)) = &decided.by else {
            *before = None;
            continue;
        };
        let case = run.case(decided.invoice);
        if Progress::is_assigned(&run.plans[*at], &case, run.on) {
            *before = None;
            continue;
        }
        let now = decision.claim.accrued;
        let earlier = before.unwrap_or_else(|| claim_on(&run.plans[*at], &case, run.on.plus(-1), &mut Vec::new()).0.accrued);
        let amounts = week.amounts.get_mut(&case.currency).unwrap();
        amounts.interest = amounts.interest.and_then(|sum| Some(sum + now? - earlier?));
        amounts.assumed |= decision.proposed.as_ref().map_or(decision.claim.assumed && now != earlier, |proposed| proposed.assumed);
        *before = Some(now);
    }
}

fn balances(run: &Run) -> BTreeMap<Currency, Amounts> {
    let mut all = BTreeMap::new();
    for decided in &run.decided {
        let case = run.case(decided.invoice);
        let Some((claim, overdue, is_assigned)) = owed(run, decided, &case) else { continue };
        let amounts: &mut Amounts = all.entry(case.currency).or_insert(Amounts::NONE);
        if case.issued <= run.on && !is_assigned {
            amounts.balance += claim.balance;
            amounts.overdue += if overdue > 0 { claim.balance } else { 0 };
        }
    }
    all
}

fn owed(run: &Run, decided: &Decided, case: &Case) -> Option<(Claim, i32, bool)> {
    let (bound, claim): (&BoundPlan, Claim) = match &decided.by {
        Some((at, decision)) => (&run.plans[*at], decision.claim),
        None => {
            let bound = run.plans.iter().find(|bound| bound.plan.currency == case.currency)?;
            (bound, claim_on(bound, case, run.on, &mut Vec::new()).0)
        }
    };
    Some((claim, case.grace(bound).overdue(run.on), Progress::is_assigned(bound, case, run.on)))
}

/// Carries a ledger forward in both ways.
fn assert_alike(plans: &[&Plan], read: impl Fn() -> Ledger, days: (Day, Day), known: Option<Day>, said: impl Fn() -> String) -> Whole {
    let (mut carried, mut daily) = (read(), read());
    let simulation = simulate(plans, &mut carried, days, known).unwrap();
    let found = Whole { before: simulation.before, weeks: simulation.weeks, unmatched: simulation.unmatched };
    let expected = day_by_day(plans, &mut daily, days, known);
    assert_eq!(found, expected, "{}", said());
    assert!(carried == daily, "another ledger\n{}", said());
    expected
}

#[test]
fn a_simulation_decides_what_may_change() {
    let (sent, withheld, escalated) = (std::cell::Cell::new(0), std::cell::Cell::new(0), std::cell::Cell::new(0));
    tries(80, |seed| {
        let world = folder_world(seed);
        let project = project(&world);
        let plans = project.plans();
        let from: Day = show(world.runs[0].0).parse::<Day>().unwrap().plus((seed % 7) as i32);
        let to = from.plus(20 + (seed % 70) as i32);
        let known = (seed % 3 == 0).then(|| from.plus((seed % 30) as i32 - 10));
        let whole = assert_alike(&plans, || read(&world.ledger), (from, to), known, || format!("seed {seed}\n{}", world.text()));
        let actions = || whole.weeks.iter().flat_map(|week| week.actions.values());
        sent.set(sent.get() + actions().map(|actions| actions.sent).sum::<usize>());
        withheld.set(withheld.get() + actions().map(|actions| actions.withheld.len()).sum::<usize>());
        escalated.set(escalated.get() + whole.weeks.iter().map(|week| week.escalations.len()).sum::<usize>());
    });
    let seen = (sent.get(), withheld.get(), escalated.get());
    assert!(seen.0 > 200 && seen.1 > 50 && seen.2 > 50, "sent, withheld, escalated: {seen:?}");
}

#[test]
fn the_examples_are_carried_forward_alike() {
    let texts: Vec<(String, String)> = files_below(&repository("policies/examples"), "frist")
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect();
    let tables = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"];
    let [invoices, customers, events, ledger] = tables.map(|name| fs::read(repository("policies/examples/ledger").join(name)).unwrap());
    let file = |name: &'static str, bytes: &'static [u8]| Some(File { name, bytes });
    let files = Files {
        invoices: file("invoices.csv", invoices.leak()),
        customers: file("customers.csv", customers.leak()),
        events: file("events.csv", events.leak()),
        ledger: file("ledger.csv", ledger.leak()),
    };
    let (mut sent, mut escalated) = (0, 0);
    for (is_assumed, from, days) in
        [(false, "2026-01-01", 120), (false, "2026-09-15", 90), (false, "2026-11-25", 60), (true, "2026-11-25", 80)]
    {
        let project = Project::read(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())), is_assumed);
        let from: Day = from.parse().unwrap();
        let whole = assert_alike(&project.plans(), || folder(&files).unwrap(), (from, from.plus(days)), None, || from.to_string());
        sent += whole.weeks.iter().flat_map(|week| week.actions.values()).map(|actions| actions.sent).sum::<usize>();
        escalated += whole.weeks.iter().map(|week| week.escalations.len()).sum::<usize>();
    }
    assert!(sent > 50 && escalated > 50, "sent {sent}, escalated {escalated}");
}
