//! The command: what it prints, and how it answers.

use super::{Case, found};
use crate::checked::repository;
use crate::cli::{Folder, frist, objects};

#[test]
fn as_people_and_programs_read_it() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/audit"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        insta::assert_snapshot!("human", Case::named("norway").audit(&[]).out);
        insta::assert_snapshot!("guidance", Case::named("totals").audit(&[]).out);
        insta::assert_snapshot!("json", Case::named("norway").audit(&["--format", "json"]).out);
    });
}

#[test]
fn csv_has_the_lines_of_json() {
    let case = Case::named("set-off");
    let (faults, _) = found(&case.audit(&["--format", "json"]));
    let text = case.audit(&["--format", "csv"]).out;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let columns: Vec<String> = reader.headers().unwrap().iter().map(Into::into).collect();
    assert_eq!(columns, faults[0].as_object().unwrap().keys().cloned().collect::<Vec<_>>());
    let rows: Vec<Vec<String>> = reader.records().map(|row| row.unwrap().iter().map(Into::into).collect()).collect();
    let cells = |fault: &serde_json::Value| columns.iter().map(|column| fault[column].as_str().unwrap_or("").to_string()).collect();
    assert_eq!(rows, faults.iter().map(cells).collect::<Vec<Vec<String>>>());
}

#[test]
fn a_file_is_written_in_the_form_of_its_name() {
    let (case, folder) = (Case::named("letters"), Folder::new());
    let ran = case.audit(&["--output", &folder.at("faults.json")]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    assert_eq!(folder.read("faults.json"), case.audit(&["--format", "json"]).out);
    let ran = case.audit(&["--output", &folder.at("faults.docx")]);
    assert!(ran.code == 2 && !folder.has("faults.docx"), "{}", ran.err);
}

#[test]
fn no_fault_is_a_yes() {
    let ledger = Folder::new();
    ledger.write("invoices.csv", "invoice,customer,debtor,currency,issued,due,amount\n1,C,consumer,NOK,2026-03-02,2026-03-16,1000.00\n");
    ledger.write("events.csv", "invoice,date,event,act,deadline,fee\n");
    let ran = frist(&["audit", "--law", "no", "--ledger", &ledger.at("")]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (0, "NO: 1 invoice, 0 notices: no fault\n", ""));
    // Advice alone is no breach of law.
    ledger.write("events.csv", "invoice,date,event,act,deadline,fee\n1,2026-03-30,notice,reminder,2026-04-12,38.00\n");
    let ran = frist(&["audit", "--law", "NO", "--ledger", &ledger.at(""), "--format", "json"]);
    let (faults, _) = found(&ran);
    assert_eq!((ran.code, faults.len(), &faults[0]["rule"]), (0, 1, &"NO-REMINDER-DEADLINE".into()));
}

#[test]
fn what_cannot_be_asked() {
    let ledger = Folder::copy("tests/audit/norway");
    let ask = |law: &str, ledger: &str, says: &str| {
        let ran = frist(&["audit", "--law", law, "--ledger", ledger]);
        assert!(ran.code == 2 && ran.out.is_empty() && ran.err.contains(says), "{} {}", ran.code, ran.err);
    };
    ask("XY", &ledger.at(""), "no statute is called `XY`");
    ask("NO", &ledger.at("nowhere"), "there is no ledger at");
    ledger.write("events.csv", "invoice,date,event,act\nN1,2026-13-01,notice,reminder\n");
    ask("NO", &ledger.at(""), "events.csv:2: column `date`");
}

#[test]
fn another_systems_file_is_read_through_its_mapping() {
    let folder = Folder::new();
    let map = "ledger old {\n delimiter \";\"\n decimal \",\"\n dates \"dd.mm.yyyy\"\n invoice from \"Nr\"\n customer from \"Kunde\"\n issued from \"Dato\"\n \
               due from \"Forfall\"\n amount from \"Sum\"\n balance from \"Rest\"\n currency is NOK\n debtor is consumer\n last act is collection-notice\n \
               last sent from \"Varslet\"\n last deadline from \"Frist\"\n}\n";
    let map = folder.write("old.frist", map);
    let rows = "Nr;Kunde;Dato;Forfall;Sum;Rest;Varslet;Frist\n7;K;02.03.2026;16.03.2026;100,00;90,00;30.03.2026;12.04.2026\n";
    let rows = folder.write("open.csv", rows);
    let ran = frist(&["audit", "--law", "NO", "--ledger", &rows, "--map", &map, "--format", "json"]);
    let all = objects(&ran.out);
    assert_eq!((ran.code, all.len(), &all[0]["rule"], &all[0]["invoice"]), (1, 3, &"NO-DEADLINE".into(), &"7".into()), "{}", ran.err);
}

#[test]
fn people_are_not_given_more_than_they_read() {
    let ledger = Folder::new();
    let rows = |row: fn(i32) -> String| (0..1_005).map(row).collect::<String>();
    let invoices = rows(|at| format!("{at},C,consumer,NOK,2026-03-02,2026-03-16,1000.00\n"));
    ledger.write("invoices.csv", &format!("invoice,customer,debtor,currency,issued,due,amount\n{invoices}"));
    let events = rows(|at| format!("{at},2026-03-30,notice,collection-notice,2026-04-12\n"));
    ledger.write("events.csv", &format!("invoice,date,event,act,deadline\n{events}"));
    let ran = frist(&["audit", "--law", "NO", "--ledger", &ledger.at("")]);
    assert_eq!(ran.out.lines().filter(|line| line.contains("collection-notice  NO-DEADLINE")).count(), 1_000);
    assert!(ran.out.contains("… and 5 more") && ran.out.contains("1005 errors"), "{}", ran.out);
}
