//! What in a ledger would make its dunning wrong: what a credit manager reads before a run. It decides nothing.

mod agreed;
mod allocation;
mod books;
mod coverage;
mod credits;
mod dates;
mod detail;
mod events;
mod facts;
mod files;
mod finding;
mod kinds;
mod notices;
mod payments;
mod twice;

use std::collections::HashMap;
use std::sync::Arc;

pub(crate) use books::Books;
pub use detail::{Beside, Booking, Detail};
pub use finding::LedgerFinding;
pub use kinds::{FindingKind, KINDS, Needs};

use crate::diagnostic::Severity;
use crate::law::Law;
use crate::ledger::Ledger;
use crate::plan::Plan;
use crate::run::run_despite;
use crate::value::Day;

/// What was found in a ledger.
#[derive(Debug)]
pub struct Inspection<'a> {
    /// The as-of date.
    pub on: Day,
    /// The policies that were named; without any, the kinds that need one are left out.
    pub policies: Vec<&'a Plan>,
    /// Every finding: kinds in the table's order, those of one kind in the ledger's.
    pub findings: Vec<LedgerFinding>,
}

impl Inspection<'_> {
    /// How many findings are of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.kind.severity == severity).count()
    }
}

/// Looks through a ledger as it stands on a day, with the policies that are to be applied to it. Events after the day do not exist.
pub fn inspect<'a>(ledger: &Ledger, policies: &[&'a Plan], laws: &[Arc<Law>], on: Day) -> Inspection<'a> {
    let mut findings = Vec::new();
    let (run, wrong) = run_despite(policies, ledger, on);
    let books = Books::new(ledger, on, (!policies.is_empty()).then_some(&run), laws);
    facts::of_wrong_type(&wrong, &mut findings);
    for find in [
        files::find,
        payments::find,
        allocation::find,
        credits::find,
        dates::find,
        coverage::find,
        facts::find,
        notices::find,
        agreed::find,
        events::find,
        twice::find,
    ] {
        find(&books, &mut findings);
    }
    let places: HashMap<&str, usize> = KINDS.iter().enumerate().map(|(at, kind)| (kind.word, at)).collect();
    findings.sort_by_key(|finding| places[finding.kind.word]);
    Inspection { on, policies: policies.to_vec(), findings }
}
