//! Tests beside policies, each case on its own.

use std::fs;
use std::path::Path;

use frist::check::Laws;
use frist::diagnostic::Sources;
use frist::evaluate::try_case;
use frist::model::{Policy, Program};
use frist::syntax::tree::{Case, Expect, Happening};

use super::program;

/// Every case of a folder.
pub struct Cases {
    files: Vec<(Program, Sources)>,
    cases: Vec<One>,
}

/// One case and where it stands.
struct One {
    file: usize,
    policy: String,
    title: String,
    case: Case,
    /// The days it is followed for.
    days: i32,
}

impl Cases {
    pub fn read(folder: &Path) -> Cases {
        let mut paths: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "frist"))
            .collect();
        paths.sort();
        let (mut files, mut cases) = (Vec::new(), Vec::new());
        for path in paths {
            let read = program(&path.display().to_string(), &fs::read_to_string(&path).unwrap()).unwrap_or_else(|said| panic!("{said}"));
            for test in &read.0.tests {
                let (policy, title) = (test.tree.of.value.clone(), test.tree.title.clone());
                let one = |case: &Case| {
                    let (case, days) = ended(case.clone());
                    One { file: files.len(), policy: policy.clone(), title: title.clone(), case, days }
                };
                cases.extend(test.tree.cases.iter().map(one));
            }
            files.push(read);
        }
        assert!(!cases.is_empty(), "{} holds no case", folder.display());
        Cases { files, cases }
    }

    /// Every case that shows the laws to be otherwise, in words.
    pub fn objections(&self, laws: &Laws) -> Vec<String> {
        self.cases.iter().filter_map(|one| self.tried(one, laws)).collect()
    }

    /// The first, of those whose title names `about` before the others, the short before the long.
    pub fn objection(&self, laws: &Laws, about: &str) -> Option<String> {
        let mut order: Vec<&One> = self.cases.iter().collect();
        order.sort_by_key(|one| (!one.title.split([' ', ':', ',']).any(|word| word == about), one.days));
        order.into_iter().find_map(|one| self.tried(one, laws))
    }

    pub fn len(&self) -> usize {
        self.cases.len()
    }

    fn tried(&self, one: &One, laws: &Laws) -> Option<String> {
        let (program, sources) = &self.files[one.file];
        let policies: Vec<&Policy> = program.policies.iter().filter(|policy| policy.name == one.policy).collect();
        let tried = try_case(&policies, laws, &one.case).unwrap_or_else(|| panic!("{}: no statute", one.title));
        let missed = tried.missed.first()?;
        let span = one.case.expects[missed.expect].span;
        let line = sources.position(span.file, span.start).0;
        Some(format!("{}:{line}: {}: expected {}, actual {}", sources.name(span.file), one.title, missed.expected, missed.actual))
    }
}

/// The case written off on the day after the last it names: nobody need follow it into what it does not expect.
fn ended(mut case: Case) -> (Case, i32) {
    let happened = case.happenings.iter().map(|happening| happening.value.0);
    let expected = case.expects.iter().filter_map(|expect| if let Expect::On(expected) = &expect.value { Some(expected.on) } else { None });
    let last = happened.chain(expected).max().unwrap_or(case.invoice.issued);
    let nothing_after = case.expects.iter().find(|expect| expect.value == Expect::NothingAfter).map(|expect| expect.span);
    if nothing_after.is_none() {
        let mut end = case.happenings.first().cloned().unwrap_or(frist::diagnostic::Spanned::new((last, Happening::WriteOff), case.span));
        end.value = (last.plus(1), Happening::WriteOff);
        case.happenings.push(end);
    }
    let days = last.since(case.invoice.issued) + if nothing_after.is_some() { 400 } else { 0 };
    (case, days)
}
