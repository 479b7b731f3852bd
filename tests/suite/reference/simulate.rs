//! What every invoice of a ledger is to have on a day, read off the pages as slowly and plainly as can be.

use std::collections::{BTreeMap, BTreeSet};

use super::books::{Books, Sent};
use super::dates::{Date, add_months, show, weekday};
use super::law::{Law, Letter, Minor, Past, Ppm, Quantity};
use super::ledger::{Facts, Invoice, Ledger, What};
use super::policy::{Adjust, Anchor, Condition, Fact, Fee, Interest, Policy, SendOn, Span, Step, money};

/// Policies, laws and a ledger.
#[derive(Clone, Debug)]
pub struct World<'a> {
    /// In the order in which they are tried.
    pub policies: &'a [Policy],
    pub laws: &'a [Law],
    pub ledger: &'a Ledger,
}

/// One line of a worklist: what is absent has no entry. `because`, names and titles are left out.
pub type Row = BTreeMap<&'static str, String>;

/// The customer's open invoices in one currency.
#[derive(Clone, Copy, Default, Debug)]
struct Totals {
    balance: Minor,
    overdue_balance: Minor,
    overdue_invoices: i128,
    oldest_overdue: i128,
}

/// One invoice on one day under one policy.
struct Case<'a> {
    policy: &'a Policy,
    law: &'a Law,
    invoice: &'a Invoice,
    ledger: &'a Ledger,
    on: Date,
    due: Date,
    books: Books,
    totals: Totals,
}

/// A fact that the ledger lacks decides.
struct Missing;

/// What is decided, with the step it speaks of.
enum Decided {
    Plain(&'static str),
    Wait(usize, Option<Date>),
    Withheld(usize, &'static str),
    Send(usize, Letter),
}

impl World<'_> {
    pub fn law(&self, name: &str) -> &Law {
        self.laws.iter().find(|law| law.name == name).unwrap()
    }

    /// Every invoice's line, in ledger order.
    pub fn decide(&self, on: Date) -> Vec<Row> {
        let invoices = &self.ledger.invoices;
        let chosen: Vec<Option<&Policy>> = (0..invoices.len()).map(|at| self.choose(at, on)).collect();
        // A chosen reading: in its customer's totals an invoice without a policy counts under the first of its currency.
        let counts_under = |at: usize| chosen[at].or_else(|| self.policies.iter().find(|policy| policy.currency == invoices[at].currency));
        let mut cases: Vec<Option<Case>> = (0..invoices.len()).map(|at| counts_under(at).map(|policy| self.case(policy, at, on))).collect();
        let totals: Vec<Totals> = invoices.iter().map(|invoice| totals(&cases, invoice)).collect();
        let letters = charged_letters(&cases);
        for (case, totals) in cases.iter_mut().zip(totals) {
            case.iter_mut().for_each(|case| case.totals = totals);
        }
        (0..invoices.len()).map(|at| self.row(at, on, chosen[at].and(cases[at].as_ref()), &letters)).collect()
    }

    fn events_of(&self, at: usize) -> Vec<(Date, &What)> {
        self.ledger.events.iter().filter(|event| event.invoice == at).map(|event| (event.on, &event.what)).collect()
    }

    pub fn debtor(&self, invoice: &Invoice) -> &'static str {
        invoice.debtor.or(self.ledger.customers[invoice.customer].debtor).unwrap_or("consumer")
    }

    /// The policy an invoice belongs to on a day: the first that fits, in the version that is the invoice's.
    fn choose(&self, at: usize, on: Date) -> Option<&Policy> {
        self.policies.iter().find(|policy| self.version(&policy.name, at, on) == Some(*policy) && self.fits(policy, at, on))
    }

    fn fits(&self, policy: &Policy, at: usize, on: Date) -> bool {
        let invoice = &self.ledger.invoices[at];
        let customer = &self.ledger.customers[invoice.customer];
        customer.country.is_none_or(|country| country == policy.law)
            && policy.debtors.contains(&self.debtor(invoice))
            && invoice.currency == policy.currency
            && policy.applies.as_ref().is_none_or(|applies| self.case(policy, at, on).holds(applies) != Some(false))
    }

