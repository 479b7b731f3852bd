//! What a policy's credit classes say of a customer.

use super::customer::Customer;
use super::facts::of_customer;
use crate::decide::{Answers, Missing};
use crate::ledger::{CREDIT_CHECKED, InvoiceId, Ledger};
use crate::plan::{Class, Credit};
use crate::terms::CreditTitle;
use crate::value::{Day, Minor};

/// What is done about a customer that is to get no more credit: of classes, and of an escalation that says so in these words.
pub const STOP_CREDIT: &str = "stop credit";

/// The most a customer may owe.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CreditLimit {
    /// In minor units of the policy's currency.
    pub most: Minor,
    /// The class whose limit that is; `None` where it is the customer's own.
    pub class: Option<String>,
}

/// What a policy's credit classes give a customer, and what they find.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct CreditTerms {
    /// The class; `None` where the customer is in none, or nobody can tell.
    pub class: Option<String>,
    /// Days to pay that the class gives.
    pub days: Option<i32>,
    /// The most the customer may owe; `None` where nothing bounds it, or it is in no class.
    pub limit: Option<CreditLimit>,
    /// The last day by which credit is to be checked again; `None` where no check is asked for, or the ledger does not say when the last one was.
    pub check_due: Option<Day>,
    /// What is found: of the limit, the terms, the check, the class.
    pub found: Vec<CreditFinding>,
}

/// What a policy's credit classes find of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CreditFinding {
    /// The customer owes more than it may.
    OverLimit {
        /// What it owes, in minor units of the policy's currency.
        balance: Minor,
        /// The most it may owe.
        limit: CreditLimit,
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
    /// The customer is in no class, so it pays before delivery.
    Prepayment {
        /// The open invoices that were sold on credit all the same.
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
            CreditFinding::OverLimit { .. } => STOP_CREDIT,
            CreditFinding::TermsTooLong { .. } => "correct the terms",
            CreditFinding::NeverChecked | CreditFinding::CheckOverdue { .. } => "check credit",
            CreditFinding::Prepayment { .. } => "ask for prepayment",
            CreditFinding::NoClass | CreditFinding::ClassUnknown { .. } => "classify",
        }
    }

    /// Whether something has to be mended. That a customer pays before delivery is a matter of its next order, where nothing was sold on credit.
    pub fn is_fault(&self) -> bool {
        !matches!(self, CreditFinding::Prepayment { on_credit } if on_credit.is_empty())
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
pub fn look(credit: &Credit, customer: &Customer, ledger: &Ledger, on: Day) -> CreditTerms {
    let classed = classed(credit, customer);
    let mut terms = CreditTerms::default();
    if let Classed::In(class) = &classed {
        terms.class = Some(class.name.clone());
        terms.days = class.terms;
        terms.limit = limit(class, customer);
        terms.found.extend(terms.limit.as_ref().and_then(|limit| over_limit(limit, customer)));
        terms.found.extend(too_long(class, customer, ledger));
    }
    if let Some(months) = credit.check_every {
        let checked = of_customer(ledger, customer.id, CREDIT_CHECKED).parse::<Day>().ok();
        terms.check_due = checked.map(|checked| checked.plus_months(months));
        terms.found.extend(check(months, checked, on));
    }
    match classed {
        Classed::In(_) => {}
        Classed::Nowhere if credit.otherwise_prepayment => terms.found.push(prepayment(customer, ledger)),
        Classed::Nowhere => terms.found.push(CreditFinding::NoClass),
        Classed::Unknown(fact) => terms.found.push(CreditFinding::ClassUnknown { fact }),
    }
    terms
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
fn limit(class: &Class, customer: &Customer) -> Option<CreditLimit> {
    let own = customer.credit_limit.filter(|own| class.limit.is_none_or(|limit| *own < limit));
    let most = own.or(class.limit)?;
    Some(CreditLimit { most, class: own.is_none().then(|| class.name.clone()) })
}

fn over_limit(limit: &CreditLimit, customer: &Customer) -> Option<CreditFinding> {
    let balance = customer.totals.balance;
    (balance > limit.most).then(|| CreditFinding::OverLimit { balance, limit: limit.clone() })
}

/// The open invoices of a customer with the days to pay that they have.
fn terms_of(customer: &Customer, ledger: &Ledger) -> impl Iterator<Item = (InvoiceId, i32)> {
    let (law, invoices) = (&customer.policy.law, &ledger.invoices);
    customer.open.iter().map(|id| (*id, law.payment_term(invoices.due[*id], invoices.issued[*id])))
}

fn too_long(class: &Class, customer: &Customer, ledger: &Ledger) -> Option<CreditFinding> {
    let most = class.terms?;
    let longer: Vec<(InvoiceId, i32)> = terms_of(customer, ledger).filter(|(_, days)| *days > most).collect();
    (!longer.is_empty()).then(|| CreditFinding::TermsTooLong { class: class.name.clone(), most, longer })
}

fn check(months: i32, checked: Option<Day>, on: Day) -> Option<CreditFinding> {
    match checked {
        None => Some(CreditFinding::NeverChecked),
        Some(checked) if checked.plus_months(months) < on => Some(CreditFinding::CheckOverdue { checked, months }),
        Some(_) => None,
    }
}

fn prepayment(customer: &Customer, ledger: &Ledger) -> CreditFinding {
    let on_credit = terms_of(customer, ledger).filter(|(_, days)| *days > 0).map(|(id, _)| id);
    CreditFinding::Prepayment { on_credit: on_credit.collect() }
}
