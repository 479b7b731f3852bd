use super::decided_case::DecidedCase;
use crate::claim::Walk;
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
    /// Payments less reversals since the promise, through its last day, or until a later promise took its place.
    pub paid: Minor,
    /// Kept, or broken the day after its last day; `None` while it runs, and where a later promise took its place.
    pub kept: Option<bool>,
    /// The day on which a later promise took its place.
    pub replaced: Option<Day>,
}

impl DecidedCase<'_> {
    pub(super) fn interruptions(&self) -> Vec<Interruption> {
        let mut all: Vec<Interruption> = Vec::new();
        if let Some(opening) = self.case.opening {
            all.extend(opening.disputed.then(|| self.began(InterruptionKind::Dispute, None, None)));
            all.extend(opening.hold_until.map(|until| self.began(InterruptionKind::Hold, None, Some(until))));
        }
        for (at, event) in self.case.events.iter().enumerate().take_while(|(_, event)| event.on <= self.on) {
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
                    let (promise, ended) = self.outcome(at, until, amount);
                    let began = self.began(InterruptionKind::Promise, since, until);
                    all.push(Interruption { promise: Some(promise), ended, open: began.open && ended.is_none(), ..began });
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

    /// What became of a promise, by its place among the events, and the day on which it was kept.
    fn outcome(&self, at: usize, until: Option<Day>, amount: Minor) -> (PromiseOutcome, Option<Day>) {
        let (fold, mut standing) = (self.case.fold(self.bound, self.on), Vec::new());
        let mut walk = Walk::new(&fold, &mut standing);
        for event in &self.case.events[..=at] {
            walk.read(event);
        }
        let promised = walk.promised();
        let last = until.map_or(self.on, |until| until.min(self.on));
        let (mut paid, mut kept_on, mut replaced) = (0, None, None);
        for event in self.case.events[at + 1..].iter().take_while(|event| event.on <= last) {
            // What comes in from then on is for the later promise.
            if matches!(event.what, EventKind::Promise(..)) {
                replaced = Some(event.on).filter(|_| kept_on.is_none());
                break;
            }
            paid += event.what.paid();
            let is_kept = promised.is_some_and(|promised| paid >= promised);
            kept_on = if is_kept { kept_on.or(Some(event.on)) } else { None };
        }
        let is_broken = replaced.is_none() && until.is_some_and(|until| self.on > until);
        let kept = if kept_on.is_some() { Some(true) } else { is_broken.then_some(false) };
        (PromiseOutcome { promised: (amount > 0).then_some(amount), paid, kept, replaced }, kept_on)
    }
}

/// An event ends what is open of a kind; what had run out before does not end again.
fn end(all: &mut [Interruption], kind: InterruptionKind, on: Day) {
    let runs = |one: &&mut Interruption| one.kind == kind && one.ended.is_none() && one.until.is_none_or(|until| on <= until);
    for one in all.iter_mut().filter(runs) {
        (one.ended, one.open) = (Some(on), false);
    }
}
