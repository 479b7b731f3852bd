//! Settings of other systems: each folder of `tests/import` has a file of settings, and an `expected.txt` with the arguments and the rules that the
//! settings break, worked out by hand. `tests/import/refused` has files that cannot be read.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use frist::diagnostic::Sources;
use frist::import::{Settings, read, write};
use frist::model::Project;
use proptest::prelude::*;

use crate::checked::repository;
use crate::cli::{Folder, Ran, frist};

struct Case {
    name: String,
    file: String,
    arguments: Vec<String>,
    broken: BTreeSet<String>,
}

impl Case {
    fn read(folder: &Path) -> Case {
        let text = fs::read_to_string(folder.join("expected.txt")).unwrap();
        let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let arguments = lines.next().and_then(|line| line.strip_prefix("$ ")).expect("arguments");
        let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let file = files.into_iter().find(|path| !path.ends_with("expected.txt")).expect("settings");
        Case {
            name: folder.file_name().unwrap().to_str().unwrap().into(),
            file: file.strip_prefix(repository("")).unwrap().to_str().unwrap().into(),
            arguments: arguments.split(' ').map(Into::into).collect(),
            broken: lines.map(Into::into).collect(),
        }
    }

    fn all() -> Vec<Case> {
        let folders = fs::read_dir(repository("tests/import")).unwrap().map(|entry| entry.unwrap().path());
        let mut folders: Vec<PathBuf> = folders.filter(|folder| folder.join("expected.txt").exists()).collect();
        folders.sort();
        folders.iter().map(|folder| Case::read(folder)).collect()
    }

    fn import(&self, more: &[&str]) -> Ran {
        let own: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        frist(&[&["import", &self.file], own.as_slice(), more].concat())
    }
}

/// The rules of errors among what is said.
fn broken(said: &str) -> BTreeSet<String> {
    said.lines().filter_map(|line| Some(line.strip_prefix("error[")?.split_once(']')?.0.to_string())).collect()
}

