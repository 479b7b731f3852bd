//! The program against the reference: the same policies, ledgers and days, the same lines.
//!
//! `FRIST_TRIES=50` tries fifty times as many worlds, others each time; `FRIST_SEED` begins elsewhere. `.ci/simulated` is a long hunt.

pub mod draw;
mod seen;
mod shrink;

use frist::ledger::{File, Files, Ledger as Read, folder};
use frist::model::Project;
use frist::report::{COLUMNS, ESCALATION_COLUMNS, escalation_rows, rows};
use frist::run::run;

use self::draw::{Tried, tried};
use self::seen::Seen;
use self::shrink::smallest;
use crate::reference::dates::{Date, date, show};
use crate::reference::generate::Dice;
use crate::reference::law::ACTS;
use crate::reference::ledger::{Event, Ledger, Notice, Of, What};
use crate::reference::open_items;
use crate::reference::policy::Policy;
use crate::reference::simulate::{Row, Run, World};

pub fn project(tried: &Tried) -> Project {
    let text: String = tried.policies.iter().map(Policy::print).collect();
    let statutes = tried.statutes.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let project = Project::read([("policy.frist", text.as_str())].into_iter().chain(statutes), false);
    let said: Vec<String> = project.mistakes.iter().map(|mistake| format!("{} {}", mistake.code, mistake.label)).collect();
    assert!(!project.has_errors(), "seed of mistakes\n{}\n{}", said.join("\n"), tried.text());
    project
}

pub fn read(ledger: &Ledger) -> Read {
    if !ledger.openings.is_empty() {
        let text = open_items::print(ledger);
        return frist::ledger::open_items("open.csv", text.as_bytes(), None).unwrap_or_else(|faults| panic!("{faults}\n{text}"));
    }
    let csv = ledger.print();
    let file = |name, text: &'_ str| Some(File { name, bytes: text.to_owned().into_bytes().leak() });
    let files = Files {
        invoices: file("invoices.csv", &csv.invoices),
        customers: file("customers.csv", &csv.customers),
        events: file("events.csv", &csv.events),
        ledger: file("ledger.csv", &csv.ledger),
    };
    folder(&files).unwrap_or_else(|faults| panic!("{faults}\n{}\n{}\n{}", csv.invoices, csv.customers, csv.events))
}

/// What the program says of invoices and of customers.
pub fn decided(project: &Project, ledger: &Read, on: Date) -> (Vec<Row>, Vec<Row>) {
    let run = run(&project.plans(), ledger, show(on).parse().unwrap()).unwrap();
    let line = |row: frist::report::WorklistRow| {
        let cells = COLUMNS.into_iter().zip(row.cells()).filter(|(name, _)| !["because", "name", "title"].contains(name));
        cells.filter_map(|(name, cell)| Some((name, cell?))).collect::<Row>()
    };
    (rows(&run, true).map(line).collect(), escalated(&run))
}

/// The objects about customers, without `reason` and `name`.
fn escalated(run: &frist::run::Run) -> Vec<Row> {
    let line = |cells: [Option<String>; 10]| {
        let cells = ESCALATION_COLUMNS.into_iter().zip(cells).filter(|(name, _)| !["reason", "name"].contains(name));
        cells.filter_map(|(name, cell)| Some((name, cell?))).collect()
    };
    escalation_rows(run).into_iter().map(|row| row.cells).map(line).collect()
}

/// The first day and line on which the two differ.
fn difference(tried: &Tried, mut seen: impl FnMut(&Run)) -> Option<String> {
    let project = project(tried);
    let mut ledger = tried.ledger.clone();
    for (on, throws) in &tried.runs {
        let world = World { policies: &tried.policies, laws: &tried.laws, ledger: &ledger };
        let expected = world.run(*on);
        let (told, of_customers) = decided(&project, &read(&ledger), *on);
        let found = expected.lines.iter().zip(&told).find_map(|(expected, told)| apart(expected, told));
        let found = found.or_else(|| {
            let differ = expected.customers != of_customers;
            differ.then(|| format!("of customers\nreference {:#?}\nprogram {of_customers:#?}", expected.customers))
        });
        if let Some(found) = found {
            let tried = Tried { ledger, ..tried.clone() };
            return Some(format!("on {}:\n{found}\n{}", show(*on), tried.text()));
        }
        seen(&expected);
        let mut dice = Dice::new(*throws);
        for (at, line) in expected.lines.iter().enumerate() {
            if ledger.openings.is_empty() && line["decision"] == "send" && dice.chance(85) {
                ledger.events.push(record(at, line, *on, &mut dice));
            }
        }
    }
    None
}

fn apart(expected: &Row, told: &Row) -> Option<String> {
    if expected == told {
        return None;
    }
    let apart = COLUMNS.iter().filter(|name| expected.get(**name) != told.get(**name));
    let apart = apart.map(|name| format!("{name}: reference {:?}, program {:?}\n", expected.get(name), told.get(name)));
    Some(format!("{}reference {expected:?}\nprogram {told:?}", apart.collect::<String>()))
}

/// The notice that a line of a worklist is, once it was sent.
pub fn record(at: usize, row: &Row, on: Date, dice: &mut Dice) -> Event {
    let minor = |name: &str| row[name].replace('.', "").parse().unwrap();
    let act = ACTS.into_iter().find(|act| row["act"] == *act).unwrap();
    // Whoever sends them may have put others into one letter.
    let other = || dice.maybe(20, |_| format!("L{}", row["customer"]));
    let notice = Notice {
        act,
        step: Some(row["step"].clone()),
        deadline: row.get("deadline").map(|day| date(day)),
        fee: minor("fee"),
        compensation: minor("compensation"),
        letter: row.get("notice_id").cloned().or_else(other),
    };
    Event { of: Of::Invoice(at), on, what: What::Notice(notice) }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn the_program_says_what_the_reference_says() {
    let tries = number("FRIST_TRIES");
    let now = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() << 20;
    let first = number("FRIST_SEED").unwrap_or_else(|| if tries.is_some() { now() } else { 2026 });
    let mut seen = Seen::default();
    for seed in first..first + 150 * tries.unwrap_or(2) {
        let tried = tried(seed);
        seen.world(&tried);
        if difference(&tried, |run| seen.run(run)).is_some() {
            seen.differences += 1;
            println!("difference {}, seed {seed}\n{}", seen.differences, smallest(tried));
            if seen.differences >= 5 {
                break;
            }
        }
    }
    seen.print();
    assert_eq!(seen.differences, 0, "worlds in which the two differ");
    seen.is_enough();
}
