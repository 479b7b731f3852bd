use super::decided_case::DecidedCase;
use crate::claim::Walk;
use crate::ledger::EventKind;
use crate::value::{Act, Day, Minor};

/// A notice that was sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastNotice {
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
                    step: self.text(notice.step),
                    act: Some(notice.act),
                    deadline: notice.deadline,
                    fee: notice.fee,
                    compensation: notice.compensation,
                    charged: case.letters.charged(notice, event.on),
                    undone: None,
                };
                sent.push((place, past));
            } else if let Some((place, _)) = undone {
                sent.iter_mut().filter(|(one, _)| *one == place).for_each(|(_, sent)| sent.undone = Some(event.on));
            }
        }
        // What an open-items file states comes first, as the law reads it.
        let stated = self.progress.history.len() - sent.iter().filter(|(_, sent)| sent.undone.is_none()).count();
        let opening = self.progress.history[..stated].iter().map(|sent| PastNotice {
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
}
