//! The shipped examples, over the ledger that is shipped with them.

use std::fs;

use super::{frist, objects};
use crate::checked::repository;

const EXAMPLES: &str = "policies/examples";
const LEDGER: &str = "policies/examples/ledger";

#[test]
fn they_are_lawful_and_their_tests_pass() {
    for command in [["check", EXAMPLES], ["test", EXAMPLES]] {
        let ran = frist(&command);
        assert_eq!(ran.code, 0, "{command:?}: {}{}", ran.out, ran.err);
    }
}

#[test]
fn every_invoice_of_their_ledger_is_decided_on_any_day() {
    let invoices: Vec<String> = fs::read_to_string(repository(LEDGER).join("invoices.csv"))
        .unwrap()
        .lines()
        .skip(1)
        .map(|row| row.split(',').next().unwrap().to_string())
        .collect();
    for day in ["2026-01-01", "2026-09-15", "2027-02-01"] {
        let ran = frist(&["evaluate", EXAMPLES, "--ledger", LEDGER, "--as-of", day, "--all", "--format", "json"]);
        assert_eq!(ran.code, 0, "{day}: {}", ran.err);
        let decided: Vec<String> =
            objects(&ran.out).iter().filter_map(|object| Some(object.get("invoice")?.as_str()?.to_string())).collect();
        assert_eq!(decided, invoices, "{day}: one decision an invoice, in ledger order");
    }
}
