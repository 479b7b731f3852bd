//! One invoice day by day: its money, its stops and its notices.

use super::dates::Date;
use super::law::{Act, Minor};
use super::ledger::{Notice, What};
use super::policy::{Part, Policy};

/// What runs on an invoice: its policy, its interest and its days of grace.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    pub policy: &'a Policy,
    pub bears: &'a Bears<'a>,
    /// The due date and the last of the days of grace behind it.
    pub grace: Option<(Date, Date)>,
}

impl Terms<'_> {
    fn is_grace(&self, day: Date) -> bool {
        self.grace.is_some_and(|(due, last)| due < day && day <= last)
    }
}

/// A chosen reading: what was paid is what stands on the day that is decided.
#[derive(Clone, Debug)]
pub struct Promise {
    pub until: Date,
    amount: Minor,
    /// Since then, less what was taken back.
    paid: Minor,
}

impl Promise {
    pub fn is_kept(&self) -> bool {
        self.paid >= self.amount
    }

    pub fn is_partly_kept(&self) -> bool {
        !self.is_kept() && self.paid > 0
    }

    pub fn holds(&self, on: Date) -> bool {
        on <= self.until && !self.is_kept()
    }
}

/// A notice in the books of one invoice.
#[derive(Clone, Debug)]
pub struct Sent {
    pub on: Date,
    pub notice: Notice,
    /// The place of the step it counts as.
    pub step: Option<usize>,
    pub undone: bool,
    /// By its own row.
    pub charged: bool,
}

/// What stands in the books of one invoice on a day.
#[derive(Clone, Debug)]
pub struct Books {
    /// Of the invoice.
    amount: Minor,
    pub balance: Minor,
    pub fees: Minor,
    pub interest: Minor,
    pub credit: Minor,
    /// Of all credit notes that stand, beyond the balance too.
    pub credited: Minor,
    /// What of them went beyond the balance.
    excess: Minor,
    /// Whether some of that was taken back, for counting.
    pub took_back_excess: bool,
    pub written_off: Minor,
    pub recovered: Minor,
    /// Fees waived.
    forgiven: Minor,
    settled: Vec<(Part, Minor)>,
    /// Over 1 000 000 × 365 × 366.
    accrued: i128,
    pub sent: Vec<Sent>,
    /// Earlier charged notices of which nothing else is told.
    pub untold: i64,
    pub untold_fees: Minor,
    /// The days of what may restart the limitation, with its word.
    pub happened: Vec<(Date, &'static str)>,
    /// The days of payments, with what stays of each.
    pub payments: Vec<(Date, Minor)>,
    /// Whether a write-off stands after which nothing was left of the balance.
    pub given_up: bool,
    pub disputed: bool,
    pub insolvent: bool,
    /// The creditor's own holds: `None` has no last day.
    pub holds: Vec<Option<Date>>,
    /// A chosen reading: a new plan takes the place of the one before, and so does a new promise.
    pub plan: Option<Option<Date>>,
    pub promise: Option<Promise>,
}

/// What one day costs: the rate in millionths over so many days.
pub type Bears<'a> = dyn Fn(Date) -> Option<(i128, i128)> + 'a;

impl Books {
    /// `all` are the events of the invoice, in file order.
    pub fn on(terms: &Terms, amount: Minor, first: Date, all: &[(Date, &What)], on: Date) -> Books {
        let policy = terms.policy;
        let mut events: Vec<_> = all.iter().filter(|(day, _)| *day <= on).collect();
        events.sort_by_key(|(day, what)| (*day, what.turn()));
        let mut books = Books {
            amount,
            balance: amount,
            fees: 0,
            interest: 0,
            credit: 0,
            credited: 0,
            excess: 0,
            took_back_excess: false,
            written_off: 0,
            recovered: 0,
            forgiven: 0,
            settled: [Part::Fees, Part::Interest, Part::Principal].map(|part| (part, 0)).to_vec(),
            accrued: 0,
            sent: Vec::new(),
            untold: 0,
            untold_fees: 0,
            happened: Vec::new(),
            payments: Vec::new(),
            given_up: false,
            disputed: false,
            insolvent: false,
            holds: Vec::new(),
            plan: None,
            promise: None,
        };
        let first = events.first().map_or(first, |(day, _)| first.min(*day)).min(on);
        let mut left = events.into_iter().peekable();
        for day in first..=on {
            if let Some((due, _)) = terms.grace.filter(|(_, last)| day == last + 1) {
                (due + 1..day).for_each(|of| books.accrue(terms, of, morning(terms, amount, first, all, of)));
            }
            if !terms.is_grace(day) {
                books.accrue(terms, day, books.balance);
            }
            while let Some((_, what)) = left.next_if(|(of, _)| *of == day) {
                books.happens(policy, day, what);
            }
        }
        books.round();
        books.settle(policy);
        books.place(policy);
        books
    }

