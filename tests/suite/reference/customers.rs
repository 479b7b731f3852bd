//! What is said of a customer as a whole: totals, escalations and credit.

use super::case::Case;
use super::conditions::{Known, holds};
use super::dates::{Date, add_months};
use super::law::{Law, Minor};
use super::ledger::{Customer, Invoice, Ledger};
use super::policy::{Class, Credit, Fact, Policy};
use super::print::money;
use super::simulate::Row;

/// The customer's open invoices in one currency.
#[derive(Clone, Copy, Default, Debug)]
pub struct Totals {
    pub balance: Minor,
    pub overdue_balance: Minor,
    pub overdue_invoices: i128,
    pub oldest_overdue: i128,
}

pub fn totals(cases: &[Option<Case>], customer: usize, currency: &str) -> Totals {
    let mut totals = Totals::default();
    let same = |case: &&Case| {
        case.invoice.customer == customer
            && case.invoice.currency == currency
            && case.books.balance > 0
            && case.invoice.issued <= case.on
            && !case.is_assigned()
    };
    for case in cases.iter().flatten().filter(same) {
        totals.balance += case.books.balance;
        if case.overdue() > 0 {
            totals.overdue_balance += case.books.balance;
            totals.overdue_invoices += 1;
            totals.oldest_overdue = totals.oldest_overdue.max(i128::from(case.overdue()));
        }
    }
    totals
}

/// A customer as a policy that is in force sees it.
pub struct Whole<'a> {
    pub policy: &'a Policy,
    pub law: &'a Law,
    pub ledger: &'a Ledger,
    pub on: Date,
    pub customer: usize,
    pub totals: Totals,
    /// The open ones that the policy of this name covers, but for those it leaves alone.
    pub open: Vec<&'a Invoice>,
}

impl Known for Whole<'_> {
    fn number(&self, fact: Fact) -> Option<i128> {
        match fact {
            Fact::CustomerBalance => Some(self.totals.balance),
            Fact::CustomerOverdueBalance => Some(self.totals.overdue_balance),
            Fact::CustomerOverdueInvoices => Some(self.totals.overdue_invoices),
            Fact::CustomerOldestOverdue => Some(self.totals.oldest_overdue),
            Fact::CreditLimit => self.customer().credit_limit,
            Fact::Score => {
                let default = self.policy.credit.as_ref().and_then(|credit| credit.score).or(self.policy.score);
                self.customer().facts.score.or(default.flatten())
            }
            Fact::Balance | Fact::Claim | Fact::Principal | Fact::Overdue => unreachable!("of one invoice"),
        }
    }

    fn debtor(&self) -> &'static str {
        unreachable!("of one invoice")
    }

    fn region(&self) -> Option<&'static str> {
        self.customer().facts.region.or(self.policy.region.flatten())
    }

    fn key_account(&self) -> Option<bool> {
        self.customer().facts.key_account.or(self.policy.key_account.flatten())
    }

    fn customer(&self) -> &Customer {
        &self.ledger.customers[self.customer]
    }

    fn invoice_tagged(&self, _: &str) -> bool {
        unreachable!("of one invoice")
    }
}

impl Whole<'_> {
    fn object(&self, title: &str, does: &str) -> Row {
        let number = &self.customer().number;
        [
            ("escalation", title.into()),
            ("customer", number.clone()),
            ("policy", self.policy.name.clone()),
            ("do", does.into()),
            ("balance", money(self.totals.balance)),
            ("overdue", money(self.totals.overdue_balance)),
            ("currency", self.policy.currency.into()),
            ("key", format!("{number}/{}/{title}", self.policy.name)),
        ]
        .into()
    }

    /// What the escalation at this place says of it. A fact that is missing says nothing.
    pub fn escalated(&self, at: usize) -> Option<Row> {
        let escalate = &self.policy.escalate[at];
        (holds(self, &escalate.when) == Some(true)).then(|| self.object(&escalate.title, escalate.does))
    }

    /// From issue to due date, without the days by which a due date moves. A ledger without one leaves it to the law.
    fn days_to_pay(&self, invoice: &Invoice) -> i64 {
        invoice.due.map_or(self.law.no_due_date, |due| due - invoice.issued)
    }

    /// What the policy's `credit` says of it, in its order.
    pub fn credited(&self) -> Vec<Row> {
        let Some(credit) = &self.policy.credit else { return Vec::new() };
        let class = self.class(credit);
        let mut said = Vec::new();
        if let Ok(Some(class)) = class {
            let limit = [class.limit, self.customer().credit_limit].into_iter().flatten().min();
            if limit.is_some_and(|limit| self.totals.balance > limit) {
                said.push(self.object("over credit limit", "stop credit"));
            }
            let longer = |invoice: &&Invoice| class.terms.is_some_and(|terms| self.days_to_pay(invoice) > terms);
            if self.open.iter().any(longer) {
                said.push(self.object("terms too long", "correct the terms"));
            }
        }
        let stale = |months: i64| self.customer().credit_checked.is_none_or(|day| add_months(day, months) < self.on);
        if credit.check.is_some_and(stale) {
            said.push(self.object("credit check overdue", "check credit"));
        }
        match class {
            Ok(None) if credit.prepayment => {
                if self.open.iter().any(|invoice| self.days_to_pay(invoice) > 0) {
                    said.push(self.object("prepayment", "ask for prepayment"));
                }
            }
            Ok(None) | Err(()) => said.push(self.object("no credit class", "classify")),
            Ok(Some(_)) => {}
        }
        said
    }

    /// The first class that holds. A chosen reading: a fact that is missing before that leaves it without one, whatever a later class says.
    fn class<'b>(&self, credit: &'b Credit) -> Result<Option<&'b Class>, ()> {
        for class in &credit.classes {
            match class.when.as_ref().map_or(Some(true), |when| holds(self, when)) {
                Some(true) => return Ok(Some(class)),
                Some(false) => {}
                None => return Err(()),
            }
        }
        Ok(None)
    }
}
