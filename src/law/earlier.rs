//! What a rule asks of earlier notices. What the ledger does not know is read against the creditor: existence is no, counts are the most, days the
//! fewest. A notice of which only bounds are known is asked at the bound that is against the creditor.

use super::history::Sent;
use super::limit::Reader;
use super::prior::{Charged, PriorDeadline, PriorNotice};
use super::round::Round;
use crate::terms::{LeastDeadline, Set};
use crate::value::{Act, Day, Minor};

/// An earlier notice with all that is known of it: of one that the ledger tells, both bounds are its day.
#[derive(Clone, Copy)]
struct Earlier {
    act: Option<Act>,
    /// The earliest and the latest day; `None` is any day.
    days: Option<(Day, Day)>,
    deadline: Option<PriorDeadline>,
    /// Whether it is known to have gone out.
    went: bool,
    charged: Charged,
}

impl Earlier {
    fn told(sent: &Sent) -> Earlier {
        let length = |on: Day| move |deadline: Day| PriorDeadline { latest: deadline, shortest: deadline.since(on) };
        Earlier {
            act: sent.act,
            days: sent.on.map(|on| (on, on)),
            deadline: sent.on.and_then(|on| sent.deadline.map(length(on))),
            went: true,
            charged: if sent.charged { Charged::Yes } else { Charged::No },
        }
    }

    fn inferred(notice: &PriorNotice) -> Earlier {
        let PriorNotice { act, went, earliest, latest, deadline, charged } = *notice;
        Earlier { act: Some(act), days: Some((earliest, latest)), deadline, went, charged }
    }

    fn may_be_charged(&self) -> bool {
        self.charged != Charged::No
    }
}

