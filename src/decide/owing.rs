//! What is owed in law when a notice goes out: charges that the law did not allow are not, what was given up in the books is.

use super::notice::view;
use super::{BoundPlan, Case};
use crate::claim::{Claim, Walk};
use crate::law::{InterestClaimed, Invoice, Owing, Proposal, Sent, allowed, judge};
use crate::ledger::{Event, EventKind, Notice};
use crate::value::{Day, Minor};

/// An invoice while its events are read, as the law sees it.
pub struct InLaw<'a> {
    walk: Walk<'a>,
    /// The same at another rate of interest, where what is owed at either is owed.
    other: Option<Walk<'a>>,
    /// What was owed at some moment of the day that is read, its morning included.
    of_day: Option<(Day, Owing)>,
}

impl<'a> InLaw<'a> {
    /// Before the first event.
    pub fn new(walk: Walk<'a>) -> InLaw<'a> {
        InLaw { walk, other: None, of_day: None }
    }

    /// What is owed by another reading of the same events is owed too.
    #[must_use]
    pub fn or(self, other: Walk<'a>) -> InLaw<'a> {
        InLaw { other: Some(other), ..self }
    }

    /// The invoice as its events so far leave it.
    pub fn walk(&self) -> &Walk<'a> {
        &self.walk
    }

    /// What is owed when a notice goes out on a day: all that was owed at some moment of it, for the day's money may have come in after the notice.
    pub fn owing(&mut self, on: Day) -> Owing {
        let now = self.other.iter().fold(self.walk.owing(), |owing, other| owing.or(other.owing()));
        let owing = self.of_day.filter(|(day, _)| *day == on).map_or(now, |(_, earlier)| now.or(earlier));
        self.of_day = Some((on, owing));
        owing
    }

    /// The invoice as the law sees it when a notice goes out on a day, of which everything else is told.
    pub fn seen<'i>(&mut self, on: Day, told: Invoice<'i>) -> Invoice<'i> {
        Invoice { disputed: self.walk.disputed().is_some(), owing: self.owing(on), balance: self.walk.balance(), ..told }
    }

    /// Learns how much of its charges the law allows a notice that is read next.
    pub fn allow(&mut self, place: u32, notice: &Notice, allowed: Minor) {
        let disallowed = notice.fee + notice.compensation - allowed;
        if disallowed > 0 {
            self.walk.disallow(place, disallowed);
            self.other.iter_mut().for_each(|other| other.disallow(place, disallowed));
        }
    }

    /// Reads the next event; answers with the notice it undoes. What is given up in the books is owed as before.
    pub fn read(&mut self, event: &Event) -> Option<(u32, Day)> {
        self.owing(event.on);
        if matches!(event.what, EventKind::WriteOff(_) | EventKind::Reopened) {
            return None;
        }
        if let Some(other) = &mut self.other {
            other.read(event);
        }
        self.walk.read(event)
    }
}

/// What is owed where nobody asks whether charges were allowed, as the books have it.
pub fn owing_by_books(claim: &Claim) -> Owing {
    Owing { principal: claim.balance > 0, anything: claim.total().is_none_or(|total| total > 0) }
}

/// What is owed in law on a day, when a notice goes out under a policy.
pub fn owing(bound: &BoundPlan, case: &Case, claim: &Claim, on: Day) -> Owing {
    if case.opening.is_some() {
        return owing_by_books(claim);
    }
    let events = || case.events.iter().take_while(|event| event.on <= on);
    let money = |event: &Event| event.what.paid() + event.what.credited();
    // Until so much has come in, principal is owed whatever the money settled.
    if events().map(money).sum::<Minor>() < case.amount {
        return Owing::ALL;
    }
    let (fold, mut standing) = (case.fold(bound, on), Vec::new());
    let mut in_law = InLaw::new(Walk::new(&fold, &mut standing));
    for event in events() {
        if let EventKind::Notice(place) = event.what {
            let notice = &case.notices[place as usize];
            let history = sent_before(case, in_law.walk(), event.on);
            // Which contracts an earlier letter could rest on was for whoever sent it to say.
            let fee_agreed = case.fee_agreed.unwrap_or(true);
            let seen = in_law.seen(event.on, Invoice { fee_agreed, ..view(bound, case, case.amount, &history) });
            let proposal = recorded(case, place, event.on, None);
            let law = &bound.plan.law;
            let breaches = judge(law, &seen, &proposal);
            in_law.allow(place, notice, allowed(law, &seen, &proposal, &breaches));
        }
        in_law.read(event);
    }
    in_law.owing(on)
}

/// A notice of the ledger as the law sees it, with the interest that it claims.
pub fn recorded<'r>(case: &Case, place: u32, on: Day, interest: Option<InterestClaimed<'r>>) -> Proposal<'r> {
    let notice = &case.notices[place as usize];
    let other_rows = case.letters.fees_before(place, notice, on, case.currency);
    let Notice { act, deadline, fee, compensation, .. } = *notice;
    Proposal { act, on, deadline, fee, other_rows, compensation, interest }
}

/// The notices that stand before one of a day, as the law sees them.
pub fn sent_before(case: &Case, walk: &Walk, on: Day) -> Vec<Sent> {
    walk.history().iter().map(|(place, sent)| case.letters.sent(&case.notices[*place as usize], *sent, on)).collect()
}
