//! What credit customers have before a sale: `tests/cases/credit`, whose `expected.csv` and `sales.txt` are worked out by hand.
//!
//! 100 owes 1 000 and 2 500 - 300 paid - 200 credited; what is issued tomorrow and what is paid count for nothing, and money on no invoice is not taken
//! off. A check of 2025-03-31 is due on 2026-03-31, and one of 2025-03-30 is late by a day. The lower limit of two counts.

use super::{Folder, Ran, frist, objects, repository, results, snapshots};

const POLICIES: &str = "tests/cases/credit/policies.frist";
const LEDGER: &str = "tests/cases/credit/ledger";
const DAY: &str = "2026-03-31";

/// Word for word from contracts.md.
const COLUMNS: &str = "customer, name, policy, class, terms, limit, exposure, left, check_due, do, currency, because";

fn credit(more: &[&str]) -> Ran {
    credit_of(LEDGER, more)
}

fn credit_of(ledger: &str, more: &[&str]) -> Ran {
    frist(&[&["credit", POLICIES, "--ledger", ledger, "--as-of", DAY], more].concat())
}

fn read(case: &str, name: &str) -> String {
    std::fs::read_to_string(repository(&format!("{case}/{name}"))).unwrap()
}

fn records(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|record| record.unwrap().iter().map(Into::into).collect()).collect()
}

/// Each folder with what is expected of it.
const CASES: [&str; 6] = [
    "tests/cases/credit",
    "tests/cases/credit/by-amount",
    "tests/cases/credit/elsewhere",
    "tests/cases/credit/insolvent",
    "tests/cases/credit/kinds",
    "tests/cases/credit/left-alone",
];

fn credit_in(case: &str, more: &[&str]) -> Ran {
    let (policies, ledger) = (format!("{case}/policies.frist"), format!("{case}/ledger"));
    frist(&[&["credit", &policies, "--ledger", &ledger, "--as-of", DAY], more].concat())
}

#[test]
fn every_customer_is_listed_as_worked_out_by_hand() {
    for case in CASES {
        let ran = credit_in(case, &["--format", "csv"]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let found: Vec<Vec<String>> = records(&ran.out).into_iter().map(|record| record[..11].to_vec()).collect();
        assert_eq!(found, records(&read(case, "expected.csv")), "{case}");
        assert_eq!(ran.out.lines().next().unwrap(), COLUMNS.replace(", ", ","));
    }
}

#[test]
fn json_says_the_same() {
    let csv = records(&credit(&["--format", "csv"]).out);
    let objects = results(&credit(&["--format", "json"]).out);
    assert_eq!(objects.len(), csv.len() - 1);
    for (object, line) in objects.iter().zip(&csv[1..]) {
        let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.join(", "), COLUMNS);
        for (key, cell) in keys.iter().zip(line) {
            let text = match &object[*key] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::Array(all) => all.iter().map(|one| one.as_str().unwrap()).collect::<Vec<_>>().join("; "),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(text, *cell, "{key} of {object}");
        }
        assert!(object["terms"].is_null() || object["terms"].is_i64(), "{object}");
        assert!(object["do"].is_array() && object["because"].is_array(), "{object}");
    }
}

#[test]
fn a_sale_is_answered_as_worked_out_by_hand() {
    let lines = |case| {
        read(case, "sales.txt").lines().filter(|line| !line.starts_with('#')).map(|line| (case, line.to_owned())).collect::<Vec<_>>()
    };
    for (case, line) in CASES.into_iter().flat_map(lines) {
        let (asked, why) = line.split_once('|').unwrap();
        let words: Vec<&str> = asked.split_whitespace().collect();
        let mut arguments = vec!["--customer", words[1], "--amount", words[2], "--format", "json"];
        if let Some(currency) = words.get(3) {
            arguments.extend(["--currency", currency]);
        }
        let ran = credit_in(case, &arguments);
        assert_eq!(ran.code, i32::from(words[0] == "no"), "{line}\n{}{}", ran.out, ran.err);
        let objects = results(&ran.out);
        // Where it is asked in several ways, one no is a no.
        let is_no = objects.iter().any(|object| object["answer"] == "no");
        assert_eq!(if is_no { "no" } else { "yes" }, words[0], "{line}\n{}", ran.out);
        let because: Vec<&str> =
            objects.iter().flat_map(|object| object["because"].as_array().unwrap()).map(|why| why.as_str().unwrap()).collect();
        assert!(words[0] == "yes" || because.contains(&why.trim()), "{line}\n{because:#?}");
    }
}

