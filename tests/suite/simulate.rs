//! A ledger carried forward, as its users run it.

use std::fs;

use serde_json::Value;

use crate::checked::repository;
use crate::cli::{Folder, LEDGER, POLICIES, Ran, frist, results};

const NORWAY: &str = "policies/examples/norway-consumer.frist";
const TWO: &str = "tests/simulate/two/ledger";

fn simulate(policies: &str, ledger: &str, from: &str, to: &str, more: &[&str]) -> Ran {
    frist(&[&["simulate", policies, "--ledger", ledger, "--from", from, "--to", to], more].concat())
}

/// `tests/simulate/two/worked-out.md` says how.
#[test]
fn two_invoices_worked_out_by_hand() {
    let ran = simulate(NORWAY, TWO, "2026-06-29", "2026-07-12", &["--format", "csv"]);
    assert_eq!(ran.out, fs::read_to_string(repository("tests/simulate/two/expected.csv")).unwrap(), "{}", ran.err);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}

#[test]
fn a_simulation_changes_nothing_on_disk() {
    let ledger = Folder::copy(TWO);
    let before = ledger.read("events.csv");
    assert_eq!(simulate(NORWAY, &ledger.at(""), "2026-06-29", "2026-09-30", &[]).code, 0);
    assert_eq!(ledger.read("events.csv"), before);
}

#[test]
fn tables_of_the_nights() {
    let ran = simulate(POLICIES, LEDGER, "2026-03-25", "2026-05-12", &[]);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/simulate"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("nights.text", format!("{}\n{}", ran.out, ran.err));
        let svg = simulate(NORWAY, TWO, "2026-06-29", "2026-08-02", &["--format", "svg"]);
        insta::assert_snapshot!("two.svg", svg.out);
    });
}

#[test]
fn json_says_the_same_as_csv() {
    let run = |format: &str| simulate(POLICIES, LEDGER, "2026-03-25", "2026-05-12", &["--format", format]).out;
    let (text, objects) = (run("csv"), results(&run("json")));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
    assert_eq!(
        columns.join(","),
        "week,from,to,currency,policy,step,act,sent,withheld,fees,compensation,interest,balance,overdue,escalations,assumed"
    );
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), objects.len());
    for (row, object) in rows.iter().zip(&objects) {
        for (column, cell) in columns.iter().zip(row) {
            let expected = match &object[column] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell, expected, "{column} of {object}");
        }
    }
}

/// What the law withholds is counted once a week, and goes out when it may.
#[test]
fn withheld_notices_are_counted() {
    let ran = simulate(POLICIES, LEDGER, "2026-03-25", "2026-05-12", &["--format", "json"]);
    let of = |step: &str, what: &str| -> u64 {
        let rows = results(&ran.out).into_iter().filter(|row| row["policy"] == "towns" && row["step"] == step);
        rows.map(|row| row[what].as_u64().unwrap()).sum()
    };
    assert!(of("purring", "withheld") > 0 && of("purring", "sent") > 0, "{}", ran.out);
}

/// The policy holds while payments are not known: through each day they are, unless one day is named.
#[test]
fn payments_known_through() {
    let folder = Folder::new();
    let policy = fs::read_to_string(repository(NORWAY)).unwrap();
    let policy = folder.write(
        "policy.frist",
        &policy.replacen(
            "    send on   business days",
            "    hold unless payments are known through 3 days ago\n    send on business days",
            1,
        ),
    );
    let sent = |more: &[&str]| -> u64 {
        let ran = simulate(&policy, TWO, "2026-06-29", "2026-07-12", &[&["--format", "json"], more].concat());
        results(&ran.out).iter().filter(|row| row["policy"].is_null()).map(|row| row["sent"].as_u64().unwrap()).sum()
    };
    assert_eq!(sent(&[]), 3);
    assert_eq!(sent(&["--payments-through", "2026-06-26"]), 2, "what 29 June needs is known, and nothing later");
    assert_eq!(sent(&["--payments-through", "2026-06-25"]), 0);
}

#[test]
fn past_the_known_law() {
    let run = |more: &[&str]| simulate(NORWAY, TWO, "2026-12-28", "2027-01-10", more);
    let last = |ran: &Ran| results(&ran.out).into_iter().rfind(|row| row["policy"].is_null()).unwrap();
    let known = run(&["--format", "json"]);
    assert!(known.out.contains("the law of NO after 2026-12-31 is not known; see --assume-law-unchanged"), "{}", known.out);
    assert!(last(&known)["interest"].is_null() && last(&known)["assumed"] == false, "{}", known.out);
    let assumed = run(&["--format", "json", "--assume-law-unchanged"]);
    assert!(last(&assumed)["interest"].is_string() && last(&assumed)["assumed"] == true, "{}", assumed.out);
    let text = run(&["--assume-law-unchanged"]).out;
    assert!(text.contains("From 2026-W53 on the figures rest on the assumption that the law stays as it is last known."), "{text}");
}

#[test]
fn what_cannot_be_asked() {
    let backwards = simulate(NORWAY, TWO, "2026-07-12", "2026-06-29", &[]);
    assert_eq!((backwards.code, backwards.err.as_str()), (2, "frist: --to 2026-06-29 comes before --from 2026-07-12\n"));
    let pdf = simulate(NORWAY, TWO, "2026-06-29", "2026-07-12", &["--output", "x.pdf"]);
    assert_eq!((pdf.code, pdf.err.contains("end the name in .txt, .csv, .json or .svg")), (2, true), "{}", pdf.err);
    assert_eq!(simulate(NORWAY, "no/such/ledger", "2026-06-29", "2026-07-12", &[]).code, 2);
}
