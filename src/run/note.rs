//! What a run remarks on beside its decisions.

use std::collections::{BTreeMap, BTreeSet};

use super::{Run, Uncovered, Undecided};
use crate::audit::{Auditor, Wrong};
use crate::decide::{Case, DecisionKind};
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, CustomerId, InvoiceId, Ledger, NoHistory, order_of};
use crate::plan::Plan;
use crate::value::{Currency, Day, Minor};

/// One remark. None of them changes a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// The ledger is an open-items file: interest runs on balances, and untold history is read to the debtor's advantage.
    OpenItems,
    /// The ledger is an open-items file: an audit judges the day and the deadline of the last notice, no charges and nothing earlier.
    LastNoticeAlone,
    /// Tables of the ledger's folder that nothing reads.
    UnreadFiles(Vec<String>),
    /// The ledger tells of no payment and no notice: every invoice is taken as unpaid in full.
    NoHistory(NoHistory),
    /// These invoices are issued after their due date.
    IssuedAfterDue(Vec<InvoiceId>),
    /// `check` does not pass a policy: what it would send against the law is withheld.
    Failed {
        /// The policy.
        policy: String,
        /// The codes of its errors, each once, in the order in which they are told.
        codes: Vec<String>,
    },
    /// The ledger does not say who owes these invoices: their debtors are treated as consumers.
    DebtorUnknown(Vec<InvoiceId>),
    /// A fact is missing without which these invoices cannot be decided.
    FactMissing(Vec<InvoiceId>),
    /// No policy covers these invoices; why, for the first of them.
    Uncovered(Vec<InvoiceId>, Uncovered),
    /// The policies of these names send nothing on the day: it is none of their run days.
    Idle(Vec<String>),
    /// On some day of a forecast no policy covers these invoices, or a fact is missing.
    SometimesUnmatched(Vec<InvoiceId>),
    /// Whether an escalation concerns these customers cannot be said, for want of a fact.
    Undecided {
        /// The escalation's title.
        title: String,
        /// The fact the ledger lacks.
        fact: String,
        /// The customers.
        customers: Vec<CustomerId>,
    },
    /// Earlier letters on invoices that are about to get another charged more than the law allows.
    Overcharged {
        /// The law.
        law: String,
        /// The invoices.
        invoices: Vec<InvoiceId>,
        /// By how much, in minor units of each currency.
        over: Vec<(Currency, Minor)>,
    },
    /// Columns of a ledger file that no policy names, or of the events that nothing reads.
    UnreadColumns {
        /// `invoices`, `customers` or `events`.
        file: &'static str,
        /// The columns, in alphabetical order.
        columns: Vec<String>,
    },
    /// The law is known through a day that comes before the as-of date.
    LawEnds {
        /// The law.
        law: String,
        /// The last day it is known.
        known_until: Day,
        /// Whether it is taken to stay as it is.
        assumed: bool,
    },
}

/// The customer columns that contracts.md gives a meaning of their own.
const OWN_COLUMNS: [&str; 2] = [CREDIT_LIMIT, CREDIT_CHECKED];

/// The event columns that contracts.md leaves to people.
const FOR_PEOPLE: [&str; 3] = ["channel", "to", "note"];

/// What the ledger alone makes one remark on when it is decided.
pub fn of_ledger(ledger: &Ledger) -> Vec<Note> {
    remarks(ledger, Note::OpenItems)
}

/// What the ledger alone makes one remark on when it is audited.
pub fn of_audit(ledger: &Ledger) -> Vec<Note> {
    remarks(ledger, Note::LastNoticeAlone)
}

fn remarks(ledger: &Ledger, open_items: Note) -> Vec<Note> {
    let unknown = ledger.invoices.debtor.iter().enumerate().filter(|(_, debtor)| debtor.is_none());
    let unknown: Vec<InvoiceId> = unknown.map(|(id, _)| id).collect();
    let invoices = &ledger.invoices;
    let late = (0..invoices.len()).filter(|id| invoices.due[*id].is_some_and(|due| due < invoices.issued[*id]));
    let late: Vec<InvoiceId> = late.collect();
    let notes = [
        unread_files(ledger),
        ledger.no_history.clone().map(Note::NoHistory),
        ledger.open_items.then_some(open_items),
        unread_event_columns(ledger),
        (!late.is_empty()).then_some(Note::IssuedAfterDue(late)),
        (!unknown.is_empty()).then_some(Note::DebtorUnknown(unknown)),
    ];
    notes.into_iter().flatten().collect()
}

/// The columns of the events that nothing reads and that are not for people, if there are any.
pub fn unread_event_columns(ledger: &Ledger) -> Option<Note> {
    let mut columns = ledger.unread_event_columns.clone();
    columns.retain(|name| !FOR_PEOPLE.contains(&name.as_str()));
    columns.sort_unstable();
    (!columns.is_empty()).then_some(Note::UnreadColumns { file: "events", columns })
}

/// The tables beside the ledger's own, if there are any.
pub fn unread_files(ledger: &Ledger) -> Option<Note> {
    (!ledger.unread_files.is_empty()).then(|| Note::UnreadFiles(ledger.unread_files.clone()))
}

