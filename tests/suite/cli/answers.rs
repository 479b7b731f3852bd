//! 0 all well, 1 the answer is no, 2 the question could not be asked.

use frist::diagnostic::CODES;

use super::{DAY, Folder, LEDGER, POLICIES, evaluate, frist};

const GOOD: &str = "tests/policies/good/norway-consumer.frist";
const UNLAWFUL: &str = "tests/policies/bad/law-fee-70.frist";
const MISTAKEN: &str = "tests/policies/bad/five-mistakes.frist";

#[track_caller]
fn answers(code: i32, arguments: &[&str]) -> super::Ran {
    let ran = frist(arguments);
    assert_eq!(ran.code, code, "{arguments:?}\n{}{}", ran.out, ran.err);
    ran
}

#[test]
fn check() {
    answers(0, &["check", GOOD]);
    answers(1, &["check", UNLAWFUL]);
    answers(1, &["check", "tests/policies/bad/overlap.frist"]);
    answers(2, &["check", MISTAKEN]);
    answers(2, &["check", "tests/policies/bad/unknown-law.frist"]);
    answers(2, &["check", "no-such-file.frist"]);
    answers(2, &["check"]);
    answers(2, &["check", GOOD, "--format", "sarong"]);
}

#[test]
fn check_prints_json_of_what_could_not_be_asked() {
    let ran = answers(2, &["check", MISTAKEN, "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert!(value["findings"].as_array().unwrap().len() >= 5);
}

#[test]
fn test() {
    answers(0, &["test", GOOD]);
    answers(2, &["test", MISTAKEN]);
    let folder = Folder::new();
    let failing = std::fs::read_to_string(super::repository(GOOD)).unwrap().replace("with fee 38 NOK", "with fee 39 NOK");
    let ran = answers(1, &["test", &folder.write("failing.frist", &failing)]);
    assert!(ran.out.contains("expected  purring on 2026-03-30 with fee 39.00 NOK"), "{}", ran.out);
    assert!(ran.out.contains("actual    with fee 38.00 NOK"), "{}", ran.out);
}

#[test]
fn evaluate_answers() {
    answers(0, &["evaluate", POLICIES, "--ledger", LEDGER, "--as-of", DAY]);
    answers(2, &["evaluate", MISTAKEN, "--ledger", LEDGER, "--as-of", DAY]);
    answers(2, &["evaluate", POLICIES, "--ledger", "tests/cases/ten-mistakes", "--as-of", DAY]);
    answers(2, &["evaluate", POLICIES, "--ledger", "no-such-folder", "--as-of", DAY]);
    answers(2, &["evaluate", POLICIES, "--ledger", LEDGER, "--as-of", "30.03.2026"]);
    answers(2, &["evaluate", POLICIES, "--as-of", DAY]);
    let ran = evaluate(LEDGER, DAY, &["--check"]);
    assert!(ran.err.contains("note: `towns` fails `frist check` (NO-FEE-14)"), "{}", ran.err);
}

#[test]
fn fmt() {
    let folder = Folder::new();
    let rough = folder.write("rough.frist", "policy p{\nlaw NO\n  debtors consumer  # who\n}\n");
    let before = folder.read("rough.frist");
    answers(1, &["fmt", "--check", &rough]);
    assert_eq!(folder.read("rough.frist"), before, "--check changes nothing");
    answers(0, &["fmt", &rough]);
    assert_eq!(folder.read("rough.frist"), "policy p {\n    law      NO\n    debtors  consumer  # who\n}\n");
    answers(0, &["fmt", "--check", &rough]);
    let broken = folder.write("broken.frist", "policy p {\n");
    answers(2, &["fmt", &broken]);
    assert_eq!(folder.read("broken.frist"), "policy p {\n", "a file with mistakes is left alone");
}

#[test]
fn law() {
    let ran = answers(0, &["law", "NO", "--on", "2026-03-30"]);
    for figure in ["750 NOK", "5.00 %", "12.00 %", "460 NOK", "NO-FEE-CAP", "NO-LIMITATION"] {
        assert!(ran.out.contains(figure), "{figure}");
    }
    assert!(answers(0, &["law", "NO", "--on", "2027-02-01"]).out.contains("outside what the statute knows"));
    assert!(answers(2, &["law", "XX"]).err.contains("NO"));
}

#[test]
fn explain() {
    for code in CODES {
        let ran = answers(0, &["explain", code.code]);
        assert!(ran.out.starts_with(&format!("# {}", code.code)), "{}", code.code);
    }
    for kind in frist::ledger::codes() {
        let out = answers(0, &["explain", &kind.code.to_lowercase()]).out;
        assert!(out.starts_with(&format!("# {}: {}\n", kind.code, kind.title)), "{out}");
        // The commands name the files; the marks under which a test saves them are nothing to read.
        assert!(!out.contains("<!-- file"), "{out}");
    }
    for kind in frist::inspect::KINDS {
        let out = answers(0, &["explain", kind.word]).out;
        assert!(out.starts_with(&format!("# {}: {}\n\n{}\n", kind.word, kind.title, kind.to_do)), "{out}");
    }
    assert!(answers(2, &["explain", "recalled-without-hand-over"]).err.contains("did you mean `recalled-without-handover`"));
    assert!(answers(2, &["explain", "F4090"]).err.contains("did you mean `F40"));
    assert!(answers(0, &["explain", "no-fee-cap"]).out.contains("inkassoforskriften § 1-2"));
    assert!(answers(2, &["explain", "F100"]).err.contains("did you mean"));
}

#[test]
fn files_without_a_policy_are_no_answer() {
    let folder = Folder::new();
    let nothing = folder.write("p.frist", "# nothing yet\n");
    let run: [&[&str]; 4] = [
        &["evaluate", &nothing, "--as-of", DAY],
        &["credit", &nothing, "--as-of", DAY],
        &["why", &nothing, "1", "--as-of", DAY],
        &["simulate", &nothing, "--from", DAY, "--to", DAY],
    ];
    for arguments in run {
        let ran = answers(2, &[arguments, &["--ledger", LEDGER]].concat());
        assert_eq!(ran.err, "frist: there is no policy in these files\n", "{arguments:?}");
    }
    let ran = answers(2, &["ledger", "check", &nothing, "--ledger", LEDGER]);
    assert!(ran.err.starts_with("frist: nothing stands in these files"), "{}", ran.err);
}

#[test]
fn usage() {
    answers(0, &["--help"]);
    answers(0, &["--version"]);
    answers(2, &[]);
    answers(2, &["evaluat"]);
}
