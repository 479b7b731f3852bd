//! What happens to one invoice that nobody pays, from its issue to the end.

use super::Rehearsal;
use crate::decide::{BoundPlan, Decision, DecisionKind, Why};
use crate::value::{Day, Minor, Rate};

/// One policy on one invoice, day after day, each notice sent as proposed.
#[derive(Debug)]
pub struct Timeline<'a> {
    /// The policy and its law.
    pub bound: &'a BoundPlan<'a>,
    /// The invoice with the notices that were sent.
    pub invoice: Rehearsal,
    /// The due date that counts.
    pub due: Day,
    /// The first day that bears late interest, and the yearly rate on it where the law tells; `None` when the policy claims none.
    pub interest: Option<(Day, Option<Rate>)>,
    /// What was sent and what the law withheld, in order.
    pub entries: Vec<TimelineEntry>,
    /// The end.
    pub end: End,
}

/// A notice on its day.
#[derive(Debug)]
pub struct TimelineEntry {
    /// The day it was sent, or first withheld.
    pub on: Day,
    /// The last day of it: for a notice that was sent the day itself; `None` where the law withholds it to the end.
    pub until: Option<Day>,
    /// What was decided on the first day.
    pub decision: Decision,
}

/// Why nothing more happens.
#[derive(Debug)]
pub struct End {
    /// The first day of the state that stays.
    pub on: Day,
    /// What was decided on it; `None` when the policy no longer holds.
    pub decision: Option<Decision>,
}

/// How many days an invoice is followed after the last thing that happened to it.
const QUIET: i32 = 400;

impl<'a> Timeline<'a> {
    /// Follows an invoice under a policy: as long as it holds, and once dunning has begun as long as the case stays with it.
    pub fn of(bound: &'a BoundPlan<'a>, invoice: Rehearsal) -> Timeline<'a> {
        let letters = Default::default();
        let case = invoice.case(&letters);
        let due = case.due(bound);
        let first = case.accrual(bound).after.plus(1);
        let interest = bound.plan.interest.map(|_| (first, case.rate_on(bound, &bound.plan.law, first)));
        let mut timeline = Timeline { bound, due, interest, entries: Vec::new(), end: End::none(due), invoice };
        let begins = timeline.invoice.issued.max(bound.plan.valid.from);
        timeline.follow(begins);
        timeline
    }

    /// The last day on which the invoice is this policy's.
    fn until(&self) -> Day {
        let plan = self.bound.plan;
        let has_begun = self.entries.iter().any(TimelineEntry::is_sent);
        if has_begun { plan.keeps_until } else { plan.valid.until }.unwrap_or(Day::LAST)
    }

    fn follow(&mut self, begins: Day) {
        let (mut on, mut horizon) = (begins, begins.max(self.due).plus(QUIET));
        while on <= horizon && on <= self.until() {
            let decision = self.invoice.decide(self.bound, on);
            if decision.kind == DecisionKind::Send {
                horizon = on.plus(QUIET);
            }
            horizon = horizon.max(decision.next_on.unwrap_or(on));
            let over = matches!(decision.why, Why::Paid | Why::TimeBarred(_) | Why::NotCovered | Why::Missing(_));
            self.take(decision, on);
            if over || on == Day::LAST {
                break;
            }
            on = on.plus(1);
        }
        let last = self.end.decision.as_ref().map(|decision| decision.kind);
        if let (Some(entry), Some(DecisionKind::Withheld)) = (self.entries.last_mut(), last) {
            entry.until = None;
        }
        let until = self.until();
        if on > until && matches!(last, None | Some(DecisionKind::Wait | DecisionKind::Withheld | DecisionKind::Hold)) {
            self.end = End { on: until.plus(1), decision: None };
        }
    }

    fn take(&mut self, decision: Decision, on: Day) {
        let same = self.end.decision.as_ref().is_some_and(|last| state(last) == state(&decision));
        match decision.kind {
            DecisionKind::Send => {
                self.invoice.record(self.bound, &decision, on);
                self.entries.push(TimelineEntry { on, until: Some(on), decision: decision.clone() });
            }
            DecisionKind::Withheld if same => {
                if let Some(last) = self.entries.last_mut() {
                    last.until = Some(on);
                }
            }
            DecisionKind::Withheld => {
                self.entries.push(TimelineEntry { on, until: Some(on), decision: decision.clone() });
            }
            // No letters go out today anyway: what was withheld still is.
            DecisionKind::Wait if matches!(decision.why, Why::NoRunDay(_) | Why::InTime(..)) => return,
            DecisionKind::Wait
            | DecisionKind::Hold
            | DecisionKind::Exempt
            | DecisionKind::Ignore
            | DecisionKind::Settled
            | DecisionKind::Finished
            | DecisionKind::Unmatched => {}
        }
        if !same {
            self.end = End { on, decision: Some(decision) };
        }
    }

    /// Everything owed once a notice has gone out; `None` where the interest is not known.
    pub fn claim(entry: &TimelineEntry) -> Option<Minor> {
        let charges = entry.decision.proposed.as_ref().filter(|_| entry.is_sent());
        Some(entry.decision.claim.total()? + charges.map_or(0, |proposed| proposed.fee + proposed.compensation))
    }
}

impl TimelineEntry {
    /// Whether a figure of it rests on the assumption that the law has not changed.
    pub fn is_assumed(&self) -> bool {
        self.decision.proposed.as_ref().map_or(self.decision.claim.assumed, |proposed| proposed.assumed)
    }

    /// Whether it went out, and was not withheld.
    pub fn is_sent(&self) -> bool {
        self.decision.kind == DecisionKind::Send
    }
}

impl End {
    fn none(on: Day) -> End {
        End { on, decision: None }
    }

    /// The fact without which the policy cannot be shown.
    pub fn missing(&self) -> Option<&str> {
        if let Why::Missing(fact) = &self.decision.as_ref()?.why { Some(fact) } else { None }
    }
}

/// What of a decision must change for it to be another: the kind, the step, and the rule that withholds it.
fn state(decision: &Decision) -> (DecisionKind, Option<usize>, Option<usize>) {
    let rule = if let Why::Forbidden { rule, .. } = &decision.why { Some(*rule) } else { None };
    (decision.kind, decision.step, rule)
}
