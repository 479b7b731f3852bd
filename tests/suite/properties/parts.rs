//! A ledger cut between customers anywhere is decided as a whole one: the same bytes, whatever the parts and the threads.

use std::cell::Cell;

use frist::evaluate::{self, Asked, Format, Source, Worklist};
use frist::ledger::{File, Ledger};
use frist::plan::Plan;
use frist::value::Day;
use frist::words;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::cases;
use super::row_order::Tables;
use super::simulated::draw::tried;
use super::simulated::project;
use crate::reference::dates::show;

/// What is written, and what is said besides.
fn written(asked: &Asked, write: impl Fn(&Asked, &mut Vec<u8>) -> Worklist) -> (String, String) {
    let mut out = Vec::new();
    let worklist = write(asked, &mut out);
    let notes: Vec<String> = worklist.notes.iter().map(|note| words::note(asked.on, note)).collect();
    (String::from_utf8(out).unwrap(), format!("{} rows {:?} {notes:#?}", worklist.rows, worklist.escalations))
}

pub fn asked<'a>(policies: &'a [&'a Plan], on: Day, all: bool, format: Format) -> Asked<'a> {
    Asked { policies, on, payments_through: None, all, format, threads: 1, part: usize::MAX, also: &[] }
}

/// Says of two worklists where they first differ.
fn same(one: &(String, String), other: &(String, String), of: &str) {
    let lines = |told: &(String, String)| format!("{}{}", told.0, told.1);
    let (one, other) = (lines(one), lines(other));
    if let Some(differ) = one.lines().zip(other.lines()).find(|(one, other)| one != other) {
        panic!("{of}: {differ:#?}");
    }
    assert_eq!(one.lines().count(), other.lines().count(), "{of}");
}

/// The policy without what it asks of a customer: then a file of open items is decided while it is read.
pub fn of_invoices_alone(plan: &Plan) -> Plan {
    let mut plan = Plan { escalations: Vec::new(), credit: None, ..plan.clone() };
    plan.steps.iter_mut().for_each(|step| step.together = false);
    plan
}

#[test]
fn any_cut_and_any_number_of_threads_write_the_same() {
    let (cut, streamed) = (Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 0, ..cases(150) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let project = project(&tried);
        let tables = Tables::of(&tried.ledger);
        let read: Ledger = tables.read();
        if tables.open_file().is_none() {
            let (piece, threads) = (64 + seed as usize % 500, 1 + seed as usize % 4);
            assert_eq!(tables.read_in_pieces(piece, threads), read, "seed {seed}, read in pieces of {piece}");
        }
        let alone: Vec<Plan> = project.plans().into_iter().map(of_invoices_alone).collect();
        let sides = [project.plans(), alone.iter().collect()];
        for (plans, (on, throws)) in sides.iter().flat_map(|plans| tried.runs.iter().take(2).map(move |run| (plans, run))) {
            let day: Day = show(*on).parse().unwrap();
            for format in [Format::Csv, Format::Json, Format::Table] {
                let whole = asked(plans, day, throws % 2 == 0, format);
                let of_ledger = |asked: &Asked, out: &mut Vec<u8>| evaluate::ledger(asked, &read, out).unwrap();
                let expected = written(&whole, of_ledger);
                for (threads, part) in [(1, 1), (2, 1 + *throws as usize % 4), (7, 2)] {
                    let parts = Asked { threads, part, ..whole };
                    same(&written(&parts, of_ledger), &expected, &format!("seed {seed}, {day}, parts of {part}"));
                    cut.set(cut.get() + usize::from(read.invoices.len() > part));
                    let Some(text) = tables.open_file() else { continue };
                    let file = File { name: "open.csv", bytes: text.as_bytes() };
                    let from_file = |asked: &Asked, out: &mut Vec<u8>| evaluate::file(asked, &file, None, out).unwrap();
                    same(&written(&parts, from_file), &expected, &format!("seed {seed}, {day}, a file in parts of {part}"));
                    streamed.set(streamed.get() + usize::from(!parts.asks_of_customers()));
                }
            }
        }
        Ok(())
    });
    ran.unwrap();
    assert!(cut.get() > 1_000 && streamed.get() > 100, "{} cuts and {} files say nothing", cut.get(), streamed.get());
}

/// The same tables ordered by customer, and each event with the customer whose it is.
pub fn by_customer(texts: &[String; 4]) -> [String; 4] {
    let [invoices, customers, events, settings] = texts;
    let rows = |text: &str| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    let place = |rows: &[Vec<String>], name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let sorted = |mut rows: Vec<Vec<String>>| {
        let customer = place(&rows, "customer");
        rows[1..].sort_by(|one, other| one[customer].cmp(&other[customer]));
        let mut writer = csv::Writer::from_writer(Vec::new());
        rows.iter().for_each(|row| writer.write_record(row).unwrap());
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    };
    let (invoices, mut events) = (rows(invoices), rows(events));
    let (number, whose) = (place(&invoices, "invoice"), place(&invoices, "customer"));
    let (invoice, customer) = (place(&events, "invoice"), place(&events, "customer"));
    for event in &mut events[1..] {
        if let Some(of) = invoices.iter().find(|row| row[number] == event[invoice] && !event[invoice].is_empty()) {
            event[customer].clone_from(&of[whose]);
        }
    }
    [sorted(invoices), sorted(rows(customers)), sorted(events), settings.clone()]
}

#[test]
fn tables_ordered_by_customer_are_decided_as_a_whole_ledger() {
    let cut = Cell::new(0);
    let config = Config { max_shrink_iters: 0, ..cases(120) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let (project, tables) = (project(&tried), Tables::of(&tried.ledger));
        if tables.open_file().is_some() {
            return Ok(());
        }
        let tables = Tables { texts: by_customer(&tables.texts), ..tables };
        let (plans, read) = (project.plans(), tables.read());
        let files = tables.files();
        let [invoices, customers, events, ledger] = files.each_ref().map(|file| Some(file as &dyn Source));
        let sources = evaluate::Tables { invoices, customers, events, ledger, unread: Vec::new() };
        for (on, throws) in tried.runs.iter().take(2) {
            let day: Day = show(*on).parse().unwrap();
            for format in [Format::Csv, Format::Json, Format::Table] {
                let whole = asked(&plans, day, throws % 2 == 0, format);
                let expected = written(&whole, |asked, out| evaluate::ledger(asked, &read, out).unwrap());
                for (threads, part) in [(1, 1), (2, 1 + *throws as usize % 4), (7, 2)] {
                    let parts = Asked { threads, part, ..whole };
                    let ordered = written(&parts, |asked, out| evaluate::ordered(asked, &sources, out).unwrap().expect("it is ordered"));
                    same(&ordered, &expected, &format!("seed {seed}, {day}, parts of {part}"));
                    cut.set(cut.get() + usize::from(read.customers.len() > part));
                }
            }
        }
        Ok(())
    });
    ran.unwrap();
    assert!(cut.get() > 300, "{} cuts say nothing", cut.get());
}
