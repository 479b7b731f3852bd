use super::decided_case::DecidedCase;
use crate::claim::{Entry, Moved, journal, millionths};
use crate::value::{Act, Day, Minor};

/// One line of the account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AccountLine {
    /// What happened, and what it changes.
    pub entry: Entry,
    /// The notice whose charges it adds or undoes.
    pub charge: Option<ChargingNotice>,
    /// Interest in millionths of a whole unit: of a stretch what accrued, of a rounding what it adds to the stretches before it, otherwise the change.
    /// Added up, the lines are what is owed. `None` where a rate is not known.
    pub interest: Option<i64>,
}

/// The notice behind a charge.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChargingNotice {
    /// The step it carried out, as the ledger names it.
    pub step: Option<String>,
    /// What it was.
    pub act: Act,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
}

impl AccountLine {
    /// The day it begins, of a stretch of interest.
    pub fn first(&self) -> Option<Day> {
        if let Moved::Accrued(stretch) = self.entry.what { Some(stretch.first) } else { None }
    }
}

impl DecidedCase<'_> {
    pub(super) fn account(&self) -> Vec<AccountLine> {
        let (claim, entries) = journal(&self.case.fold(self.bound, self.on), self.case.events, self.case.issued);
        let whole = |minor: Minor| minor * (1_000_000 / self.case.currency.unit());
        let mut accrued = 0;
        let mut shown = |entry: &Entry| match entry.what {
            Moved::Accrued(_) | Moved::Rounded(_) if claim.interest.is_none() => None,
            Moved::Accrued(stretch) => {
                let interest = millionths(stretch.exact, self.case.currency);
                accrued += interest;
                Some(interest)
            }
            Moved::Rounded(_) => Some(whole(entry.change.interest) - std::mem::take(&mut accrued)),
            Moved::Opened
            | Moved::CreditNote(_)
            | Moved::Excess(_)
            | Moved::Payment(_)
            | Moved::Reversal(_)
            | Moved::Waived
            | Moved::WrittenOff
            | Moved::CreditNoteUndone(_)
            | Moved::Reopened
            | Moved::Charged(_)
            | Moved::Uncharged(_)
            | Moved::Forgiven
            | Moved::Freed(_)
            | Moved::CreditUsed => Some(whole(entry.change.interest)),
        };
        entries.into_iter().map(|entry| AccountLine { charge: self.charge(entry.what), interest: shown(&entry), entry }).collect()
    }

    fn charge(&self, what: Moved) -> Option<ChargingNotice> {
        let (Moved::Charged(place) | Moved::Uncharged(place)) = what else { return None };
        let notice = &self.case.notices[place as usize];
        Some(ChargingNotice { step: self.text(notice.step), act: notice.act, fee: notice.fee, compensation: notice.compensation })
    }
}
