use super::case::Asking;
use crate::claim::Walk;
use crate::decide::claim_on;
use crate::ledger::What;
use crate::terms::Hold;
use crate::value::{Act, Day, Minor};

/// A notice that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sent {
    /// The day, where known.
    pub on: Option<Day>,
    /// The step it carried out, as the ledger names it.
    pub step: Option<String>,
    /// What it was, where known.
    pub act: Option<Act>,
    /// The deadline it set.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// Whether its letter cost something.
    pub charged: bool,
    /// The day it was undone.
    pub undone: Option<Day>,
}

/// Something that may hold an invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stopped {
    /// `dispute`, `hold`, `plan` or `promise`.
    pub kind: &'static str,
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
    /// Of a promise: what became of it.
    pub kept: Option<Kept>,
}

/// What became of a promise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// The amount promised; `None` is all that was owed.
    pub promised: Option<Minor>,
    /// Payments less reversals from the day of the promise through its last day.
    pub paid: Minor,
    /// Kept, or broken the day after its last day; `None` while it runs.
    pub kept: Option<bool>,
}

impl Asking<'_> {
    pub(super) fn notices(&self) -> Vec<Sent> {
        let case = self.case;
        let fold = case.fold(self.bound, self.on);
        let mut standing = Vec::new();
        let mut walk = Walk::new(&fold, &mut standing);
        let mut sent: Vec<(u32, Sent)> = Vec::new();
        for event in case.events.iter().filter(|event| event.on <= self.on) {
            let undone = walk.read(event);
            if let What::Notice(place) = event.what {
                let notice = &case.notices[place as usize];
                let told = Sent {
                    on: Some(event.on),
                    step: self.text(notice.step),
                    act: Some(notice.act),
                    deadline: notice.deadline,
                    fee: notice.fee,
                    compensation: notice.compensation,
                    charged: case.letters.charged(notice, event.on),
                    undone: None,
                };
                sent.push((place, told));
            } else if let Some((place, _)) = undone {
                sent.iter_mut().filter(|(one, _)| *one == place).for_each(|(_, sent)| sent.undone = Some(event.on));
            }
        }
        // What an open-items file states comes first, as the law reads it.
        let stated = self.progress.history.len() - sent.iter().filter(|(_, sent)| sent.undone.is_none()).count();
        let opening = self.progress.history[..stated].iter().map(|sent| Sent {
            on: sent.on,
            step: self.case.opening.and_then(|opening| self.text(opening.last_step)).filter(|_| sent.on.is_some()),
            act: sent.act,
            deadline: sent.deadline,
            fee: sent.fee,
            compensation: sent.compensation,
            charged: sent.charged,
            undone: None,
        });
        opening.chain(sent.into_iter().map(|(_, sent)| sent)).collect()
    }

    pub(super) fn stops(&self) -> Vec<Stopped> {
        let policy = self.bound.plan;
        let holds = |kind: &str| match kind {
            "dispute" => !policy.continue_disputed,
            "plan" => policy.holds.contains(&Hold::OnPlan),
            "promise" => policy.holds.contains(&Hold::OnPromise),
            _ => true,
        };
        let begin = |kind: &'static str, since: Option<Day>, until: Option<Day>| Stopped {
            kind,
            since,
            until,
            ended: None,
            open: until.is_none_or(|until| self.on <= until),
            holds: holds(kind),
            kept: None,
        };
        let mut stops: Vec<Stopped> = Vec::new();
        if let Some(opening) = self.case.opening {
            stops.extend(opening.disputed.then(|| begin("dispute", None, None)));
            stops.extend(opening.hold_until.map(|until| begin("hold", None, Some(until))));
        }
        for event in self.case.events.iter().filter(|event| event.on <= self.on) {
            let since = Some(event.on);
            let mut end = |kind: &str| {
                for stop in stops.iter_mut().filter(|stop| stop.kind == kind && stop.ended.is_none()) {
                    // What had run out before does not end again.
                    if stop.until.is_none_or(|until| event.on <= until) {
                        (stop.ended, stop.open) = (Some(event.on), false);
                    }
                }
            };
            match event.what {
                What::Resolved => end("dispute"),
                What::Release => end("hold"),
                What::PlanEnded => end("plan"),
                What::Dispute => stops.push(begin("dispute", since, None)),
                What::Hold(until) => stops.push(begin("hold", since, until)),
                What::Plan(until) => {
                    end("plan");
                    stops.push(begin("plan", since, until));
                }
                What::Promise(until, amount) => {
                    end("promise");
                    let kept = Some(self.kept(event.on, until, amount));
                    stops.push(Stopped { kept, ..begin("promise", since, until) });
                }
                _ => {}
            }
        }
        stops
    }

    fn kept(&self, since: Day, until: Option<Day>, amount: Minor) -> Kept {
        let last = until.map_or(self.on, |until| until.min(self.on));
        let within = self.case.events.iter().filter(|event| (since..=last).contains(&event.on));
        let paid = within.map(|event| match event.what {
            What::Payment(amount) => amount,
            What::Reversal(amount) => -amount,
            _ => 0,
        });
        let paid: Minor = paid.sum();
        let over = until.is_some_and(|until| self.on > until);
        let met = if amount > 0 { paid >= amount } else { claim_on(self.bound, self.case, last, &mut Vec::new()).0.balance == 0 };
        Kept { promised: (amount > 0).then_some(amount), paid, kept: over.then_some(met) }
    }
}
