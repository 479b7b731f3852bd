//! Files of the bank over small ledgers: each thing that can become of a booking, and what people do about it afterwards.

use std::fs;

use crate::checked::repository;
use crate::cli::{Folder, Ran, frist, snapshots};

const CASE: &str = "tests/cases/payments";

fn payments(files: &[&str], ledger: &str, more: &[&str]) -> Ran {
    frist(&[&["payments"], files, &["--ledger", ledger], more].concat())
}

/// The columns of a table by name, each row on a line.
fn picked(table: &str, columns: &[&str]) -> Vec<String> {
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let header = reader.headers().unwrap().clone();
    let places: Vec<usize> = columns.iter().map(|name| header.iter().position(|column| column == *name).unwrap()).collect();
    reader.records().map(|row| places.iter().map(|at| row.as_ref().unwrap()[*at].to_owned()).collect::<Vec<_>>().join(",")).collect()
}

#[test]
fn each_booking_becomes_what_was_worked_out_by_hand() {
    let (bank, policy) = (format!("{CASE}/bank.xml"), format!("{CASE}/match.frist"));
    let ran = payments(&[&bank], CASE, &["--policy", &policy, "--dry-run", "--format", "csv"]);
    let columns = ["bank_ref", "result", "doubtful", "invoice", "customer", "by"];
    assert_eq!(picked(&ran.out, &columns), picked(&fs::read_to_string(repository(&format!("{CASE}/expected.csv"))).unwrap(), &columns));
    assert_eq!((ran.code, ran.err.as_str()), (1, "14 would be recorded in tests/cases/payments/events.csv\n"));
    let human = payments(&[&bank], CASE, &["--policy", &policy, "--dry-run"]);
    snapshots("payments", || insta::assert_snapshot!("human", human.out));
    let json = payments(&[&bank], CASE, &["--policy", &policy, "--dry-run", "--format", "json"]);
    snapshots("payments", || insta::assert_snapshot!("json", json.out));
    // Without the statement nothing is matched by its amount.
    let usual = payments(&[&bank], CASE, &["--dry-run", "--format", "csv"]);
    assert!(picked(&usual.out, &columns).contains(&"camt:P-11,left-out,false,,,".to_owned()));
}

#[test]
fn what_was_added_is_a_ledger_and_is_not_added_again() {
    let ledger = Folder::copy(CASE);
    let before = ledger.read("events.csv");
    let run = || payments(&[&ledger.at("bank.xml")], &ledger.at(""), &["--policy", &ledger.at("match.frist")]);
    assert_eq!(run().code, 1);
    let after = ledger.read("events.csv");
    // The rows stay, and the columns that the new ones fill come behind.
    let widened: String = before.lines().skip(1).map(|row| format!("{row},,,\n")).collect();
    assert!(after.starts_with(&format!("invoice,date,event,amount,bank_ref,customer,currency,note\n{widened}")), "{after}");
    let again = run();
    assert!(again.err.ends_with("nothing to record\n"), "{}", again.out);
    assert_eq!(ledger.read("events.csv"), after);
    // Who finds the invoice of a payment, or the booking of a row, writes it down; the booking is known all the same.
    let by_hand = after.replace(",2026-04-01,payment,333.33,camt:P-11,C7,NOK,", "1009,2026-04-01,payment,333.33,camt:P-11,C7,NOK,");
    let by_hand = by_hand.replace("1010,2026-04-01,payment,400.00,,,,", "1010,2026-04-01,payment,400.00,camt:P-12,,,");
    assert_ne!(by_hand, after);
    ledger.write("events.csv", &by_hand);
    let again = payments(&[&ledger.at("bank.xml")], &ledger.at(""), &["--format", "csv"]);
    let known = picked(&again.out, &["bank_ref", "result"]);
    assert!(["camt:P-11,known", "camt:P-12,known"].iter().all(|row| known.contains(&(*row).to_owned())), "{known:?}");
    assert_eq!(ledger.read("events.csv"), by_hand);
    assert_eq!(frist(&["ledger", "check", "--ledger", &ledger.at(""), "--as-of", "2026-04-02"]).code, 0);
}

#[test]
fn a_collective_entry_is_known_by_its_payments_whichever_file_comes_first() {
    let (statement, notification) = ("tests/bank/camt.053.001.04.xml", "tests/bank/camt.054.001.04.xml");
    let invoices = "invoice,customer,currency,issued,due,amount,kid\n\
        40187,C1,NOK,2026-03-02,2026-05-04,1250.00,401877\n40188,C2,NOK,2026-03-02,2026-05-04,640.00,401885\n";
    let result = |folder: &Folder, file: &str| picked(&payments(&[file], &folder.at(""), &["--format", "csv"]).out, &["amount", "result"]);
    let matched = ["1250.00,matched", "640.00,matched"];
    let first = Folder::new();
    first.write("invoices.csv", invoices);
    assert_eq!(result(&first, statement), ["1890.00,left-out", "99.00,left-out"]);
    assert!(!first.has("events.csv"), "nothing to record begins no file");
    assert_eq!(result(&first, notification), matched);
    assert_eq!(result(&first, statement), ["1890.00,known", "99.00,left-out"]);
    // The statement that has the payments too.
    assert_eq!(result(&first, "tests/bank/camt.053.001.02.xml")[..2], ["1250.00,known", "640.00,known"]);
}

#[test]
fn a_ledger_or_a_file_with_a_mistake_changes_nothing() {
    let ledger = Folder::copy(CASE);
    let (bank, before) = (ledger.at("bank.xml"), ledger.read("events.csv"));
    let bad = repository("tests/ledgers/bad/bank-ocr-sums/bank.dat").display().to_string();
    let ran = payments(&[&bank, &bad], &ledger.at(""), &[]);
    assert!(ran.code == 2 && ran.err.contains("error[F4062]") && ran.err.ends_with("nothing was recorded\n"), "{}", ran.err);
    assert_eq!(payments(&["no-such-file.xml"], &ledger.at(""), &[]).err, "frist: there is no file `no-such-file.xml`\n");
    assert_eq!(payments(&[&bank], &ledger.at("bank.xml"), &[]).code, 2);
    // A report is never written over what it comes from.
    for output in [bank.clone(), ledger.at("events.csv"), ledger.at("no-such-folder/report.csv")] {
        assert_eq!(payments(&[&bank], &ledger.at(""), &["--output", &output, "--format", "csv"]).code, 2);
    }
    assert_eq!(ledger.read("events.csv"), before);
    ledger.write("events.csv", &before.replace("2026-03-20", "20.03.2026"));
    let ran = payments(&[&bank], &ledger.at(""), &[]);
    assert!(ran.code == 2 && ran.err.contains("error[F4011]"), "{}", ran.err);
}
