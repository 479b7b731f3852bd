use std::fmt;

use crate::law::{Prior, Sent};
use crate::value::Day;

/// What the notices that stand mean for a policy: how far the case has come, and when each step last went out.
#[derive(Default, Debug)]
pub struct Progress {
    /// The furthest step whose notice was sent.
    pub position: Option<usize>,
    /// For each step, the day of its latest notice and the deadline that set; where only bounds are known, the latest day and no deadline.
    pub latest: Vec<Option<(Day, Option<Day>)>>,
    /// For each step that may have gone out and is not known to have, the earliest and the latest day; without a file of open items, nothing.
    pub perhaps: Vec<Option<(Day, Day)>>,
    /// The claim was handed over, and that stands.
    pub handed_over: Option<Gone>,
    /// The claim was sold or pledged, and that stands.
    pub assigned: Option<Gone>,
    /// The day of the latest notice of any kind.
    pub last_notice: Option<Day>,
    /// What went before the history, where a file of open items and the policy tell it.
    pub prior: Option<Prior>,
    /// The history as the law sees it, in order.
    pub history: Vec<Sent>,
}

/// A claim left the creditor: on a day, where a file of open items tells one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Gone(pub Option<Day>);

impl fmt::Display for Gone {
    /// ` on 2026-03-30`, or nothing.
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.map_or(Ok(()), |day| write!(f, " on {day}"))
    }
}

impl Clone for Progress {
    fn clone(&self) -> Progress {
        let mut progress = Progress::default();
        progress.clone_from(self);
        progress
    }

    /// Keeps the room it has.
    fn clone_from(&mut self, other: &Progress) {
        let Progress { position, latest, perhaps, handed_over, assigned, last_notice, prior, history } = other;
        (self.position, self.handed_over, self.assigned, self.last_notice) = (*position, *handed_over, *assigned, *last_notice);
        self.latest.clone_from(latest);
        self.perhaps.clone_from(perhaps);
        self.prior.clone_from(prior);
        self.history.clone_from(history);
    }
}
