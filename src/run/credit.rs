//! What a policy's credit classes say of a customer.

use super::customer::Customer;
use crate::decide::{Answers, NoAnswer};
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::{Class, Credit};
use crate::value::{Day, Minor, Money};

/// What is found: its stable title, why, and what to do.
pub struct Found {
    pub title: &'static str,
    pub reason: String,
    pub action: &'static str,
    /// The fact the ledger lacks, where that is why.
    pub missing: Option<String>,
}

/// How a customer is classed.
enum Classed<'a> {
    In(&'a Class),
    Nowhere,
    /// A fact that would tell is missing.
    Unknown(String),
}

/// Looks at one customer: limit, terms, the date of the last check, the class itself.
pub fn look(credit: &Credit, customer: &Customer, ledger: &Ledger, on: Day) -> Vec<Found> {
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
        Classed::Nowhere => found.push(unclassed("no class of the policy fits".into(), None)),
        Classed::Unknown(fact) => {
            found.push(unclassed(format!("the ledger has no `{fact}`, and the policy no default"), Some(fact)));
        }
    }
    found
}

fn classed<'a>(credit: &'a Credit, customer: &Customer) -> Classed<'a> {
    for class in &credit.classes {
        match class.when.as_ref().map_or(Ok(true), |when| customer.holds(when)) {
            Ok(true) => return Classed::In(class),
            Ok(false) => {}
            Err(NoAnswer::Missing(fact)) => return Classed::Unknown(fact),
            Err(NoAnswer::Unknown) => return Classed::Nowhere,
        }
    }
    Classed::Nowhere
}

fn unclassed(reason: String, missing: Option<String>) -> Found {
    Found { title: "no credit class", reason, action: "classify", missing }
}

/// The customer's own limit counts where it is the lower one: a policy's is the most its class may owe.
fn over_limit(class: &Class, customer: &Customer) -> Option<Found> {
    let of_class = class.limit.map(|limit| (limit, format!("the limit of class {}", class.name)));
    let own = customer.credit_limit.map(|limit| (limit, "the customer's own limit".to_string()));
    let (limit, whose) = of_class.into_iter().chain(own).min_by_key(|(limit, _)| *limit)?;
    let money = |minor: Minor| Money::new(minor, customer.policy.currency);
    (customer.totals.balance > limit).then(|| Found {
        title: "over credit limit",
        reason: format!("customer balance {} (above {}, {whose})", money(customer.totals.balance), money(limit)),
        action: "stop credit",
        missing: None,
    })
}

/// Payment terms in days, as an invoice has them; `None` without a due date of its own.
fn terms_of(ledger: &Ledger, id: InvoiceId) -> Option<i32> {
    Some(ledger.invoices.due[id]?.since(ledger.invoices.issued[id]))
}

fn terms(class: &Class, customer: &Customer, ledger: &Ledger) -> Option<Found> {
    let most = class.terms?;
    let long = |id: &InvoiceId| terms_of(ledger, *id).filter(|days| *days > most).map(|days| (*id, days));
    let longer: Vec<String> =
        customer.open.iter().filter_map(long).map(|(id, days)| format!("{} ({days} days)", ledger.invoices.number[id])).collect();
    let (invoice, has) = if longer.len() == 1 { ("invoice", "has") } else { ("invoices", "have") };
    (!longer.is_empty()).then(|| Found {
        title: "terms too long",
        reason: format!("class {} gives {most} days; {invoice} {} {has} more", class.name, longer.join(", ")),
        action: "correct the terms",
        missing: None,
    })
}

fn check(months: i32, customer: &Customer, ledger: &Ledger, on: Day) -> Option<Found> {
    let checked: Option<Day> = super::facts::of_customer(ledger, customer.id, "credit_checked").parse().ok();
    let reason = match checked {
        None => "the ledger does not say when credit was last checked".to_string(),
        Some(checked) if checked.plus_months(months) < on => {
            let s = if months == 1 { "" } else { "s" };
            format!("last checked on {checked}, to be checked every {months} month{s}")
        }
        Some(_) => return None,
    };
    Some(Found { title: "credit check overdue", reason, action: "check credit", missing: None })
}

fn prepayment(customer: &Customer, ledger: &Ledger) -> Option<Found> {
    let on_credit: Vec<&str> = customer
        .open
        .iter()
        .filter(|id| terms_of(ledger, **id).is_some_and(|days| days > 0))
        .map(|id| ledger.invoices.number[*id].as_str())
        .collect();
    let s = if on_credit.len() == 1 { "" } else { "s" };
    (!on_credit.is_empty()).then(|| Found {
        title: "prepayment",
        reason: format!("in no credit class, so payment comes before delivery; sold on credit: invoice{s} {}", on_credit.join(", ")),
        action: "ask for prepayment",
        missing: None,
    })
}
