//! Unlawful policies fail with the rule, its place in the law, the line to mend, the mending, and an invoice that shows it.

use serde_json::Value;

use super::{DAY, Folder, LEDGER, frist, objects};
use crate::checked::{files_below, repository};

fn findings(file: &str) -> Vec<Value> {
    let ran = frist(&["check", file, "--format", "json"]);
    assert_eq!(ran.code, 1, "{file}: {}{}", ran.out, ran.err);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    value["findings"].as_array().unwrap().clone()
}

/// The file, the rule, its place in the law, the first word of the line, what is written instead.
const UNLAWFUL: [[&str; 5]; 4] = [
    ["law-fee-70", "NO-FEE-CAP", "inkassoforskriften § 1-2 (1), (2) and (4)", "fee", "fee statutory"],
    ["law-charged-after-10-days", "NO-FEE-14", "inkassoforskriften § 1-2 (1) and (2)", "send", "send 14 days after due date"],
    ["law-collection-notice-10-days", "NO-DEADLINE", "inkassoloven § 9 (2)", "deadline", "deadline 14 days"],
    ["law-handover-on-the-last-day", "NO-HANDOVER", "inkassoloven § 9", "send", "send 1 day after varsel deadline"],
];

#[test]
fn each_is_told_with_its_rule_its_line_and_its_mending() {
    for [name, rule, cite, word, instead] in UNLAWFUL {
        let file = format!("tests/policies/bad/{name}.frist");
        let findings = findings(&file);
        let finding = findings.iter().find(|finding| finding["code"] == rule).unwrap_or_else(|| panic!("{name}: {findings:?}"));
        assert_eq!((&finding["severity"], &finding["cite"]), (&"error".into(), &cite.into()), "{name}");
        assert_eq!((&finding["file"], &finding["policy"]), (&file.as_str().into(), &"p".into()), "{name}");
        let text = std::fs::read_to_string(repository(&file)).unwrap();
        let line = text.lines().nth(finding["line"].as_u64().unwrap() as usize - 1).unwrap();
        assert_eq!(line.split_whitespace().next(), Some(word), "{name}");
        let step = text.lines().take(finding["line"].as_u64().unwrap() as usize).filter(|line| line.contains("step ")).last().unwrap();
        assert!(step.contains(finding["step"].as_str().unwrap()), "{name}: the step's own line");
        assert_eq!(finding["fix"]["text"], instead, "{name}");
        let mended = apply(&text, &finding["fix"]);
        let folder = Folder::new();
        let again = frist(&["check", &folder.write("mended.frist", &mended)]);
        assert_eq!(again.code, 0, "{name}: {}", again.out);
    }
}

/// A text with the replacement of a fix, found by its lines and columns.
fn apply(text: &str, fix: &Value) -> String {
    let byte = |line: &str, column: &str| {
        let (line, column) = (fix[line].as_u64().unwrap() as usize, fix[column].as_u64().unwrap() as usize);
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        start + text[start..].char_indices().nth(column - 1).unwrap().0
    };
    format!("{}{}{}", &text[..byte("line", "column")], fix["text"].as_str().unwrap(), &text[byte("end_line", "end_column")..])
}

/// A table of a witness as the ledger's file: every column that any row has.
fn as_csv(rows: &[Value]) -> String {
    let mut columns: Vec<&String> = rows.iter().flat_map(|row| row.as_object().unwrap().keys()).collect();
    columns.sort();
    columns.dedup();
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&columns).unwrap();
    for row in rows {
        writer.write_record(columns.iter().map(|column| row[*column].as_str().unwrap_or_default())).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

#[test]
fn a_witness_written_as_a_ledger_is_withheld_by_its_rule() {
    let mut seen = 0;
    for path in files_below(&repository("tests/policies/bad"), "frist") {
        let name = path.file_name().unwrap().to_str().unwrap();
        if !name.starts_with("law-") && name != "unlawful-in-many-ways.frist" {
            continue;
        }
        let file = format!("tests/policies/bad/{name}");
        for finding in findings(&file).iter().filter(|finding| finding["severity"] == "error" && !finding["witness"].is_null()) {
            let witness = &finding["witness"];
            let folder = Folder::new();
            folder.write("invoices.csv", &as_csv(witness["invoices"].as_array().unwrap()));
            for table in ["customers", "events"] {
                let rows = witness[table].as_array().unwrap();
                if !rows.is_empty() {
                    folder.write(&format!("{table}.csv"), &as_csv(rows));
                }
            }
            for run in witness["runs"].as_array().unwrap() {
                let ran = frist(&["evaluate", &file, "--ledger", &folder.at(""), "--as-of", run.as_str().unwrap(), "--format", "json"]);
                assert_eq!(ran.code, 0, "{name}: {}", ran.err);
                let decided = &objects(&ran.out)[0];
                assert_eq!((&decided["decision"], &decided["step"]), (&"withheld".into(), &finding["step"]), "{name}: {decided}");
                // Where several rules forbid a notice the first stands in `rule`, and the reasons name all.
                let named = decided["because"].to_string().contains(finding["code"].as_str().unwrap());
                assert!(decided["rule"] == finding["code"] || named, "{name}: {decided}");
                seen += 1;
            }
        }
    }
    assert!(seen >= 20, "{seen} witnesses");
}

#[test]
fn a_finding_has_the_fields_of_the_contract() {
    let names = "code, severity, message, file, line, column, end_line, end_column, policy, step, cite, help, fix, witness";
    let ran = frist(&["check", "tests/policies/bad/unlawful-in-many-ways.frist", "--format", "json"]);
    let value: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(value.as_object().unwrap().keys().collect::<Vec<_>>(), ["findings", "policies", "statutes"]);
    assert_eq!((&value["policies"], &value["statutes"]), (&1.into(), &serde_json::json!(["NO"])));
    for finding in value["findings"].as_array().unwrap() {
        assert_eq!(finding.as_object().unwrap().keys().map(String::as_str).collect::<Vec<_>>().join(", "), names);
    }
}

#[test]
fn what_the_law_has_no_figure_for_is_refused_by_whoever_would_apply_it() {
    let policy = "tests/policies/bad/nothing-bounds.frist";
    let days = ["--from", "2026-03-01", "--to", "2026-03-31"];
    let runs: [Vec<&str>; 6] = [
        vec!["evaluate", policy, "--ledger", LEDGER, "--as-of", DAY],
        vec!["why", policy, "--ledger", LEDGER, "--as-of", DAY, "1001"],
        [&["simulate", policy, "--ledger", LEDGER], &days[..]].concat(),
        vec!["diff", policy, policy],
        vec!["timeline", policy],
        vec!["test", policy],
    ];
    for run in runs {
        let ran = frist(&run);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{run:?}: {}", ran.err);
        assert!(ran.err.contains("error[F1033]"), "{run:?}: {}", ran.err);
    }
    assert_eq!(frist(&["plan", policy]).code, 0, "it may be looked at");
    let text = std::fs::read_to_string(repository(policy)).unwrap();
    let error = frist::read([("own.frist", text.as_str())]).unwrap_err();
    assert_eq!(error.mistakes.iter().map(|mistake| mistake.code.as_deref()).collect::<Vec<_>>(), [Some("F1033")]);
}
