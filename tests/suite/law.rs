//! Every rule, value and setting of a statute is tried on both sides of its boundary: `tests/law/COUNTRY/*.frist` are cases of single letters,
//! `judged.csv` letters no policy sends, `advice` policies with what `check` says of them. `mutation` shows that nothing in the statutes goes untried.

mod advice;
mod cases;
mod judged;
mod mutants;
mod mutation;

use std::fs;
use std::sync::Arc;

use frist::diagnostic::Severity;
use frist::law::Law;
use frist::model::{Project, Wanted};

use self::advice::Advice;
use self::cases::Cases;
use self::judged::Judged;
use crate::checked::repository;

const COUNTRIES: [&str; 4] = ["no", "se", "dk", "fi"];

/// A statute with everything that tries it.
struct Country {
    statute: String,
    cases: Cases,
    judged: Judged,
    advice: Vec<Advice>,
}

impl Country {
    fn read(code: &str) -> Country {
        let statute = fs::read_to_string(repository(&format!("policies/statutes/{code}.frist"))).unwrap();
        let folder = repository(&format!("tests/law/{code}"));
        let judged = Judged::read(&folder.join("judged.csv"));
        Country { statute, cases: Cases::read(&folder), judged, advice: Advice::read(&folder.join("advice")) }
    }

    /// What some case, letter or policy shows to be otherwise under this statute; those that name `about` are asked first.
    fn objection(&self, statute: &Statute, about: &str) -> Option<String> {
        if let Some(objection) = self.judged.objections(statute).next() {
            return Some(objection);
        }
        let advised = || self.advice.iter().find_map(|advice| advice.objection(statute));
        if self.advice.iter().any(|advice| advice.is_about(about)) {
            advised().or_else(|| self.cases.objection(statute, about))
        } else {
            self.cases.objection(statute, about).or_else(advised)
        }
    }
}

/// The text of a statute, and the laws it makes.
struct Statute {
    text: String,
    laws: Vec<Arc<Law>>,
}

impl Statute {
    /// `Err` says why it is none.
    fn read(text: &str) -> Result<Statute, String> {
        Ok(Statute { laws: project(&[("statute", text)])?.laws(), text: text.into() })
    }

    /// A file of policies under it.
    fn over(&self, name: &str, text: &str) -> Project {
        project(&[(name, text), ("statute", &self.text)]).unwrap_or_else(|said| panic!("{said}"))
    }
}

/// Texts that have no mistakes.
fn project(texts: &[(&str, &str)]) -> Result<Project, String> {
    let project = Project::read_with(texts.iter().copied(), Wanted::OfPolicies, false);
    match project.mistakes.iter().find(|said| said.severity == Severity::Error) {
        Some(said) => {
            let (name, line) = (project.sources.name(said.span.file), project.sources.position(said.span.file, said.span.start).0);
            Err(format!("{name}:{line}: {} {}", said.code, said.title))
        }
        None => Ok(project),
    }
}

fn every_case_holds(code: &str) {
    let country = Country::read(code);
    let statute = Statute::read(&country.statute).unwrap();
    let mut wrong = country.cases.objections(&statute);
    wrong.extend(country.judged.objections(&statute));
    wrong.extend(country.advice.iter().filter_map(|advice| advice.objection(&statute)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn norway() {
    every_case_holds("no");
}

#[test]
fn sweden() {
    every_case_holds("se");
}

#[test]
fn denmark() {
    every_case_holds("dk");
}

#[test]
fn finland() {
    every_case_holds("fi");
}
