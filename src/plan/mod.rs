//! The one form: a policy and its law lowered into plain data. Whoever decides, proves, explains or compares reads this and nothing below it.
//!
//! A plan is owned: it knows no ledger, no text and no place in one. Steps and facts are named by their places, values of law by theirs, amounts are
//! integers in minor units, and every rounding says which.

mod condition;
mod customer;
mod debtor;
mod fact;
mod fee;
mod step;

pub use condition::{Comparison, Condition, Criterion, Right};
pub use customer::{Class, Credit, Escalation};
pub use fact::{Fact, FactDeclaration, FactValue, kind as fact_kind, name as fact_name};
pub use fee::{Base, Fee, FeeAmount, amount_of};
pub use step::{Anchor, Moment, Step};

use std::sync::Arc;

use crate::law::Law;
use crate::terms::{Hold, Interest, Part, SendOn, Valid};
use crate::value::{Currency, Day, Debtor, Debtors, Minor, Offset, Rate};

/// A policy, in one version, with its law.
#[derive(Clone, Debug)]
pub struct Plan {
    /// What tests and outputs call it.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// The law it stands under, with the advice of the trade that goes with it.
    pub law: Arc<Law>,
    /// Whom it is for.
    pub debtors: Debtors,
    /// The currency of its invoices and of every amount in it.
    pub currency: Currency,
    /// When it holds; a version ends the day before the next.
    pub valid: Valid,
    /// The last day on which a case that began under it may still be dunned by it: a later version may leave those be. `None` is no end.
    pub keeps_until: Option<Day>,
    /// Stretches of days within that time, first and last, on which no version of its name is in force.
    pub idle: Vec<(Day, Day)>,
    /// Whether it takes over invoices an earlier version is dunning.
    pub takes_over: bool,
    /// Which invoices it is for.
    pub applies: Option<Condition>,
    /// Late interest; `None` is no interest.
    pub interest: Option<Interest>,
    /// The order in which a payment settles.
    pub settle: [Part; 3],
    /// Balances below this are left alone, in minor units; 0 is none.
    pub ignore: Minor,
    /// When to hold.
    pub holds: Vec<Hold>,
    /// Whom to leave alone.
    pub exempt: Vec<Exemption>,
    /// On which days notices go out.
    pub send_on: SendOn,
    /// Whether a dispute does not hold.
    pub continue_disputed: bool,
    /// Charges pursued after the principal is paid, in minor units.
    pub pursue: Option<Minor>,
    /// Whether the company's contracts agree a reminder fee.
    pub agreed_fee: bool,
    /// The late rate the company's contracts agree.
    pub agreed_interest: Option<Rate>,
    /// Days before the due date by which invoices are sent, as promised.
    pub sent_before_due: Option<i32>,
    /// Declared facts.
    pub facts: Vec<FactDeclaration>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What is done about a customer.
    pub escalations: Vec<Escalation>,
    /// Credit classes.
    pub credit: Option<Credit>,
    /// The facts that escalations and credit classes ask for: the declared ones, then those of the `credit` block.
    pub customer_facts: Vec<FactDeclaration>,
}

/// Days from the issue date to the due date of an invoice of which nobody says more.
pub const USUAL_TERM: i32 = 14;

/// Whom a policy leaves alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Exemption {
    /// When.
    pub when: Condition,
    /// The same in the policy's own words.
    pub words: String,
}

impl Plan {
    /// Whether it decides anything on a day: one on which it may have cases, and a version of its name is in force.
    pub fn decides_on(&self, on: Day) -> bool {
        let within = self.valid.from <= on && self.keeps_until.is_none_or(|until| on <= until);
        within && !self.idle.iter().any(|(first, last)| (*first..=*last).contains(&on))
    }

    /// Whether its period holds a day.
    pub fn is_valid(&self, on: Day) -> bool {
        self.valid.holds(on)
    }

    /// The first and the last day on which it sends anything and its law is known; a case that has begun may stay with a version beyond its last day.
    pub fn window(&self) -> (Day, Day) {
        (self.valid.from.max(self.law.known_from), self.keeps_until.unwrap_or(Day::LAST).min(self.law.known_until))
    }

    /// The place of a step by its name.
    pub fn step_named(&self, name: &str) -> Option<usize> {
        self.steps.iter().position(|step| step.name == name)
    }

    /// Whether it is for this kind of debtor.
    pub fn covers(&self, debtor: Debtor) -> bool {
        self.debtors.contains(debtor)
    }

    /// The promise to send invoices so many days before they are due, as a policy writes it.
    pub fn promise(days: i32) -> String {
        format!("invoices are sent at least {} before due date", Offset::Days(days))
    }

    /// The usual days from the issue date to the due date: more where the policy promises to send invoices earlier.
    pub fn usual_term(&self) -> i32 {
        self.sent_before_due.unwrap_or(0).max(USUAL_TERM)
    }

    /// Days from the issue date to the due date, where one is stated; where the policy promises to send invoices so long before they are due, an invoice
    /// without a due date has the days that the statute gives it.
    pub fn term(&self, stated: Option<Day>, issued: Day) -> Option<i32> {
        stated.map(|due| due.since(issued)).or(self.sent_before_due.map(|_| self.law.no_due_date))
    }

    /// The name of a step.
    pub fn step_name(&self, at: usize) -> &str {
        &self.steps[at].name
    }

    /// What a condition of an invoice calls a fact.
    pub fn fact_name<'a>(&'a self, fact: &'a Fact) -> &'a str {
        fact::name(&self.facts, fact)
    }

    /// What kind of thing a fact of a condition of an invoice is.
    pub fn fact_kind(&self, fact: &Fact) -> crate::terms::FactType {
        fact::kind(&self.facts, fact)
    }

    /// Every condition that decides whether a notice goes out: of the steps, of the policy itself, of its exemptions.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        let whens = self.steps.iter().filter_map(|step| step.when.as_ref());
        whens.chain(&self.applies).chain(self.exempt.iter().map(|exempt| &exempt.when))
    }

    /// Every comparison in them.
    pub fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        self.conditions().flat_map(Condition::comparisons)
    }

    /// Whether a condition that decides invoices asks about a fact that `such` picks.
    pub fn asks(&self, such: &dyn Fn(&Fact) -> bool) -> bool {
        self.conditions().any(|condition| condition.asks_fact(such))
    }

    /// Whether the customer's other invoices decide any condition of an invoice.
    pub fn asks_about_customer(&self) -> bool {
        self.asks(&|fact| matches!(fact, Fact::BuiltIn(fact) if fact.is_total()))
    }

    /// Whether it says what is done about a customer.
    pub fn speaks_of_customers(&self) -> bool {
        !self.escalations.is_empty() || self.credit.is_some()
    }

    /// Whether notices go out on this day.
    pub fn is_run_day(&self, day: Day) -> bool {
        match self.send_on {
            SendOn::EveryDay => true,
            SendOn::BusinessDays => self.law.calendar.is_business_day(day),
            SendOn::Weekdays(days) => days & 1 << day.weekday() != 0,
        }
    }

    /// This day, or the first run day after it.
    pub fn run_day_from(&self, mut day: Day) -> Day {
        while !self.is_run_day(day) && day < Day::LAST {
            day = day.plus(1);
        }
        day
    }

    /// This day, or the last run day before it.
    pub fn run_day_until(&self, mut day: Day) -> Day {
        while !self.is_run_day(day) && day > Day::FIRST {
            day = day.plus(-1);
        }
        day
    }
}