#[test]
fn settings_become_policies_that_are_checked() {
    let mut unlawful = 0;
    for case in Case::all() {
        let folder = Folder::new();
        let policy = folder.at("policy.frist");
        let ran = case.import(&["--output", &policy]);
        let found = broken(&ran.err);
        assert!(found.is_superset(&case.broken) && found.is_empty() == case.broken.is_empty(), "{}: {found:?}\n{}", case.name, ran.err);
        assert_eq!((ran.code, ran.out.as_str()), (i32::from(!found.is_empty()), ""), "{}", case.name);
        unlawful += usize::from(!found.is_empty());

        let formatted = frist(&["fmt", "--check", &policy]);
        assert_eq!((formatted.code, formatted.out.as_str()), (0, ""), "{}", case.name);
        // What the check says alone is what it says here, behind the notes.
        let checked = frist(&["check", &policy]);
        assert_eq!(checked.code, ran.code, "{}", case.name);
        assert!(ran.err.ends_with(&checked.out), "{}", case.name);

        let notes = &ran.err[..ran.err.len() - checked.out.len()];
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(repository("tests/snapshots/import"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let (text, codes) = (folder.read("policy.frist"), Vec::from_iter(found).join("\n"));
        settings.bind(|| insta::assert_snapshot!(case.name.as_str(), format!("{text}\n{:=<100}\n\n{notes}\n{codes}", "")));
    }
    assert!(unlawful >= 4);
}

#[test]
fn without_a_file_the_policy_is_the_result() {
    let case = Case::read(&repository("tests/import/lawful"));
    let ran = case.import(&[]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let folder = Folder::new();
    let policy = folder.at("policy.frist");
    case.import(&["--output", &policy]);
    assert_eq!(ran.out, folder.read("policy.frist"));
}

/// What is said of each file that cannot be read, as `refused.txt` has it.
#[test]
fn what_cannot_be_read_is_refused_with_a_way_out() {
    let files = fs::read_dir(repository("tests/import/refused")).unwrap().map(|entry| entry.unwrap().file_name());
    let mut names: Vec<String> = files.map(|name| name.to_str().unwrap().into()).collect();
    names.sort();
    let mut said = String::new();
    for name in &names {
        let ran = frist(&["import", &format!("tests/import/refused/{name}"), "--law", "NO"]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.lines().count()), (2, "", 1), "{name}: {}", ran.err);
        said.push_str(&ran.err);
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/snapshots/import"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("refused", said));
}

#[test]
fn the_command_asks_for_what_it_needs() {
    let file = "tests/import/odoo/followup.csv";
    for (more, said) in [
        (&[][..], "say --law DK or --law FI or --law NO or --law SE"),
        (&["--law", "XX"], "there is no statute `XX`: say --law DK or --law FI or --law NO or --law SE"),
        (&["--law", "NO", "--acts", "reminder"], "--acts names 1, and there are 4 steps: `Vennlig påminnelse`, `Purring`"),
        (&["--law", "NO", "--from", "fortnox"], "it looks like CSV; Fortnox reminder settings are read from JSON"),
        (&["--law", "NO", "--from", "oca"], ":1: `computation_mode`: there is no such column; OCA credit control levels have it"),
        (&["--law", "NO", "--output", "policy.txt"], "end the name in .frist"),
        (&["--law", "NO", "--output", file], "end the name in .frist"),
        (&["--law", "NO", "--valid-from", "2026-02-01", "--valid-until", "2026-01-01"], "end before its first day"),
    ] {
        let ran = frist(&[&["import", file], more].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{more:?}: {}", ran.err);
        assert!(ran.err.contains(said), "{more:?}: {}", ran.err);
    }
}

#[test]
fn a_file_that_is_too_long_is_not_read() {
    let folder = Folder::new();
    let file = folder.write("levels.csv", &"delay,name\n".repeat(1_600_000));
    let ran = frist(&["import", &file, "--law", "NO"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("it is longer than 16 MB"), "{}", ran.err);
}

fn settings() -> Settings {
    Settings {
        law: "NO".into(),
        currency: "NOK".parse().unwrap(),
        debtors: vec![frist::value::Debtor::Consumer],
        from: "2026-01-01".parse().unwrap(),
        until: None,
        name: None,
        acts: Vec::new(),
        assumed: Vec::new(),
    }
}

fn table(rows: &[[String; 3]]) -> String {
    let cell = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |row: &[String; 3]| format!("{}\n", row.each_ref().map(cell).join(","));
    format!("name,delay,description\n{}", rows.iter().map(row).collect::<String>())
}

proptest! {
    /// Whatever a level is called and says, it is one step of the one policy, and nothing else is in the file.
    #[test]
    fn no_text_of_a_file_becomes_a_statement(
        labels in prop::collection::vec(("(?s).{0,40}|[\"{}#\\n\\r a-z\u{2028}\u{202e}]{0,20}", -20..200_i32, "(?s).{0,40}"), 1..6)
    ) {
        let rows: Vec<[String; 3]> = labels.into_iter().map(|(name, delay, text)| [name, delay.to_string(), text]).collect();
        let imported = read(table(&rows).as_bytes(), None).unwrap();
        let text = write(&imported, "a\n} b.csv", &settings()).unwrap();
        let mut sources = Sources::default();
        let file = sources.add("policy.frist", text);
        let formatted = frist::format(&sources, file).unwrap();
        let project = Project::read([("policy.frist", formatted.as_str())], false);
        prop_assert!(project.mistakes.is_empty(), "{formatted}\n{:?}", project.mistakes);
        prop_assert_eq!((project.blocks, project.policies.len()), (1, 1));
        prop_assert_eq!(project.policies[0].plan.steps.len(), rows.len());
    }

    /// No bytes bring the reader down, and what it takes can be written.
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), from in 0..6_usize, shape in 0..6_usize) {
        let heads = ["", "name,delay\n", "<overdueConfig>", "{\"schedule_reminder1\":", "Grace Period,No.\n", "level,computation_mode,delay_days\n"];
        let all = [heads[shape].as_bytes(), &bytes].concat();
        let from = frist::import::System::ALL[from].1;
        for from in [None, Some(from)] {
            if let Ok(imported) = read(&all, from) {
                prop_assert!(!imported.policies.is_empty());
                let _ = write(&imported, "x", &settings());
            }
        }
    }
}
