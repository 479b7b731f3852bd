//! Every file with what `frist check` says of it, as it reads.

use std::collections::BTreeSet;
use std::panic::catch_unwind;

use frist::diagnostic::{CODES, render};

use super::{Case, cases};
use crate::checked::{Checked, repository};

#[test]
fn source_and_messages_together() {
    let changed: Vec<&str> =
        cases().iter().filter(|case| catch_unwind(|| snapshot(case)).is_err()).map(|case| case.name.as_str()).collect();
    assert!(changed.is_empty(), "other messages for {changed:?}");
}

fn snapshot(case: &Case) {
    let mut settings = insta::Settings::clone_current();
    let (folder, name) = case.name.split_once('/').unwrap();
    settings.set_snapshot_path(repository("tests/snapshots").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, format!("{}\n{:=<100}\n\n{}", case.checked.text(), "", messages(&case.checked))));
}

fn messages(checked: &Checked) -> String {
    let mut out = render(&checked.project.mistakes, &checked.project.sources);
    for (finding, said) in checked.findings.iter().zip(&checked.said_of) {
        out.push_str(&render(std::slice::from_ref(said), &checked.project.sources));
        if finding.witness.is_some() && finding.is_error() {
            let test = frist::words::test_block(&checked.project, finding);
            out.push_str(&test.map_or(String::new(), |test| format!("{test}\n\n")));
        }
        if let Some(fix) = &said.fix {
            out.push_str(&format!("fix: `{}` becomes `{}`\n\n", checked.project.sources.at(fix.span), fix.text));
        }
    }
    if out.is_empty() { "nothing to report\n".into() } else { out }
}

#[test]
fn good_policies_have_no_errors_and_bad_ones_have() {
    for case in cases() {
        let errors = case.checked.errors();
        assert_eq!(errors.is_empty(), !case.name.starts_with("bad/"), "{}: {errors:?}", case.name);
    }
}

#[test]
fn five_mistakes_are_five_messages() {
    let case = cases().iter().find(|case| case.name == "bad/five-mistakes").unwrap();
    let lines: Vec<usize> = case.checked.said().map(|diagnostic| case.checked.line(diagnostic)).collect();
    assert_eq!((case.checked.codes(), lines), (vec!["F0005", "F1001", "F1023", "F1007", "F0001"], vec![8, 9, 12, 14, 20]));
}

#[test]
fn every_code_has_a_case() {
    let told: BTreeSet<&str> = cases().iter().flat_map(|case| case.checked.codes()).collect();
    let unseen: Vec<&str> = CODES.iter().map(|code| code.code).filter(|code| !told.contains(code)).collect();
    assert_eq!(unseen, ["F9001"], "only what is never raised has no case");
}

#[test]
fn no_placeholder_is_left_open() {
    for case in cases() {
        for diagnostic in case.checked.said() {
            let parts = [Some(&diagnostic.label), diagnostic.text.as_ref(), diagnostic.hint.as_ref()];
            for part in parts.into_iter().flatten() {
                let open =
                    ["{place", "{found", "{known", "{expected", "{what", "{why", "{missing", "{example", "{better", "{until", "{from"];
                assert!(!open.iter().any(|open| part.contains(open)), "{}: {}: {part}", case.name, diagnostic.code);
            }
        }
    }
}
