use super::decided_case::DecidedCase;
use crate::claim::Walk;
use crate::decide::{StepBefore, Told};
use crate::law::Charged;
use crate::ledger::{EventKind, Opening};
use crate::value::{Act, Day, Minor};

/// A notice that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastNotice {
    /// The day, where known.
    pub on: Option<Day>,
    /// The earliest and the latest day, where no more is known of it.
    pub between: Option<(Day, Day)>,
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
    pub charged: Charged,
    /// The day it was undone.
    pub undone: Option<Day>,
}

impl DecidedCase<'_> {
    pub(super) fn past_notices(&self) -> Vec<PastNotice> {
        let case = self.case;
        let fold = case.fold(self.bound, self.on);
        let mut standing = Vec::new();
        let mut walk = Walk::new(&fold, &mut standing);
        let mut sent: Vec<(u32, PastNotice)> = Vec::new();
        for event in case.events.iter().filter(|event| event.on <= self.on) {
            let undone = walk.read(event);
            if let EventKind::Notice(place) = event.what {
                let notice = &case.notices[place as usize];
                let past = PastNotice {
                    on: Some(event.on),
                    between: None,
                    step: self.text(notice.step),
                    act: Some(notice.act),
                    deadline: notice.deadline,
                    fee: notice.fee,
                    compensation: notice.compensation,
                    charged: charged(case.letters.charged(notice, event.on)),
                    undone: None,
                };
                sent.push((place, past));
            } else if let Some((place, _)) = undone {
                sent.iter_mut().filter(|(one, _)| *one == place).for_each(|(_, sent)| sent.undone = Some(event.on));
            }
        }
        let prior = case.opening.map_or(Vec::new(), |opening| self.told_by_policy(opening));
        // What an open-items file states comes first, as the law reads it.
        let stated = self.progress.history.len() - sent.iter().filter(|(_, sent)| sent.undone.is_none()).count();
        let opening = self.progress.history[..stated].iter().map(|sent| PastNotice {
            on: sent.on,
            between: None,
            step: self.case.opening.and_then(|opening| self.text(opening.last_step)).filter(|_| sent.on.is_some()),
            act: sent.act,
            deadline: sent.deadline,
            fee: sent.fee,
            compensation: sent.compensation,
            charged: charged(sent.charged),
            undone: None,
        });
        prior.into_iter().chain(opening).chain(sent.into_iter().map(|(_, sent)| sent)).collect()
    }

    /// The notice that an open-items file names, behind those that went out before it.
    fn told_by_policy(&self, opening: &Opening) -> Vec<PastNotice> {
        let opened = self.bound.opened(self.case, opening);
        let Told::Own(before) = &opened.told else { return Vec::new() };
        let named = before.steps.len() - 1;
        let notice = |(at, one): (usize, &StepBefore)| {
            let step = &self.bound.plan.steps[one.step];
            PastNotice {
                on: (one.earliest == one.latest || at == named).then_some(one.latest),
                between: (one.earliest < one.latest && at != named).then_some((one.earliest, one.latest)),
                step: Some(step.name.clone()),
                act: Some(step.act),
                deadline: opening.last_deadline.filter(|_| at == named),
                fee: if at == named { opening.fees } else { 0 },
                compensation: 0,
                charged: one.charged,
                undone: None,
            }
        };
        before.steps.iter().enumerate().filter(|(_, one)| one.went).map(notice).collect()
    }
}

fn charged(is_charged: bool) -> Charged {
    if is_charged { Charged::Yes } else { Charged::No }
}
