use super::{Accrual, Entry, Journal, Moved, Owed, Recorder};
use crate::ledger::{Event, Notice, Opening, What};
use crate::syntax::tree::Part;
use crate::value::{Act, Day, Minor};

/// What one invoice comes to on a day. Amounts are minor units of its currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Claim {
    /// The invoice amount less credit notes.
    pub principal: Minor,
    /// Principal still outstanding.
    pub balance: Minor,
    /// Fees and compensation not yet paid or waived.
    pub fees: Minor,
    /// Late interest not yet paid or waived; `None` when the law does not tell a rate it needs.
    pub interest: Option<Minor>,
    /// What is left of payments when everything is settled.
    pub credit: Minor,
    /// Whether the interest rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Claim {
    /// Balance, interest and fees; `None` when the interest is unknown.
    pub fn total(&self) -> Option<Minor> {
        Some(self.balance + self.interest? + self.fees)
    }
}

/// Where a case stands on a day, besides its money.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Standing {
    /// The day since which an objection is open.
    pub disputed: Option<Day>,
    /// The creditor's own hold: since when, and through which day.
    pub hold: Option<(Day, Option<Day>)>,
    /// A payment plan: since when, and through which day.
    pub plan: Option<(Day, Option<Day>)>,
    /// A promise to pay: since when, and through which day.
    pub promise: Option<(Day, Option<Day>)>,
    /// Whether the balance was given up.
    pub written_off: bool,
}

/// What decides how an invoice's events are read.
#[derive(Clone, Copy, Debug)]
pub struct Fold<'a> {
    /// The ledger's own amount.
    pub amount: Minor,
    /// What an open-items file states instead of a history.
    pub opening: Option<&'a Opening>,
    /// The late rate.
    pub accrual: Accrual<'a>,
    /// The order in which a payment settles.
    pub settle: [Part; 3],
    /// What each notice said.
    pub notices: &'a [Notice],
    /// The as-of date: events after it do not exist.
    pub on: Day,
}

/// Goes through an invoice's events in order. `history` is left with the notices that stand, as places in the ledger's list with their days.
pub fn fold(fold: &Fold, events: &[Event], history: &mut Vec<(u32, Day)>) -> (Claim, Standing) {
    let (claim, standing, ()) = read_all(Walk::new(fold, history), events);
    (claim, standing)
}

/// The same, line by line. `issued` is the day of the first line.
pub fn journal(fold: &Fold, events: &[Event], issued: Day) -> (Claim, Vec<Entry>) {
    let mut history = Vec::new();
    let mut walk = Walk::recorded(fold, &mut history, Journal::default());
    walk.money.tell(issued, Moved::Opened);
    let (claim, _, journal) = read_all(walk, events);
    (claim, journal.entries)
}

fn read_all<R: Recorder>(mut walk: Walk<R>, events: &[Event]) -> (Claim, Standing, R) {
    let on = walk.money.fold.on;
    for event in events.iter().take_while(|event| event.on <= on) {
        walk.read(event);
    }
    walk.close()
}

/// One invoice while its events are read one after another.
pub struct Walk<'a, R = ()> {
    money: Money<'a, R>,
    standing: Standing,
    history: &'a mut Vec<(u32, Day)>,
}

