//! What would make the dunning wrong: a ledger in which everything is, and one in which nothing is.

use std::collections::BTreeSet;
use std::fs;

use frist::inspect::KINDS;
use serde_json::Value;

use crate::checked::repository;
use crate::cli::{Folder, Ran, frist, objects};

const POLICIES: &str = "tests/cases/inspect/policies.frist";
const ROTTEN: &str = "tests/cases/inspect/rotten";
/// Invoices and nothing else.
const UNTOLD: &str = "tests/cases/inspect/untold";

fn look(ledger: &str, on: &str, more: &[&str]) -> Ran {
    frist(&[&["ledger", "check", "--ledger", ledger, "--as-of", on], more].concat())
}

fn rotten(more: &[&str]) -> Ran {
    look(ROTTEN, "2026-06-30", &[&[POLICIES], more].concat())
}

/// The findings of a run, and its summary.
fn found(ran: &Ran) -> (Vec<Value>, Value) {
    let mut objects = objects(&ran.out);
    let summary = objects.pop().expect("a summary");
    (objects, summary["summary"].clone())
}

fn words(findings: &[Value]) -> BTreeSet<&str> {
    findings.iter().map(|finding| finding["kind"].as_str().unwrap()).collect()
}

#[track_caller]
fn finds_what_was_worked_out_by_hand(folder: &str, ran: &Ran) {
    let text = fs::read_to_string(repository(folder).join("findings.txt")).unwrap();
    let expected: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    let (findings, summary) = found(ran);
    let line = |finding: &Value| {
        let cell = |name: &str| finding[name].as_str().unwrap_or("-").to_string();
        ["kind", "invoice", "customer", "date", "amount"].map(cell).join(" ")
    };
    assert_eq!(findings.iter().map(line).collect::<Vec<_>>(), expected);
    let counts = ["errors", "warnings", "notes"].map(|name| summary[name].as_u64().unwrap() as usize);
    assert_eq!(counts.iter().sum::<usize>(), expected.len());
}

#[test]
fn what_was_worked_out_by_hand_is_found() {
    finds_what_was_worked_out_by_hand(ROTTEN, &rotten(&["--format", "json"]));
}

#[test]
fn unallocated_money_is_put_on_the_oldest_invoices() {
    let folder = "tests/cases/inspect/oldest-first";
    finds_what_was_worked_out_by_hand(folder, &look(folder, "2026-04-30", &["--format", "json"]));
    let out = look(folder, "2026-04-30", &[]).out;
    // 814.79 and 15 days of it, 4.02, as long as nothing else comes in.
    for line in [
        "A1       Kari Vik   2026-04-15    195.07 NOK  pays a part; 818.81 NOK is still owed",
        "is left over, as nothing more is owed",
        "300.00 NOK  a credit note on no invoice; the customer owes on 1 invoice (N1)",
    ] {
        assert!(out.contains(line), "{out}");
    }
}

#[test]
fn every_kind_of_the_table_is_shown() {
    let (mut findings, _) = found(&rotten(&["--format", "json"]));
    findings.extend(found(&look(UNTOLD, "2026-06-30", &["--format", "json"])).0);
    let shown = words(&findings);
    let never: Vec<&str> = KINDS.iter().map(|kind| kind.word).filter(|word| !shown.contains(word)).collect();
    assert!(never.is_empty(), "no ledger shows {never:?}");
    for finding in &findings {
        let kind = KINDS.iter().find(|kind| finding["kind"] == kind.word).expect("a kind of the table");
        assert_eq!(finding["severity"], kind.severity.word());
        let message = finding["message"].as_str().unwrap();
        assert!(!message.is_empty() && !message.ends_with('.'), "{message}");
    }
}

#[test]
fn as_people_and_programs_read_it() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/inspect"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("human", rotten(&[]).out);
        insta::assert_snapshot!("json", rotten(&["--format", "json"]).out);
        insta::assert_snapshot!("alone", look(ROTTEN, "2026-06-30", &[]).out);
    });
}

#[test]
fn csv_has_the_lines_of_json() {
    let (findings, _) = found(&rotten(&["--format", "json"]));
    let text = rotten(&["--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
    assert_eq!(columns, findings[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(Into::into).collect()).collect();
    let cells = |finding: &Value| columns.iter().map(|column| finding[column].as_str().unwrap_or("").to_string()).collect();
    assert_eq!(rows, findings.iter().map(cells).collect::<Vec<Vec<String>>>());
}

#[test]
fn a_clean_ledger_says_so_in_one_line() {
    let ran = look("tests/cases/inspect/clean", "2026-04-13", &[POLICIES]);
    let line =
        "2026-04-13: 3 invoices, 2 policies, payments known through 2026-04-10, 3 days before: nothing would make the dunning wrong\n";
    assert_eq!((ran.code, ran.out.as_str()), (0, line));
}

#[test]
fn without_policies_what_needs_one_is_left_out() {
    let ran = look(ROTTEN, "2026-06-30", &["--format", "json"]);
    let (mut findings, summary) = found(&ran);
    findings.extend(found(&look(UNTOLD, "2026-06-30", &["--format", "json"])).0);
    let left_out: BTreeSet<&str> = summary["left_out"].as_array().unwrap().iter().map(|word| word.as_str().unwrap()).collect();
    assert!(words(&findings).is_disjoint(&left_out));
    assert_eq!(words(&findings).len() + left_out.len(), KINDS.len(), "what needs no policy is found without");
}

#[test]
fn the_first_of_a_kind_or_all() {
    let folder = Folder::copy(ROTTEN);
    let rows: String = (0..25).map(|at| format!("9{at:02},P2,NOK,2026-06-01,,{}.00\n", 100 + at)).collect();
    folder.write("invoices.csv", &format!("invoice,customer,currency,issued,due,amount\n{rows}"));
    folder.write("events.csv", "invoice,date,event\n");
    let few = look(&folder.at(""), "2026-06-30", &[]).out;
    assert!(few.contains("919 ") && !few.contains("920 ") && few.contains("and 5 more (--all lists them)"), "{few}");
    let all = look(&folder.at(""), "2026-06-30", &["--all"]).out;
    assert!(all.contains("924 ") && !all.contains(" more ("), "{all}");
}

#[test]
fn answers() {
    assert_eq!(rotten(&[]).code, 1);
    let folder = Folder::copy("tests/cases/inspect/clean");
    // A note and a warning are no error.
    folder.write("ledger.csv", "key,value\n");
    assert_eq!(look(&folder.at(""), "2026-04-13", &[]).code, 0);
    folder.write("invoices.csv", "invoice,customer,currency,issued,due,amount\n1,P1,NOK,2026-03-02,16.03.2026,1.00\n");
    let ran = look(&folder.at(""), "2026-04-13", &[]);
    assert!(ran.code == 2 && ran.out.is_empty() && ran.err.contains("F4011"), "{}", ran.err);
}

#[test]
fn the_page_lists_every_kind() {
    let page = fs::read_to_string(repository("docs/ledger.md")).unwrap();
    let listed: Vec<&str> =
        page.lines().skip_while(|line| *line != "| kind | severity | is |").skip(2).take_while(|line| !line.is_empty()).collect();
    let policy = |kind: &frist::inspect::FindingKind| if kind.needs == frist::inspect::Needs::Policy { " *" } else { "" };
    let row =
        |kind: &&frist::inspect::FindingKind| format!("| `{}` | {}{} | {} |", kind.word, kind.severity.word(), policy(kind), kind.title);
    assert_eq!(listed, KINDS.iter().map(row).collect::<Vec<_>>());
}
