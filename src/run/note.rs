//! What a run remarks on beside its decisions.

use std::collections::{BTreeSet, HashMap};

use super::{Run, Uncovered};
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, FromSaft, Kept, Ledger, Listed, NoHistory, SaftRemark, TextColumn};
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
    /// A mapping leaves so many rows of a file out: of `invoices`, `customers` or `events`.
    LeftOut(Vec<(&'static str, usize)>),
    /// How the ledger was read from a SAF-T file.
    FromSaft(FromSaft),
    /// Something was assumed of a SAF-T file, or left out of it.
    Saft(SaftRemark),
    /// The ledger tells of no payment and no notice: every invoice is taken as unpaid in full.
    NoHistory(NoHistory),
    /// These invoices are issued after their due date.
    IssuedAfterDue(Listed),
    /// `check` does not pass a policy: what it would send against the law is withheld.
    Failed {
        /// The policy.
        policy: String,
        /// The codes of its errors, each once, in the order in which they are told.
        codes: Vec<String>,
    },
    /// The ledger does not say who owes these invoices: their debtors are treated as consumers.
    DebtorUnknown(Listed),
    /// A fact is missing without which these invoices cannot be decided.
    FactMissing(Listed),
    /// No policy covers these invoices; why, for the first of them.
    Uncovered(Listed, Uncovered),
    /// The policies of these names send nothing on the day: it is none of their run days.
    Idle(Vec<String>),
    /// On some day of a forecast no policy covers these invoices, or a fact is missing.
    SometimesUnmatched(Listed),
    /// Whether an escalation concerns these customers cannot be said, for want of a fact.
    Undecided {
        /// The escalation's title.
        title: String,
        /// The fact the ledger lacks.
        fact: String,
        /// The customers.
        customers: Listed,
    },
    /// Earlier letters on invoices that are about to get another charged more than the law allows.
    Overcharged {
        /// The law.
        law: String,
        /// The invoices.
        invoices: Listed,
        /// By how much, in minor units of each currency.
        over: Vec<(Currency, Minor)>,
    },
    /// Columns of a ledger file that no policy names, or of the events that nothing reads.
    UnreadColumns {
        /// `invoices`, `customers` or `events`.
        file: &'static str,
        /// The columns, in alphabetical order.
        columns: Vec<UnreadColumn>,
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

/// A column that nothing reads.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnreadColumn {
    /// What the file calls it.
    pub name: String,
    /// The column that may be meant by it.
    pub meant: Option<&'static str>,
}

/// The customer columns that contracts.md gives a meaning of their own.
const OWN_COLUMNS: [&str; 2] = [CREDIT_LIMIT, CREDIT_CHECKED];

/// The event columns that contracts.md leaves to people.
const FOR_PEOPLE: [&str; 3] = ["channel", "to", "note"];

/// What the ledger alone makes one remark on when it is decided.
pub fn of_ledger(ledger: &Ledger, kept: Kept) -> Vec<Note> {
    of_ledger_and(ledger, Note::OpenItems, InLedger::of(ledger, kept))
}

/// What the ledger alone makes one remark on when it is audited.
pub fn of_audit(ledger: &Ledger, kept: Kept) -> Vec<Note> {
    of_ledger_and(ledger, Note::LastNoticeAlone, InLedger::of(ledger, kept))
}

/// What is remarkable about the invoices of a ledger, whatever is made of them.
#[derive(Debug)]
pub(super) struct InLedger {
    issued_after_due: Listed,
    debtor_unknown: Listed,
}

impl InLedger {
    pub fn of(ledger: &Ledger, kept: Kept) -> InLedger {
        let invoices = &ledger.invoices;
        let mut found = InLedger { issued_after_due: Listed::new(kept), debtor_unknown: Listed::new(kept) };
        for id in 0..invoices.len() {
            if invoices.due[id].is_some_and(|due| due < invoices.issued[id]) {
                found.issued_after_due.push(&invoices.number[id]);
            }
            if invoices.debtor[id].is_none() {
                found.debtor_unknown.push(&invoices.number[id]);
            }
        }
        found
    }

    pub fn extend(&mut self, other: InLedger) {
        self.issued_after_due.extend(other.issued_after_due);
        self.debtor_unknown.extend(other.debtor_unknown);
    }
}

pub(super) fn of_ledger_and(ledger: &Ledger, open_items: Note, InLedger { issued_after_due, debtor_unknown }: InLedger) -> Vec<Note> {
    let notes = [
        unread_files(ledger),
        (!ledger.left_out.is_empty()).then(|| Note::LeftOut(ledger.left_out.clone())),
        ledger.no_history.clone().map(Note::NoHistory),
        ledger.open_items.then_some(open_items),
        unread_event_columns(ledger),
        (!issued_after_due.is_empty()).then_some(Note::IssuedAfterDue(issued_after_due)),
        (!debtor_unknown.is_empty()).then_some(Note::DebtorUnknown(debtor_unknown)),
    ];
    of_saft(ledger).into_iter().chain(notes.into_iter().flatten()).collect()
}

/// How the ledger was read from a SAF-T file, and what was assumed of it or left out.
pub fn of_saft(ledger: &Ledger) -> Vec<Note> {
    let of = |saft: &FromSaft| {
        let remarks = saft.remarks.iter().cloned().map(Note::Saft);
        std::iter::once(Note::FromSaft(FromSaft { remarks: Vec::new(), ..saft.clone() })).chain(remarks).collect()
    };
    ledger.saft.as_ref().map_or(Vec::new(), of)
}

/// The columns of the events that nothing reads and that are not for people, if there are any.
pub fn unread_event_columns(ledger: &Ledger) -> Option<Note> {
    let unread = ledger.unread_event_columns.iter().filter(|name| !FOR_PEOPLE.contains(&name.as_str()));
    columns_of(ledger, "events", unread.cloned().collect())
}

fn columns_of(ledger: &Ledger, file: &'static str, mut names: Vec<String>) -> Option<Note> {
    names.sort_unstable();
    let column = |name: String| UnreadColumn { meant: ledger.meant_by(file, &name), name };
    (!names.is_empty()).then(|| Note::UnreadColumns { file, columns: names.into_iter().map(column).collect() })
}

/// The tables beside the ledger's own, if there are any.
pub fn unread_files(ledger: &Ledger) -> Option<Note> {
    (!ledger.unread_files.is_empty()).then(|| Note::UnreadFiles(ledger.unread_files.clone()))
}

/// The columns of a ledger that none of the policies names, file by file.
pub fn unread_columns<'a>(plans: impl Iterator<Item = &'a Plan>, ledger: &Ledger) -> Vec<Note> {
    let facts: BTreeSet<&str> = plans.flat_map(|plan| &plan.customer_facts).map(|fact| fact.name.as_str()).collect();
    let of = |file: &'static str, columns: &HashMap<String, TextColumn>| {
        let unread = columns.keys().filter(|name| !facts.contains(name.as_str()) && !OWN_COLUMNS.contains(&name.as_str()));
        columns_of(ledger, file, unread.cloned().collect())
    };
    [of("invoices", &ledger.invoices.facts), of("customers", &ledger.customers.facts)].into_iter().flatten().collect()
}

/// The policies that send nothing on a day, since it is none of their run days.
pub(super) fn idle<'a>(plans: impl Iterator<Item = &'a Plan>, on: Day) -> Option<Note> {
    let idle: Vec<String> = plans.filter(|plan| plan.is_valid(on) && !plan.is_run_day(on)).map(|plan| plan.name.clone()).collect();
    (!idle.is_empty()).then_some(Note::Idle(idle))
}

impl Run<'_> {
    /// What the run remarks on, in a fixed order of kinds.
    pub fn notes(&self, kept: Kept) -> Vec<Note> {
        self.remarks(kept).notes(self.ledger, self.plans.iter().map(|bound| bound.plan), self.on)
    }

    /// The columns that no policy names, file by file.
    pub fn unread_columns(&self) -> Vec<Note> {
        unread_columns(self.plans.iter().map(|bound| bound.plan), self.ledger)
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
