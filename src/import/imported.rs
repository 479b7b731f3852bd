//! What settings say, whatever the system: the one form between its readers and the writer.

use rust_decimal::Decimal;

use super::System;
use super::shown::shown;
use crate::value::{Act, Offset, Rate};

/// What a file of settings says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Imported {
    /// Whose settings they are.
    pub system: System,
    /// One, or one for each set of levels. Each has a step.
    pub policies: Vec<ImportedPolicy>,
}

/// One set of levels.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedPolicy {
    /// What the system calls it; `None` where it has but one.
    pub label: Option<String>,
    /// It is for the customers with this tag; for all where there is none.
    pub tag: Option<String>,
    /// Whether the invoices of a customer go into one letter.
    pub together: bool,
    /// Interest from the due date.
    pub interest: ImportedInterest,
    /// Customers who are overdue with less, in whole units of the currency, are left alone.
    pub smallest: Option<Decimal>,
    /// In the order in which they go out.
    pub steps: Vec<ImportedStep>,
    /// What is assumed, and what is not carried over.
    pub remarks: Vec<Remark>,
}

/// What late payment costs by the day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ImportedInterest {
    /// Nothing.
    None,
    /// Interest, at a rate that the settings do not tell.
    Statutory,
    /// A yearly rate.
    Yearly(Rate),
}

/// One level: a letter, or something else that is done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportedStep {
    /// Where it stands.
    pub place: Place,
    /// What the system calls it. A text of the file, not escaped.
    pub label: String,
    /// What it is in the eyes of the law, as far as the settings tell.
    pub act: Act,
    /// When it goes out.
    pub when: ImportedMoment,
    /// All that must hold besides.
    pub only_if: Vec<ImportedCondition>,
    /// How long it gives to pay.
    pub deadline: Option<Offset>,
    /// What it costs.
    pub fee: ImportedFee,
    /// How it is sent.
    pub channel: Option<&'static str>,
}

/// When a step goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportedMoment {
    /// So long after; before where it is below zero.
    pub after: Offset,
    /// After what.
    pub since: Since,
}

/// What days are counted from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// The due date of the invoice.
    DueDate,
    /// The day it was issued.
    IssueDate,
    /// The day the step before went out. The first step has none.
    Previous,
    /// The last day to pay that the step before set; the day it went out where it set none. The first step has none.
    PreviousDeadline,
}

/// What must hold of the customer, besides the days.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportedCondition {
    /// At least so many invoices are overdue.
    OverdueInvoices(u32),
    /// At least so much is owed, in whole units of the currency.
    Balance(Decimal),
    /// It has a tag.
    Tagged(String),
    /// It has not.
    NotTagged(String),
}

/// What a step costs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ImportedFee {
    /// Nothing.
    None,
    /// An amount in whole units, and its currency where the settings name one.
    Amount(Decimal, Option<String>),
    /// A share of the balance.
    OfBalance(Rate),
}

/// A place in the file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Place {
    /// The line, from 1; 0 where the file has no lines that tell.
    pub line: usize,
    /// The column, the element or the key; empty where the line as a whole is meant.
    pub key: String,
}

impl Place {
    /// A line as a whole.
    pub(super) fn line(line: usize) -> Place {
        Place { line, key: String::new() }
    }

    /// As it stands in a message about a file: `levels.csv:3: column …`.
    pub fn within(&self, file: &str) -> String {
        let line = if self.line == 0 { String::new() } else { format!(":{}", self.line) };
        let key = if self.key.is_empty() { String::new() } else { format!(": `{}`", shown(&self.key)) };
        format!("{file}{line}{key}")
    }

    /// As it stands in a comment: `line 3, column …`; empty for the file as a whole.
    pub fn written(&self) -> String {
        let line = if self.line == 0 { String::new() } else { format!("line {}", self.line) };
        let key = if self.key.is_empty() { String::new() } else { format!("`{}`", shown(&self.key)) };
        [line, key].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// What a reader has to say beside the steps.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Remark {
    /// What it is about.
    pub place: Place,
    /// Whether it is something that the policy lacks; otherwise something that was assumed.
    pub is_lost: bool,
    /// What stands there, not escaped; empty where `text` says it.
    pub value: String,
    /// In one sentence.
    pub text: String,
}

impl Remark {
    /// What the policy lacks.
    pub(super) fn lost(place: &Place, text: impl Into<String>) -> Remark {
        Remark { place: place.clone(), is_lost: true, value: String::new(), text: text.into() }
    }

    /// What was assumed.
    pub(super) fn assumed(place: &Place, text: impl Into<String>) -> Remark {
        Remark { place: place.clone(), is_lost: false, value: String::new(), text: text.into() }
    }
}
