//! Why an invoice is decided as it is: the texts, and figures worked out apart from the program.

use std::collections::BTreeMap;
use std::fs;

use serde_json::Value;

use crate::checked::repository;
use crate::cli::{Ran, frist};

const POLICIES: &str = "tests/cases/why/policies.frist";
const LEDGER: &str = "tests/cases/why/ledger";
const DAY: &str = "2026-08-31";

fn why(invoice: &str, more: &[&str]) -> Ran {
    frist(&[&["why", POLICIES, "--ledger", LEDGER, "--as-of", DAY, invoice], more].concat())
}

fn told(invoice: &str) -> Value {
    let ran = why(invoice, &["--format", "json"]);
    assert_eq!(ran.code, 0, "{invoice}: {}", ran.err);
    serde_json::from_str(&ran.out).unwrap()
}

fn invoices() -> Vec<String> {
    let rows = fs::read_to_string(repository(LEDGER).join("invoices.csv")).unwrap();
    rows.lines().skip(1).map(|row| row.split(',').next().unwrap().to_string()).collect()
}

#[test]
fn the_answer_for_each_invoice() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/why"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for invoice in invoices() {
            insta::assert_snapshot!(invoice.clone(), why(&invoice, &[]).out);
        }
        insta::assert_snapshot!("json", why("fees-first", &["--format", "json"]).out);
    });
}

/// Each line as `accounts.csv` has it, and what is owed in the end.
fn account(invoice: &str) -> Vec<String> {
    let told = told(invoice);
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let line = |line: &Value| {
        let cells = ["kind", "first", "on", "balance", "interest", "fees", "credit"].map(|name| text(&line[name]));
        format!("{invoice},{}", cells.join(","))
    };
    let claim = &told["claim"];
    let owed = ["balance", "interest", "fees", "credit"].map(|name| text(&claim[name]));
    let lines = told["account"].as_array().unwrap().iter().map(line);
    lines.chain([format!("{invoice},owed,,{DAY},{}", owed.join(","))]).collect()
}

#[test]
fn accounts_worked_out_apart_from_the_program() {
    let expected = fs::read_to_string(repository("tests/cases/why/accounts.csv")).unwrap();
    let mut by_invoice: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in expected.lines().skip(1) {
        by_invoice.entry(row.split(',').next().unwrap()).or_default().push(row);
    }
    assert_eq!(by_invoice.len(), invoices().len() - 1, "every invoice but the one without a policy");
    for (invoice, rows) in by_invoice {
        assert_eq!(account(invoice), rows, "{invoice}");
    }
}

/// A figure of a printed line in millionths.
fn millionths(cell: &str) -> i64 {
    let cell = cell.replace(' ', "");
    let (whole, decimals) = cell.split_once('.').unwrap();
    format!("{whole}{decimals:0<6}").parse().unwrap()
}

#[test]
fn printed_columns_add_up() {
    for invoice in invoices().iter().filter(|invoice| *invoice != "dollars") {
        let text = why(invoice, &[]).out;
        let lines: Vec<&str> = text.lines().skip_while(|line| !line.starts_with("account")).skip(1).collect();
        let owed = lines.iter().position(|line| line.contains("  owed")).unwrap();
        // A column is where its figures are: under the heads, each to the right.
        let mut heads = Vec::new();
        for name in ["balance", "interest", "fees", "credit"] {
            heads.extend(lines[0].find(name).map(|at| (name, at + name.len())));
        }
        assert_eq!(heads[0].0, "balance");
        let figures = |line: &str| -> Vec<(usize, i64)> {
            let line: Vec<char> = line.chars().collect();
            let mut cells = Vec::new();
            let mut at = line.len();
            for _ in 0..=heads.len() {
                let end = line[..at].iter().rposition(|c| *c != ' ').map_or(0, |end| end + 1);
                let start = line[..end].windows(2).rposition(|two| two == [' ', ' ']).map_or(0, |start| start + 2);
                let cell: String = line[start..end].iter().collect();
                if cell.chars().all(|c| c.is_ascii_digit() || " .-".contains(c)) && cell.contains('.') {
                    cells.push((end, millionths(&cell)));
                }
                at = start;
            }
            cells
        };
        let column = |(end, _): &(usize, i64)| heads.iter().position(|(_, head)| *end <= *head).unwrap_or(heads.len());
        let mut sums = vec![0; heads.len() + 1];
        for figure in lines[1..owed].iter().flat_map(|line| figures(line)) {
            sums[column(&figure)] += figure.1;
        }
        assert!(!figures(lines[owed]).is_empty(), "nothing is owed in {}", lines[owed]);
        for figure in figures(lines[owed]) {
            assert_eq!(sums[column(&figure)], figure.1, "{invoice}: {text}");
        }
    }
}

