//! A file is written whole or not at all, and a ledger with mistakes is told of all of them.

use super::{DAY, Folder, LEDGER, evaluate, frist};

const MISTAKES: &str = "tests/cases/ten-mistakes";

#[test]
fn ten_mistakes_are_ten_messages_and_no_file() {
    let folder = Folder::new();
    let ran = evaluate(MISTAKES, DAY, &["--output", &folder.at("out.csv")]);
    assert_eq!(ran.code, 2);
    assert!(ran.out.is_empty());
    assert!(!folder.has("out.csv"));
    let messages: Vec<&str> = ran.err.lines().filter(|line| line.contains(".csv:")).collect();
    assert_eq!(messages.len(), 10, "{}", ran.err);
    for place in ["invoices.csv:2: column `due`: `16.03.2026`", "invoices.csv:5: column `customer`", "events.csv:3: column `event`: `paid`"]
    {
        assert!(messages.iter().any(|line| line.contains(place)), "{place} in {}", ran.err);
    }
}

#[test]
fn an_output_that_was_there_stays_when_nothing_could_be_decided() {
    let folder = Folder::new();
    let output = folder.write("out.csv", "yesterday's\n");
    assert_eq!(evaluate(MISTAKES, DAY, &["--output", &output]).code, 2);
    assert_eq!(folder.read("out.csv"), "yesterday's\n");
}

#[test]
fn the_file_holds_what_would_have_been_printed() {
    let folder = Folder::new();
    for (name, format) in [("out.csv", "csv"), ("out.jsonl", "json"), ("out.txt", "table")] {
        let printed = evaluate(LEDGER, DAY, &["--format", format]).out;
        let ran = evaluate(LEDGER, DAY, &["--output", &folder.at(name)]);
        assert_eq!((ran.code, ran.out.as_str()), (0, ""));
        assert_eq!(folder.read(name), printed, "{name}");
    }
    let left: Vec<_> = std::fs::read_dir(folder.path("")).unwrap().flatten().map(|entry| entry.file_name()).collect();
    assert_eq!(left.len(), 3, "nothing else is left behind: {left:?}");
}

#[test]
fn an_output_that_cannot_be_written_is_said() {
    let folder = Folder::new();
    let ran = evaluate(LEDGER, DAY, &["--output", &folder.at("no/such/folder/out.csv")]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("cannot write"), "{}", ran.err);
    // The file that was named, not the second one beside it.
    assert!(ran.err.contains("folder/out.csv") && !ran.err.contains("escalations"), "{}", ran.err);
}

#[test]
fn an_invoice_without_a_policy_has_no_lone_currency() {
    let folder = Folder::new();
    folder.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,CHF,2026-03-02,2026-03-16,100.00\n");
    let out = evaluate(&folder.at(""), DAY, &["--all"]).out;
    let line = out.lines().find(|line| line.starts_with("1 ")).expect("a line");
    assert_eq!(line.split_whitespace().take(5).collect::<Vec<_>>(), ["1", "C", "unmatched", "no", "policy"], "{out}");
}

#[test]
fn a_tables_values_may_be_numbers_and_dates() {
    let export = "tests/cases/notes/export.csv";
    let ran = evaluate(export, DAY, &["--map", "tests/cases/notes/with-balance.frist", "--all", "--format", "json"]);
    let row = &super::results(&ran.out)[0];
    assert_eq!(
        (row["balance"].as_str(), row["due"].as_str(), row["decision"].as_str()),
        (Some("0.00"), Some("2026-03-16"), Some("settled")),
        "{}",
        ran.err
    );
}

#[test]
fn what_cannot_be_recorded_is_said_so() {
    let folder = Folder::copy("tests/ledgers/bad/record-escalations");
    let ran = frist(&["record", "--ledger", &folder.at(""), "--sent", &folder.at("worklist.csv")]);
    assert!(ran.code == 2 && ran.err.ends_with("1 mistake; nothing was recorded\n"), "{}", ran.err);
}

#[test]
fn nothing_to_record_begins_no_file() {
    let folder = Folder::copy("tests/ledgers/bad/record-escalations");
    for (name, nothing) in [("none.csv", "invoice,decision,step,act,send_on,fee,currency,key\n"), ("none.json", "")] {
        let worklist = folder.write(name, nothing);
        let ran = frist(&["record", "--ledger", &folder.at(""), "--sent", &worklist]);
        assert!(ran.code == 0 && ran.out.starts_with("0 recorded"), "{}{}", ran.out, ran.err);
        assert!(!folder.has("events.csv"));
    }
    let cut_off = folder.write("cut-off.csv", "");
    assert!(frist(&["record", "--ledger", &folder.at(""), "--sent", &cut_off]).err.contains("error[F4002]"));
}

#[test]
fn two_runs_give_the_same_bytes() {
    for format in ["table", "json", "csv"] {
        let run = || evaluate(LEDGER, DAY, &["--all", "--format", format]).out;
        assert_eq!(run(), run(), "{format}");
    }
}

#[test]
fn what_earlier_letters_charged_too_much_is_told_once_another_goes_out() {
    let ledger = Folder::new();
    ledger.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n501,C1,consumer,NOK,2026-03-02,2026-03-16,1000.00\n");
    let reminded = |fee: &str| {
        let event = format!("501,2026-03-30,notice,reminder,purring,2026-04-13,{fee}\n");
        ledger.write("events.csv", &format!("invoice,date,event,act,step,deadline,fee\n{event}"));
        frist(&["evaluate", "policies/examples/norway-consumer.frist", "--ledger", &ledger.at(""), "--as-of", "2026-04-14"]).err
    };
    // 5 % of 750 kroner, rounded, are 38.
    let note = "note: earlier letters on 1 invoice (501) about to get another charged 32.00 NOK more than the law allows; see `frist audit --law NO`";
    let said = reminded("70.00");
    assert!(said.contains(note), "{said}");
    assert!(!reminded("38.00").contains("more than the law allows"));
}
