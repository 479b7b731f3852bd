//! Every case, and what must hold of all of them.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use super::{Case, found, line};
use crate::cli::Folder;

/// The summary as `faults.txt` has it.
fn totals(summary: &Value) -> Vec<String> {
    let number = |name: &str| summary[name].to_string();
    let mut lines = vec![format!("counts {}", ["invoices", "left_out", "notices", "errors", "warnings"].map(number).join(" "))];
    lines.extend(
        summary["over"].as_object().unwrap().iter().map(|(currency, amount)| format!("over {currency} {}", amount.as_str().unwrap())),
    );
    let not_judged = summary["not_judged"].as_array().unwrap();
    lines.extend(not_judged.iter().map(|one| format!("not-judged {} {}", one["rule"].as_str().unwrap_or("-"), one["notices"])));
    lines
}

#[test]
fn what_was_worked_out_by_hand_is_found() {
    let mut wrong = String::new();
    for case in Case::all() {
        let ran = case.audit(&["--format", "json"]);
        let (faults, summary) = found(&ran);
        let told: Vec<String> = faults.iter().map(line).chain(totals(&summary)).collect();
        if told != case.expected {
            wrong += &format!("--- {}: expected\n{}\n--- told\n{}\n", case.folder.display(), case.expected.join("\n"), told.join("\n"));
        }
        assert_eq!(ran.code, i32::from(summary["errors"] != 0), "{}", ran.err);
        assert_eq!(summary["faults"], faults.len());
        for fault in &faults {
            assert!(!fault["cite"].as_str().unwrap().is_empty() && fault["message"].as_str().unwrap().contains(' '), "{fault}");
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A decimal amount in hundredths.
fn cents(amount: &Value) -> i64 {
    amount.as_str().map_or(0, |amount| amount.replace('.', "").parse().unwrap())
}

#[test]
fn the_rules_of_the_summary_are_sums_of_its_lines() {
    for case in Case::all() {
        let (faults, summary) = found(&case.audit(&["--format", "json"]));
        let mut sums: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        for fault in &faults {
            let sum = sums.entry((fault["rule"].to_string(), fault["severity"].to_string())).or_default();
            *sum = (sum.0 + 1, sum.1 + cents(&fault["over"]));
        }
        let rules = summary["rules"].as_array().unwrap().iter().map(|rule| {
            let over = rule["over"].as_object().unwrap().values().map(cents).sum();
            ((rule["rule"].to_string(), rule["severity"].to_string()), (rule["faults"].as_i64().unwrap(), over))
        });
        assert_eq!(rules.collect::<BTreeMap<_, _>>(), sums, "{}", case.folder.display());
    }
}

/// The rows below the header with those of each invoice and day kept in their order, the groups turned around.
fn turned(text: &str) -> String {
    let (header, rows) = text.split_once('\n').unwrap();
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for row in rows.lines() {
        let key: Vec<&str> = row.splitn(3, ',').take(2).collect();
        match groups.iter_mut().find(|(of, _)| *of == key.join(",")) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key.join(","), vec![row])),
        }
    }
    let rows: Vec<&str> = groups.into_iter().rev().flat_map(|(_, rows)| rows).collect();
    format!("{header}\n{}\n", rows.join("\n"))
}

#[test]
fn rows_in_another_order_give_the_same_faults() {
    for case in Case::all().iter().filter(|case| case.folder.join("events.csv").exists()) {
        let other = Folder::copy(case.folder.to_str().unwrap());
        let before = other.read("events.csv");
        let after = turned(&before);
        assert_ne!(before, after);
        fs::write(other.path("events.csv"), after).unwrap();
        assert_eq!(case.audit_at(&other.at(""), &["--format", "json"]).out, case.audit(&["--format", "json"]).out);
    }
}

#[test]
fn a_notice_is_judged_by_what_had_happened_on_its_day() {
    for case in Case::all() {
        let (all, _) = found(&case.audit(&["--format", "json"]));
        for until in ["2026-03-29", "2026-04-09", "2026-04-15"] {
            let (faults, _) = found(&case.audit(&["--format", "json", "--until", until]));
            let earlier: Vec<Value> = all.iter().filter(|fault| fault["notice_on"].as_str().unwrap() <= until).cloned().collect();
            assert_eq!(faults, earlier, "{} until {until}", case.folder.display());
        }
    }
}
