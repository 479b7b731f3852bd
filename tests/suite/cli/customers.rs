//! What is said of customers with several invoices: `tests/cases/customers`.
//!
//! By hand: NO business, 12.00 % of 2026; the fee is 5 % of 750 = 37.50, rounded to 38; EUR 40 is 460 NOK for 2026-01-01 to 06-30.
//! Invoice 2 is the oldest of A's three and carries the fee. 9: 20 000 × 12 % × 63/365 = 414.25 from 16 January to 20 March, compensation
//! 460 − 38 − 38 = 384. 10 is a line of the letter of 9: no fee, so 460 − 38 = 422. 7 is exempt, and so not escalated.

use super::{Folder, evaluate_with, frist, snapshots};

const POLICY: &str = "tests/cases/customers/policies.frist";
const LEDGER: &str = "tests/cases/customers/ledger";
const DAY: &str = "2026-03-31";

#[test]
fn a_table_of_invoices_and_customers() {
    let ran = evaluate_with(POLICY, LEDGER, DAY, &["--all"]);
    snapshots("customers", || insta::assert_snapshot!("table", format!("{}{}", ran.out, ran.err)));
}

#[test]
fn a_second_file_for_customers() {
    let folder = Folder::new();
    let ran = evaluate_with(POLICY, LEDGER, DAY, &["--output", &folder.at("list.csv")]);
    snapshots("customers", || {
        insta::assert_snapshot!("csv", format!("{}{}", folder.read("list.escalations.csv"), ran.err.replace(&folder.at(""), "")))
    });
}

#[test]
fn objects_for_both() {
    let ran = evaluate_with(POLICY, LEDGER, DAY, &["--format", "json"]);
    snapshots("customers", || insta::assert_snapshot!("json", ran.out));
}

#[test]
fn a_letter_is_recorded_as_one() {
    let ledger = Folder::copy(LEDGER);
    let list = ledger.at("list.json");
    evaluate_with(POLICY, &ledger.at(""), DAY, &["--output", &list]);
    assert_eq!(frist(&["record", "--ledger", &ledger.at(""), "--sent", &list]).code, 0);
    let rows: Vec<String> = ledger.read("events.csv").lines().filter(|row| row.contains("2026-03-31")).map(Into::into).collect();
    assert_eq!(rows.iter().filter(|row| row.ends_with(",2/purring/1")).count(), 3, "{rows:#?}");
    let again = evaluate_with(POLICY, &ledger.at(""), DAY, &["--format", "json"]);
    assert!(!again.out.contains("\"send\""), "{}", again.out);
    // The law sees one charged letter for each of its lines.
    let audit = frist(&["audit", "--law", "NO", "--ledger", &ledger.at("")]);
    assert_eq!(audit.code, 0, "{}{}", audit.out, audit.err);
}

#[test]
fn a_letter_in_part_is_refused() {
    let ledger = Folder::copy(LEDGER);
    let list = ledger.at("list.json");
    evaluate_with(POLICY, &ledger.at(""), DAY, &["--output", &list]);
    let ran = frist(&["record", "--ledger", &ledger.at(""), "--sent", &list, "1/purring/1"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("a letter goes out whole"), "{}", ran.err);
}
