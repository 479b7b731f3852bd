use std::collections::BTreeMap;

use super::fault::{AuditFinding, Wrong};
use super::unjudged::Obstacle;
use crate::diagnostic::Severity;
use crate::law::Law;
use crate::value::{Currency, Day, Minor};

/// What an audit comes to.
#[derive(Clone, Debug)]
pub struct Summary<'a> {
    /// The statute's name.
    pub law: &'a str,
    /// Currency of the statute's amounts.
    pub currency: Currency,
    /// Invoices looked at.
    pub invoices: usize,
    /// Invoices of customers in other countries.
    pub left_out: usize,
    /// Notices judged; a letter that lists several invoices is a notice on each.
    pub notices: usize,
    /// Faults that are errors.
    pub errors: usize,
    /// Faults that are warnings.
    pub warnings: usize,
    /// Money charged over the limits of law, no amount of it twice, in minor units.
    pub over: BTreeMap<Currency, Minor>,
    /// Every rule with faults, in the statute's order.
    pub rules: Vec<ByRule<'a>>,
    /// What could not be judged, and why.
    pub not_judged: BTreeMap<Obstacle<'a>, NotJudged>,
}

/// The faults under one rule.
#[derive(Clone, Debug)]
pub struct ByRule<'a> {
    /// Its code.
    pub rule: &'a str,
    /// Where it is written.
    pub cite: &'a str,
    /// How much they matter.
    pub severity: Severity,
    /// How many there are.
    pub faults: usize,
    /// What they charge over its limit, in minor units.
    pub over: BTreeMap<Currency, Minor>,
}

/// Notices that could not be judged for one reason.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotJudged {
    /// How many.
    pub notices: usize,
    /// The first and the last day it is about.
    pub days: (Day, Day),
}

impl<'a> Summary<'a> {
    /// Nothing yet, with a place for every rule and for the limitation.
    pub fn of(law: &'a Law) -> Summary<'a> {
        let statute = &law;
        let rules = statute.rules.iter().map(|rule| rule.id.as_str());
        let rules = rules.chain(statute.limitation.iter().map(|limitation| limitation.id.as_str()));
        let none = |rule| ByRule { rule, cite: "", severity: Severity::Warning, faults: 0, over: BTreeMap::new() };
        Summary {
            law: &statute.name,
            currency: statute.currency,
            invoices: 0,
            left_out: 0,
            notices: 0,
            errors: 0,
            warnings: 0,
            over: BTreeMap::new(),
            rules: rules.map(none).collect(),
            not_judged: BTreeMap::new(),
        }
    }

    /// Counts a fault.
    pub fn count(&mut self, fault: &AuditFinding<'a>) {
        match fault.severity {
            Severity::Error => self.errors += 1,
            Severity::Warning | Severity::Note => self.warnings += 1,
        }
        let Some(rule) = self.rules.iter_mut().find(|rule| rule.rule == fault.rule) else { return };
        rule.faults += 1;
        (rule.cite, rule.severity) = (fault.cite, fault.severity);
        if let Wrong::Charged { over, .. } = fault.wrong {
            *rule.over.entry(fault.currency).or_default() += over;
        }
    }

    /// Adds money that was charged over the limits of law.
    pub fn charge(&mut self, currency: Currency, over: Minor) {
        if over > 0 {
            *self.over.entry(currency).or_default() += over;
        }
    }

    /// Counts a notice that cannot be judged for a reason, with the day that is about.
    pub fn leave_unjudged(&mut self, why: Obstacle<'a>, on: Day) {
        let counted = self.not_judged.entry(why).or_insert(NotJudged { notices: 0, days: (on, on) });
        counted.notices += 1;
        counted.days = (counted.days.0.min(on), counted.days.1.max(on));
    }
}
