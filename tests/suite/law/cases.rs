//! Tests beside policies, each case on its own.

use std::cell::OnceCell;
use std::fs;
use std::path::Path;

use frist::diagnostic::Spanned;
use frist::forward::try_case;
use frist::model::Project;
use frist::plan::Plan;
use frist::terms::{Expect, Happened, Happening, TestCase};

use super::{Statute, project};

/// Every case of a folder.
pub struct Cases {
    /// The name of each file and its text.
    files: Vec<(String, String)>,
    cases: Vec<One>,
}

/// One case and where it stands.
struct One {
    file: usize,
    policy: String,
    title: String,
    case: TestCase,
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
            let (name, text) = (path.display().to_string(), fs::read_to_string(&path).unwrap());
            for test in project(&[(&name, &text)]).unwrap_or_else(|said| panic!("{said}")).tests {
                let (policy, title) = (test.of, test.title);
                let one = |case: &TestCase| {
                    let (case, days) = ended(case.clone());
                    One { file: files.len(), policy: policy.clone(), title: title.clone(), case, days }
                };
                cases.extend(test.cases.iter().map(one));
            }
            files.push((name, text));
        }
        assert!(!cases.is_empty(), "{} holds no case", folder.display());
        Cases { files, cases }
    }

    /// Every case that shows the statute to be otherwise, in words.
    pub fn objections(&self, statute: &Statute) -> Vec<String> {
        let under = Under::new(self, statute);
        self.cases.iter().filter_map(|one| under.tried(one)).collect()
    }

    /// The first, of those whose title names `about` before the others, the short before the long.
    pub fn objection(&self, statute: &Statute, about: &str) -> Option<String> {
        let mut order: Vec<&One> = self.cases.iter().collect();
        order.sort_by_key(|one| (!one.title.split([' ', ':', ',']).any(|word| word == about), one.days));
        let under = Under::new(self, statute);
        order.into_iter().find_map(|one| under.tried(one))
    }

    pub fn len(&self) -> usize {
        self.cases.len()
    }
}

/// The files under one statute, each read when its first case is tried.
struct Under<'a> {
    files: &'a [(String, String)],
    statute: &'a Statute,
    read: Vec<OnceCell<Project>>,
}

impl Under<'_> {
    fn new<'a>(cases: &'a Cases, statute: &'a Statute) -> Under<'a> {
        Under { files: &cases.files, statute, read: cases.files.iter().map(|_| OnceCell::new()).collect() }
    }

    fn tried(&self, one: &One) -> Option<String> {
        let (name, text) = &self.files[one.file];
        let project = self.read[one.file].get_or_init(|| self.statute.over(name, text));
        let plans: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.name == one.policy).collect();
        let tried = try_case(&plans, &one.case).unwrap_or_else(|| panic!("{}: no policy", one.title));
        let missed = tried.missed.first()?;
        let span = missed.span(&one.case);
        let line = project.sources.position(span.file, span.start).0;
        let (expected, actual) = frist::words::missed(&one.case, missed);
        Some(format!("{name}:{line}: {}: expected {expected}, actual {actual}", one.title))
    }
}

/// The case written off on the day after the last it names: nobody need follow it into what it does not expect.
fn ended(mut case: TestCase) -> (TestCase, i32) {
    let happened = case.happenings.iter().map(|happening| happening.value.on);
    let issued = case.invoices[0].value.issued;
    let last = happened.chain(case.expects.iter().filter_map(|expect| expect.value.on())).max().unwrap_or(issued);
    let nothing_after = case.expects.iter().any(|expect| expect.value == Expect::NothingAfter);
    if !nothing_after {
        let end = |invoice: usize| Happened { invoice: Some(invoice), on: last.plus(1), what: Happening::WriteOff(None) };
        case.happenings.extend((0..case.invoices.len()).map(|invoice| Spanned::new(end(invoice), case.span)));
    }
    let days = last.since(issued) + if nothing_after { 400 } else { 0 };
    (case, days)
}
