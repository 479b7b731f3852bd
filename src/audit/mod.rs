//! What was sent against the law in force on its day, whoever sent it and under whatever policy.

mod fault;
mod invoice;
mod over;
mod summary;
mod unjudged;

pub use fault::{Fault, Wrong};
pub use summary::{ByRule, NotJudged, Summary};
pub use unjudged::Why;

use crate::claim::Letters;
use crate::decide::Case;
use crate::law::{Law, Sent};
use crate::ledger::Ledger;
use crate::value::Day;

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    /// Every fault: invoices in the ledger's order, notices in theirs, rules in the statute's.
    pub faults: Vec<Fault<'a>>,
    /// What it comes to.
    pub summary: Summary<'a>,
}

/// Holds every notice of a ledger through a day against the law. An invoice whose customer is of another country is left out.
pub fn audit<'a>(law: &'a Law, ledger: &Ledger, until: Day) -> Audit<'a> {
    let letters = Letters::of(ledger, until);
    let mut auditor = Auditor::new(law, until);
    for id in 0..ledger.invoices.len() {
        let country = ledger.customers.country.get(ledger.invoices.customer[id]).and_then(Option::as_deref);
        if country.is_some_and(|country| country != law.name) {
            auditor.leave_out();
        } else {
            auditor.invoice(id, &Case::of(ledger, &letters, id));
        }
    }
    auditor.finish()
}

/// Takes one invoice after another.
#[derive(Debug)]
pub struct Auditor<'a> {
    law: &'a Law,
    until: Day,
    audit: Audit<'a>,
    /// The notices that stand, and the same as the law sees them: kept for their memory.
    standing: Vec<(u32, Day)>,
    history: Vec<Sent>,
}

impl<'a> Auditor<'a> {
    /// Before the first invoice.
    pub fn new(law: &'a Law, until: Day) -> Auditor<'a> {
        let audit = Audit { faults: Vec::new(), summary: Summary::of(law) };
        Auditor { law, until, audit, standing: Vec::new(), history: Vec::new() }
    }

    /// Counts an invoice that is not under this law.
    pub fn leave_out(&mut self) {
        self.audit.summary.left_out += 1;
    }

    /// What was found.
    pub fn finish(mut self) -> Audit<'a> {
        self.audit.summary.rules.retain(|rule| rule.faults > 0);
        self.audit
    }
}
