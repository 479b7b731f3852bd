//! What is remarkable about the invoices and customers of a run: of one part of a ledger, and of all of them together.

use std::collections::{BTreeMap, BTreeSet};

use super::note::{InLedger, idle, law_ends, of_ledger_and, unread_columns};
use super::{Note, Run, Uncovered, Undecided};
use crate::audit::{Auditor, Wrong};
use crate::decide::{Case, DecisionKind};
use crate::ledger::{InvoiceId, Kept, Ledger, Listed, order_of};
use crate::plan::Plan;
use crate::value::{Currency, Day, Minor};

/// What is remarkable about a part of a ledger once it is decided.
#[derive(Debug)]
pub struct Remarks {
    in_ledger: InLedger,
    /// A fact is missing.
    lacking: Listed,
    /// No policy covers them.
    uncovered: Listed,
    /// The first of those by its number, and why.
    first_uncovered: Option<(String, Uncovered)>,
    /// By escalation and missing fact, the customers.
    undecided: BTreeMap<(String, String), Listed>,
    /// By law, the invoices that were charged too much, and by how much in minor units.
    overcharged: BTreeMap<String, (Listed, BTreeMap<Currency, Minor>)>,
    kept: Kept,
}

impl Run<'_> {
    /// What is remarkable about its invoices and customers.
    pub fn remarks(&self, kept: Kept) -> Remarks {
        let mut remarks = Remarks::new(InLedger::of(self.ledger, kept), kept);
        self.not_decided(&mut remarks);
        self.undecided_customers(&mut remarks);
        self.overcharged(&mut remarks);
        remarks
    }

    fn not_decided(&self, remarks: &mut Remarks) {
        let numbers = &self.ledger.invoices.number;
        let mut first: Option<InvoiceId> = None;
        for decided in &self.decided {
            let number = &numbers[decided.invoice];
            match &decided.by {
                Some((_, decision)) if decision.kind == DecisionKind::Unmatched => remarks.lacking.push(number),
                Some(_) => {}
                None => {
                    remarks.uncovered.push(number);
                    first = first.filter(|first| order_of(&numbers[*first]) <= order_of(number)).or(Some(decided.invoice));
                }
            }
        }
        remarks.first_uncovered = first.map(|id| (numbers[id].to_owned(), self.uncovered(id)));
    }

    fn undecided_customers(&self, remarks: &mut Remarks) {
        for Undecided { customer, title, fact, .. } in &self.undecided {
            remarks.whom(title, fact).push(&self.ledger.customers.number[*customer]);
        }
    }

    /// Invoices that get a letter and were charged too much before, in fees, compensation or interest.
    fn overcharged(&self, remarks: &mut Remarks) {
        let mut auditors: BTreeMap<&str, Auditor> = BTreeMap::new();
        for decided in &self.decided {
            let Some((at, decision)) = &decided.by else { continue };
            if decision.kind != DecisionKind::Send {
                continue;
            }
            let (bound, case) = (&self.plans[*at], self.case(decided.invoice));
            let has_notice = case.events.iter().any(|event| event.what.notice().is_some());
            if case.opening.is_none() && has_notice {
                // What the policy says was agreed counts here as it does for the letter itself.
                let case = Case { fee_agreed: Some(case.agreed_fee(bound)), interest_agreed: case.agreed_rate(bound), ..case };
                let law = &bound.plan.law;
                auditors.entry(&law.name).or_insert_with(|| Auditor::new(law, self.on)).invoice(decided.invoice, &case);
            }
        }
        for (law, auditor) in auditors {
            let found = auditor.finish();
            let charged = found.faults.iter().filter(|fault| matches!(fault.wrong, Wrong::Charged { .. })).map(|fault| fault.invoice);
            let invoices: BTreeSet<InvoiceId> = charged.collect();
            if !invoices.is_empty() {
                let numbers = invoices.iter().map(|id| &self.ledger.invoices.number[*id]);
                remarks.charged(law, numbers, found.summary.over.iter().map(|(currency, minor)| (*currency, *minor)));
            }
        }
    }
}

impl Remarks {
    fn new(in_ledger: InLedger, kept: Kept) -> Remarks {
        let (lacking, uncovered) = (Listed::new(kept), Listed::new(kept));
        let (undecided, overcharged) = (BTreeMap::new(), BTreeMap::new());
        Remarks { in_ledger, lacking, uncovered, first_uncovered: None, undecided, overcharged, kept }
    }

    /// Of no invoice at all.
    pub fn none(kept: Kept) -> Remarks {
        Remarks::new(InLedger::of(&Ledger::default(), kept), kept)
    }

    fn whom(&mut self, title: &str, fact: &str) -> &mut Listed {
        self.undecided.entry((title.into(), fact.into())).or_insert_with(|| Listed::new(self.kept))
    }

    fn charged<'n>(&mut self, law: &str, numbers: impl Iterator<Item = &'n str>, over: impl Iterator<Item = (Currency, Minor)>) {
        let (invoices, sums) = self.overcharged.entry(law.into()).or_insert_with(|| (Listed::new(self.kept), BTreeMap::new()));
        numbers.for_each(|number| invoices.push(number));
        over.for_each(|(currency, minor)| *sums.entry(currency).or_default() += minor);
    }

    /// Adds those of another part of the ledger.
    pub fn extend(&mut self, other: Remarks) {
        self.in_ledger.extend(other.in_ledger);
        self.lacking.extend(other.lacking);
        self.uncovered.extend(other.uncovered);
        self.first_uncovered = match (self.first_uncovered.take(), other.first_uncovered) {
            (Some(first), Some(other)) => Some(if order_of(&other.0) < order_of(&first.0) { other } else { first }),
            (first, other) => first.or(other),
        };
        for ((title, fact), customers) in other.undecided {
            self.whom(&title, &fact).extend(customers);
        }
        for (law, (invoices, over)) in other.overcharged {
            self.charged(&law, std::iter::empty(), over.into_iter());
            self.overcharged.get_mut(&law).into_iter().for_each(|(all, _)| all.extend(invoices.clone()));
        }
    }

    /// All of it as notes, with what the header of the ledger, the policies and the day give to remark on, in a fixed order of kinds.
    pub fn notes<'a>(self, ledger: &Ledger, plans: impl Iterator<Item = &'a Plan> + Clone, on: Day) -> Vec<Note> {
        let mut notes = of_ledger_and(ledger, Note::OpenItems, self.in_ledger);
        notes.extend((!self.lacking.is_empty()).then_some(Note::FactMissing(self.lacking)));
        notes.extend(self.first_uncovered.map(|(_, why)| Note::Uncovered(self.uncovered, why)));
        notes.extend(idle(plans.clone(), on));
        notes.extend(self.undecided.into_iter().map(|((title, fact), customers)| Note::Undecided { title, fact, customers }));
        let over = |(law, (invoices, over)): (String, (Listed, BTreeMap<_, _>))| Note::Overcharged {
            law,
            invoices,
            over: over.into_iter().collect(),
        };
        notes.extend(self.overcharged.into_iter().map(over));
        notes.extend(unread_columns(plans.clone(), ledger));
        notes.extend(law_ends(plans, on));
        notes
    }
}
