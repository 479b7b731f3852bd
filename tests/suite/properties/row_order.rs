//! The order of rows changes no sentence: neither a decision with its reasons, nor an audit, nor what `ledger check` finds.

use std::cell::Cell;
use std::collections::HashMap;

use frist::audit::audit;
use frist::inspect::inspect;
use frist::ledger::{FactColumns, File, Files, Kept, Ledger, Opened, folder, folder_from, open_items};
use frist::model::Project;
use frist::report::{self, escalation_rows, escalations_json, notes_json, rows};
use frist::run::run;
use frist::value::Day;
use proptest::prelude::any;
use proptest::test_runner::{Config, TestRunner};

use super::cases;
use super::simulated::draw::{Tried, tried};
use super::simulated::{decided, project, record};
use crate::reference;
use crate::reference::dates::show;
use crate::reference::generate::Dice;

/// The tables of a ledger as text: a folder's, or one of open items.
#[derive(Clone)]
pub struct Tables {
    pub open: bool,
    pub texts: [String; 4],
}

const NAMES: [&str; 4] = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"];

impl Tables {
    pub fn of(ledger: &reference::ledger::Ledger) -> Tables {
        if !ledger.openings.is_empty() {
            return Tables { open: true, texts: [reference::open_items::print(ledger), String::new(), String::new(), String::new()] };
        }
        let csv = ledger.print();
        Tables { open: false, texts: [csv.invoices, csv.customers, csv.events, csv.ledger] }
    }

    /// The one file of open items, if it is that.
    pub fn open_file(&self) -> Option<&str> {
        self.open.then_some(self.texts[0].as_str())
    }

    pub fn read(&self) -> Ledger {
        if self.open {
            return open_items("open.csv", self.texts[0].as_bytes(), None).unwrap();
        }
        let [invoices, customers, events, ledger] = self.files().map(Some);
        folder(&Files { invoices, customers, events, ledger }).unwrap()
    }

    /// The same a piece of so many bytes at a time.
    pub fn read_in_pieces(&self, piece: usize, threads: usize) -> Ledger {
        let opened = self.files().map(|File { name, bytes }| Some(Opened { name, from: bytes, piece, mapping: None }));
        folder_from(opened.into(), FactColumns::All, threads).unwrap()
    }

    /// The tables as files.
    pub fn files(&self) -> [File<'_>; 4] {
        [0, 1, 2, 3].map(|at| File { name: NAMES[at], bytes: self.texts[at].as_bytes() })
    }

    /// The same in another order. Of the events of one day the order means something, and so it does where a customer's invoices are equally old: the
    /// first of them carries the fee of a letter.
    fn shuffled(&self, dice: &mut Dice) -> Tables {
        let [invoices, customers, events, ledger] = &self.texts;
        let texts = [
            shuffled(invoices, &["customer", "due"], dice),
            shuffled(customers, &["customer"], dice),
            shuffled(events, &["date"], dice),
            ledger.clone(),
        ];
        Tables { texts, ..*self }
    }
}

/// The rows below the header in another order, but for those that are the same in some columns.
fn shuffled(text: &str, same: &[&str], dice: &mut Dice) -> String {
    let Some((header, rest)) = text.split_once('\n') else { return text.into() };
    let places: Vec<usize> = same.iter().map(|name| header.split(',').position(|column| column == *name).expect("a column")).collect();
    let rows: Vec<&str> = rest.lines().collect();
    let group = |row: &str| places.iter().map(|place| row.split(',').nth(*place).unwrap_or_default().to_owned()).collect::<Vec<_>>();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    for at in (1..order.len()).rev() {
        order.swap(at, dice.from(0, at as i64) as usize);
    }
    let mut groups: HashMap<Vec<String>, Vec<&str>> = HashMap::new();
    rows.iter().rev().for_each(|row| groups.entry(group(row)).or_default().push(row));
    let next = |at: &usize| groups.get_mut(&group(rows[*at])).and_then(Vec::pop).expect("a row");
    let rows: String = order.iter().map(next).map(|row| format!("{row}\n")).collect();
    format!("{header}\n{rows}")
}

/// Everything that is said of a ledger on a day, line by line, in the order of the letters.
fn said(project: &Project, ledger: &Ledger, on: Day) -> Vec<String> {
    let run = run(&project.plans(), ledger, on).unwrap();
    let mut text = report::json(rows(&run, true)) + &escalations_json(&escalation_rows(&run)) + &notes_json(on, &run.notes(Kept::All));
    let mut out = Vec::new();
    for law in project.laws() {
        report::audit::json(&audit(&law, ledger, on), ledger, "", &mut out).unwrap();
    }
    report::inspection::json(&inspect(ledger, &project.plans(), &project.laws(), on), ledger, &mut out).unwrap();
    text += &String::from_utf8(out).unwrap();
    let mut lines: Vec<String> = text.lines().map(Into::into).collect();
    lines.sort_unstable();
    lines
}

#[test]
fn no_order_of_rows_changes_a_sentence() {
    let (moved, notices) = (Cell::new(0), Cell::new(0));
    let config = Config { max_shrink_iters: 0, ..cases(120) };
    let ran = TestRunner::new(config).run(&any::<u64>(), |seed| {
        let tried = tried(seed);
        let (project, mut dice) = (project(&tried), Dice::new(seed));
        let mut ledger = tried.ledger.clone();
        for (on, throws) in &tried.runs {
            let tables = Tables::of(&ledger);
            let read = tables.read();
            let day: Day = show(*on).parse().unwrap();
            let shuffled = tables.shuffled(&mut dice);
            moved.set(moved.get() + usize::from(shuffled.texts != tables.texts));
            notices.set(notices.get() + read.notices.len());
            let (before, after) = (said(&project, &read, day), said(&project, &shuffled.read(), day));
            let differ = before.iter().zip(&after).find(|(one, other)| one != other);
            assert!(
                before == after,
                "seed {seed}, {day}: {differ:#?}\n{}\n{}\n{}",
                shuffled.texts.join("\n"),
                tables.texts.join("\n"),
                Tried { ledger, ..tried }.text()
            );
            let mut dice = Dice::new(*throws);
            let (lines, _) = decided(&project, &read, *on);
            for (at, line) in lines.iter().enumerate().filter(|(_, line)| line["decision"] == "send") {
                if ledger.openings.is_empty() && dice.chance(85) {
                    ledger.events.push(record(at, line, *on, &mut dice));
                }
            }
        }
        Ok(())
    });
    ran.unwrap();
    assert!(moved.get() > 300 && notices.get() > 500, "{} ledgers with {} notices say nothing", moved.get(), notices.get());
}
