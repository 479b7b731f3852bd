//! Open items of which the policy says what went before the last notice: figures by hand, in `tests/cases/openings`.

use serde_json::Value;

use super::{frist, objects};
use crate::checked::repository;

const FOLDER: &str = "tests/cases/openings";

/// Every row of the file as it is decided on the day.
fn decided(file: &str, on: &str) -> Vec<Value> {
    let policy = match file {
        "finland" => "policies/examples/finland-consumer.frist".into(),
        _ => format!("{FOLDER}/policies.frist"),
    };
    let ledger = format!("{FOLDER}/{file}.csv");
    let ran = frist(&["evaluate", &policy, "--ledger", &ledger, "--as-of", on, "--all", "--format", "json"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    objects(&ran.out)
}

#[test]
fn what_went_before_the_named_step_is_known_as_far_as_the_policy_says() {
    let expected = std::fs::read_to_string(repository(FOLDER).join("expected.csv")).unwrap();
    for row in expected.lines().skip(1) {
        let cells: Vec<&str> = row.splitn(8, ',').collect();
        let [file, on, invoice, decision, step, next_on, rule, says] = cells[..] else { panic!("{row}") };
        let all = decided(file, on);
        let told = all.iter().find(|one| one["invoice"] == invoice).unwrap_or_else(|| panic!("{row}"));
        let text = |name: &str| told[name].as_str().unwrap_or_default().to_string();
        let next = text(if decision == "wait" { "next_step" } else { "step" });
        assert_eq!([text("decision"), next, text("next_on"), text("rule")], [decision, step, next_on, rule], "{row}\n{told}");
        let because: Vec<&str> = told["because"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
        assert!(because.join("\n").contains(says), "{row}\n{because:#?}");
    }
}

#[test]
fn why_lists_what_went_before_with_the_days_it_may_have_had() {
    let at = ["--ledger", "tests/cases/openings/norway.csv", "--as-of", "2026-06-06", "late"];
    let told = frist(&[&["why", "tests/cases/openings/policies.frist", "--format", "json"], &at[..]].concat());
    let told: Value = serde_json::from_str(&told.out).unwrap();
    let notices = told["notices"].as_array().unwrap();
    let days = |one: &Value| {
        [one["step"].clone(), one["on"].clone(), one["between"][0].clone(), one["between"][1].clone(), one["charged"].clone()]
    };
    let purring = ["purring".into(), Value::Null, "2026-03-30".into(), "2026-04-20".into(), Value::Null];
    let varsel = ["varsel".into(), Value::Null, "2026-04-14".into(), "2026-05-05".into(), Value::Null];
    let krav = ["krav".into(), "2026-05-20".into(), Value::Null, Value::Null, Value::Null];
    assert_eq!(notices.iter().map(days).collect::<Vec<_>>(), [purring, varsel, krav]);
    let page = frist(&[&["why", "tests/cases/openings/policies.frist"], &at[..]].concat()).out;
    for line in [
        "2026-03-30 to 2026-04-20  purring (reminder)",
        "2026-04-14 to 2026-05-05  varsel (collection-notice)",
        "not told whether it cost something",
    ] {
        assert!(page.contains(line), "{line}\n{page}");
    }
}
