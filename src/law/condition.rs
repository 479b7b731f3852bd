use super::amount::{Ceiling, Reader};
use super::{Sent, Unknown, round};
use crate::syntax::tree::{Amount, Passed, RuleCondition, Set};
use crate::value::{Day, Minor};

/// Whether a condition of law holds, or which value decides it that the law does not tell.
pub type Truth = Result<bool, Unknown>;

impl Reader<'_> {
    /// Whether a condition holds of the notice judged. Facts the ledger does not know are read against the creditor.
    pub fn holds(&self, condition: &RuleCondition) -> Truth {
        use RuleCondition as C;
        let (invoice, proposal) = (self.invoice, self.proposal);
        Ok(match condition {
            C::All(all) => return self.every(all, true),
            C::Any(any) => return self.every(any, false),
            C::Not(condition) => !self.holds(condition)?,
            C::Debtor(debtor) => invoice.debtor == *debtor,
            C::FeeAgreed => invoice.fee_agreed,
            C::Disputed => invoice.disputed,
            C::OverdueAtLeast(days) => proposal.on.since(invoice.due) >= *days,
            C::TermAtMost(days) => invoice.term.is_none_or(|term| term <= *days),
            C::InterestStarted => proposal.on > invoice.interest_from,
            C::DeadlineAtLeast(days) => proposal.deadline.is_some_and(|deadline| deadline.since(proposal.on) >= *days),
            C::DeadlineBusinessDays(days) => {
                let calendar = &self.law.statute.calendar;
                proposal.deadline.is_some_and(|deadline| calendar.business_days_between(proposal.on, deadline) >= *days)
            }
            C::FeeAbove(amount) => return self.above(proposal.fee, amount),
            C::LetterFeeAbove(amount) => return self.above(proposal.fee + proposal.other_rows, amount),
            C::AfterMovedDueDate => proposal.on > self.law.statute.calendar.on_or_after(invoice.due),
            C::Earlier(set, passed) => self.known(set).any(|sent| self.has_passed(sent, *passed)),
            C::One { last, set, passed } => {
                let one = if *last { self.known(set).last() } else { self.known(set).next() };
                one.is_some_and(|sent| self.has_passed(sent, *passed))
            }
            C::Count(set, least) => self.fitting(set).count() >= *least as usize,
            C::DaysSinceBelow(set, days) => {
                // A notice of unknown day went out before the first of a known day, and may otherwise have gone out today.
                let told = invoice.history.iter().find_map(|sent| sent.on).unwrap_or(proposal.on);
                let last = self.fitting(set).map(|sent| sent.on.unwrap_or(told)).max();
                last.is_some_and(|last| proposal.on.since(last) < *days)
            }
        })
    }

    /// All of them (or any), where one that settles the matter outweighs one the law does not tell.
    fn every(&self, conditions: &[RuleCondition], all: bool) -> Truth {
        let mut unknown = None;
        for condition in conditions {
            match self.holds(condition) {
                Ok(holds) if holds != all => return Ok(!all),
                Ok(_) => {}
                Err(missing) => unknown = Some(missing),
            }
        }
        unknown.map_or(Ok(all), Err)
    }

    fn above(&self, fee: Minor, amount: &Amount) -> Truth {
        match self.ceiling(amount) {
            Ceiling { unknown: Some(unknown), .. } => Err(unknown),
            Ceiling { figure, .. } => Ok(i128::from(fee) > figure.map_or(0, |figure| figure.floor())),
        }
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

    fn round_began(&self, set: &Set) -> Day {
        if set.this_round { round::began(self.invoice.history, self.proposal.on, self.law.statute.new_round) } else { Day::FIRST }
    }

    fn has_passed(&self, sent: &Sent, passed: Option<Passed>) -> bool {
        let Some(days) = passed else { return true };
        match (sent.on, sent.deadline) {
            (Some(on), Some(deadline)) => deadline < self.proposal.on && deadline.since(on) >= days,
            _ => false,
        }
    }
}
