use std::fmt;

use super::{BoundPlan, Proposed};
use crate::law::{Prior, Sent};
use crate::value::{Act, Day};

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

impl Progress {
    /// Of a case to which nothing was sent yet.
    pub fn none(bound: &BoundPlan) -> Progress {
        Progress { latest: vec![None; bound.plan.steps.len()], ..Progress::default() }
    }

    /// A notice of the policy's own has gone out, in a letter that cost something or in one that did not.
    pub fn advance_by(&mut self, bound: &BoundPlan, sent: &Proposed, charged: bool) {
        let act = bound.plan.steps[sent.step].act;
        self.last_notice = Some(sent.on);
        self.position = self.position.max(Some(sent.step));
        self.latest[sent.step] = Some((sent.on, sent.deadline));
        self.leave(act, Some(sent.on));
        let Proposed { on, deadline, fee, compensation, .. } = *sent;
        self.history.push(Sent { act: Some(act), on: Some(on), deadline, fee, compensation, charged });
    }

    /// The claim leaves the creditor with a notice of some acts.
    pub(super) fn leave(&mut self, act: Act, on: Option<Day>) {
        match act {
            Act::Handover => self.handed_over = Some(Gone(on)),
            Act::Assignment => self.assigned = Some(Gone(on)),
            Act::Courtesy | Act::Call | Act::Reminder | Act::CollectionNotice | Act::PaymentDemand | Act::LegalStep | Act::WriteOff => {}
        }
    }

    /// The step a notice carried out: the one it names, or the first of its act after the position.
    pub fn step_of(&self, bound: &BoundPlan, act: Act, named: Option<u32>) -> Option<usize> {
        let after = self.position.map_or(0, |position| position + 1);
        let named = named.and_then(|text| bound.steps.iter().position(|step| *step == Some(text)));
        named.or_else(|| (after..bound.plan.steps.len()).find(|step| bound.plan.steps[*step].act == act))
    }

    /// Reads a notice that carried out a step: the one it names, otherwise the first of its act after the position.
    pub fn advance(&mut self, bound: &BoundPlan, act: Act, named: Option<u32>, on: Day, deadline: Option<Day>) {
        self.last_notice = self.last_notice.max(Some(on));
        self.leave(act, Some(on));
        let Some(step) = self.step_of(bound, act, named) else { return };
        self.position = self.position.max(Some(step));
        // They are read in order: of two on one day the one written later.
        self.latest[step] = Some((on, deadline));
    }
}
