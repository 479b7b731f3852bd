//! What a policy's credit classes say of a customer.

use super::customer::Customer;
use super::facts::of_customer;
use crate::decide::{Answers, Missing};
use crate::ledger::{CREDIT_CHECKED, InvoiceId, Ledger};
use crate::plan::{Class, Credit};
use crate::terms::CreditTitle;
use crate::value::{Day, Minor};

/// What a policy's credit classes find of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CreditFinding {
    /// The customer owes more than it may, in minor units of the policy's currency.
    OverLimit {
        /// What it owes.
        balance: Minor,
        /// The most it may owe.
        limit: Minor,
        /// The class whose limit that is; `None` where it is the customer's own.
        class: Option<String>,
    },
    /// Open invoices have longer terms than the class gives.
    TermsTooLong {
        /// The class.
        class: String,
        /// The terms it gives, in days.
        most: i32,
        /// The invoices with their terms in days; at least one.
        longer: Vec<(InvoiceId, i32)>,
    },
    /// The ledger does not say when credit was last checked.
    NeverChecked,
    /// Credit was last checked too long ago.
    CheckOverdue {
        /// When.
        checked: Day,
        /// How often it is to be checked, in months.
        months: i32,
    },
    /// The customer is in no class and has bought on credit.
    Prepayment {
        /// The open invoices that were sold on credit; at least one.
        on_credit: Vec<InvoiceId>,
    },
    /// No class of the policy fits.
    NoClass,
    /// The ledger lacks a fact that tells the class.
    ClassUnknown {
        /// The fact.
        fact: String,
    },
}

impl CreditFinding {
    /// What it is called.
    pub fn title(&self) -> CreditTitle {
        match self {
            CreditFinding::OverLimit { .. } => CreditTitle::OverLimit,
            CreditFinding::TermsTooLong { .. } => CreditTitle::TermsTooLong,
            CreditFinding::NeverChecked | CreditFinding::CheckOverdue { .. } => CreditTitle::CheckOverdue,
            CreditFinding::Prepayment { .. } => CreditTitle::Prepayment,
            CreditFinding::NoClass | CreditFinding::ClassUnknown { .. } => CreditTitle::NoClass,
        }
    }

    /// What to do.
    pub fn action(&self) -> &'static str {
        match self {
            CreditFinding::OverLimit { .. } => "stop credit",
            CreditFinding::TermsTooLong { .. } => "correct the terms",
            CreditFinding::NeverChecked | CreditFinding::CheckOverdue { .. } => "check credit",
            CreditFinding::Prepayment { .. } => "ask for prepayment",
            CreditFinding::NoClass | CreditFinding::ClassUnknown { .. } => "classify",
        }
    }
}

/// How a customer is classed.
enum Classed<'a> {
    In(&'a Class),
    Nowhere,
    /// A fact that would tell is missing.
    Unknown(String),
}

/// Looks at one customer: limit, terms, the date of the last check, the class itself.
pub fn look(credit: &Credit, customer: &Customer, ledger: &Ledger, on: Day) -> Vec<CreditFinding> {
    let mut found = Vec::new();
    let classed = classed(credit, customer);
    if let Classed::In(class) = &classed {
        found.extend(over_limit(class, customer));
        found.extend(terms(class, customer, ledger));
    }
    found.extend(credit.check_every.and_then(|months| check(months, customer, ledger, on)));
    match classed {
        Classed::In(_) => {}
        Classed::Nowhere if credit.otherwise_prepayment => found.extend(prepayment(customer, ledger)),
        Classed::Nowhere => found.push(CreditFinding::NoClass),
        Classed::Unknown(fact) => found.push(CreditFinding::ClassUnknown { fact }),
    }
    found
}

fn classed<'a>(credit: &'a Credit, customer: &Customer) -> Classed<'a> {
    for class in &credit.classes {
        match class.when.as_ref().map_or(Ok(true), |when| customer.holds(when)) {
            Ok(true) => return Classed::In(class),
            Ok(false) => {}
            Err(Missing(fact)) => return Classed::Unknown(fact),
        }
    }
    Classed::Nowhere
}

/// The customer's own limit counts where it is the lower one: a policy's is the most its class may owe.
fn over_limit(class: &Class, customer: &Customer) -> Option<CreditFinding> {
    let own = customer.credit_limit.filter(|own| class.limit.is_none_or(|limit| *own < limit));
    let limit = own.or(class.limit)?;
    let class = own.is_none().then(|| class.name.clone());
    let balance = customer.totals.balance;
    (balance > limit).then_some(CreditFinding::OverLimit { balance, limit, class })
}

/// Payment terms in days, as an invoice has them; `None` without a due date of its own.
fn terms_of(ledger: &Ledger, id: InvoiceId) -> Option<i32> {
    Some(ledger.invoices.due[id]?.since(ledger.invoices.issued[id]))
}

fn terms(class: &Class, customer: &Customer, ledger: &Ledger) -> Option<CreditFinding> {
    let most = class.terms?;
    let long = |id: &InvoiceId| terms_of(ledger, *id).filter(|days| *days > most).map(|days| (*id, days));
    let longer: Vec<(InvoiceId, i32)> = customer.open.iter().filter_map(long).collect();
    (!longer.is_empty()).then(|| CreditFinding::TermsTooLong { class: class.name.clone(), most, longer })
}

fn check(months: i32, customer: &Customer, ledger: &Ledger, on: Day) -> Option<CreditFinding> {
    match of_customer(ledger, customer.id, CREDIT_CHECKED).parse::<Day>() {
        Err(_) => Some(CreditFinding::NeverChecked),
        Ok(checked) if checked.plus_months(months) < on => Some(CreditFinding::CheckOverdue { checked, months }),
        Ok(_) => None,
    }
}

fn prepayment(customer: &Customer, ledger: &Ledger) -> Option<CreditFinding> {
    let sold_on_credit = |id: &InvoiceId| terms_of(ledger, *id).is_some_and(|days| days > 0);
    let on_credit: Vec<InvoiceId> = customer.open.iter().copied().filter(sold_on_credit).collect();
    (!on_credit.is_empty()).then_some(CreditFinding::Prepayment { on_credit })
}
