//! What a rule asks of earlier notices. What the ledger does not know is read against the creditor: existence is no, counts are the most, days the
//! fewest.

use super::history::Sent;
use super::limit::Reader;
use crate::terms::{LeastDeadline, Set};
use crate::value::{Act, Day, Minor};

impl Reader<'_> {
    /// Whether there is a notice of a set, its deadline run out where that is asked for.
    pub fn has_earlier(&self, set: &Set, passed: Option<LeastDeadline>) -> bool {
        self.known(set).any(|sent| self.has_passed(sent, passed))
    }

    /// The same of the first or the last notice of a set alone. Which one was the first is not known where a notice of the set may have come before all that
    /// the ledger knows.
    pub fn has_single(&self, last: bool, set: &Set, passed: Option<LeastDeadline>) -> bool {
        if !last && self.fitting(set).any(|sent| sent.act.is_none() || sent.on.is_none()) {
            return false;
        }
        let one = if last { self.known(set).last() } else { self.known(set).next() };
        one.is_some_and(|sent| self.has_passed(sent, passed))
    }

    /// How many notices may be in a set.
    pub fn count(&self, set: &Set) -> usize {
        self.fitting(set).count()
    }

    /// The fewest days since the last notice that may be in a set; `None` where there is none.
    pub fn days_since_last(&self, set: &Set) -> Option<i32> {
        // A notice of unknown day went out before the first of a known day, and may otherwise have gone out today.
        let told = self.invoice.history.iter().find_map(|sent| sent.on).unwrap_or(self.proposal.on);
        let last = self.fitting(set).map(|sent| sent.on.unwrap_or(told)).max()?;
        Some(self.proposal.on.since(last))
    }

    /// Fees of earlier notices; those of legal steps do not count.
    pub fn fees_before(&self) -> Minor {
        self.counted().map(|sent| sent.fee).sum()
    }

    /// Compensation of earlier notices; that of legal steps does not count.
    pub fn compensation_before(&self) -> Minor {
        self.counted().map(|sent| sent.compensation).sum()
    }

    fn counted(&self) -> impl Iterator<Item = &Sent> {
        self.invoice.history.iter().filter(|sent| sent.act != Some(Act::LegalStep))
    }

    /// Earlier notices of a set whose act and day the ledger knows: what exists.
    fn known<'b>(&'b self, set: &'b Set) -> impl DoubleEndedIterator<Item = &'b Sent> {
        let began = self.round_began(set);
        self.invoice.history.iter().filter(move |sent| {
            let (Some(act), Some(on)) = (sent.act, sent.on) else { return false };
            set.acts.contains(&act) && self.within(set, sent, on, began)
        })
    }

    fn within(&self, set: &Set, sent: &Sent, on: Day, began: Day) -> bool {
        (!set.charged || sent.charged)
            && on >= began
            && (!set.after_due || on > self.invoice.due)
            && set.days_ago.is_none_or(|days| self.proposal.on.since(on) >= days)
    }

    /// The notices that may be in a set: those of unknown act or day too.
    fn fitting<'b>(&'b self, set: &'b Set) -> impl Iterator<Item = &'b Sent> {
        let began = self.round_began(set);
        self.invoice.history.iter().filter(move |sent| {
            sent.act.is_none_or(|act| set.acts.contains(&act))
                && (!set.charged || sent.charged)
                && sent.on.is_none_or(|on| self.within(set, sent, on, began))
        })
    }

    fn has_passed(&self, sent: &Sent, passed: Option<LeastDeadline>) -> bool {
        let Some(days) = passed else { return true };
        match (sent.on, sent.deadline) {
            (Some(on), Some(deadline)) => deadline < self.proposal.on && deadline.since(on) >= days,
            _ => false,
        }
    }

    fn round_began(&self, set: &Set) -> Day {
        let months = self.law.new_round.filter(|_| set.this_round);
        months.map_or(Day::FIRST, |months| round_began(self.invoice.history, self.proposal.on, months))
    }
}

/// Where the current round of charged notices began for a notice sent on a day: earlier notices before it no longer count.
///
/// A round ends when so many months have passed since the last charged notice. Notices of unknown date are taken to be in it.
fn round_began(history: &[Sent], on: Day, months: i32) -> Day {
    let mut start = Day::FIRST;
    let mut last: Option<Day> = None;
    for day in history.iter().filter(|sent| sent.charged).filter_map(|sent| sent.on) {
        if last.is_some_and(|last| day >= last.plus_months(months)) {
            start = day;
        }
        last = Some(day);
    }
    match last {
        Some(last) if on >= last.plus_months(months) => last.plus_months(months),
        _ => start,
    }
}
