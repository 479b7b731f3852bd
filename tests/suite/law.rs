//! Every rule, value and setting of a statute is tried on both sides of its boundary: `tests/law/COUNTRY/*.frist` are cases of single letters,
//! `judged.csv` letters no policy sends, `advice` policies with what `check` says of them. `mutation` shows that nothing in the statutes goes untried.

mod advice;
mod cases;
mod judged;
mod mutants;
mod mutation;

use std::fs;

use frist::check::Laws;
use frist::diagnostic::{Severity, Sources};
use frist::law::Law;
use frist::model::{Program, build};
use frist::syntax::parse;

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

    /// What some case, letter or policy shows to be otherwise under these laws; those that name `about` are asked first.
    fn objection(&self, laws: &Laws, about: &str) -> Option<String> {
        if let Some(objection) = self.judged.objections(laws).next() {
            return Some(objection);
        }
        let advised = || self.advice.iter().find_map(|advice| advice.objection(laws));
        if self.advice.iter().any(|advice| advice.is_about(about)) {
            advised().or_else(|| self.cases.objection(laws, about))
        } else {
            self.cases.objection(laws, about).or_else(advised)
        }
    }
}

/// One text, without the built-in statutes.
fn program(name: &str, text: &str) -> Result<(Program, Sources), String> {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let (items, mut said) = parse(&sources, file);
    let (program, more) = build(items);
    said.extend(more);
    match said.iter().find(|said| said.severity == Severity::Error) {
        Some(said) => Err(format!("{name}:{}: {} {}", sources.position(file, said.span.start).0, said.code, said.title)),
        None => Ok((program, sources)),
    }
}

/// The laws a text of statutes makes.
fn laws(text: &str) -> Result<Laws, String> {
    let (program, _) = program("statute", text)?;
    Ok(program.statutes.into_iter().map(|statute| (statute.name.clone(), Law::new(statute, false))).collect())
}

fn every_case_holds(code: &str) {
    let country = Country::read(code);
    let laws = laws(&country.statute).unwrap();
    let mut wrong = country.cases.objections(&laws);
    wrong.extend(country.judged.objections(&laws));
    wrong.extend(country.advice.iter().filter_map(|advice| advice.objection(&laws)));
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
