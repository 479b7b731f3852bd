//! `frist diff`, run as a command.

use std::collections::BTreeMap;
use std::process::{Command, Output};

use serde_json::Value;

use crate::checked::repository;
use crate::cli::results;

const LEDGER: [&str; 4] = ["--ledger", "policies/examples/ledger", "--as-of", "2026-11-20"];
const OLD: &str = "policies/examples/norway-consumer.frist";

fn frist(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_frist")).args(arguments).current_dir(repository("")).output().unwrap()
}

/// What a run prints in JSON, its notes aside.
fn lines(arguments: &[&str]) -> Vec<Value> {
    let output = frist(arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    results(&String::from_utf8(output.stdout).unwrap())
}

/// The example with another trigger, another fee and a higher limit, beside it in a folder of its own.
fn changed() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let text = std::fs::read_to_string(repository(OLD)).unwrap();
    let text = text.replace("14 days after due date", "21 days after due date").replace("balance below 50 NOK", "balance below 600 NOK");
    let path = folder.path().join("new.frist");
    std::fs::write(&path, text).unwrap();
    let path = path.display().to_string();
    (folder, path)
}

/// What `evaluate --all` says under either policy is another route to the same answer.
#[test]
fn the_ledger_changes_where_evaluate_says_other_things() {
    let (_folder, new) = changed();
    let evaluated = |policy: &str| -> BTreeMap<String, Value> {
        let rows = lines(&[&["evaluate", policy, "--all", "--format", "json"], LEDGER.as_slice()].concat());
        rows.into_iter().map(|row| (row["invoice"].as_str().unwrap_or_default().to_string(), row)).collect()
    };
    let (before, after) = (evaluated(OLD), evaluated(&new));
    let mut said = lines(&[&["diff", OLD, &new, "--format", "json"], LEDGER.as_slice()].concat());
    let summary = said.pop().unwrap();
    let differs = |invoice: &str, field: &str| before[invoice][field] != after[invoice][field];
    for row in &said {
        let invoice = row["invoice"].as_str().unwrap();
        for (field, value) in row["old"].as_object().unwrap() {
            assert_eq!(*value, before[invoice][field], "{invoice} {field}");
            assert_eq!(row["new"][field], after[invoice][field], "{invoice} {field}");
            let listed = row["changed"].as_array().unwrap().iter().any(|name| name == field.as_str());
            assert_eq!(listed, differs(invoice, field), "{invoice} {field}");
        }
    }
    let fields = frist::diff::Field::ALL.map(|(word, _)| word);
    let otherwise: Vec<&String> = before.keys().filter(|invoice| fields.iter().any(|field| differs(invoice, field))).collect();
    let mut listed: Vec<&str> = said.iter().map(|row| row["invoice"].as_str().unwrap()).collect();
    listed.sort_unstable();
    assert!(!listed.is_empty());
    assert_eq!(otherwise, listed);
    let (count, letters) =
        (before.len() as i64, |rows: &BTreeMap<String, Value>| rows.values().filter(|row| row["decision"] == "send").count() as i64);
    let summary = &summary["summary"];
    assert_eq!(summary["same"], count - listed.len() as i64);
    let sum = |side: &str| summary["totals"].as_array().unwrap().iter().map(|row| row[side]["letters"].as_i64().unwrap()).sum::<i64>();
    assert_eq!((sum("old"), sum("new")), (letters(&before), letters(&after)));
    assert_eq!(sum("difference"), letters(&after) - letters(&before));
}

#[test]
fn the_same_policy_changes_nothing() {
    let output = frist(&[&["diff", OLD, OLD], LEDGER.as_slice()].concat());
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("all of ") && said.ends_with(" invoices stay the same\n"), "{said}");
    let alone = frist(&["diff", OLD, OLD]);
    assert_eq!(String::from_utf8(alone.stdout).unwrap(), "norway-consumer: nothing changes\n");
}

#[test]
fn rows_for_a_spreadsheet() {
    let (_folder, new) = changed();
    let output = frist(&[&["diff", OLD, &new, "--format", "csv"], LEDGER.as_slice()].concat());
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let heads = reader.headers().unwrap().clone();
    assert_eq!(heads.iter().take(6).collect::<Vec<_>>(), ["invoice", "customer", "debtor", "currency", "old_policy", "old_decision"]);
    assert_eq!(heads.len(), 4 + 2 * 11 + 1);
    let rows = lines(&[&["diff", OLD, &new, "--format", "json"], LEDGER.as_slice()].concat()).len() - 1;
    assert_eq!(reader.records().count(), rows);
}

#[test]
fn what_cannot_be_asked() {
    let said = |arguments: &[&str]| {
        let output = frist(arguments);
        assert_eq!(output.status.code(), Some(2));
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(said(&["diff", OLD, "policies/practice"]).contains("`policies/practice` holds no policy to compare"));
    assert!(said(&["diff", OLD, OLD, "--format", "csv"]).contains("without a ledger there are no rows"));
    assert!(said(&["diff", OLD, OLD, "--as-of", "2026-11-20"]).contains("--ledger"));
    assert!(said(&["diff", OLD, "nowhere.frist"]).contains("nowhere.frist"));
    assert!(said(&["diff", OLD, OLD, "--ledger", "nowhere"]).contains("there is no ledger at `nowhere`"));
}
