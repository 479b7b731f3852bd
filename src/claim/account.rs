use super::journal::{Moved, Owed, Recorder};
use super::notices::undone;
use super::sum::{Claim, Fold};
use crate::law::Accrual;
use crate::ledger::{Event, EventKind};
use crate::terms::Part;
use crate::value::{Day, Minor};

/// The money of one invoice while its events are read.
pub struct Account<'a, R> {
    /// How events are read.
    pub fold: &'a Fold<'a>,
    recorder: R,
    principal: Minor,
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
    /// Interest since the last settlement, exact.
    accrued: i128,
    accrued_to: Day,
}

impl<'a, R: Recorder> Account<'a, R> {
    /// Before the first event.
    pub fn new(fold: &'a Fold<'a>, recorder: R) -> Account<'a, R> {
        Account {
            fold,
            recorder,
            principal: fold.amount,
            balance: fold.opening.map_or(fold.amount, |opening| opening.balance),
            fees: fold.opening.map_or(0, |opening| opening.fees),
            interest: 0,
            interest_known: true,
            assumed: false,
            rounded: 0,
            credit: 0,
            settled: [0; 3],
            waived: 0,
            accrued: 0,
            accrued_to: fold.accrual.after,
        }
    }

    /// Reads the next event; `history` are the notices that stand before it.
    pub fn apply(&mut self, event: &Event, history: &[(u32, Day)]) {
        match event.what {
            EventKind::Credit(amount) => {
                // A credit note changes the principal; only what exceeds the balance is money, and settles.
                self.accrue(event.on);
                let reduces = amount.min(self.balance);
                self.principal -= amount.min(self.principal);
                self.balance -= reduces;
                self.tell(event.on, Moved::CreditNote(amount));
                if amount > reduces {
                    self.receive(amount - reduces, event.on, Moved::Excess(amount - reduces));
                }
            }
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
            EventKind::WriteOff => {
                self.accrue(event.on);
                self.balance = 0;
                self.tell(event.on, Moved::WrittenOff);
            }
            EventKind::Notice(place) => {
                let notice = &self.fold.notices[place as usize];
                self.fees += notice.fee + notice.compensation;
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
            | EventKind::Judgment => {}
        }
    }

    /// Adds the interest of the days up to and including `to` on the balance of their mornings.
    fn accrue(&mut self, to: Day) {
        if to <= self.accrued_to {
            return;
        }
        self.assumed |= self.balance != 0 && self.fold.accrual.is_assumed(to);
        match self.fold.accrual.numerator(self.balance, self.accrued_to, to) {
            Some(numerator) => self.accrued += numerator,
            None => self.interest_known = false,
        }
        self.recorder.accrue(&self.fold.accrual, self.balance, self.accrued_to, to);
        self.accrued_to = to;
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

    /// Undoes what was settled last first.
    fn take_back(&mut self, amount: Minor, on: Day) {
        self.settle_interest(on);
        let mut left = amount - amount.min(self.credit);
        self.credit -= amount.min(self.credit);
        for part in self.fold.settle.into_iter().rev() {
            // Nobody owes again what a credit note has taken away: the excess of it settled something else.
            let most = if part == Part::Principal { self.principal - self.balance } else { Minor::MAX };
            let undone = left.min(self.settled[part as usize]).min(most);
            self.settled[part as usize] -= undone;
            *self.part(part) += undone;
            left -= undone;
        }
        self.tell(on, Moved::Reversal(amount));
    }

    /// Takes the charges of a notice away; what was already paid of them is free for the rest.
    fn uncharge(&mut self, place: u32, on: Day) {
        let notice = &self.fold.notices[place as usize];
        let charge = notice.fee + notice.compensation;
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
            principal: self.principal,
            balance: self.balance,
            fees: self.fees,
            interest: self.interest_known.then_some(self.interest),
            accrued: self.interest_known.then_some(self.rounded),
            credit: self.credit,
            assumed: self.assumed,
        };
        (claim, self.recorder)
    }
}