impl<'a> Walk<'a> {
    /// Before the first event. `history` is emptied, and then holds the notices that stand.
    pub fn new(fold: &'a Fold<'a>, history: &'a mut Vec<(u32, Day)>) -> Walk<'a> {
        Walk::recorded(fold, history, ())
    }
}

impl<'a, R: Recorder> Walk<'a, R> {
    fn recorded(fold: &'a Fold<'a>, history: &'a mut Vec<(u32, Day)>, recorder: R) -> Walk<'a, R> {
        history.clear();
        let mut standing = Standing::default();
        if let Some(opening) = fold.opening {
            standing.disputed = opening.disputed.then_some(Day::FIRST);
            standing.hold = opening.hold_until.map(|until| (Day::FIRST, Some(until)));
        }
        Walk { money: Money::new(fold, recorder), standing, history }
    }

    /// Reads the next event; answers with the notice it undoes.
    pub fn read(&mut self, event: &Event) -> Option<(u32, Day)> {
        self.money.apply(event, self.history);
        stand(&mut self.standing, event);
        notify(event, self.money.fold.notices, self.history)
    }

    /// Principal still outstanding.
    pub fn balance(&self) -> Minor {
        self.money.balance
    }

    /// The day since which an objection is open.
    pub fn disputed(&self) -> Option<Day> {
        self.standing.disputed
    }

    /// The notices that stand.
    pub fn history(&self) -> &[(u32, Day)] {
        self.history
    }

    fn close(mut self) -> (Claim, Standing, R) {
        let on = self.money.fold.on;
        let open = |stop: Option<(Day, Option<Day>)>| stop.filter(|(_, until)| until.is_none_or(|until| on <= until));
        self.standing.hold = open(self.standing.hold);
        self.standing.plan = open(self.standing.plan);
        self.standing.promise = open(self.standing.promise);
        let (claim, recorder) = self.money.close();
        (claim, self.standing, recorder)
    }
}

/// The notices of one invoice that stand on a day: sent by then, and not undone.
pub fn standing_notices(events: &[Event], notices: &[Notice], on: Day) -> Vec<(u32, Day)> {
    let mut history = Vec::new();
    for event in events.iter().take_while(|event| event.on <= on) {
        notify(event, notices, &mut history);
    }
    history
}

/// Adds a notice to those that stand, or takes away the one an event undoes, and answers with that.
pub(super) fn notify(event: &Event, notices: &[Notice], history: &mut Vec<(u32, Day)>) -> Option<(u32, Day)> {
    match event.what {
        What::Notice(notice) => {
            history.push((notice, event.on));
            None
        }
        What::Cancelled(..) | What::Recalled => undone(event.what, history, notices).map(|at| history.remove(at)),
        _ => None,
    }
}

fn stand(standing: &mut Standing, event: &Event) {
    let since = event.on;
    match event.what {
        What::Dispute => standing.disputed = standing.disputed.or(Some(since)),
        What::Resolved => standing.disputed = None,
        // Of two holds the longer counts; one without an end lasts until it is released.
        What::Hold(until) => {
            standing.hold = Some(match standing.hold {
                Some((earlier, Some(first))) if since <= first => (earlier, until.map(|until| until.max(first))),
                Some((earlier, None)) => (earlier, None),
                _ => (since, until),
            })
        }
        What::Release => standing.hold = None,
        What::Plan(until) => standing.plan = Some((since, until)),
        What::PlanEnded => standing.plan = None,
        What::Promise(until, _) => standing.promise = Some((since, until)),
        What::WriteOff => standing.written_off = true,
        What::Notice(_) | What::Cancelled(..) | What::Recalled => {}
        What::Credit(_) | What::Waive(..) | What::Payment(_) | What::Reversal(_) | What::Acknowledged | What::Judgment => {}
    }
}

/// Which of the notices that stand an event undoes: the latest it names.
fn undone(what: What, history: &[(u32, Day)], notices: &[Notice]) -> Option<usize> {
    history.iter().rposition(|(notice, _)| {
        let notice = &notices[*notice as usize];
        match what {
            What::Cancelled(act, step) => act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step),
            What::Recalled => notice.act == Act::Handover,
            _ => false,
        }
    })
}

/// The money of one invoice while its events are read.
struct Money<'a, R> {
    fold: &'a Fold<'a>,
    recorder: R,
    principal: Minor,
    balance: Minor,
    fees: Minor,
    interest: Minor,
    interest_known: bool,
    credit: Minor,
    /// What payments have settled so far of fees, interest and principal.
    settled: [Minor; 3],
    /// Fees forgiven so far.
    waived: Minor,
    /// Interest since the last settlement, exact.
    accrued: i128,
    accrued_to: Day,
}

impl<'a, R: Recorder> Money<'a, R> {
    fn new(fold: &'a Fold<'a>, recorder: R) -> Money<'a, R> {
        Money {
            fold,
            recorder,
            principal: fold.amount,
            balance: fold.opening.map_or(fold.amount, |opening| opening.balance),
            fees: fold.opening.map_or(0, |opening| opening.fees),
            interest: 0,
            interest_known: true,
            credit: 0,
            settled: [0; 3],
            waived: 0,
            accrued: 0,
            accrued_to: fold.accrual.after,
        }
    }

    fn apply(&mut self, event: &Event, history: &[(u32, Day)]) {
        match event.what {
            What::Credit(amount) => {
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
            What::Waive(fees, interest) => {
                if interest > 0 {
                    self.settle_interest(event.on);
                }
                let forgiven = fees.min(self.fees);
                self.fees -= forgiven;
                self.waived += forgiven;
                self.interest -= interest.min(self.interest);
                self.tell(event.on, Moved::Waived);
            }
            What::Payment(amount) => self.receive(amount, event.on, Moved::Payment(amount)),
            What::Reversal(amount) => self.take_back(amount, event.on),
            What::WriteOff => {
                self.accrue(event.on);
                self.balance = 0;
                self.tell(event.on, Moved::WrittenOff);
            }
            What::Notice(place) => {
                let notice = &self.fold.notices[place as usize];
                self.fees += notice.fee + notice.compensation;
                self.tell(event.on, Moved::Charged(place));
                self.use_credit();
                self.tell(event.on, Moved::CreditUsed);
            }
            What::Cancelled(..) | What::Recalled => {
                if let Some(at) = undone(event.what, history, self.fold.notices) {
                    self.uncharge(history[at].0, event.on);
                }
            }
            What::Dispute
            | What::Resolved
            | What::Hold(_)
            | What::Release
            | What::Plan(_)
            | What::PlanEnded
            | What::Promise(..)
            | What::Acknowledged
            | What::Judgment => {}
        }
    }

    /// Adds the interest of the days up to and including `to` on the balance of their mornings.
    fn accrue(&mut self, to: Day) {
        if to <= self.accrued_to {
            return;
        }
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
            self.interest += Accrual::rounded(self.accrued);
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
            let undone = left.min(self.settled[part as usize]);
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

    fn tell(&mut self, on: Day, what: Moved) {
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

    fn close(mut self) -> (Claim, R) {
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
            credit: self.credit,
            assumed: self.fold.accrual.is_assumed(on),
        };
        (claim, self.recorder)
    }
}