    /// Of the versions of one name, the one that was in force when dunning began or that has taken over since, otherwise the one in force.
    fn version(&self, name: &str, at: usize, on: Date) -> Option<&Policy> {
        let mut versions: Vec<&Policy> = self.policies.iter().filter(|policy| policy.name == name).collect();
        versions.sort_by_key(|policy| policy.from);
        let in_force = |day: Date| {
            let begun = versions.iter().rfind(|policy| policy.from <= day)?;
            begun.until.is_none_or(|until| day <= until).then_some(*begun)
        };
        let now = in_force(on)?;
        if versions.len() == 1 {
            return Some(now);
        }
        let books = self.case(now, at, on).books;
        let first = books.valid().map(|sent| sent.on).next();
        let taken_over =
            |begun: &&Policy| versions.iter().rfind(|policy| policy.takes_over && policy.from > begun.from && policy.from <= on);
        let begun = first.and_then(in_force);
        let kept = begun.map(|begun| taken_over(&begun).copied().unwrap_or(begun));
        kept.filter(|kept| self.fits(kept, at, on)).or(Some(now))
    }

    fn case<'a>(&'a self, policy: &'a Policy, at: usize, on: Date) -> Case<'a> {
        let (law, invoice) = (self.law(policy.law), &self.ledger.invoices[at]);
        let due = due_date(law, invoice);
        let events = self.events_of(at);
        let consumer = self.debtor(invoice) == "consumer";
        let start = interest_starts_after(law, invoice).max(invoice.issued + policy.interest_after_issue.unwrap_or(-100_000));
        let bears = |day: Date| {
            let rate = if day > start { rate_on(policy, law, invoice, consumer, due, day) } else { None };
            rate.map(|rate| (rate, law.year_length(day)))
        };
        let first = due.min(invoice.issued);
        let books = Books::on(policy, invoice.amount, first, &events, &bears, on);
        Case { policy, law, invoice, ledger: self.ledger, on, due, books, totals: Totals::default() }
    }

    fn row(&self, at: usize, on: Date, case: Option<&Case>, letters: &Letters) -> Row {
        let invoice = &self.ledger.invoices[at];
        let mut row = Row::new();
        row.insert("invoice", invoice.number.clone());
        row.insert("customer", self.ledger.customers[invoice.customer].number.clone());
        row.insert("currency", invoice.currency.into());
        row.insert("amount", money(invoice.amount));
        let Some(case) = case else {
            row.insert("decision", "unmatched".into());
            invoice.due.map(|due| row.insert("due", show(due)));
            return row;
        };
        let (books, policy) = (&case.books, case.policy);
        row.insert("policy", policy.name.clone());
        row.insert("due", show(case.due));
        row.insert("overdue", (on - case.due).to_string());
        for (name, minor) in [("balance", books.balance), ("interest", books.interest), ("fees", books.fees), ("credit", books.credit)] {
            row.insert(name, money(minor));
        }
        row.insert("claim", money(books.claim()));
        let step = |row: &mut Row, at: usize| {
            let step = &policy.steps[at];
            row.insert("step", step.name.clone());
            row.insert("act", step.act.into());
            step.channel.map(|channel| row.insert("channel", channel.into()));
        };
        let decision = match case.decide(letters) {
            Decided::Plain(decision) => decision,
            Decided::Wait(at, day) => {
                row.insert("next_step", policy.steps[at].name.clone());
                day.map(|day| row.insert("next_on", show(day)));
                "wait"
            }
            Decided::Withheld(at, rule) => {
                step(&mut row, at);
                row.insert("rule", rule.into());
                "withheld"
            }
            Decided::Send(at, letter) => {
                step(&mut row, at);
                row.insert("send_on", show(on));
                letter.deadline.map(|deadline| row.insert("deadline", show(deadline)));
                row.insert("fee", money(letter.fee));
                row.insert("compensation", money(letter.compensation));
                row.insert("claim", money(books.claim() + letter.fee + letter.compensation));
                // A chosen reading: the notices that name the step, undone ones too.
                let name = &policy.steps[at].name;
                let before = books.sent.iter().filter(|sent| sent.notice.step.as_ref() == Some(name)).count();
                row.insert("key", format!("{}/{}/{}", invoice.number, policy.steps[at].name, before + 1));
                "send"
            }
        };
        row.insert("decision", decision.into());
        row
    }
}

/// The letters that cost something, by id and day.
type Letters = BTreeSet<(String, Date)>;

fn charged_letters(cases: &[Option<Case>]) -> Letters {
    let mut charged = Letters::new();
    for sent in cases.iter().flatten().flat_map(|case| case.books.valid()) {
        if let (Some(letter), true) = (&sent.notice.letter, sent.notice.fee > 0) {
            charged.insert((letter.clone(), sent.on));
        }
    }
    charged
}

