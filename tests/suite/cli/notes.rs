//! What a run remarks on: the same for programs, as objects among the others, and for people, as sentences.

use std::collections::BTreeSet;
use std::fs;

use serde_json::Value;

use super::{frist, objects};
use crate::checked::{files_below, repository};

const FOLDER: &str = "tests/cases/notes";

/// Each command of `expected.txt` with the kind of each note, and what it is about.
fn cases() -> Vec<(Vec<String>, Vec<String>)> {
    let text = fs::read_to_string(repository(FOLDER).join("expected.txt")).unwrap();
    let blocks = text.split("\n\n").map(|block| block.lines().filter(|line| !line.starts_with('#')));
    let place = |word: &str| match word {
        "POLICIES" => format!("{FOLDER}/policies.frist"),
        "LEDGER" => format!("{FOLDER}/ledger"),
        "OPEN-ITEMS" => format!("{FOLDER}/open-items.csv"),
        "LATE" => format!("{FOLDER}/late"),
        "MISSPELT" => format!("{FOLDER}/misspelt"),
        "UNTOLD" => format!("{FOLDER}/untold"),
        "EXPORT" => format!("{FOLDER}/export.csv"),
        "MAPPING" => format!("{FOLDER}/export.frist"),
        "UNPAID" => format!("{FOLDER}/some.frist"),
        word => word.into(),
    };
    let case = |mut lines: Vec<&str>| {
        let command = lines.remove(0).split(' ').map(place).collect();
        (command, lines.into_iter().map(Into::into).collect())
    };
    blocks.map(Iterator::collect::<Vec<_>>).filter(|lines| !lines.is_empty()).map(case).collect()
}

fn in_format(command: &[String], format: &str) -> super::Ran {
    let command: Vec<&str> = command.iter().map(String::as_str).chain(["--format", format]).collect();
    frist(&command)
}

fn notes(command: &[String]) -> Vec<Value> {
    objects(&in_format(command, "json").out).into_iter().filter(|object| object.get("note").is_some()).collect()
}

#[test]
fn each_command_remarks_on_what_was_worked_out_by_hand() {
    for (command, expected) in cases() {
        let about = |note: &Value| match &note["about"] {
            Value::Array(several) => several.iter().map(|one| format!(" {}", one.as_str().unwrap())).collect(),
            Value::String(one) => format!(" {one}"),
            _ => String::new(),
        };
        let said: Vec<String> = notes(&command).iter().map(|note| format!("{}{}", note["note"].as_str().unwrap(), about(note))).collect();
        assert_eq!(said, expected, "{command:?}");
    }
}

#[test]
fn people_read_the_same_notes_and_programs_nothing_else() {
    for (command, _) in cases() {
        let csv = in_format(&command, "csv").err;
        let sentences: Vec<&str> = csv.lines().filter_map(|line| line.strip_prefix("note: ")).collect();
        let told: Vec<Value> = notes(&command);
        assert_eq!(told.iter().map(|note| note["text"].as_str().unwrap()).collect::<Vec<_>>(), sentences, "{command:?}");
        assert_eq!(in_format(&command, "json").err, "", "{command:?}: everything stands in the objects");
    }
}

#[test]
fn a_column_that_may_be_meant_is_asked_for() {
    let (command, _) = cases().into_iter().find(|(command, _)| command.contains(&format!("{FOLDER}/misspelt"))).expect("a case");
    let said: Vec<String> = notes(&command).iter().map(|note| note["text"].as_str().unwrap().to_string()).collect();
    for sentence in [
        "columns of the events that nothing reads: ammount (is `amount` meant?)",
        "columns of the invoices that no policy names: due date (is `due` meant?), seller, type (is `debtor` meant?)",
        "columns of the customers that no policy names: creditlimit (is `credit_limit` meant?)",
    ] {
        assert!(said.iter().any(|text| text == sentence), "{sentence}: {said:?}");
    }
}

#[test]
fn every_kind_of_the_contract_is_shown_and_no_other() {
    let contract = fs::read_to_string(repository("docs/contracts.md")).unwrap();
    let section = contract.split("### Notes\n").nth(1).unwrap().split("\n## ").next().unwrap();
    // A row may be of several kinds.
    let kinds = section.lines().filter_map(|line| line.strip_prefix("| ")?.split_once(" |")).map(|(kinds, _)| kinds);
    let kinds = kinds.flat_map(|kinds| kinds.split(", ")).filter_map(|kind| kind.strip_prefix('`')?.strip_suffix('`'));
    let promised: BTreeSet<String> = kinds.map(str::to_string).filter(|kind| kind != "note").collect();
    let saft = files_below(&repository("tests/saft"), "xml").into_iter().chain([repository(FOLDER).join("no-lines.xml")]);
    let of_saft = saft.map(|file| {
        let command = ["evaluate", "tests/saft/policies.frist", "--as-of", "2026-04-20", "--ledger", file.to_str().unwrap()];
        command.map(str::to_string).to_vec()
    });
    let told = cases().into_iter().map(|(command, _)| command).chain(of_saft).flat_map(|command| notes(&command));
    let shown: BTreeSet<String> = told.map(|note| note["note"].as_str().unwrap().to_string()).collect();
    assert_eq!(shown, promised);
}
