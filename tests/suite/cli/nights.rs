//! Night after night: evaluate, send, record, evaluate again.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use frist::value::Day;
use serde_json::Value;

use super::{DAY, Folder, LEDGER, POLICIES, evaluate, frist, objects};

fn keys(worklist: &str) -> Vec<String> {
    objects(worklist).iter().filter_map(|object| object["key"].as_str().map(Into::into)).collect()
}

fn record(folder: &Folder, worklist: &str, more: &[&str]) -> super::Ran {
    frist(&[&["record", "--ledger", &folder.at(""), "--sent", worklist], more].concat())
}

#[test]
fn what_was_sent_is_not_sent_again() {
    let ledger = Folder::copy(LEDGER);
    let mut sent = BTreeSet::new();
    let first: Day = DAY.parse().unwrap();
    for night in 0..25 {
        let on = first.plus(night).to_string();
        let worklist = evaluate(&ledger.at(""), &on, &["--format", "json"]).out;
        for key in keys(&worklist) {
            assert!(sent.insert(key.clone()), "{key} again on {on}");
        }
        if keys(&worklist).is_empty() {
            continue;
        }
        let file = Folder::new();
        let file = file.write("worklist.jsonl", &worklist);
        let recorded = record(&ledger, &file, &[]);
        assert_eq!(recorded.code, 0, "{}", recorded.err);
        assert_eq!(keys(&evaluate(&ledger.at(""), &on, &["--format", "json"]).out), Vec::<String>::new(), "twice on {on}");
        let events = ledger.read("events.csv");
        assert_eq!(record(&ledger, &file, &[]).code, 2, "recorded twice");
        assert_eq!(ledger.read("events.csv"), events, "a refused worklist changes nothing");
    }
    assert!(sent.len() >= 12, "{sent:?}");
    assert!(sent.contains("1016/purring/1"), "withheld on the eleventh day, sent on the fourteenth: {sent:?}");
}

#[test]
fn only_the_keys_that_were_sent() {
    let ledger = Folder::copy(LEDGER);
    let worklist = evaluate(LEDGER, DAY, &["--format", "csv"]).out;
    let file = Folder::new();
    let file = file.write("worklist.csv", &worklist);
    assert_eq!(record(&ledger, &file, &["1001/purring/1"]).code, 0);
    let rest = keys(&evaluate(&ledger.at(""), DAY, &["--format", "json"]).out);
    assert!(!rest.contains(&"1001/purring/1".into()) && rest.contains(&"1009/purring/1".into()), "{rest:?}");
    assert_eq!(record(&ledger, &file, &["no/such/1"]).code, 2);
}

/// The rows of a file below its header, in an order of their own.
fn shuffled(text: &str, by: usize) -> String {
    let (header, rows) = text.split_once('\n').unwrap();
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.sort_by_key(|row| row.bytes().rev().map(usize::from).fold(by, |sum, byte| (sum * 31 + byte) % 1_009));
    format!("{header}\n{}\n", rows.join("\n"))
}

#[test]
fn the_order_of_rows_decides_nothing() {
    let by_invoice = |ledger: &str| -> BTreeMap<String, Value> {
        let all = objects(&evaluate(ledger, DAY, &["--all", "--format", "json"]).out);
        all.into_iter().map(|object| (object["invoice"].to_string(), object)).collect()
    };
    let expected = by_invoice(LEDGER);
    for by in [1, 2, 3] {
        let ledger = Folder::copy(LEDGER);
        for name in ["invoices.csv", "customers.csv", "events.csv"] {
            let before = ledger.read(name);
            let after = shuffled(&before, by);
            assert_ne!(before, after);
            fs::write(ledger.path(name), after).unwrap();
        }
        assert_eq!(by_invoice(&ledger.at("")), expected, "shuffle {by}");
    }
}

#[test]
fn an_invoice_belongs_to_the_first_policy_that_fits() {
    let folder = Folder::new();
    let second = fs::read_to_string(super::repository(POLICIES)).unwrap().replace("policy ", "policy second-");
    let second = folder.write("second.frist", &second);
    let names = |first: &str, then: &str| -> Vec<Value> {
        let ran = frist(&["evaluate", first, then, "--ledger", LEDGER, "--as-of", DAY, "--format", "json"]);
        objects(&ran.out).iter().filter(|object| object["invoice"] == "1001").map(|object| object["policy"].clone()).collect()
    };
    let renamed = folder.write("first.frist", &fs::read_to_string(super::repository(POLICIES)).unwrap());
    assert_eq!(names(&renamed, &second), ["private"]);
    assert_eq!(names(&second, &renamed), ["second-private"]);
}
