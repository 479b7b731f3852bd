use super::journal::{Moved, Owed, Recorder};
use super::sum::{Claim, Fold};
use crate::law::{Accrual, Owing};
use crate::ledger::{Event, EventKind, undone};
use crate::terms::Part;
use crate::value::{Day, Minor};

/// The money of one invoice while its events are read.
pub struct Account<'a, R> {
    /// How events are read.
    pub fold: &'a Fold<'a>,
    recorder: R,
    /// What credit notes came to.
    credited: Minor,
    /// What of them went beyond the balance, and was settled like a payment.
    excess: Minor,
    /// Principal still outstanding.
    pub balance: Minor,
    fees: Minor,
    interest: Minor,
    interest_known: bool,
    /// Whether some of it rests on the assumption that the law has not changed.
    assumed: bool,
    /// Interest that was ever rounded.
    rounded: Minor,
    credit: Minor,
    /// What payments have settled so far of fees, interest and principal.
    settled: [Minor; 3],
    /// Fees forgiven so far.
    waived: Minor,
    written_off: Minor,
    recovered: Minor,
    given_up: bool,
    /// What the law did not allow of the charges of notices: none of it is owed.
    disallowed: Vec<(u32, Minor)>,
    /// What happened on days of grace, until their interest is reckoned.
    on_grace: Vec<OnGrace>,
    /// Interest since the last settlement, exact.
    accrued: i128,
    accrued_to: Day,
}

/// An event of a day of grace.
struct OnGrace {
    on: Day,
    /// The balance before it.
    balance: Minor,
    /// What money took off the balance, or off what was given up.
    took: Minor,
}