#[test]
fn a_sale_in_csv_has_its_answer_behind() {
    let ran = credit(&["--customer", "210", "--amount", "1", "--format", "csv"]);
    let records = records(&ran.out);
    assert_eq!(records[0].join(", "), format!("{COLUMNS}, amount, answer"));
    assert_eq!(records[1][12..], ["1.00", "no"]);
    assert_eq!(records[1][9], "correct the terms; check credit; keep within the limit");
}

#[test]
fn evaluate_lists_what_was_worked_out_by_hand() {
    for case in CASES.into_iter().filter(|case| repository(&format!("{case}/evaluate.txt")).exists()) {
        let (policies, ledger) = (format!("{case}/policies.frist"), format!("{case}/ledger"));
        let said = results(&super::evaluate_with(&policies, &ledger, DAY, &["--format", "json"]).out);
        let of = |object: &serde_json::Value, key: &str| object[key].as_str().unwrap().to_owned();
        let line =
            |object: &serde_json::Value| format!("{} {}: {}", of(object, "customer"), of(object, "policy"), of(object, "escalation"));
        let found: Vec<String> = said.iter().filter(|object| object.get("escalation").is_some()).map(line).collect();
        let text = read(case, "evaluate.txt");
        let expected: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
        assert_eq!(found, expected, "{case}");
    }
}

#[test]
fn invoices_in_another_order_are_answered_alike() {
    for case in CASES {
        let (policies, folder) = (format!("{case}/policies.frist"), Folder::copy(&format!("{case}/ledger")));
        let text = folder.read("invoices.csv");
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        folder.write("invoices.csv", &(lines.join("\n") + "\n"));
        // The order of the ledger is that in which customers are listed.
        let sorted = |ran: Ran| {
            let mut lines: Vec<String> = ran.out.lines().map(Into::into).collect();
            lines.sort();
            lines
        };
        let turned = frist(&["credit", &policies, "--ledger", &folder.at(""), "--as-of", DAY, "--format", "json"]);
        assert_eq!(sorted(turned), sorted(credit_in(case, &["--format", "json"])), "{case}");
        for line in read(case, "sales.txt").lines().filter(|line| !line.starts_with('#')) {
            let words: Vec<&str> = line.split_once('|').unwrap().0.split_whitespace().collect();
            let mut arguments = vec!["credit", &policies, "--as-of", DAY, "--customer", words[1], "--amount", words[2], "--format", "json"];
            if let Some(currency) = words.get(3) {
                arguments.extend(["--currency", currency]);
            }
            let turned = frist(&[&arguments[..], &["--ledger", &folder.at("")]].concat());
            assert_eq!(turned.code, i32::from(words[0] == "no"), "{case}: {line}");
        }
    }
}

#[test]
fn what_evaluate_says_of_a_customer_stands_here_too() {
    let escalations: Vec<_> = objects(&super::evaluate_with(POLICIES, LEDGER, DAY, &["--format", "json"]).out)
        .into_iter()
        .filter(|object| object.get("escalation").is_some())
        .collect();
    assert_eq!(escalations.len(), 9);
    let listed = results(&credit(&["--format", "json"]).out);
    for escalation in escalations {
        let same = |object: &&serde_json::Value| ["customer", "policy"].iter().all(|key| object[key] == escalation[key]);
        let object = listed.iter().find(same).unwrap();
        assert!(object["do"].as_array().unwrap().contains(&escalation["do"]), "{escalation}\n{object}");
        assert_eq!(object["exposure"], escalation["balance"]);
    }
}

#[test]
fn for_people() {
    let shown = |more: &[&str]| {
        let ran = credit(more);
        format!("{}{}", ran.out, ran.err)
    };
    snapshots("credit", || {
        insta::assert_snapshot!("table", shown(&[]));
        insta::assert_snapshot!("one", shown(&["--customer", "930"]));
        insta::assert_snapshot!("yes", shown(&["--customer", "100", "--amount", "12 500"]));
        insta::assert_snapshot!("no", shown(&["--customer", "210", "--amount", "12 500"]));
        insta::assert_snapshot!("uncovered", shown(&["--customer", "910", "--amount", "1", "--currency", "DKK"]));
    });
}