impl Reader<'_> {
    /// Whether there is a notice of a set, its deadline run out where that is asked for.
    pub fn has_earlier(&self, set: &Set, passed: Option<LeastDeadline>) -> bool {
        self.earlier().any(|one| self.is_in(set, &one) && self.has_passed(&one, passed))
    }

    /// The same of the first or the last notice of a set alone. Where several may be that one, it must hold of each of them.
    pub fn has_single(&self, last: bool, set: &Set, passed: Option<LeastDeadline>) -> bool {
        let untold = |one: &Earlier| one.act.is_none() || one.days.is_none();
        if last {
            // Untold notices went out before those that are told, so none of them is the last.
            self.is_so_of_first(self.earlier().rev().filter(|one| !untold(one)), set, passed)
        } else {
            !self.earlier().any(|one| untold(&one) && self.may_be_in(set, &one)) && self.is_so_of_first(self.earlier(), set, passed)
        }
    }

    /// Goes through those that may be the first of a set, up to one that is in it for certain.
    fn is_so_of_first(&self, mut notices: impl Iterator<Item = Earlier>, set: &Set, passed: Option<LeastDeadline>) -> bool {
        let decides = notices.find(|one| self.is_in(set, one) || self.may_be_in(set, one) && !self.has_passed(one, passed));
        decides.is_some_and(|one| self.is_in(set, &one) && self.has_passed(&one, passed))
    }

    /// How many notices may be in a set.
    pub fn count(&self, set: &Set) -> usize {
        let many = self.earlier().filter(|one| self.may_be_in(set, one)).count();
        let Some(prior) = self.invoice.prior.filter(|_| set.charged) else { return many };
        // No more of the prior ones than the file says were charged.
        let of_prior = prior.notices.iter().filter(|notice| self.may_be_in(set, &Earlier::inferred(notice))).count();
        many - of_prior + prior.charged.map_or(of_prior, |most| of_prior.min(most))
    }

    /// The fewest days since the last notice that may be in a set; `None` where there is none.
    pub fn days_since_last(&self, set: &Set) -> Option<i32> {
        // A notice of unknown day went out before the first of a known day, and may otherwise have gone out today.
        let told = self.invoice.history.iter().find_map(|sent| sent.on).unwrap_or(self.proposal.on);
        let fitting = self.earlier().filter(|one| self.may_be_in(set, one));
        let last = fitting.map(|one| self.last_in(set, &one).unwrap_or(told)).max()?;
        Some(self.proposal.on.since(last))
    }

    /// Fees of earlier notices; those of legal steps do not count.
    pub fn fees_before(&self) -> Minor {
        self.invoice.prior.map_or(0, |prior| prior.fees) + self.counted().map(|sent| sent.fee).sum::<Minor>()
    }

    /// Compensation of earlier notices; that of legal steps does not count.
    pub fn compensation_before(&self) -> Minor {
        self.counted().map(|sent| sent.compensation).sum()
    }

    fn counted(&self) -> impl Iterator<Item = &Sent> {
        self.invoice.history.iter().filter(|sent| sent.act != Some(Act::LegalStep))
    }

    /// Of each earlier notice that went out or may have: its earliest and its latest day, and the latest day of its deadline, as far as they are known.
    pub fn earlier_days(&self) -> impl Iterator<Item = (Option<(Day, Day)>, Option<Day>)> + '_ {
        self.earlier().map(|one| (one.days, one.deadline.map(|deadline| deadline.latest)))
    }

    /// All earlier notices that went out or may have, in order.
    fn earlier(&self) -> impl DoubleEndedIterator<Item = Earlier> + '_ {
        let prior = self.invoice.prior.map_or(&[][..], |prior| &prior.notices);
        prior.iter().map(Earlier::inferred).chain(self.invoice.history.iter().map(Earlier::told))
    }

    /// Whether a notice is in a set, whichever of its days is the right one.
    fn is_in(&self, set: &Set, one: &Earlier) -> bool {
        let (Some(act), Some((earliest, latest))) = (one.act, one.days) else { return false };
        one.went
            && set.acts.contains(&act)
            && (!set.charged || one.charged == Charged::Yes)
            && earliest >= self.first_of(set)
            && latest <= self.last_of(set)
            && self.is_in_round(set, one, earliest)
    }

    /// Whether a notice is in a set on one of its days: one of unknown act or day is.
    fn may_be_in(&self, set: &Set, one: &Earlier) -> bool {
        one.act.is_none_or(|act| set.acts.contains(&act))
            && (!set.charged || one.may_be_charged())
            && (one.days.is_none() || self.last_in(set, one).is_some())
    }

    /// The last of a notice's days that is in a set; `None` where none is, or no day is known.
    fn last_in(&self, set: &Set, one: &Earlier) -> Option<Day> {
        let (earliest, latest) = one.days?;
        let last = latest.min(self.last_of(set));
        (last >= earliest.max(self.first_of(set)).max(self.round_may_begin(set))).then_some(last)
    }

    /// The first day a set holds, its round aside.
    fn first_of(&self, set: &Set) -> Day {
        if set.after_due { self.grace().until.plus(1) } else { Day::FIRST }
    }

    /// The last day a set holds.
    fn last_of(&self, set: &Set) -> Day {
        set.days_ago.map_or(Day::LAST, |days| self.proposal.on.plus(-days))
    }

    fn has_passed(&self, one: &Earlier, passed: Option<LeastDeadline>) -> bool {
        let Some(days) = passed else { return true };
        one.deadline.is_some_and(|deadline| deadline.latest < self.proposal.on && deadline.shortest >= days)
    }

    /// How long a round of charged notices lasts, where a set asks for it.
    fn round(&self, set: &Set) -> Option<i32> {
        self.law.new_round.filter(|_| set.this_round)
    }

    /// Whether no round can have ended since a notice went out.
    fn is_in_round(&self, set: &Set, one: &Earlier, earliest: Day) -> bool {
        let (Some(months), on) = (self.round(set), self.proposal.on) else { return true };
        if self.invoice.prior.is_none() {
            return earliest >= Round::of(self.invoice.history, months).began(on);
        }
        // A round that began so lately, or with this notice or before it, goes on today.
        let lasts = |began: Day| on < began.plus_months(months);
        let first = self.earlier().filter(Earlier::may_be_charged).filter_map(|one| one.days).map(|(earliest, _)| earliest).min();
        first.is_none_or(lasts) || one.charged == Charged::Yes && lasts(earliest)
    }

    /// The first day on which the round that goes on today may have begun: notices before it are known to be of one that has ended.
    fn round_may_begin(&self, set: &Set) -> Day {
        let (Some(months), on) = (self.round(set), self.proposal.on) else { return Day::FIRST };
        if self.invoice.prior.is_none() {
            return Round::of(self.invoice.history, months).began(on);
        }
        let last = self.earlier().filter(Earlier::may_be_charged).filter_map(|one| one.days).map(|(_, latest)| latest).max();
        last.map(|last| last.plus_months(months)).filter(|ended| on >= *ended).unwrap_or(Day::FIRST)
    }
}
