//! One invoice on one day under one policy: which step is next, and what is decided.

use super::before_last::Before;
use super::books::{Books, Promise, Sent};
use super::conditions::{Known, holds};
use super::customers::Totals;
use super::dates::{Date, add_months, weekday};
use super::law::{Act, Grace, Law, Letter, Ppm};
use super::ledger::{Customer, Facts, Invoice, Ledger, Unallocated};
use super::letters::Rows;
use super::policy::{Anchor, Condition, Fact, Interest, Moment, Policy, SendOn, Span, Step};

pub struct Case<'a> {
    pub policy: &'a Policy,
    pub law: &'a Law,
    /// The place of its invoice.
    pub at: usize,
    pub invoice: &'a Invoice,
    pub ledger: &'a Ledger,
    pub on: Date,
    pub due: Date,
    /// The last of the days of grace, where there are any.
    pub grace: Option<Date>,
    pub books: Books,
    /// What the policy says of the steps before the one that a file of open items names.
    pub before: Option<Before>,
    pub totals: Totals,
}

/// A fact that the ledger lacks decides.
struct Missing;

/// What is decided, with the step it speaks of; and what decided it, for counting.
pub enum Decided {
    Plain(&'static str, &'static str),
    Wait(usize, Option<Date>, &'static str),
    Withheld(usize, &'static str),
    Send(usize, Box<Letter>),
}

/// Nothing follows an assignment.
pub fn follows_a_hand_over(act: Act) -> bool {
    ["legal-step", "write-off", "assignment"].contains(&act)
}

pub fn due_date(law: &Law, invoice: &Invoice) -> Date {
    let due = invoice.due.unwrap_or(invoice.issued + law.no_due_date);
    if law.due_moves { law.business_day_from(due) } else { due }
}

/// The last of the days of grace behind a due date, where the law gives this debtor any.
pub fn last_day_of_grace(law: &Law, consumer: bool, due: Date) -> Option<Date> {
    let in_time = match law.grace {
        Grace::None => false,
        Grace::All => true,
        Grace::Consumers => consumer,
    };
    Some(law.business_day_from(due)).filter(|day| in_time && !law.due_moves && *day > due)
}

fn due_is_agreed(invoice: &Invoice) -> bool {
    invoice.due.is_some() && invoice.due_agreed != Some(false)
}

/// The last day without interest under the statute: counted from the sending where the due date was not agreed.
pub fn interest_starts_after(law: &Law, invoice: &Invoice) -> Date {
    let due = due_date(law, invoice);
    if due_is_agreed(invoice) { due } else { due.max(invoice.sent.unwrap_or(invoice.issued) + law.no_due_date) }
}

pub fn rate_on(policy: &Policy, law: &Law, invoice: &Invoice, consumer: bool, due: Date, on: Date) -> Option<Ppm> {
    let statutory = law.rate(consumer, due, on);
    match policy.interest {
        Interest::Statutory => Some(statutory),
        Interest::Plus(points) => Some(statutory + points),
        Interest::Agreed => Some(invoice.rate_agreed.or(policy.agreed_rate).unwrap_or(statutory)),
        Interest::Rate(rate) => Some(rate),
        Interest::None => None,
    }
}

/// What a day costs of interest, if it bears any.
pub fn bears<'a>(policy: &'a Policy, law: &'a Law, invoice: &'a Invoice, consumer: bool) -> impl Fn(Date) -> Option<(i128, i128)> + 'a {
    let due = due_date(law, invoice);
    let start = interest_starts_after(law, invoice).max(invoice.issued + policy.interest_after_issue.unwrap_or(-100_000));
    move |day| {
        let rate = if day > start { rate_on(policy, law, invoice, consumer, due, day) } else { None };
        rate.map(|rate| (rate, law.year_length(day)))
    }
}