impl Run<'_> {
    /// What the run remarks on, in a fixed order of kinds.
    pub fn notes(&self) -> Vec<Note> {
        let mut notes = of_ledger(self.ledger);
        notes.extend(self.not_decided());
        notes.extend(self.idle());
        notes.extend(self.undecided_customers());
        notes.extend(self.overcharged());
        notes.extend(self.unread_columns());
        notes.extend(law_ends(self.plans.iter().map(|bound| bound.plan), self.on));
        notes
    }

    fn not_decided(&self) -> Vec<Note> {
        let lacking = |id: &InvoiceId| matches!(&self.decided[*id].by, Some((_, decision)) if decision.kind == DecisionKind::Unmatched);
        let all = || 0..self.decided.len();
        let (lacking, uncovered): (Vec<InvoiceId>, Vec<InvoiceId>) =
            (all().filter(lacking).collect(), all().filter(|id| self.decided[*id].by.is_none()).collect());
        let missing = (!lacking.is_empty()).then_some(Note::FactMissing(lacking));
        let numbers = &self.ledger.invoices.number;
        let first = uncovered.iter().min_by_key(|id| order_of(&numbers[**id])).map(|first| self.uncovered(*first));
        missing.into_iter().chain(first.map(|why| Note::Uncovered(uncovered, why))).collect()
    }

    fn idle(&self) -> Option<Note> {
        let plans = self.plans.iter().map(|bound| bound.plan);
        let idle: Vec<String> =
            plans.filter(|plan| plan.is_valid(self.on) && !plan.is_run_day(self.on)).map(|plan| plan.name.clone()).collect();
        (!idle.is_empty()).then_some(Note::Idle(idle))
    }

    fn undecided_customers(&self) -> Vec<Note> {
        let mut undecided: BTreeMap<(&str, &str), Vec<CustomerId>> = BTreeMap::new();
        for Undecided { customer, title, fact, .. } in &self.undecided {
            undecided.entry((title, fact)).or_default().push(*customer);
        }
        let note = |((title, fact), customers): ((&str, &str), Vec<CustomerId>)| Note::Undecided {
            title: title.into(),
            fact: fact.into(),
            customers,
        };
        undecided.into_iter().map(note).collect()
    }

    /// Invoices that get a letter and were charged too much before, in fees, compensation or interest.
    fn overcharged(&self) -> Vec<Note> {
        let mut auditors: BTreeMap<&str, Auditor> = BTreeMap::new();
        for decided in &self.decided {
            let Some((at, decision)) = &decided.by else { continue };
            let (bound, case) = (&self.plans[*at], self.case(decided.invoice));
            if decision.kind == DecisionKind::Send && case.opening.is_none() {
                // What the policy says was agreed counts here as it does for the letter itself.
                let case = Case { fee_agreed: Some(case.agreed_fee(bound)), interest_agreed: case.agreed_rate(bound), ..case };
                let law = &bound.plan.law;
                auditors.entry(&law.name).or_insert_with(|| Auditor::new(law, self.on)).invoice(decided.invoice, &case);
            }
        }
        let note = |(law, auditor): (&str, Auditor)| {
            let found = auditor.finish();
            let charged = found.faults.iter().filter(|fault| matches!(fault.wrong, Wrong::Charged { .. })).map(|fault| fault.invoice);
            let invoices: BTreeSet<InvoiceId> = charged.collect();
            let over = found.summary.over.iter().map(|(currency, minor)| (*currency, *minor)).collect();
            (!invoices.is_empty()).then(|| Note::Overcharged { law: law.into(), invoices: invoices.into_iter().collect(), over })
        };
        auditors.into_iter().filter_map(note).collect()
    }

    /// The columns that no policy names, file by file.
    pub fn unread_columns(&self) -> Vec<Note> {
        let facts: BTreeSet<&str> = self.plans.iter().flat_map(|bound| &bound.plan.customer_facts).map(|fact| fact.name.as_str()).collect();
        let of = |file: &'static str, columns: &std::collections::HashMap<String, Vec<String>>| {
            let unread = columns.keys().filter(|name| !facts.contains(name.as_str()) && !OWN_COLUMNS.contains(&name.as_str()));
            let mut columns: Vec<String> = unread.cloned().collect();
            columns.sort_unstable();
            (!columns.is_empty()).then_some(Note::UnreadColumns { file, columns })
        };
        let ledger = self.ledger;
        [of("invoices", &ledger.invoices.facts), of("customers", &ledger.customers.facts)].into_iter().flatten().collect()
    }
}

/// The laws that are known through a day before this one only, each once.
pub fn law_ends<'a>(plans: impl IntoIterator<Item = &'a Plan>, on: Day) -> Vec<Note> {
    let mut notes: Vec<Note> = Vec::new();
    for law in plans.into_iter().map(|plan| &plan.law).filter(|law| on > law.known_until) {
        let note = Note::LawEnds { law: law.name.clone(), known_until: law.known_until, assumed: law.as_known.is_some() };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}
