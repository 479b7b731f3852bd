use super::root::{Dates, Root};
use crate::law::Sent;
use crate::plan::Plan;
use crate::value::Day;

/// A case that an earlier version of the policy left open: the invoice, and its notices with the names of their steps.
#[derive(Debug)]
pub struct OpenCase {
    /// What stays as it is.
    pub root: Root,
    /// Its days.
    pub dates: Dates,
    /// Whether it stands for all whose interest starts on a later day, up to its own.
    pub starts_later: bool,
    /// Whether it stands for all that are due on a later day than is decided, up to its own due date.
    pub due_later: bool,
    /// The last due date that was decided.
    pub decided: Day,
    /// The notices, in order.
    pub sent: Vec<(String, Sent)>,
    /// Whether it rests on more being owed besides the balance than may be possible.
    pub strained: bool,
}

impl OpenCase {
    /// How many notices went out.
    pub fn notices(&self) -> usize {
        self.sent.len()
    }

    /// Its notices, each with the step of a version that has the same name.
    pub fn sent_as<'c>(&'c self, plan: &'c Plan) -> impl Iterator<Item = (Option<usize>, &'c Sent)> {
        self.sent.iter().map(|(name, sent)| (plan.step_named(name), sent))
    }
}
