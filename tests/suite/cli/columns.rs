//! What other people's programs read: names, order and forms, as contracts.md has them.

use serde_json::Value;

use super::{DAY, LEDGER, evaluate, results, snapshots};

/// Word for word from contracts.md, and what the lines of one letter share (language.md).
const COLUMNS: &str = "invoice, customer, name, policy, decision, step, title, act, send_on, deadline, channel, due, overdue, amount, balance, \
    interest, fees, fee, compensation, claim, credit, currency, next_step, next_on, rule, because, key, notice_id, to, written_off, \
    recovered";

const MONEY: [&str; 10] = ["amount", "balance", "interest", "fees", "fee", "compensation", "claim", "credit", "written_off", "recovered"];
const DATES: [&str; 4] = ["send_on", "deadline", "due", "next_on"];

#[test]
fn json_has_the_columns_in_order() {
    let ran = evaluate(LEDGER, DAY, &["--all", "--format", "json"]);
    let objects = results(&ran.out);
    assert_eq!(objects.len(), 18, "one decision for every invoice");
    for object in &objects {
        let keys: Vec<&str> = object.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(keys.join(", "), COLUMNS);
        for column in MONEY {
            assert!(object[column].is_null() || is_money(object[column].as_str().unwrap()), "{column}: {object}");
        }
        for column in DATES {
            assert!(
                object[column].is_null() || object[column].as_str().unwrap().parse::<frist::value::Day>().is_ok(),
                "{column}: {object}"
            );
        }
        assert!(object["overdue"].is_null() || object["overdue"].is_i64(), "{object}");
        assert!(object["because"].as_array().unwrap().iter().all(Value::is_string), "{object}");
        assert_eq!(object["next_on"].is_null(), object["decision"] != "wait", "{object}");
        assert_eq!(object["key"].is_null(), object["decision"] != "send", "{object}");
        assert_eq!(object["rule"].is_null(), object["decision"] != "withheld", "{object}");
    }
}

/// Digits with the two decimals of kroner and kronor.
fn is_money(text: &str) -> bool {
    text.split_once('.').is_some_and(|(whole, decimals)| {
        decimals.len() == 2 && !whole.is_empty() && (whole.to_owned() + decimals).chars().all(|c| c.is_ascii_digit())
    })
}

#[test]
fn a_currency_without_decimals_is_written_without() {
    let folder = super::Folder::new();
    folder.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,JPY,2026-03-02,2026-03-16,900\n");
    let ran = evaluate(&folder.at(""), DAY, &["--all", "--format", "json"]);
    assert_eq!(results(&ran.out)[0]["amount"], "900");
}

#[test]
fn csv_says_the_same() {
    let json = results(&evaluate(LEDGER, DAY, &["--all", "--format", "json"]).out);
    let text = evaluate(LEDGER, DAY, &["--all", "--format", "csv"]).out;
    assert_eq!(text.lines().next().unwrap(), COLUMNS.replace(", ", ","));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), json.len());
    for (row, object) in rows.iter().zip(&json) {
        for (column, cell) in columns.iter().zip(row) {
            let expected = match &object[column] {
                Value::Null => String::new(),
                Value::Array(all) => all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; "),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell, expected, "{column} of {}", object["invoice"]);
        }
    }
}

#[test]
fn without_all_only_what_somebody_acts_on() {
    let every = results(&evaluate(LEDGER, DAY, &["--all", "--format", "json"]).out);
    let acted_on = results(&evaluate(LEDGER, DAY, &["--format", "json"]).out);
    let expected: Vec<&Value> = every.iter().filter(|object| object["decision"] == "send" || object["decision"] == "withheld").collect();
    assert_eq!(acted_on.iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_decisions_of_a_night() {
    snapshots("nights", || {
        insta::assert_snapshot!("table", evaluate(LEDGER, DAY, &["--all"]).out);
        insta::assert_snapshot!("json", evaluate(LEDGER, DAY, &["--all", "--format", "json"]).out);
    });
}

#[test]
fn every_decision_is_in_the_case() {
    let decisions: Vec<String> =
        results(&evaluate(LEDGER, DAY, &["--all", "--format", "json"]).out).iter().map(|object| object["decision"].to_string()).collect();
    for word in frist::decide::DecisionKind::ALL.map(|(word, _)| word) {
        assert!(decisions.contains(&format!("\"{word}\"")), "no {word}");
    }
}
