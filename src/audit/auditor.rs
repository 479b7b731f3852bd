use super::fault::AuditFinding;
use super::summary::Summary;
use crate::law::Law;
use crate::value::Day;

/// What an audit found.
#[derive(Clone, Debug)]
pub struct Audit<'a> {
    /// Every fault: invoices in the ledger's order, notices in theirs, rules in the statute's.
    pub faults: Vec<AuditFinding<'a>>,
    /// What it comes to.
    pub summary: Summary<'a>,
}

/// Takes one invoice after another.
#[derive(Debug)]
pub struct Auditor<'a> {
    pub(super) law: &'a Law,
    pub(super) until: Day,
    pub(super) audit: Audit<'a>,
    /// The notices that stand: kept for their memory.
    pub(super) standing: Vec<(u32, Day)>,
}

impl<'a> Auditor<'a> {
    /// Before the first invoice.
    pub fn new(law: &'a Law, until: Day) -> Auditor<'a> {
        let audit = Audit { faults: Vec::new(), summary: Summary::of(law) };
        Auditor { law, until, audit, standing: Vec::new() }
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