    fn accrue(&mut self, terms: &Terms, day: Date, balance: Minor) {
        if let (true, Some((rate, year))) = (balance > 0, (terms.bears)(day)) {
            self.accrued += balance * rate * (365 * 366 / year);
        }
    }

    fn happens(&mut self, policy: &Policy, day: Date, what: &What) {
        match what {
            What::Credit(amount) => {
                let reduces = (*amount).min(self.balance);
                self.balance -= reduces;
                self.credited += amount;
                if *amount > reduces {
                    self.excess += amount - reduces;
                    self.receive(policy, amount - reduces);
                }
            }
            What::Uncredit(amount) => {
                let beyond = (*amount).min(self.excess);
                self.credited -= amount;
                if beyond > 0 {
                    self.took_back_excess = true;
                    self.excess -= beyond;
                    self.give_back(policy, beyond);
                }
                self.balance += amount - beyond;
                self.settle(policy);
            }
            What::Waive(fees, interest) => {
                let forgiven = self.fees.min(*fees);
                self.fees -= forgiven;
                self.forgiven += forgiven;
                if *interest > 0 {
                    self.round();
                    self.interest -= self.interest.min(*interest);
                }
            }
            What::Payment(amount) => {
                self.payments.push((day, *amount));
                self.promise.iter_mut().for_each(|promise| promise.paid += amount);
                self.receive(policy, *amount);
            }
            What::Reversal(amount) => {
                let mut back = *amount;
                for (_, stays) in self.payments.iter_mut().rev() {
                    let taken = back.min(*stays);
                    *stays -= taken;
                    back -= taken;
                }
                self.promise.iter_mut().for_each(|promise| promise.paid -= amount);
                self.give_back(policy, *amount);
            }
            What::WriteOff(amount) => {
                let gives_up = amount.map_or(self.balance, |amount| amount.min(self.balance));
                self.balance -= gives_up;
                self.written_off += gives_up;
                self.given_up |= self.balance == 0;
            }
            What::Reopened => {
                let principal = (self.amount - self.credited).max(0);
                let room = (principal - self.balance).max(0);
                self.balance += room.min(self.written_off - self.recovered);
                *self.settled(Part::Principal) += self.recovered;
                (self.written_off, self.recovered, self.given_up) = (0, 0, false);
                self.settle(policy);
            }
            What::Notice(_) | What::Handover(_) | What::Assignment(_) => self.send(policy, day, what.notice().unwrap()),
            What::Cancelled(act, step) => {
                let fits = |sent: &&mut Sent| {
                    !sent.undone
                        && act.is_none_or(|act| act == sent.notice.act)
                        && step.as_ref().is_none_or(|step| sent.notice.step.as_ref() == Some(step))
                };
                let latest = self.sent.iter_mut().rev().find(fits);
                let freed = latest.map(undo);
                self.free(policy, freed);
            }
            What::Recalled => {
                let latest = self.sent.iter_mut().rev().find(|sent| !sent.undone && ["handover", "assignment"].contains(&sent.notice.act));
                let freed = latest.map(undo);
                self.free(policy, freed);
            }
            What::Dispute => self.disputed = true,
            What::Resolved => self.disputed = false,
            What::Hold(until) => self.holds.push(*until),
            What::Release => self.holds.clear(),
            What::Plan(until) => {
                self.happened.push((day, "plan"));
                self.plan = Some(*until);
            }
            What::PlanEnded => self.plan = None,
            What::Promise(until, amount) => {
                let owed = self.claim() + in_minor_units(self.accrued);
                self.promise = Some(Promise { until: *until, amount: amount.unwrap_or(owed), paid: 0 });
            }
            What::Insolvency => self.insolvent = true,
            What::InsolvencyEnded => self.insolvent = false,
            What::Acknowledged => self.happened.push((day, "acknowledged")),
            What::Judgment => self.happened.push((day, "judgment")),
        }
    }

    fn send(&mut self, policy: &Policy, on: Date, notice: Notice) {
        self.fees += notice.fee + notice.compensation;
        let charged = notice.fee > 0;
        self.sent.push(Sent { on, notice, step: None, undone: false, charged });
        self.settle(policy);
    }

    /// A notice of which the ledger tells no more than this.
    pub fn stands(&mut self, policy: &Policy, on: Date, notice: Notice, charged: bool) {
        self.sent.push(Sent { on, notice, step: None, undone: false, charged });
        self.place(policy);
    }

