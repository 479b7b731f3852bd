//! What is owed in law when a notice goes out: charges that the law did not allow are not, what was given up in the books is.

use super::notice::view;
use super::{BoundPlan, Case};
use crate::claim::{Claim, Fold, Walk};
use crate::law::{InterestClaimed, Invoice, Law, Owing, Proposal, Sent, allowed, judge};
use crate::ledger::{Event, EventKind, Notice};
use crate::terms::Part;
use crate::value::{Day, Minor};

/// An invoice while its events are read, as the law sees it.
pub struct InLaw<'a> {
    case: &'a Case<'a>,
    law: &'a Law,
    fold: &'a Fold<'a>,
    walk: Walk<'a>,
    /// How many events were read.
    read: usize,
    /// What was owed at some moment of the day that is read, its morning included.
    today: Option<(Day, Owing)>,
    /// What the law did not allow of the charges of a notice.
    disallowed: Vec<(u32, Minor)>,
}

impl<'a> InLaw<'a> {
    /// Before the first event. `standing` is emptied, and then holds the notices that stand.
    pub fn new(case: &'a Case<'a>, law: &'a Law, fold: &'a Fold<'a>, standing: &'a mut Vec<(u32, Day)>) -> InLaw<'a> {
        InLaw { case, law, fold, walk: Walk::new(fold, standing), read: 0, today: None, disallowed: Vec::new() }
    }

    /// The notices that stand, as the law sees them before one of a day.
    pub fn history(&self, on: Day) -> Vec<Sent> {
        self.walk.history().iter().map(|(place, sent)| self.case.letters.sent(&self.case.notices[*place as usize], *sent, on)).collect()
    }

    /// The notices that stand, each with its day.
    pub fn standing(&self) -> &[(u32, Day)] {
        self.walk.history()
    }

    /// What is owed when a notice goes out on a day: what the books have, and what was given up in them.
    pub fn owing(&mut self, on: Day) -> Owing {
        let own = self.of_day(on);
        if own == Owing::ALL { own } else { own.or(self.owing_by(self.fold, on, |_| true)) }
    }

    /// All that was owed at some moment of a day, for its money may have come in after a notice that goes out on it.
    fn of_day(&mut self, on: Day) -> Owing {
        let now = self.walk.owing();
        let owing = self.today.filter(|(day, _)| *day == on).map_or(now, |(_, earlier)| now.or(earlier));
        self.today = Some((on, owing));
        owing
    }

    /// What was owed when a notice went out on a day. Nobody tells under which policy that was, so what is owed in any order of settlement, at the rate
    /// of this reading, the agreed one or the statute's, is owed.
    fn owing_by_any(&mut self, on: Day) -> Owing {
        let own = self.of_day(on);
        let by = |fold: Fold| self.owing_by(&fold, on, is_of_law).or(self.owing_by(&fold, on, |_| true));
        if own == Owing::ALL { own } else { self.readings().fold(own, |owing, fold| owing.or(by(fold))) }
    }

    fn readings(&self) -> impl Iterator<Item = Fold<'a>> {
        let (case, law, fold) = (self.case, self.law, *self.fold);
        // Where a lower rate was agreed, the law lets the statute's be asked for.
        let agreed = case.interest_agreed.map(|_| case.accrual_under(law));
        let rates = [Some(fold.accrual), Some(case.accrual_at_statute(law)), agreed];
        rates.into_iter().flatten().flat_map(move |accrual| Part::ORDERS.map(|settle| Fold { accrual, settle, ..fold }))
    }

    /// What was owed at some moment of a day by another reading of the events so far, or of some of them.
    fn owing_by(&self, fold: &Fold, on: Day, is_read: fn(&Event) -> bool) -> Owing {
        let mut standing = Vec::new();
        let mut walk = Walk::new(fold, &mut standing);
        let mut owing = Owing::NOTHING;
        self.disallowed.iter().for_each(|(place, less)| walk.disallow(*place, *less));
        for event in self.case.events[..self.read].iter().filter(|event| is_read(event)) {
            if event.on == on {
                owing = owing.or(walk.owing());
            }
            walk.read(event);
        }
        owing.or(walk.owing())
    }

    /// The invoice as the law saw it when a notice went out on a day, of which everything else is told.
    pub fn seen<'i>(&mut self, on: Day, told: Invoice<'i>) -> Invoice<'i> {
        Invoice { disputed: self.walk.disputed().is_some(), owing: self.owing_by_any(on), balance: self.walk.balance(), ..told }
    }

    /// Learns how much of its charges the law allows a notice that is read next.
    pub fn allow(&mut self, place: u32, notice: &Notice, allowed: Minor) {
        let disallowed = notice.fee + notice.compensation - allowed;
        if disallowed > 0 {
            self.walk.disallow(place, disallowed);
            self.disallowed.push((place, disallowed));
        }
    }

    /// Reads the next event of the case; answers with the notice it undoes.
    pub fn read(&mut self, event: &Event) -> Option<(u32, Day)> {
        self.of_day(event.on);
        self.read += 1;
        if is_of_law(event) { self.walk.read(event) } else { None }
    }
}

/// Whether the law heeds an event: what is given up in the books is owed as before.
pub fn is_of_law(event: &Event) -> bool {
    !matches!(event.what, EventKind::WriteOff(_) | EventKind::Reopened)
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
    let (law, fold, mut standing) = (&bound.plan.law, case.fold(bound, on), Vec::new());
    let mut in_law = InLaw::new(case, law, &fold, &mut standing);
    for event in events() {
        if let EventKind::Notice(place) = event.what {
            let notice = &case.notices[place as usize];
            let history = in_law.history(event.on);
            // Which contracts an earlier letter could rest on was for whoever sent it to say.
            let fee_agreed = case.fee_agreed.unwrap_or(true);
            let seen = in_law.seen(event.on, Invoice { fee_agreed, ..view(bound, case, case.amount, &history) });
            let proposal = recorded(case, place, event.on, None);
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
