//! `frist plan`, as it reads: every shipped policy, and those of `tests/plan`, which use what the shipped ones do without.
//!
//! The words of a statute are exact: written anew from the plan's data, it is the same law.

mod written;

use std::fs;
use std::path::Path;

use frist::law::STATUTES;
use frist::model::{Project, Wanted};
use frist::report;

use crate::checked::{files_below, repository};
use written::{held, written, written_practice};

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
