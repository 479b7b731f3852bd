//! A simulation is nothing else than deciding and recording by hand, day after day.

use std::collections::BTreeMap;

use frist::forward::{Actions, Amounts, Simulation, simulate};
use frist::ledger::{File, Files, Ledger, folder, record};
use frist::plan::Plan;
use frist::report::{csv, rows};
use frist::run::run;
use frist::value::{Currency, Day, Minor};
use proptest::prelude::{ProptestConfig, any};
use proptest::test_runner::TestRunner;

use super::cases;
use super::simulated::draw::{Tried, tried};
use super::simulated::project;
use crate::reference::dates::show;
use crate::reference::ledger::Csv;

/// How many days each world is carried forward.
const DAYS: i32 = 24;

fn files(texts: &Csv) -> Files<'_> {
    let file = |name: &'static str, text| Some(File { name, bytes: str::as_bytes(text) });
    Files {
        invoices: file("invoices.csv", &texts.invoices),
        customers: file("customers.csv", &texts.customers),
        events: file("events.csv", &texts.events),
        ledger: file("ledger.csv", &texts.ledger),
    }
}

fn read(texts: &Csv) -> Ledger {
    folder(&files(texts)).unwrap_or_else(|faults| panic!("{faults}"))
}

/// A file of open items cannot be carried forward: such a world has its invoices alone.
pub fn folder_world(seed: u64) -> Tried {
    let mut world = tried(seed);
    world.ledger.openings.clear();
    world
}

/// What a ledger says of every invoice on a day.
fn decided(plans: &[&Plan], ledger: &mut Ledger, on: Day) -> Vec<Vec<Option<String>>> {
    ledger.payments_through = Some(on);
    let run = run(plans, ledger, on).unwrap();
    rows(&run, true).map(|row| row.cells()).collect()
}

/// Writes the ledger anew each day with what was sent; answers with the money of the notices and the principal that is open at the end.
fn by_hand(plans: &[&Plan], texts: &mut Csv, from: Day, to: Day) -> BTreeMap<Currency, (usize, Minor, Minor)> {
    let mut charged: BTreeMap<Currency, (usize, Minor, Minor)> = BTreeMap::new();
    for number in from.number()..=to.number() {
        let on = Day::from_number(number);
        let mut ledger = read(texts);
        ledger.payments_through = Some(on);
        let run = run(plans, &ledger, on).unwrap();
        for row in rows(&run, false).filter(|row| row.send_on.is_some()) {
            let sum = charged.entry(row.currency).or_default();
            *sum = (sum.0 + 1, sum.1 + row.fee.unwrap(), sum.2 + row.compensation.unwrap());
        }
        let worklist = csv(rows(&run, false));
        let sent = File { name: "worklist.csv", bytes: worklist.as_bytes() };
        let recorded = record(&files(texts), sent, None).unwrap_or_else(|faults| panic!("{faults}\n{worklist}"));
        texts.events = recorded.text;
    }
    charged
}

fn charged(simulation: &Simulation) -> BTreeMap<Currency, (usize, Minor, Minor)> {
    let mut charged: BTreeMap<Currency, (usize, Minor, Minor)> = BTreeMap::new();
    for ((currency, ..), actions) in simulation.weeks.iter().flat_map(|week| &week.actions).filter(|(_, actions)| actions.sent > 0) {
        let sum = charged.entry(*currency).or_default();
        *sum = (sum.0 + actions.sent, sum.1 + actions.fees, sum.2 + actions.compensation);
    }
    charged
}

pub fn tries(count: u32, try_one: impl Fn(u64)) {
    // A seed says nothing by being smaller.
    let config = ProptestConfig { max_shrink_iters: 0, ..cases(count) };
    let tried = TestRunner::new(config).run(&any::<u64>(), |seed| {
        try_one(seed);
        Ok(())
    });
    tried.unwrap();
}

#[test]
fn a_simulation_is_evaluate_and_record_by_hand() {
    let sent = std::cell::Cell::new(0);
    tries(60, |seed| {
        let mut world = folder_world(seed);
        let begins = world.runs[0].0;
        // `record` refuses a letter whose number the ledger gives to a later one.
        world.ledger.events.retain(|event| event.on < begins || !["notice", "handover"].contains(&event.what.word()));
        let project = project(&world);
        let plans = project.plans();
        let from: Day = show(begins).parse().unwrap();
        let to = from.plus(DAYS);
        let mut texts = world.ledger.print();
        let mut grown = read(&texts);
        let simulation = simulate(&plans, &mut grown, (from, to), None).unwrap();
        let expected = by_hand(&plans, &mut texts, from, to);
        assert_eq!(charged(&simulation), expected, "seed {seed}\n{}", world.text());
        let mut written = read(&texts);
        for after in [0, 1, 40] {
            let on = to.plus(after);
            assert_eq!(decided(&plans, &mut grown, on), decided(&plans, &mut written, on), "seed {seed} on {on}\n{}", world.text());
        }
        sent.set(sent.get() + expected.values().map(|(sent, ..)| sent).sum::<usize>());
    });
    assert!(sent.get() > 80, "only {} notices in all worlds", sent.get());
}

type Steps = BTreeMap<(Currency, usize, usize), Actions>;

/// What a simulation comes to, weeks aside: the notices of each step, the interest of each currency, and the last balances.
fn whole(parts: &[&Simulation]) -> (Steps, BTreeMap<Currency, Amounts>) {
    let mut actions = Steps::new();
    let mut amounts: BTreeMap<Currency, Amounts> = BTreeMap::new();
    for week in parts.iter().flat_map(|part| &part.weeks) {
        week.actions.iter().for_each(|(step, more)| actions.entry(*step).or_default().add(more));
        for (currency, more) in &week.amounts {
            let sum = amounts.entry(*currency).or_insert(Amounts { interest: Some(0), ..*more });
            let interest = sum.interest.and_then(|sum| Some(sum + more.interest?));
            *sum = Amounts { interest, assumed: sum.assumed | more.assumed, ..*more };
        }
    }
    (actions, amounts)
}

#[test]
fn a_simulation_in_two_parts_is_the_same() {
    tries(60, |seed| {
        let world = folder_world(seed);
        let project = project(&world);
        let plans = project.plans();
        let from: Day = show(world.runs[0].0).parse().unwrap();
        let (middle, to) = (from.plus((seed % 20) as i32), from.plus(30));
        let texts = world.ledger.print();
        let (mut at_once, mut in_parts) = (read(&texts), read(&texts));
        let all = simulate(&plans, &mut at_once, (from, to), None).unwrap();
        let first = simulate(&plans, &mut in_parts, (from, middle), None).unwrap();
        let second = simulate(&plans, &mut in_parts, (middle.plus(1), to), None).unwrap();
        assert!(at_once == in_parts, "seed {seed}: another ledger, cut after {middle}\n{}", world.text());
        assert_eq!(whole(&[&all]), whole(&[&first, &second]), "seed {seed}, cut after {middle}\n{}", world.text());
        let balances = |amounts: &BTreeMap<Currency, Amounts>| -> Vec<_> {
            amounts.iter().map(|(currency, amounts)| (*currency, amounts.balance, amounts.overdue)).collect()
        };
        assert_eq!(balances(&second.before), balances(&first.weeks.last().unwrap().amounts), "seed {seed}");
    });
}