impl Case<'_> {
    fn after(&self, day: Date, span: Span) -> Date {
        match span {
            Span::Days(days) => day + days,
            Span::Months(months) => add_months(day, months),
            Span::Business(days) => (0..days).fold(day, |day, _| self.law.business_day_from(day + 1)),
        }
    }

    fn back(&self, mut day: Date, span: Span) -> Date {
        match span {
            Span::Days(days) => day - days,
            Span::Months(_) => unreachable!(),
            Span::Business(days) => {
                for _ in 0..days {
                    day -= 1;
                    while !self.law.is_business_day(day) {
                        day -= 1;
                    }
                }
                day
            }
        }
    }

    pub fn is_grace(&self, day: Date) -> bool {
        self.grace.is_some_and(|last| self.due < day && day <= last)
    }

    pub fn overdue(&self) -> i64 {
        if self.is_grace(self.on) { 0 } else { self.on - self.due }
    }

    fn is_run_day(&self, day: Date) -> bool {
        !self.is_grace(day) && self.is_named_run_day(day)
    }

    fn is_named_run_day(&self, day: Date) -> bool {
        match &self.policy.send_on {
            SendOn::EveryDay => true,
            SendOn::BusinessDays => self.law.is_business_day(day),
            SendOn::Weekdays(days) => days.contains(&weekday(day)),
        }
    }

    fn run_day_from(&self, mut day: Date) -> Date {
        while !self.is_run_day(day) {
            day += 1;
        }
        day
    }

    pub fn consumer(&self) -> bool {
        self.ledger.debtor(self.invoice) == "consumer"
    }

    /// A declared fact: the invoice's own, or else the customer's, or else the default.
    fn fact<T>(&self, of: impl Fn(&Facts) -> Option<T>, default: Option<Option<T>>) -> Option<T> {
        of(&self.invoice.facts).or_else(|| of(&self.customer().facts)).or_else(|| default.flatten())
    }

    /// `None` where a fact that decides it is missing.
    pub fn holds(&self, condition: &Condition) -> Option<bool> {
        holds(self, condition)
    }

    /// The first of what holds it.
    fn held(&self) -> Option<&'static str> {
        let open = |until: &Option<Date>| until.is_none_or(|until| self.on <= until);
        let (books, policy) = (&self.books, self.policy);
        let of_it = |one: &Unallocated| one.customer == self.invoice.customer && one.currency == policy.currency && one.on <= self.on;
        let unallocated = || self.ledger.unallocated.iter().any(of_it);
        let unknown = |span: Span| {
            let needed = match span {
                Span::Months(_) => unreachable!(),
                span => self.back(self.on, span),
            };
            self.ledger.payments_through.is_none_or(|through| through < needed)
        };
        let business = matches!(policy.hold_unless_known, Some(Span::Business(_)));
        let reasons = [
            ("held: insolvency", books.insolvent),
            ("held: own, through a day", books.holds.iter().flatten().any(|until| self.on <= *until)),
            ("held: own", books.holds.iter().any(open)),
            ("held: disputed", books.disputed && !policy.continue_disputed),
            ("held: plan", policy.hold_plan && books.plan.iter().any(open)),
            ("held: promise", policy.hold_promise && books.promise.iter().any(|promise| promise.holds(self.on))),
            ("held: unallocated", policy.hold_unallocated && unallocated()),
            (
                if business { "held: payments not known, business days" } else { "held: payments not known" },
                policy.hold_unless_known.is_some_and(unknown),
            ),
        ];
        reasons.into_iter().find(|(_, holds)| *holds).map(|(reason, _)| reason)
    }

    fn is_handed_over(&self) -> bool {
        self.books.has("handover") || self.before.as_ref().is_some_and(|before| before.handed_over)
    }

    pub fn is_assigned(&self) -> bool {
        self.books.has("assignment")
    }

    /// Whether interest and fees are worth going on for.
    fn pursued(&self) -> bool {
        self.policy.pursue.is_some_and(|least| self.books.interest + self.books.fees >= least) && !self.books.given_up
    }

    fn is_time_barred(&self) -> bool {
        let limitation = &self.law.limitation;
        let arose = self.invoice.arose.unwrap_or(self.invoice.issued);
        let start = match limitation.of(self.consumer()).after {
            super::law::Ends::Due => self.due,
            super::law::Ends::Arose => arose,
            super::law::Ends::AgreedDueOtherwiseArose if due_is_agreed(self.invoice) => self.due,
            super::law::Ends::AgreedDueOtherwiseArose => arose,
        };
        let known = self.before.iter().flat_map(Before::known_days);
        let notices = self.books.valid().map(|sent| (sent.on, sent.notice.act)).chain(known);
        let payments = self.books.payments.iter().filter(|(_, stays)| *stays > 0).map(|(on, _)| (*on, "payment"));
        let mut happened: Vec<(Date, &str)> = self.books.happened.iter().copied().chain(payments).chain(notices).collect();
        happened.sort_unstable();
        self.on > limitation.last_day(self.law, self.consumer(), start, &happened)
    }

    /// The day a step counts from its first anchor that has happened; a chosen reading: never before the invoice is issued.
    /// Nothing is due before the invoice exists.
    fn trigger(&self, step: &Step) -> Option<Date> {
        self.counted(step).map(|day| day.max(self.invoice.issued))
    }

    fn counted(&self, step: &Step) -> Option<Date> {
        let all = self.counts(step)?;
        let passed_over = all.iter().filter(|day| **day < self.due).count();
        if passed_over == 0 || passed_over == all.len() { all.into_iter().max() } else { None }
    }

    /// Every day that a step may count to, by the first moment whose anchor has surely happened and those before it.
    fn counts(&self, step: &Step) -> Option<Vec<Date>> {
        let told = |at: usize| self.books.last_of(at).map(|sent: &Sent| (sent.on, sent.notice.deadline));
        let inferred = |at: usize| self.before.as_ref().and_then(|before| before.latest_day(at)).map(|day| (day, None));
        let perhaps = |at: usize| self.before.as_ref().map_or(Vec::new(), |before| before.days_perhaps(at));
        let sure: Vec<Option<Date>> =
            step.send.iter().map(|moment| self.counts_to(step, moment, &|at| told(at).or_else(|| inferred(at)))).collect();
        let decides = sure.iter().position(Option::is_some)?;
        let mut all: Vec<Date> = sure[decides].into_iter().collect();
        for moment in &step.send[..decides] {
            if let Anchor::Sent(of) | Anchor::Deadline(of) = moment.anchor {
                all.extend(perhaps(of).into_iter().filter_map(|day| self.counts_to(step, moment, &|_| Some((day, None)))));
            }
        }
        Some(all)
    }

    /// The day a moment of a step counts to, where the steps went out on these days and set these deadlines.
    pub fn counts_to(&self, step: &Step, moment: &Moment, sent: &dyn Fn(usize) -> Option<(Date, Option<Date>)>) -> Option<Date> {
        let deadline_of = |at: usize, (on, stated): (Date, Option<Date>)| {
            let own = self.policy.steps[at].deadline.map(|deadline| self.deadline(on, deadline));
            stated.or(own).unwrap_or(on)
        };
        let anchor = match moment.anchor {
            Anchor::Due => Some(self.due),
            Anchor::Issue => Some(self.invoice.issued),
            Anchor::Sent(at) => sent(at).map(|(on, _)| on),
            Anchor::Deadline(at) => sent(at).map(|sent| deadline_of(at, sent)),
        }?;
        let mut day = if moment.before { self.back(anchor, moment.span) } else { self.after(anchor, moment.span) };
        while step.act != "assignment" && day < self.due && !self.is_run_day(day) {
            day -= 1;
        }
        Some(day)
    }

    pub fn deadline(&self, on: Date, (span, on_business_day): (Span, bool)) -> Date {
        let day = self.after(on, span);
        if on_business_day { self.law.business_day_from(day) } else { day }
    }

    pub fn decide(&self, rows: &Rows) -> Decided {
        let plain = |decision, reason| Decided::Plain(decision, reason);
        let (books, policy) = (&self.books, self.policy);
        if policy.applies.as_ref().is_some_and(|applies| self.holds(applies).is_none()) {
            return plain("unmatched", "unmatched: a fact of `applies when`");
        }
        if books.balance == 0 && !self.pursued() {
            let charges = books.interest + books.fees;
            return plain(
                "settled",
                match (books.given_up, policy.pursue, charges) {
                    (true, ..) => "settled: written off",
                    (_, Some(_), 1..) => "settled: charges below what is pursued",
                    (_, None, 1..) => "settled: charges are not pursued",
                    _ => "settled",
                },
            );
        }
        for exempt in &policy.exempt {
            match self.holds(exempt) {
                None => return plain("unmatched", "unmatched: a fact of `exempt when`"),
                Some(true) => return plain("exempt", "exempt"),
                Some(false) => {}
            }
        }
        if let Some(reason) = self.held() {
            return plain("hold", reason);
        }
        if policy.ignore.is_some_and(|limit| books.balance < limit) && !self.pursued() {
            return plain("ignore", "ignored: under the limit");
        }
        if self.is_time_barred() {
            return plain("finished", "finished: time-barred");
        }
        let (at, day) = match self.next() {
            Err(Missing) => return plain("unmatched", "unmatched: a fact of `when`"),
            Ok(None) if self.is_assigned() => return plain("finished", "finished: assigned"),
            Ok(None) if books.has("handover") => return plain("finished", "finished: handed over"),
            Ok(None) => return plain("finished", "finished: no step left"),
            Ok(Some(next)) => next,
        };
        // A chosen reading: a step that counts from what has not happened waits without a day.
        let Some(day) = day else { return Decided::Wait(at, None, "waits: its anchor has not happened") };
        let sent_today = books.valid().any(|sent| sent.on == self.on);
        let goes = self.run_day_from(day.max(if sent_today { self.on + 1 } else { self.on }));
        if goes > self.on {
            let reason = match (day > self.on, sent_today, self.on < self.invoice.issued) {
                (true, _, true) => "waits: not issued yet",
                (true, ..) => "waits: not due yet",
                (_, true, _) => "waits: one notice today",
                _ if self.is_grace(self.on) => "waits: a day of grace",
                _ => "waits: not a run day",
            };
            return Decided::Wait(at, Some(goes), reason);
        }
        let letter = self.propose(rows, at);
        match self.law.broken(&letter).first() {
            Some(rule) => Decided::Withheld(at, rule.id),
            None => Decided::Send(at, Box::new(letter)),
        }
    }

    /// What is behind its figures, for counting.
    pub fn besides(&self, decided: &Decided, rows: &Rows) -> Vec<&'static str> {
        let books = &self.books;
        let (principal, something) = match decided {
            Decided::Send(..) | Decided::Withheld(..) => self.owed_in_law(rows),
            _ => (true, true),
        };
        let kept = |promise: &Promise| promise.is_kept() && self.on <= promise.until;
        let sent = matches!(decided, Decided::Send(..));
        let is = [
            ("promise: kept before its day", books.balance > 0 && books.promise.as_ref().is_some_and(kept)),
            ("promise: partly kept", books.balance > 0 && books.promise.as_ref().is_some_and(Promise::is_partly_kept)),
            ("uncredit: of what went beyond the balance", books.took_back_excess),
            ("grace: one of its days", self.is_grace(self.on)),
            ("grace: over, with interest", self.grace.is_some_and(|last| self.on > last) && books.interest > 0),
            ("owed in law: no principal, and sent", !principal && sent),
            ("owed in law: no principal, and withheld", !principal && !sent),
            ("owed in law: nothing, and sent", !something && sent),
            ("owed in law: nothing, and withheld", !something && !sent),
            ("owed in law: no principal, but a balance", !principal && books.balance > 0),
        ];
        is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }

    /// The first step behind the position that applies and has not had its time, with the day it is due.
    fn next(&self) -> Result<Option<(usize, Option<Date>)>, Missing> {
        let behind = self.books.position().map_or(0, |position| position + 1);
        for at in behind..self.policy.steps.len() {
            let Some(day) = self.open(at)? else { continue };
            if self.policy.steps[at].overtaken && self.is_overtaken(at)? {
                continue;
            }
            // While nobody knows whether a later one is due that drops it, it waits.
            let unknown = self.policy.steps[at].overtaken && self.policy.steps[at + 1..].iter().any(|later| self.may_be_due(later));
            return Ok(Some((at, day.filter(|_| !unknown))));
        }
        Ok(None)
    }

    /// Whether a step is due on one of the days it may have, and on the latest is not.
    fn may_be_due(&self, step: &Step) -> bool {
        let Some(all) = self.counts(step) else { return false };
        let due = |day: &Date| (*day).max(self.invoice.issued) <= self.on;
        all.len() > 1 && all.iter().any(due) && !self.counted(step).is_some_and(|day| due(&day))
    }

    fn is_overtaken(&self, at: usize) -> Result<bool, Missing> {
        for later in at + 1..self.policy.steps.len() {
            if self.open(later)?.flatten().is_some_and(|day| day <= self.on) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether a step applies and has not had its time; with the day it is due, if what it counts from has happened.
    fn open(&self, at: usize) -> Result<Option<Option<Date>>, Missing> {
        let step = &self.policy.steps[at];
        if self.is_assigned() || self.is_handed_over() && !follows_a_hand_over(step.act) {
            return Ok(None);
        }
        if !step.when.as_ref().map_or(Some(true), |when| self.holds(when)).ok_or(Missing)? {
            return Ok(None);
        }
        let day = self.trigger(step);
        let had_its_time = step.act != "assignment" && self.counted(step).is_some_and(|day| day < self.due && self.on >= self.due);
        Ok(if had_its_time { None } else { Some(day) })
    }
}

impl Known for Case<'_> {
    fn number(&self, fact: Fact) -> Option<i128> {
        Some(match fact {
            Fact::Balance => self.books.balance,
            Fact::Claim => self.books.claim(),
            Fact::Principal => (self.invoice.amount - self.books.credited).max(0),
            Fact::CustomerBalance => self.totals.balance,
            Fact::CustomerOverdueBalance => self.totals.overdue_balance,
            Fact::CreditLimit => return self.customer().credit_limit,
            Fact::Overdue => i128::from(self.overdue()),
            Fact::CustomerOldestOverdue => self.totals.oldest_overdue,
            Fact::CustomerOverdueInvoices => self.totals.overdue_invoices,
            Fact::Score => return self.fact(|facts| facts.score, self.policy.score),
        })
    }

    fn debtor(&self) -> &'static str {
        self.ledger.debtor(self.invoice)
    }

    fn region(&self) -> Option<&'static str> {
        self.fact(|facts| facts.region, self.policy.region)
    }

    fn key_account(&self) -> Option<bool> {
        self.fact(|facts| facts.key_account, self.policy.key_account)
    }

    fn customer(&self) -> &Customer {
        &self.ledger.customers[self.invoice.customer]
    }

    fn invoice_tagged(&self, tag: &str) -> bool {
        self.invoice.tags.contains(&tag)
    }
}