#[test]
fn what_is_decided_and_what_comes_next() {
    // The decision, the first day a notice goes out, and its step; worked out on a calendar.
    let expected = [
        // The reminder's deadline was 2026-01-05, the notice is due since the 6th.
        ("fees-first", "send", "", ""),
        // A fee is lawful 14 days after 2026-08-20, a Thursday: on 2026-09-03.
        ("withheld", "withheld", "2026-09-03", "purring"),
        // Due on Sunday 2026-08-16, so on the 17th; 14 days later is Monday the 31st, today.
        ("not-yet", "send", "", ""),
        // Due 30 days after 2026-08-05, Friday 2026-09-04; 14 days later is 2026-09-18, a Friday.
        ("no-due-date", "wait", "2026-09-18", "purring"),
        // The second promise holds through Friday 2026-09-04; the next business day is Monday the 7th.
        ("promised", "hold", "2026-09-07", "purring"),
        // 2 000 × 12 % × 43/365 + 2 000 × 12.25 % × 20/365 = 41.70, and the fee of 38: above 50.
        ("pursued", "send", "", ""),
    ];
    for (invoice, decision, on, step) in expected {
        let told = told(invoice);
        let next = |name: &str| told["next"][name].as_str().unwrap_or_default().to_string();
        assert_eq!((told["decision"].as_str().unwrap(), next("on"), next("step")), (decision, on.into(), step.into()), "{invoice}");
    }
    for (invoice, decision) in
        [("disputed", "hold"), ("estate", "exempt"), ("dollars", "unmatched"), ("time-barred", "finished"), ("charges-left", "settled")]
    {
        let told = told(invoice);
        assert_eq!((told["decision"].as_str().unwrap(), &told["next"]["on"]), (decision, &Value::Null), "{invoice}");
        assert!(!told["next"]["stages"].as_array().unwrap().is_empty(), "{invoice}");
    }
}

#[test]
fn the_lines_of_one_letter() {
    let notice = |invoice: &str| told(invoice)["notice"].clone();
    let (older, younger) = (notice("joined-older"), notice("joined-younger"));
    assert_eq!((older["fee"].as_str(), younger["fee"].as_str()), (Some("38.00"), Some("0.00")));
    for notice in [older, younger] {
        assert_eq!(notice["letter"], serde_json::json!(["joined-older", "joined-younger"]));
        // One fee of 38 for the letter, on whichever line.
        let of_letter = notice["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "NO-FEE-CAP").unwrap().clone();
        assert_eq!(of_letter["allowed"], "at most 38.00");
    }
}

#[test]
fn promises_are_kept_broken_or_replaced() {
    let promise = |invoice: &str, at: usize| {
        let stop = told(invoice)["stops"].as_array().unwrap().iter().filter(|stop| stop["kind"] == "promise").nth(at).cloned().unwrap();
        (stop["promised"].clone(), stop["paid"].clone(), stop["kept"].clone())
    };
    assert_eq!(promise("disputed", 0), ("500.00".into(), "300.00".into(), false.into()));
    // 900 were promised, and three days on 500 in its place: what comes then is for that one.
    assert_eq!(promise("promised", 0), ("900.00".into(), "0.00".into(), Value::Null));
    assert_eq!(promise("promised", 1), ("500.00".into(), "500.00".into(), true.into()));
    assert_eq!(promise("promised", 2), (Value::Null, "0.00".into(), Value::Null));
}

#[test]
fn an_invoice_that_is_not_there() {
    let ran = why("with-held", &[]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    assert!(ran.err.contains("no invoice `with-held`; is `withheld` meant?"), "{}", ran.err);
    let ran = frist(&["why", POLICIES, "--ledger", LEDGER, "--as-of", DAY]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("name the policies first and then the invoice"), "{}", ran.err);
}