    /// Finds the step of each notice that stands. A chosen reading: what is undone, even later, never stood before another.
    fn place(&mut self, policy: &Policy) {
        let mut behind = 0;
        for sent in self.sent.iter_mut().filter(|sent| !sent.undone) {
            let named = sent.notice.step.as_ref().and_then(|name| policy.steps.iter().position(|step| step.name == *name));
            sent.step = named.or_else(|| (behind..policy.steps.len()).find(|step| policy.steps[*step].act == sent.notice.act));
            behind = behind.max(sent.step.map_or(0, |step| step + 1));
        }
    }

    /// The furthest step that was sent.
    pub fn position(&self) -> Option<usize> {
        self.valid().filter_map(|sent| sent.step).max()
    }

    pub fn valid(&self) -> impl Iterator<Item = &Sent> {
        self.sent.iter().filter(|sent| !sent.undone)
    }

    pub fn last_of(&self, step: usize) -> Option<&Sent> {
        self.valid().filter(|sent| sent.step == Some(step)).last()
    }

    /// The charges of a notice that is undone are no longer owed; where they were paid, that money pays for something else.
    fn free(&mut self, policy: &Policy, charges: Option<Minor>) {
        let Some(charges) = charges else { return };
        let owed = charges.min(self.fees);
        self.fees -= owed;
        // A chosen reading: what was forgiven of all fees was forgiven of this notice's first, and never paid.
        let forgiven = (charges - owed).min(self.forgiven);
        self.forgiven -= forgiven;
        let paid = (charges - owed - forgiven).min(*self.settled(Part::Fees));
        *self.settled(Part::Fees) -= paid;
        if paid > 0 {
            self.receive(policy, paid);
        }
    }

    fn receive(&mut self, policy: &Policy, amount: Minor) {
        self.round();
        self.credit += amount;
        self.settle(policy);
    }

    fn settle(&mut self, policy: &Policy) {
        for part in policy.settle {
            let paid = self.credit.min(*self.owed(part));
            *self.owed(part) -= paid;
            *self.settled(part) += paid;
            self.credit -= paid;
        }
        let recovers = self.credit.min(self.written_off - self.recovered);
        self.recovered += recovers;
        self.credit -= recovers;
    }

    /// A chosen reading: what is left over goes first, then what the order settles last, over all settlements together.
    fn give_back(&mut self, policy: &Policy, amount: Minor) {
        self.round();
        let mut left = amount;
        for at_hand in [&mut self.credit, &mut self.recovered] {
            let back = left.min(*at_hand);
            *at_hand -= back;
            left -= back;
        }
        for part in policy.settle.into_iter().rev() {
            // What was credited is owed by nobody, whatever the excess of a credit note has settled.
            let principal = (self.amount - self.credited).max(0);
            let room = (principal - self.balance - (self.written_off - self.recovered)).max(0);
            let still = if part == Part::Principal { room } else { left };
            let undone = left.min(*self.settled(part)).min(still);
            *self.settled(part) -= undone;
            *self.owed(part) += undone;
            left -= undone;
        }
    }

    fn owed(&mut self, part: Part) -> &mut Minor {
        match part {
            Part::Fees => &mut self.fees,
            Part::Interest => &mut self.interest,
            Part::Principal => &mut self.balance,
        }
    }

    fn settled(&mut self, part: Part) -> &mut Minor {
        &mut self.settled.iter_mut().find(|(of, _)| *of == part).unwrap().1
    }

    fn round(&mut self) {
        self.interest += in_minor_units(self.accrued);
        self.accrued = 0;
    }

    pub fn claim(&self) -> Minor {
        self.balance + self.fees + self.interest
    }