fn totals(cases: &[Option<Case>], of: &Invoice) -> Totals {
    let mut totals = Totals::default();
    let same = |case: &&Case| case.invoice.customer == of.customer && case.invoice.currency == of.currency && case.books.balance > 0;
    for case in cases.iter().flatten().filter(same) {
        totals.balance += case.books.balance;
        if case.on > case.due {
            totals.overdue_balance += case.books.balance;
            totals.overdue_invoices += 1;
            totals.oldest_overdue = totals.oldest_overdue.max(i128::from(case.on - case.due));
        }
    }
    totals
}

fn due_date(law: &Law, invoice: &Invoice) -> Date {
    let due = invoice.due.unwrap_or(invoice.issued + law.no_due_date);
    if law.due_moves { law.business_day_from(due) } else { due }
}

fn due_is_agreed(invoice: &Invoice) -> bool {
    invoice.due.is_some() && invoice.due_agreed != Some(false)
}

/// The last day without interest under the statute: counted from the sending where the due date was not agreed.
fn interest_starts_after(law: &Law, invoice: &Invoice) -> Date {
    let due = due_date(law, invoice);
    if due_is_agreed(invoice) { due } else { due.max(invoice.sent.unwrap_or(invoice.issued) + law.no_due_date) }
}

fn rate_on(policy: &Policy, law: &Law, invoice: &Invoice, consumer: bool, due: Date, on: Date) -> Option<Ppm> {
    let statutory = law.rate(consumer, due, on);
    match policy.interest {
        Interest::Statutory => Some(statutory),
        Interest::Plus(points) => Some(statutory + points),
        Interest::Agreed => Some(invoice.rate_agreed.or(policy.agreed_rate).unwrap_or(statutory)),
        Interest::Rate(rate) => Some(rate),
        Interest::None => None,
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

    fn before(&self, mut day: Date, span: Span) -> Date {
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

    fn is_run_day(&self, day: Date) -> bool {
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

    fn consumer(&self) -> bool {
        self.invoice.debtor.or(self.ledger.customers[self.invoice.customer].debtor).unwrap_or("consumer") == "consumer"
    }

    /// A declared fact: the invoice's own, or else the customer's, or else the default.
    fn fact<T>(&self, of: impl Fn(&Facts) -> Option<T>, default: Option<Option<T>>) -> Option<T> {
        of(&self.invoice.facts).or_else(|| of(&self.ledger.customers[self.invoice.customer].facts)).or_else(|| default.flatten())
    }

    fn number(&self, fact: Fact) -> Option<i128> {
        Some(match fact {
            Fact::Balance => self.books.balance,
            Fact::Claim => self.books.claim(),
            Fact::Principal => (self.invoice.amount - self.books.credited).max(0),
            Fact::CustomerBalance => self.totals.balance,
            Fact::CustomerOverdueBalance => self.totals.overdue_balance,
            Fact::CreditLimit => return self.ledger.customers[self.invoice.customer].credit_limit,
            Fact::Overdue => i128::from(self.on - self.due),
            Fact::CustomerOldestOverdue => self.totals.oldest_overdue,
            Fact::CustomerOverdueInvoices => self.totals.overdue_invoices,
            Fact::Score => return self.fact(|facts| facts.score, self.policy.score),
        })
    }

    /// `None` where a fact that decides it is missing.
    fn holds(&self, condition: &Condition) -> Option<bool> {
        match condition {
            Condition::Compare(fact, is, value) => self.number(*fact).map(|left| is.holds(left, *value)),
            Condition::Against(fact, is, other, plus) => Some(is.holds(self.number(*fact)?, self.number(*other)? + plus)),
            Condition::Debtor(is, kind) => {
                let debtor = self.invoice.debtor.or(self.ledger.customers[self.invoice.customer].debtor).unwrap_or("consumer");
                Some((debtor == *kind) == *is)
            }
            Condition::Region(is, region) => self.fact(|facts| facts.region, self.policy.region).map(|own| (own == *region) == *is),
            Condition::KeyAccount(yes) => self.fact(|facts| facts.key_account, self.policy.key_account).map(|own| own == *yes),
            Condition::CustomerTagged(tag) => Some(self.ledger.customers[self.invoice.customer].tags.contains(tag)),
            Condition::InvoiceTagged(tag) => Some(self.invoice.tags.contains(tag)),
            Condition::Not(one) => self.holds(one).map(|holds| !holds),
            Condition::All(all) => {
                let all: Vec<_> = all.iter().map(|one| self.holds(one)).collect();
                if all.contains(&Some(false)) { Some(false) } else { all.into_iter().collect::<Option<Vec<_>>>().map(|_| true) }
            }
            Condition::Any(any) => {
                let any: Vec<_> = any.iter().map(|one| self.holds(one)).collect();
                if any.contains(&Some(true)) { Some(true) } else { any.into_iter().collect::<Option<Vec<_>>>().map(|_| false) }
            }
        }
    }

    fn is_held(&self) -> bool {
        let open = |until: &Option<Date>| until.is_none_or(|until| self.on <= until);
        let (books, policy) = (&self.books, self.policy);
        let unallocated = || self.ledger.unallocated.iter().any(|(customer, day)| *customer == self.invoice.customer && *day <= self.on);
        let unknown = |span: Span| {
            let needed = match span {
                Span::Months(_) => unreachable!(),
                span => self.before(self.on, span),
            };
            self.ledger.payments_through.is_none_or(|through| through < needed)
        };
        books.holds.iter().any(open)
            || (books.disputed && !policy.continue_disputed)
            || (policy.hold_plan && books.plan.iter().any(open))
            || (policy.hold_promise && books.promise.iter().any(|until| self.on <= *until))
            || (policy.hold_unallocated && unallocated())
            || policy.hold_unless_known.is_some_and(unknown)
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
        let notices = self.books.valid().map(|sent| (sent.on, sent.notice.act));
        let mut happened: Vec<(Date, &str)> = self.books.happened.iter().copied().chain(notices).collect();
        happened.sort_unstable();
        self.on > limitation.last_day(self.law, self.consumer(), start, &happened)
    }

    /// The day a step counts from its first anchor that has happened; a chosen reading: never before the invoice is issued.
    fn trigger(&self, step: &Step) -> Option<Date> {
        let deadline_of = |at: usize, sent: &Sent| {
            let stated = self.policy.steps[at].deadline.map(|deadline| self.deadline(sent.on, deadline));
            sent.notice.deadline.or(stated).unwrap_or(sent.on)
        };
        let day = |moment: &super::policy::Moment| {
            let anchor = match moment.anchor {
                Anchor::Due => Some(self.due),
                Anchor::Issue => Some(self.invoice.issued),
                Anchor::Sent(at) => self.books.last_of(at).map(|sent| sent.on),
                Anchor::Deadline(at) => self.books.last_of(at).map(|sent| deadline_of(at, sent)),
            }?;
            let mut day = if moment.before { self.before(anchor, moment.span) } else { self.after(anchor, moment.span) };
            while day < self.due && !self.is_run_day(day) {
                day -= 1;
            }
            Some(day)
        };
        step.send.iter().find_map(day).map(|day| day.max(self.invoice.issued))
    }

    fn deadline(&self, on: Date, (span, on_business_day): (Span, bool)) -> Date {
        let day = self.after(on, span);
        if on_business_day { self.law.business_day_from(day) } else { day }
    }

    fn decide(&self, letters: &Letters) -> Decided {
        let (books, policy) = (&self.books, self.policy);
        if policy.applies.as_ref().is_some_and(|applies| self.holds(applies).is_none()) {
            return Decided::Plain("unmatched");
        }
        if books.balance == 0 {
            return Decided::Plain("settled");
        }
        for exempt in &policy.exempt {
            match self.holds(exempt) {
                None => return Decided::Plain("unmatched"),
                Some(true) => return Decided::Plain("exempt"),
                Some(false) => {}
            }
        }
        if self.is_held() {
            return Decided::Plain("hold");
        }
        if policy.ignore.is_some_and(|limit| books.balance < limit) {
            return Decided::Plain("ignore");
        }
        if self.is_time_barred() {
            return Decided::Plain("finished");
        }
        let (at, day) = match self.next() {
            Err(Missing) => return Decided::Plain("unmatched"),
            Ok(None) => return Decided::Plain("finished"),
            Ok(Some(next)) => next,
        };
        // A chosen reading: a step that counts from what has not happened waits without a day.
        let Some(day) = day else { return Decided::Wait(at, None) };
        let sent_today = books.valid().any(|sent| sent.on == self.on);
        let goes = self.run_day_from(day.max(if sent_today { self.on + 1 } else { self.on }));
        if goes > self.on {
            return Decided::Wait(at, Some(goes));
        }
        let letter = self.propose(letters, at);
        match self.law.broken(&letter).first() {
            Some(rule) => Decided::Withheld(at, rule.id),
            None => Decided::Send(at, letter),
        }
    }

    /// The first step behind the position that applies and has not had its time, with the day it is due.
    fn next(&self) -> Result<Option<(usize, Option<Date>)>, Missing> {
        let behind = self.books.position().map_or(0, |position| position + 1);
        for at in behind..self.policy.steps.len() {
            let Some(day) = self.open(at)? else { continue };
            if self.policy.steps[at].overtaken && self.is_overtaken(at)? {
                continue;
            }
            return Ok(Some((at, day)));
        }
        Ok(None)
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
        if self.books.has("handover") && !["legal-step", "write-off"].contains(&step.act) {
            return Ok(None);
        }
        if !step.when.as_ref().map_or(Some(true), |when| self.holds(when)).ok_or(Missing)? {
            return Ok(None);
        }
        let day = self.trigger(step);
        let had_its_time = day.is_some_and(|day| day < self.due && self.on >= self.due);
        Ok(if had_its_time { None } else { Some(day) })
    }

    fn propose(&self, letters: &Letters, at: usize) -> Letter {
        let step = &self.policy.steps[at];
        let history = self.books.valid().map(|sent| {
            let together = sent.notice.letter.as_ref().is_some_and(|letter| letters.contains(&(letter.clone(), sent.on)));
            Past {
                act: sent.notice.act,
                on: sent.on,
                deadline: sent.notice.deadline,
                fee: sent.notice.fee,
                compensation: sent.notice.compensation,
                charged: sent.notice.fee > 0 || together,
            }
        });
        let (law, invoice) = (self.law, self.invoice);
        let starts = interest_starts_after(law, invoice);
        let asked = starts.max(invoice.issued + self.policy.interest_after_issue.unwrap_or(-100_000));
        let mut letter = Letter {
            act: step.act,
            on: self.on,
            deadline: step.deadline.map(|deadline| self.deadline(self.on, deadline)),
            fee: 0,
            compensation: 0,
            consumer: self.consumer(),
            fee_agreed: invoice.fee_agreed.unwrap_or(self.policy.agreed_fee),
            rate_agreed: invoice.rate_agreed.or(self.policy.agreed_rate).unwrap_or(0),
            disputed: self.books.disputed,
            due: self.due,
            term: invoice.due.map(|due| due - invoice.issued),
            amount: invoice.amount,
            arose: invoice.arose.unwrap_or(invoice.issued),
            interest_start: starts + 1,
            rates: (asked + 1..=self.on)
                .filter_map(|day| rate_on(self.policy, law, invoice, self.consumer(), self.due, day).map(|rate| (day, rate)))
                .collect(),
            history: history.collect(),
            counts: true,
        };
        letter.fee = step.fee.as_ref().map_or(0, |fee| self.fee(fee, &letter));
        if step.compensation {
            let bounds = [Quantity::Compensation, Quantity::TotalCompensation, Quantity::TotalCharges];
            // A chosen reading: it is bounded by the totals even where it is a legal step's.
            letter.compensation = law.most(&bounds, &letter, |letter, most| letter.compensation = most);
        }
        letter.counts = step.act != "legal-step";
        letter
    }

    fn fee(&self, fee: &Fee, letter: &Letter) -> Minor {
        match fee {
            Fee::Fixed(amount) => *amount,
            Fee::Statutory => {
                let bounds = [Quantity::Fee, Quantity::LetterFee, Quantity::TotalFees, Quantity::TotalCharges];
                self.law.most(&bounds, letter, |letter, most| letter.fee = most)
            }
            Fee::Share(share, of_balance, adjust) => {
                let of = if *of_balance { self.books.balance } else { self.number(Fact::Principal).unwrap() };
                let amount = adjust.iter().fold(of * share, |amount, one| one.on(amount));
                (amount + 500_000) / 1_000_000
            }
            Fee::Bands(bands, above) => {
                let band = bands.iter().find(|(end, _)| self.books.balance <= *end).map_or(&**above, |(_, fee)| fee);
                self.fee(band, letter)
            }
            Fee::Dated(dated) => dated.iter().rev().find(|(from, _)| *from <= self.on).map_or(0, |(_, fee)| self.fee(fee, letter)),
        }
    }
}

impl Adjust {
    /// Of an amount in millionths of the minor unit.
    fn on(self, amount: i128) -> i128 {
        let micro = |minor: Minor| minor * 1_000_000;
        match self {
            Adjust::AtLeast(least) => amount.max(micro(least)),
            Adjust::AtMost(most) => amount.min(micro(most)),
            Adjust::Round(unit) => (amount + micro(unit) / 2) / micro(unit) * micro(unit),
            Adjust::RoundUp(unit) => (amount + micro(unit) - 1) / micro(unit) * micro(unit),
            Adjust::RoundDown(unit) => amount / micro(unit) * micro(unit),
        }
    }
}