impl<'a, R: Recorder> Account<'a, R> {
    /// Before the first event.
    pub fn new(fold: &'a Fold<'a>, recorder: R) -> Account<'a, R> {
        Account {
            fold,
            recorder,
            credited: 0,
            excess: 0,
            balance: fold.opening.map_or(fold.amount, |opening| opening.balance),
            fees: fold.opening.map_or(0, |opening| opening.fees),
            interest: 0,
            interest_known: true,
            assumed: false,
            rounded: 0,
            credit: 0,
            settled: [0; 3],
            waived: 0,
            written_off: 0,
            recovered: 0,
            given_up: false,
            disallowed: Vec::new(),
            on_grace: Vec::new(),
            accrued: 0,
            accrued_to: fold.accrual.after,
        }
    }

    /// Reads the next event; `history` are the notices that stand before it.
    pub fn apply(&mut self, event: &Event, history: &[(u32, Day)]) {
        let claimed = |account: &Account<'a, R>| account.balance + account.written_off - account.recovered;
        let (balance, before) = (self.balance, claimed(self));
        self.book(event, history);
        if self.fold.grace.covers(event.on) {
            let is_money = matches!(event.what, EventKind::Payment(_) | EventKind::Credit(_));
            let took = if is_money { before - claimed(self) } else { 0 };
            self.on_grace.push(OnGrace { on: event.on, balance, took });
        }
    }

    fn book(&mut self, event: &Event, history: &[(u32, Day)]) {
        match event.what {
            EventKind::Credit(amount) => {
                // A credit note changes the principal; only what exceeds the balance is money, and settles.
                self.accrue(event.on);
                let reduces = amount.min(self.balance);
                self.credited += amount;
                self.balance -= reduces;
                self.tell(event.on, Moved::CreditNote(amount));
                if amount > reduces {
                    self.excess += amount - reduces;
                    self.receive(amount - reduces, event.on, Moved::Excess(amount - reduces));
                }
            }
            EventKind::Uncredit(amount) => self.uncredit(amount, event.on),
            EventKind::Waive(fees, interest) => {
                if interest > 0 {
                    self.settle_interest(event.on);
                }
                let forgiven = fees.min(self.fees);
                self.fees -= forgiven;
                self.waived += forgiven;
                self.interest -= interest.min(self.interest);
                self.tell(event.on, Moved::Waived);
            }
            EventKind::Payment(amount) => self.receive(amount, event.on, Moved::Payment(amount)),
            EventKind::Reversal(amount) => self.take_back(amount, event.on),
            EventKind::WriteOff(amount) => {
                self.accrue(event.on);
                let given_up = amount.unwrap_or(self.balance).min(self.balance);
                self.balance -= given_up;
                self.written_off += given_up;
                self.given_up |= self.balance == 0;
                self.tell(event.on, Moved::WrittenOff(given_up));
            }
            EventKind::Reopened => {
                self.accrue(event.on);
                // Nobody owes again what a credit note has taken away.
                let room = (self.principal() - self.balance).max(0);
                let taken_up = (self.written_off - self.recovered).min(room);
                self.balance += taken_up;
                self.settled[Part::Principal as usize] += self.recovered;
                (self.written_off, self.recovered, self.given_up) = (0, 0, false);
                self.tell(event.on, Moved::Reopened(taken_up));
            }
            EventKind::Notice(place) => {
                self.fees += self.charge(place);
                self.tell(event.on, Moved::Charged(place));
                self.use_credit();
                self.tell(event.on, Moved::CreditUsed);
            }
            EventKind::Cancelled(..) | EventKind::Recalled => {
                if let Some(at) = undone(event.what, history, self.fold.notices) {
                    self.uncharge(history[at].0, event.on);
                }
            }
            EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded => {}
        }
    }

    /// Adds the interest of the days up to and including `to` on the balance of their mornings. Days of grace bear theirs once they are over.
    fn accrue(&mut self, to: Day) {
        if to <= self.accrued_to || self.fold.grace.covers(to) {
            return;
        }
        // On each of their mornings the money of that day and of those that followed had come.
        let happened = std::mem::take(&mut self.on_grace);
        let mut on = self.fold.grace.due;
        while !happened.is_empty() && on < self.fold.grace.until {
            on = on.plus(1);
            let ahead = || happened.iter().filter(|one| one.on >= on);
            let balance = ahead().next().map_or(self.balance, |one| one.balance);
            self.bear((balance - ahead().map(|one| one.took).sum::<Minor>()).max(0), on);
        }
        self.bear(self.balance, to);
    }

    /// Adds the interest on a balance of the days up to and including `to`.
    fn bear(&mut self, balance: Minor, to: Day) {
        if to <= self.accrued_to {
            return;
        }
        self.assumed |= balance != 0 && self.fold.accrual.is_assumed(to);
        match self.fold.accrual.numerator(balance, self.accrued_to, to) {
            Some(numerator) => self.accrued += numerator,
            None => self.interest_known = false,
        }
        self.recorder.accrue(&self.fold.accrual, balance, self.accrued_to, to);
        self.accrued_to = to;
    }

    /// Everything owed on a day; `None` when the interest is unknown.
    pub fn total(&mut self, on: Day) -> Option<Minor> {
        self.accrue(on);
        self.interest_known.then(|| self.balance + self.fees + self.interest + Accrual::rounded(self.accrued))
    }

    /// The invoice amount less credit notes.
    fn principal(&self) -> Minor {
        (self.fold.amount - self.credited).max(0)
    }

    /// What a notice charges, as far as it is owed.
    fn charge(&self, place: u32) -> Minor {
        let notice = &self.fold.notices[place as usize];
        let less = self.disallowed.iter().find(|(disallowed, _)| *disallowed == place).map_or(0, |(_, less)| *less);
        notice.fee + notice.compensation - less
    }

    /// Leaves out so much of what a notice charges, which is read next or was read: the law did not allow it.
    pub fn disallow(&mut self, place: u32, less: Minor) {
        self.disallowed.push((place, less));
    }

    /// Whether anything is owed after what was read.
    pub fn owing(&self) -> Owing {
        let principal = self.balance > 0;
        let interest = !self.interest_known || self.interest > 0 || Accrual::rounded(self.accrued) > 0;
        Owing { principal, anything: principal || interest || self.fees > 0 }
    }

    /// Rounds what has accrued: from now on it is owed, and accrual starts again from zero.
    fn settle_interest(&mut self, on: Day) {
        self.accrue(on);
        if self.accrued != 0 {
            let rounded = Accrual::rounded(self.accrued);
            self.interest += rounded;
            self.rounded += rounded;
            self.tell(on, Moved::Rounded(self.accrued));
            self.accrued = 0;
        }
    }

    fn receive(&mut self, amount: Minor, on: Day, what: Moved) {
        self.settle_interest(on);
        self.credit += amount;
        self.use_credit();
        self.tell(on, what);
        self.recover(self.credit.min(self.written_off - self.recovered), on);
    }

    /// Takes so much of the money at hand for what was given up; below zero it is at hand again.
    fn recover(&mut self, amount: Minor, on: Day) {
        if amount != 0 {
            self.recovered += amount;
            self.credit -= amount;
            self.tell(on, Moved::Recovered(amount));
        }
    }

    /// Takes a credit note back: first what of credit notes settled like a payment, then what lowered the balance.
    fn uncredit(&mut self, amount: Minor, on: Day) {
        self.accrue(on);
        let excess = amount.min(self.excess);
        self.excess -= excess;
        self.credited -= amount.min(self.credited);
        if excess > 0 {
            self.settle_interest(on);
        }
        self.balance += amount - excess;
        self.undo(excess, on);
        self.use_credit();
        self.tell(on, Moved::CreditNoteUndone(amount));
    }

    /// Settles what is owed with what is at hand, in the policy's order.
    fn use_credit(&mut self) {
        for part in self.fold.settle {
            let credit = self.credit;
            let owed = self.part(part);
            let paid = (*owed).min(credit);
            *owed -= paid;
            self.credit -= paid;
            self.settled[part as usize] += paid;
        }
    }

    fn take_back(&mut self, amount: Minor, on: Day) {
        self.settle_interest(on);
        self.undo(amount, on);
        self.tell(on, Moved::Reversal(amount));
    }

    /// Undoes what money has settled, the last first.
    fn undo(&mut self, amount: Minor, on: Day) {
        self.recover(-(amount - amount.min(self.credit)).min(self.recovered), on);
        let mut left = amount - amount.min(self.credit);
        self.credit -= amount - left;
        for part in self.fold.settle.into_iter().rev() {
            // Nobody owes again what a credit note has taken away: the excess of it settled something else.
            let paid = (self.principal() - self.balance - self.written_off).max(0);
            let most = if part == Part::Principal { paid } else { Minor::MAX };
            let undone = left.min(self.settled[part as usize]).min(most);
            self.settled[part as usize] -= undone;
            *self.part(part) += undone;
            left -= undone;
        }
    }

    /// Takes the charges of a notice away; what was already paid of them is free for the rest.
    fn uncharge(&mut self, place: u32, on: Day) {
        let charge = self.charge(place);
        let owed = charge.min(self.fees);
        // What was forgiven was never paid.
        let forgiven = (charge - owed).min(self.waived);
        self.waived -= forgiven;
        let freed = (charge - owed - forgiven).min(self.settled[Part::Fees as usize]);
        if freed > 0 {
            self.settle_interest(on);
        }
        self.fees -= owed;
        let fees = self.fees - freed;
        self.recorder.tell(on, Moved::Uncharged(place), Owed { fees: fees - forgiven, ..self.owed() });
        self.recorder.tell(on, Moved::Forgiven, Owed { fees, ..self.owed() });
        if freed > 0 {
            self.settled[Part::Fees as usize] -= freed;
            self.receive(freed, on, Moved::Freed(freed));
        }
    }

    fn owed(&self) -> Owed {
        Owed { balance: self.balance, interest: self.interest, fees: self.fees, credit: self.credit }
    }

    /// Tells what happened and what is owed now.
    pub fn tell(&mut self, on: Day, what: Moved) {
        let owed = self.owed();
        self.recorder.tell(on, what, owed);
    }

    fn part(&mut self, part: Part) -> &mut Minor {
        match part {
            Part::Fees => &mut self.fees,
            Part::Interest => &mut self.interest,
            Part::Principal => &mut self.balance,
        }
    }

    /// What is owed at the end.
    pub fn close(mut self) -> (Claim, R) {
        let on = self.fold.on;
        self.settle_interest(on);
        if self.credit > 0 {
            self.use_credit();
            self.tell(on, Moved::CreditUsed);
        }
        let claim = Claim {
            principal: self.principal(),
            balance: self.balance,
            fees: self.fees,
            interest: self.interest_known.then_some(self.interest),
            accrued: self.interest_known.then_some(self.rounded),
            credit: self.credit,
            written_off: self.written_off,
            recovered: self.recovered,
            given_up: self.given_up,
            assumed: self.assumed,
        };
        (claim, self.recorder)
    }
}