    /// Whether a notice of this act is in force.
    pub fn has(&self, act: Act) -> bool {
        self.valid().any(|sent| sent.notice.act == act)
    }
}

fn undo(sent: &mut Sent) -> Minor {
    sent.undone = true;
    sent.notice.fee + sent.notice.compensation
}

/// To the minor unit, a half away from zero.
fn in_minor_units(accrued: i128) -> Minor {
    let unit = 1_000_000 * 365 * 366;
    (2 * accrued.abs() + unit) / (2 * unit) * accrued.signum()
}

/// The balance on the morning of a day of grace, less what the money of that day and of later days of grace took off it or off what was given up.
fn morning(terms: &Terms, amount: Minor, first: Date, all: &[(Date, &What)], of: Date) -> Minor {
    let (_, last) = terms.grace.unwrap();
    let mut events: Vec<(Date, &What)> = all.iter().filter(|(day, _)| *day <= last).copied().collect();
    events.sort_by_key(|(day, what)| (*day, what.turn()));
    // No interest runs before they are over.
    let free = Terms { grace: None, bears: &|_| None, ..*terms };
    let behind = |many: usize| Books::on(&free, amount, first, &events[..many], last);
    let unpaid = |many: usize| behind(many).balance - behind(many).recovered;
    let later = events.iter().enumerate().filter(|(_, (day, what))| *day >= of && what.is_money());
    let paid: Minor = later.map(|(at, _)| unpaid(at) - unpaid(at + 1)).sum();
    let before = events.iter().filter(|(day, _)| *day < of).count();
    (behind(before).balance - paid).max(0)
}

#[cfg(test)]
mod figures {
    use super::super::dates::date;
    use super::super::generate::{Dice, policy};
    use super::*;

    /// 1 000.00 due on Saturday 2026-03-14, Monday in time, at 10 %: 27.3973 öre a day.
    fn after(events: &[(&str, What)], on: &str) -> Books {
        let mut policy = policy(&mut Dice::new(1), 1, "sweden");
        policy.settle = [Part::Fees, Part::Interest, Part::Principal];
        let bears = |day| (day > date("2026-03-14")).then_some((100_000, 365));
        let terms = Terms { policy: &policy, bears: &bears, grace: Some((date("2026-03-14"), date("2026-03-16"))) };
        let events: Vec<(Date, &What)> = events.iter().map(|(day, what)| (date(day), what)).collect();
        Books::on(&terms, 1_000_00, date("2026-03-14"), &events, date(on))
    }

    fn owed(books: &Books) -> [Minor; 3] {
        [books.balance, books.interest, books.credit]
    }

    #[test]
    fn of_days_of_grace() {
        assert_eq!(owed(&after(&[], "2026-03-16")), [1_000_00, 0, 0]);
        assert_eq!(owed(&after(&[], "2026-03-17")), [1_000_00, 82, 0]);
        assert_eq!(owed(&after(&[("2026-03-16", What::Payment(1_000_00))], "2026-03-17")), [0, 0, 0]);
        assert_eq!(owed(&after(&[("2026-03-16", What::Payment(500_00))], "2026-03-17")), [500_00, 41, 0]);
        let returned = [("2026-03-15", What::Payment(1_000_00)), ("2026-03-16", What::Reversal(1_000_00))];
        assert_eq!(owed(&after(&returned, "2026-03-17")), [1_000_00, 27, 0]);
        let given_up = [("2026-03-15", What::WriteOff(None)), ("2026-03-16", What::Payment(900_00))];
        assert_eq!(owed(&after(&given_up, "2026-03-17")), [0, 3, 0]);
    }

    #[test]
    fn of_write_offs() {
        let part = ("2026-03-16", What::WriteOff(Some(400_00)));
        // 1 000.00 for two days, 600.00 for one.
        let owed_then = after(std::slice::from_ref(&part), "2026-03-17");
        assert_eq!((owed(&owed_then), owed_then.written_off, owed_then.given_up), ([600_00, 71, 0], 400_00, false));
        let paid = [part, ("2026-03-17", What::Payment(700_71)), ("2026-03-18", What::Payment(301_00))];
        let books = after(&paid, "2026-03-18");
        assert_eq!((owed(&books), books.recovered), ([0, 0, 1_00], 400_00));
        let returned = [&paid[..], &[("2026-03-18", What::Reversal(601_00))]].concat();
        let books = after(&returned, "2026-03-18");
        assert_eq!((owed(&books), books.recovered), ([200_00, 0, 0], 0));
        let reopened = [&paid[..2], &[("2026-03-20", What::Reopened)]].concat();
        let books = after(&reopened, "2026-03-20");
        assert_eq!((owed(&books), books.written_off, books.recovered), ([300_00, 0, 0], 0, 0));
    }

    #[test]
    fn of_credit_notes_taken_back() {
        let credited = ("2026-03-14", What::Credit(1_100_00));
        assert_eq!(owed(&after(std::slice::from_ref(&credited), "2026-03-14")), [0, 0, 100_00]);
        let part = after(&[credited.clone(), ("2026-03-16", What::Uncredit(300_00))], "2026-03-16");
        assert_eq!(owed(&part), [200_00, 0, 0]);
        let paid = [credited, ("2026-03-15", What::Payment(50_00)), ("2026-03-16", What::Uncredit(1_100_00))];
        assert_eq!(owed(&after(&paid, "2026-03-16")), [950_00, 0, 0]);
    }
}
