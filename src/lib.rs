//! Frist: a language for a company's credit and dunning policy, a checker that holds it against dated, cited statutes, and an evaluator that
//! applies it to a ledger of invoices.
//!
//! A text goes through [`mod@model`] and becomes a [`plan`]: plain data that everything else reads. [`read`] reads policies, [`check()`] proves them
//! lawful or says where they are not, [`ledger()`] reads a ledger and [`decide()`] applies the policies to it on a day, [`audit()`] holds what was
//! sent against a [`law()`], and [`explain()`] says why one invoice is decided as it is. Results are data; [`words`] makes sentences of them and
//! [`report`] pages.
//!
//! Nothing below `cli` reads a clock, a file or a terminal: the day and every byte come in as arguments.
//!
//! ```
//! let policy = r#"
//! policy reminders {
//!     law       NO
//!     debtors   consumer
//!     currency  NOK
//!     valid     from 2026-01-01 until 2026-12-31
//!     step purring is reminder { send 14 days after due date }
//! }"#;
//! let invoices = "invoice,customer,debtor,currency,issued,due,amount\n1001,7,consumer,NOK,2026-06-01,2026-06-15,10000.00\n";
//!
//! let policies = frist::read([("reminders.frist", policy)])?;
//! assert!(frist::check(&policies).iter().all(|finding| !finding.is_error()));
//! let ledger = frist::ledger(&[("invoices.csv", invoices.as_bytes())])?;
//! let run = frist::decide(&policies, &ledger, "2026-07-31".parse()?)?;
//! let (_, decision) = run.decided[0].by.as_ref().expect("a policy covers it");
//! assert_eq!(decision.kind, frist::decide::DecisionKind::Send);
//! // 15 days at 12.00 % and 31 at 12.25 %, in øre.
//! assert_eq!(decision.claim.interest, Some(153_36));
//! // As `frist evaluate --format json` prints it; `frist::words` has the sentences one by one.
//! assert!(frist::report::json(frist::report::rows(&run, false)).contains(r#""claim":"10153.36""#));
//!
//! let explained = frist::explain(&policies, &ledger, "1001", "2026-07-31".parse()?)?;
//! assert_eq!(explained.decision, decision.kind);
//! let norway = frist::law("NO")?;
//! assert!(frist::audit(&norway, &ledger, "2026-07-31".parse()?).faults.is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

#![warn(clippy::wildcard_enum_match_arm)]

pub mod audit;
pub mod bank;
pub mod check;
pub mod claim;
#[cfg(feature = "cli")]
pub mod cli;
pub mod decide;
pub mod diagnostic;
pub mod diff;
mod error;
pub mod evaluate;
pub mod explain;
pub mod forward;
pub mod guess;
pub mod import;
pub mod inspect;
pub mod law;
pub mod ledger;
pub mod model;
pub mod payments;
pub mod plan;
pub mod report;
pub mod run;
mod syntax;
pub mod terms;
mod threads;
pub mod value;
pub mod words;
mod xml;

pub use error::{Error, Mistake};
pub use syntax::{NotFormatted, format};

use std::sync::Arc;

use audit::Audit;
use check::Finding;
use diagnostic::Diagnostic;
use explain::Explained;
use law::Law;
use ledger::{File, Files, Ledger};
use model::{Project, Wanted};
use run::Run;
use value::Day;

/// Reads policies, each a name and a text, with the statutes they name.
///
/// # Errors
/// When a text has a mistake that keeps its policies from being applied: of syntax, names or units, an order of steps that cannot work, or a figure
/// that the law does not bound.
pub fn read<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Project, Error> {
    let project = Project::read(files, false);
    let refused: Vec<Diagnostic> = check::refusals(&project).iter().map(|finding| words::diagnostic(&project, finding)).collect();
    if project.has_errors() || !refused.is_empty() {
        return Err(Error::of_texts(&[project.mistakes, refused].concat(), &project.sources));
    }
    Ok(project)
}

/// A built-in statute by its name, for an [`audit()`] without a policy. One that a policy names is in what [`read`] gives: [`Project::law`].
///
/// # Errors
/// When there is no statute of this name.
pub fn law(name: &str) -> Result<Arc<Law>, Error> {
    let project = Project::read_with([], Wanted::Also(name), false);
    let found = project.laws().into_iter().find(|law| law.name.eq_ignore_ascii_case(name));
    found.ok_or_else(|| Error::of_question(format!("there is no statute `{name}`")))
}

/// Whether each policy is lawful and can work, in the order of the texts.
pub fn check(policies: &Project) -> Vec<Finding> {
    check::check(policies)
}

/// Reads a ledger from its files: `invoices.csv`, and `customers.csv`, `events.csv` and `ledger.csv` where there are any; or one file of open items, or
/// of SAF-T, by any other name.
///
/// # Errors
/// When a file has a mistake, or one of several has a name that no ledger has: nothing that was handed over is left unread.
pub fn ledger(files: &[(&str, &[u8])]) -> Result<Ledger, Error> {
    if let [(name, bytes)] = files
        && !Files::NAMES.contains(name)
    {
        if ledger::is_xml(bytes) {
            return ledger::saft(name, &|| Ok(Box::new(*bytes)), ledger::FactColumns::All).map_err(|error| match error {
                ledger::NotRead::Faults(faults) => faults.into(),
                ledger::NotRead::Unreadable(_, error) => Error::of_question(error.to_string()),
            });
        }
        return Ok(ledger::open_items(name, bytes, None)?);
    }
    for (at, (name, _)) in files.iter().enumerate() {
        if !Files::NAMES.contains(name) {
            return Err(Error::of_question(format!("`{name}` is no file of a ledger, which is {}", Files::NAMES.join(", "))));
        }
        if files[..at].iter().any(|(earlier, _)| earlier == name) {
            return Err(Error::of_question(format!("`{name}` is there twice")));
        }
    }
    let [invoices, customers, events, ledger] =
        Files::NAMES.map(|known| files.iter().find(|(name, _)| *name == known).map(|(name, bytes)| File { name, bytes }));
    Ok(ledger::folder(&Files { invoices, customers, events, ledger })?)
}

/// Decides every invoice of a ledger on a day.
///
/// # Errors
/// When a declared fact has values of another type.
pub fn decide<'a>(policies: &'a Project, ledger: &'a Ledger, on: Day) -> Result<Run<'a>, Error> {
    Ok(run::run(&policies.plans(), ledger, on)?)
}

/// Holds every notice that was sent through a day against the law of its own day.
pub fn audit<'a>(law: &'a Law, ledger: &Ledger, until: Day) -> Audit<'a> {
    audit::audit(law, ledger, until)
}

/// Why one invoice is decided as it is on a day, and from which day it would be otherwise.
///
/// # Errors
/// When the ledger has no such invoice, or a declared fact has values of another type.
pub fn explain<'a>(policies: &'a Project, ledger: &Ledger, invoice: &str, on: Day) -> Result<Explained<'a>, Error> {
    let id = ledger.invoices.number.iter().position(|number| number == invoice);
    let id = id.ok_or_else(|| Error::of_question(format!("the ledger has no invoice `{invoice}`")))?;
    Ok(explain::why(&policies.plans(), ledger, id, on)?)
}
