use super::{Condition, Fee};
use crate::terms::Deadline;
use crate::value::{Act, Offset};

/// One step.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What anchors and ledgers call it.
    pub name: String,
    /// What it is in the eyes of the law.
    pub act: Act,
    /// What the letter is headed.
    pub title: Option<String>,
    /// When it applies.
    pub when: Option<Condition>,
    /// When it is due; the first whose anchor has happened counts.
    pub send: Vec<Moment>,
    /// How long the debtor gets.
    pub deadline: Option<Deadline>,
    /// What it costs.
    pub fee: Fee,
    /// Whether it claims the fixed compensation.
    pub compensation: bool,
    /// How it is sent.
    pub channel: Option<String>,
    /// To whom it is handed.
    pub to: Option<String>,
    /// Whether a later step that is due drops it.
    pub unless_overtaken: bool,
    /// Whether one letter lists the customer's invoices for which it is due.
    pub together: bool,
}

impl Step {
    /// Whether an invoice may come to a later step without this one, so that nothing can count from it alone.
    pub fn can_be_passed_over(&self) -> bool {
        self.when.is_some() || self.unless_overtaken || self.send.iter().any(Moment::is_before_due)
    }
}

/// A day counted from something that happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    /// How long.
    pub offset: Offset,
    /// Whether before the anchor.
    pub before: bool,
    /// From what.
    pub anchor: Anchor,
}

/// What a moment counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The due date.
    DueDate,
    /// The issue date.
    IssueDate,
    /// The day an earlier step was sent.
    Step(usize),
    /// The deadline an earlier step set.
    Deadline(usize),
}

impl Moment {
    /// Whether it counts back from the due date: it is gone by once that has come.
    pub fn is_before_due(&self) -> bool {
        self.before && self.anchor == Anchor::DueDate
    }

    /// The moment as a policy writes it, with the names of its steps.
    pub fn written<'a>(&self, name: impl Fn(usize) -> &'a str) -> String {
        let mut out = String::new();
        self.write(name, &mut out);
        out
    }

    /// Writes it so behind a text.
    pub fn write<'a>(&self, name: impl Fn(usize) -> &'a str, out: &mut String) {
        if self.offset == Offset::Days(0) {
            out.push_str("on ");
        } else {
            self.offset.write(out);
            out.push_str(if self.before { " before " } else { " after " });
        }
        self.anchor.write(name, out);
    }
}

impl Anchor {
    /// The anchor as a policy writes it, with the names of its steps.
    pub fn written<'a>(&self, name: impl Fn(usize) -> &'a str) -> String {
        let mut out = String::new();
        self.write(name, &mut out);
        out
    }

    /// Writes it so behind a text.
    pub fn write<'a>(&self, name: impl Fn(usize) -> &'a str, out: &mut String) {
        match *self {
            Anchor::DueDate => out.push_str("due date"),
            Anchor::IssueDate => out.push_str("issue date"),
            Anchor::Step(at) => out.push_str(name(at)),
            Anchor::Deadline(at) => {
                out.push_str(name(at));
                out.push_str(" deadline");
            }
        }
    }
}
