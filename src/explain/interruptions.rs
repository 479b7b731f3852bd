use super::decided_case::DecidedCase;
use crate::decide::claim_on;
use crate::ledger::EventKind;
use crate::plan::Plan;
use crate::terms::Hold;
use crate::value::{Day, Minor};

/// Something that may hold an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Interruption {
    /// What it is.
    pub kind: InterruptionKind,
    /// Since when; `None` where an open-items file states it without a day.
    pub since: Option<Day>,
    /// Through which day, if one was named.
    pub until: Option<Day>,
    /// The day an event ended it.
    pub ended: Option<Day>,
    /// Whether it is open on the as-of date.
    pub open: bool,
    /// Whether the policy holds for such a thing.
    pub holds: bool,
    /// What became of a promise.
    pub promise: Option<PromiseOutcome>,
}

/// What may hold an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum InterruptionKind {
    /// The debtor objects.
    Dispute,
    /// The creditor's own hold.
    Hold,
    /// A payment plan.
    Plan,
    /// A promise to pay.
    Promise,
    /// Bankruptcy, debt settlement or death.
    Insolvency,
}

impl InterruptionKind {
    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
            InterruptionKind::Dispute => "dispute",
            InterruptionKind::Hold => "hold",
            InterruptionKind::Plan => "plan",
            InterruptionKind::Promise => "promise",
            InterruptionKind::Insolvency => "insolvency",
        }
    }

    fn holds(self, plan: &Plan) -> bool {
        match self {
            InterruptionKind::Dispute => !plan.continue_disputed,
            InterruptionKind::Hold | InterruptionKind::Insolvency => true,
            InterruptionKind::Plan => plan.holds.contains(&Hold::OnPlan),
            InterruptionKind::Promise => plan.holds.contains(&Hold::OnPromise),
        }
    }
}

/// What became of a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PromiseOutcome {
    /// The amount promised; `None` is all that was owed.
    pub promised: Option<Minor>,
    /// Payments less reversals from the day of the promise through its last day.
    pub paid: Minor,
    /// Kept, or broken the day after its last day; `None` while it runs.
    pub kept: Option<bool>,
}

impl DecidedCase<'_> {
    pub(super) fn interruptions(&self) -> Vec<Interruption> {
        let mut all: Vec<Interruption> = Vec::new();
        if let Some(opening) = self.case.opening {
            all.extend(opening.disputed.then(|| self.began(InterruptionKind::Dispute, None, None)));
            all.extend(opening.hold_until.map(|until| self.began(InterruptionKind::Hold, None, Some(until))));
        }
        for event in self.case.events.iter().filter(|event| event.on <= self.on) {
            let since = Some(event.on);
            match event.what {
                EventKind::Resolved => end(&mut all, InterruptionKind::Dispute, event.on),
                EventKind::Release => end(&mut all, InterruptionKind::Hold, event.on),
                EventKind::PlanEnded => end(&mut all, InterruptionKind::Plan, event.on),
                EventKind::Dispute => all.push(self.began(InterruptionKind::Dispute, since, None)),
                EventKind::Hold(until) => all.push(self.began(InterruptionKind::Hold, since, until)),
                EventKind::Plan(until) => {
                    end(&mut all, InterruptionKind::Plan, event.on);
                    all.push(self.began(InterruptionKind::Plan, since, until));
                }
                EventKind::Promise(until, amount) => {
                    end(&mut all, InterruptionKind::Promise, event.on);
                    let promise = Some(self.outcome(event.on, until, amount));
                    all.push(Interruption { promise, ..self.began(InterruptionKind::Promise, since, until) });
                }
                EventKind::Insolvency => all.push(self.began(InterruptionKind::Insolvency, since, None)),
                EventKind::InsolvencyEnded => end(&mut all, InterruptionKind::Insolvency, event.on),
                EventKind::Credit(_)
                | EventKind::Uncredit(_)
                | EventKind::Waive(..)
                | EventKind::Payment(_)
                | EventKind::Reversal(_)
                | EventKind::WriteOff(_)
                | EventKind::Reopened
                | EventKind::Acknowledged
                | EventKind::Judgment
                | EventKind::Notice(_)
                | EventKind::Cancelled(..)
                | EventKind::Recalled => {}
            }
        }
        all
    }

    fn began(&self, kind: InterruptionKind, since: Option<Day>, until: Option<Day>) -> Interruption {
        let open = until.is_none_or(|until| self.on <= until);
        Interruption { kind, since, until, ended: None, open, holds: kind.holds(self.bound.plan), promise: None }
    }

    fn outcome(&self, since: Day, until: Option<Day>, amount: Minor) -> PromiseOutcome {
        let last = until.map_or(self.on, |until| until.min(self.on));
        let within = self.case.events.iter().filter(|event| (since..=last).contains(&event.on));
        let paid: Minor = within.map(|event| event.what.paid()).sum();
        let over = until.is_some_and(|until| self.on > until);
        let met = if amount > 0 { paid >= amount } else { claim_on(self.bound, self.case, last, &mut Vec::new()).0.balance == 0 };
        PromiseOutcome { promised: (amount > 0).then_some(amount), paid, kept: over.then_some(met) }
    }
}

/// An event ends what is open of a kind; what had run out before does not end again.
fn end(all: &mut [Interruption], kind: InterruptionKind, on: Day) {
    let runs = |one: &&mut Interruption| one.kind == kind && one.ended.is_none() && one.until.is_none_or(|until| on <= until);
    for one in all.iter_mut().filter(runs) {
        (one.ended, one.open) = (Some(on), false);
    }
}
