//! `frist plan`, as it reads: every shipped policy, and those of `tests/plan`, which use what the shipped ones do without.
//!
//! The words of a statute are exact: written anew from the plan's data, it is the same law.

use std::fs;
use std::path::Path;

use frist::law::{Law, Rule, STATUTES};
use frist::model::{Practice, Project, Wanted};
use frist::report;
use frist::words::law::statements;
use frist::words::statute;

use crate::checked::{files_below, repository};

fn read(path: &Path) -> Project {
    let text = fs::read_to_string(path).unwrap();
    let project = Project::read([(path.file_name().unwrap().to_str().unwrap(), text.as_str())], false);
    assert!(!project.has_errors(), "{}: {:#?}", path.display(), project.mistakes);
    project
}

#[test]
fn plans_as_they_read() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/plan"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    for path in [files_below(&repository("policies/examples"), "frist"), files_below(&repository("tests/plan"), "frist")].concat() {
        let text = report::plans(&read(&path).plans());
        assert_eq!(text, report::plans(&read(&path).plans()), "{}: the same text each time", path.display());
        settings.bind(|| insta::assert_snapshot!(path.file_stem().unwrap().to_str().unwrap(), text));
    }
}

/// A statute or a practice written from its data: what opens it, then statements and blocks.
fn block(head: &str, statements: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = statements.into_iter().collect();
    format!("{head} {{\n{}\n}}", lines.join("\n"))
}

fn said(statements: Vec<(&'static str, String)>) -> impl Iterator<Item = String> {
    statements.into_iter().map(|(word, text)| format!("{word} {text}"))
}

fn rules<'a>(law: &'a Law, rules: &'a [Rule]) -> impl Iterator<Item = String> + 'a {
    rules.iter().map(|rule| block(&format!("rule {} \"{}\"", rule.id, rule.title), said(statements(law, rule))))
}

fn written(law: &Law) -> String {
    let values = law.values.iter().map(|value| {
        let source = statute::source(value).map(|source| format!("cite {source}"));
        block(&format!("value {}", value.name), source.into_iter().chain(value.entries.iter().map(|one| statute::entry(one).join(" "))))
    });
    let limitation = law.limitation.iter().map(|one| block(&format!("limitation {}", one.id), said(statute::limitation(one))));
    let title = law.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
    let all = said(statute::settings(law)).chain(values).chain(rules(law, &law.rules)).chain(limitation);
    block(&format!("statute {}{title}", law.name), all)
}

fn written_practice(practice: &Practice, law: &Law) -> String {
    let names: Vec<&str> = practice.speaks_of.iter().map(|name| name.value.as_str()).collect();
    let speaks = (!names.is_empty()).then(|| format!("for {}", names.join(", ")));
    block(&format!("practice {}", practice.name), speaks.into_iter().chain(rules(law, &practice.rules)))
}

/// What a law holds, without the words its author chose for each demand.
fn held(law: &Law) -> String {
    let plain = |rules: &[Rule]| -> Vec<Rule> { rules.iter().map(|rule| Rule { demand: String::new(), ..rule.clone() }).collect() };
    let settings =
        (law.currency, law.read_on, law.known_from, law.known_until, law.day_count, law.no_due_date, law.due_moves, law.new_round);
    let data = (&law.title, settings, &law.interest, &law.holidays, &law.values, plain(&law.rules), plain(&law.practice), &law.limitation);
    format!("{data:#?}")
}

#[test]
fn statutes_written_from_their_plans_are_the_same_law() {
    let built_in = Project::read_with([], Wanted::All, false);
    let own = read(&repository("tests/plan/every-word.frist"));
    let mut tried = 0;
    for (project, statute) in [&built_in, &own].into_iter().flat_map(|project| project.statutes.iter().map(move |one| (project, one))) {
        let law = &statute.law;
        let practices = project.practices.iter().filter(|practice| practice.speaks_of(&law.name));
        let texts: Vec<String> = [written(law)].into_iter().chain(practices.map(|practice| written_practice(practice, law))).collect();
        let again = Project::read_with(texts.iter().map(|text| ("again.frist", text.as_str())), Wanted::Also(&law.name), false);
        assert!(!again.has_errors(), "{}: {:#?}\n{}", law.name, again.mistakes, texts.join("\n"));
        let same = again.law(&law.name).unwrap();
        assert_eq!(held(same), held(law), "{}", law.name);
        tried += law.rules.len() + law.practice.len();
        // What was written is written the same way again.
        assert_eq!(written(same), written(law), "{}", law.name);
    }
    assert!(built_in.statutes.len() == STATUTES.len() && tried > 100, "{tried} rules");
}
