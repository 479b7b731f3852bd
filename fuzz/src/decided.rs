//! What must hold of every ledger that is read: whatever is asked of it is answered, and the same each time.

use std::collections::HashSet;

use frist::decide::DecisionKind;
use frist::inspect::inspect;
use frist::ledger::{Faults, File, Files, Kept, Ledger, folder, record};
use frist::report::{self, Key, WorklistRow, rows};
use frist::run::Run;
use frist::value::Day;
use serde_json::Value;

use crate::files::{are_placed, given};
use crate::shipped::{LAWS, POLICIES};

/// Of how many invoices it is asked why: one costs as much as a run.
const EXPLAINED: usize = 3;

/// Reads a ledger twice: what is wrong is told of the lines of its files; what is read is answered, the same both times.
pub fn is_read(read: impl Fn() -> Result<Ledger, Faults>, files: &[File], on: Day) -> Option<Ledger> {
    match (read(), read()) {
        (Ok(one), Ok(other)) => {
            assert_eq!(one, other);
            assert_eq!(told(&one, on), told(&other, on), "the same each time");
            Some(one)
        }
        (Err(one), Err(other)) => {
            assert_eq!(one, other);
            are_placed(&one, files);
            None
        }
        (one, other) => panic!("{one:?} is not {other:?}"),
    }
}

/// Everything that is printed of a ledger on a day, each property of it held.
fn told(ledger: &Ledger, on: Day) -> String {
    let mut out = Vec::new();
    match frist::decide(&POLICIES, ledger, on) {
        Ok(run) => out.extend(of_run(&run)),
        Err(wrong) => assert!(!wrong.mistakes.is_empty()),
    }
    for law in LAWS.iter() {
        let audit = frist::audit(law, ledger, Day::LAST);
        report::audit::human(&audit, ledger, &mut out).expect("written");
        report::audit::csv(&audit, ledger, &mut out).expect("written");
        let mut json = Vec::new();
        report::audit::json(&audit, ledger, "", &mut json).expect("written");
        is_json(&json);
        out.extend(json);
    }
    let inspection = inspect(ledger, &POLICIES.plans(), &LAWS, on);
    report::inspection::human(&inspection, ledger, true, &mut out).expect("written");
    report::inspection::csv(&inspection, ledger, &mut out).expect("written");
    let mut json = Vec::new();
    report::inspection::json(&inspection, ledger, &mut json).expect("written");
    is_json(&json);
    out.extend(json);
    String::from_utf8(out).expect("text")
}

fn of_run(run: &Run) -> Vec<u8> {
    let (ledger, on) = (run.ledger, run.on);
    let all: Vec<WorklistRow> = rows(run, true).collect();
    assert!(run.decided.iter().map(|decided| decided.invoice).eq(0..ledger.invoices.len()), "decisions in are invoices in");
    assert_eq!(all.len(), ledger.invoices.len());
    let keys: Vec<Key> = all.iter().filter_map(|row| row.key).collect();
    assert_eq!(keys.iter().collect::<HashSet<_>>().len(), keys.len(), "a key is used once");
    for (_, decision) in run.decided.iter().filter_map(|decided| decided.by.as_ref()) {
        let claim = &decision.claim;
        let amounts = [Some(claim.balance), Some(claim.fees), Some(claim.credit), claim.interest, claim.accrued, claim.total()];
        assert!(amounts.iter().flatten().all(|amount| *amount >= 0), "{claim:?}");
    }
    for (decided, row) in run.decided.iter().zip(&all).take(EXPLAINED) {
        let explained = frist::explain(&POLICIES, ledger, row.invoice, on).expect("an invoice of the ledger");
        assert_eq!((explained.decision, explained.invoice.as_str()), (row.decision, &ledger.invoices.number[decided.invoice]));
        is_json(report::why::json(&explained).as_bytes());
        assert!(!report::why::human(&explained).is_empty());
    }
    let (notes, escalations) = (run.notes(Kept::All), report::escalation_rows(run));
    let json = report::json(rows(run, true)) + &report::escalations_json(&escalations) + &report::notes_json(on, &notes);
    is_json(json.as_bytes());
    let mut table = report::Table::default();
    all.iter().enumerate().for_each(|(place, row)| table.add(place, row));
    let table = table.text(on, ledger.invoices.len(), true) + &report::escalations_table(&escalations);
    (json + &table + &report::csv(rows(run, true)) + &report::escalations_csv(&escalations)).into_bytes()
}

fn is_json(lines: &[u8]) {
    for line in lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<Value>(line).expect("one object a line");
    }
}

/// A worklist that `evaluate` writes can be recorded, and then nothing of it is to be sent or recorded again.
pub fn is_recorded(files: &Files, ledger: &Ledger, on: Day) {
    let Ok(run) = frist::decide(&POLICIES, ledger, on) else { return };
    // What the ledger knows of days ahead, the worklist of a day does not.
    if ledger.events.iter().any(|event| event.on > on) {
        return;
    }
    let all: Vec<WorklistRow> = rows(&run, false).collect();
    let sent: Vec<Key> = all.iter().filter(|row| row.decision == DecisionKind::Send).filter_map(|row| row.key).collect();
    let (csv, json) = (report::csv(rows(&run, false)), report::json(rows(&run, false)));
    let worklist = File { name: "worklist", bytes: csv.as_bytes() };
    let recorded = record(files, worklist, None).unwrap_or_else(|faults| panic!("{faults}\n{csv}"));
    assert_eq!(recorded.added, sent.len());
    // Without any row JSON is an empty file, which is no worklist.
    if !all.is_empty() {
        assert_eq!(Ok(&recorded), record(files, File { bytes: json.as_bytes(), ..worklist }, None).as_ref(), "json says what csv says");
    }
    let after = Files { events: Some(File { name: "events.csv", bytes: recorded.text.as_bytes() }), ..*files };
    let again = folder(&after).unwrap_or_else(|faults| panic!("{faults}\n{}", recorded.text));
    assert_eq!(again.notices.len(), ledger.notices.len() + sent.len());
    if sent.is_empty() {
        return;
    }
    let twice = record(&after, worklist, None).expect_err("recorded already");
    are_placed(&twice, &[given(&after), vec![worklist]].concat());
    let run = frist::decide(&POLICIES, &again, on).expect("the same facts");
    let twice = rows(&run, false).filter_map(|row| row.key).find(|key| sent.contains(key));
    assert_eq!(twice, None, "proposed again once it is recorded");
}