#[test]
fn what_cannot_be_asked() {
    let refused = |more: &[&str], says: &str| {
        let ran = credit(more);
        assert_eq!(ran.code, 2, "{more:?}\n{}{}", ran.out, ran.err);
        assert!(ran.err.contains(says) && ran.out.is_empty(), "{more:?}\n{}{}", ran.out, ran.err);
    };
    refused(&["--customer", "22O"], "the ledger has no customer `22O`; is `220` meant?");
    refused(&["--customer", "930", "--amount", "1"], "the customer buys in NOK and in SEK: say in which one with --currency");
    refused(&["--customer", "910", "--amount", "1"], "say it with --currency");
    refused(&["--customer", "100", "--amount", "0"], "a sale comes to more than zero");
    refused(&["--customer", "100", "--amount=-5"], "a sale comes to more than zero");
    refused(&["--customer", "100", "--amount", "-5"], "a sale comes to more than zero");
    refused(&["--customer", "100", "--amount", "1.001"], "has more decimals than NOK has");
    refused(&["--customer", "100", "--amount", "10000000001"], "is above ten billion");
    refused(&["--customer", "100", "--amount", "1,5"], "write an amount without its currency");
    refused(&["--amount", "1"], "--customer");
    refused(&["--customer", "100", "--currency", "NOK"], "--amount");
    refused(&["--output", "tests/cases/credit/ledger/customers.csv"], "customers.csv");
    for more in [&[][..], &["--customer", "100", "--amount", "1"]] {
        let without = ["credit", "tests/policies/good/norway-consumer.frist", "--ledger", LEDGER, "--as-of", DAY];
        let ran = frist(&[&without, more].concat());
        assert_eq!(ran.code, 2);
        assert!(ran.err.contains("no policy in these files has credit classes"), "{}", ran.err);
    }
}

#[test]
fn a_policy_of_another_year_says_so() {
    let ran = frist(&["credit", POLICIES, "--ledger", LEDGER, "--as-of", "2027-01-02", "--customer", "100", "--format", "json"]);
    assert_eq!(ran.code, 0);
    let why = "no policy is valid for it on 2027-01-02: `trade` is valid from 2026-01-01 until 2026-12-31";
    assert_eq!(results(&ran.out)[0]["because"][0], why);
}

#[test]
fn names_move_nothing_on_a_screen_and_reach_programs_as_they_are() {
    let folder = Folder::copy(LEDGER);
    let customers = folder.read("customers.csv").replace("Anlegg AS", "\"An\u{1b}[31m\u{202e}legg,\nAS\"");
    folder.write("customers.csv", &customers);
    let table = credit_of(&folder.at(""), &[]).out;
    assert!(table.contains("An\\u{1b}[31m\\u{202e}legg,\\nAS"), "{table}");
    let answer = credit_of(&folder.at(""), &["--customer", "100", "--amount", "1"]).out;
    assert!(answer.starts_with("yes: An\\u{1b}[31m\\u{202e}legg,\\nAS (100) can buy"), "{answer}");
    for format in ["json", "csv"] {
        let out = credit_of(&folder.at(""), &["--format", format]).out;
        let name = if format == "json" { results(&out)[0]["name"].as_str().unwrap().to_owned() } else { records(&out)[1][1].clone() };
        assert_eq!(name, "An\u{1b}[31m\u{202e}legg,\nAS");
    }
}

#[test]
fn rows_of_customers_in_another_order_give_the_same_bytes() {
    let folder = Folder::copy(LEDGER);
    let text = folder.read("customers.csv");
    let mut lines: Vec<&str> = text.lines().collect();
    lines[1..].reverse();
    folder.write("customers.csv", &(lines.join("\n") + "\n"));
    for format in ["table", "json", "csv"] {
        assert_eq!(credit_of(&folder.at(""), &["--format", format]).out, credit(&["--format", format]).out);
    }
}

#[test]
fn a_list_goes_to_a_file_by_its_ending() {
    let folder = Folder::new();
    let ran = credit(&["--output", &folder.at("credit.csv")]);
    assert!(ran.code == 0 && ran.out.is_empty(), "{}{}", ran.out, ran.err);
    assert_eq!(folder.read("credit.csv"), credit(&["--format", "csv"]).out);
}

#[test]
fn a_bankrupt_customer_buys_nothing_on_credit() {
    let folder = Folder::copy(LEDGER);
    let asked = |folder: &Folder| credit_of(&folder.at(""), &["--customer", "100", "--amount", "1"]);
    assert_eq!(asked(&folder).code, 0);
    let events = folder.read("events.csv") + ",2026-03-30,insolvency,,100\n";
    folder.write("events.csv", &events);
    let ran = asked(&folder);
    assert_eq!(ran.code, 1, "{}", ran.out);
    assert!(ran.out.starts_with("no: ") && ran.out.contains("insolvent since 2026-03-30"), "{}", ran.out);
    let row = &results(&credit_of(&folder.at(""), &["--customer", "100", "--format", "json"]).out)[0];
    assert_eq!(row["do"][0], "stop credit");
    folder.write("events.csv", &(events + ",2026-03-31,insolvency-ended,,100\n"));
    assert_eq!(asked(&folder).code, 0);
}
