//! Money that came in: what is on no invoice yet, and through which day anything is known.

use std::collections::{BTreeSet, HashMap};

use super::Finding;
use super::books::Books;
use super::kinds::{PAYMENTS_NOT_KNOWN, PAYMENTS_TOO_OLD, UNALLOCATED, UNALLOCATED_DUNNED};
use crate::ledger::{CustomerId, InvoiceId};
use crate::terms::Hold;

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    unallocated(books, said);
    known_through(books, said);
}

fn unallocated(books: &Books, said: &mut Vec<Finding>) {
    let mut of_customer: HashMap<CustomerId, Vec<InvoiceId>> = HashMap::new();
    for id in books.invoices().filter(|_| !books.ledger.unallocated.is_empty()) {
        of_customer.entry(books.ledger.invoices.customer[id]).or_default().push(id);
    }
    for (customer, on, amount) in books.ledger.unallocated.iter().filter(|(_, on, _)| *on <= books.on) {
        // A payment that names a customer is only read where it has invoices, all in one currency.
        let Some((first, all)) = of_customer.get(customer).and_then(|all| Some((all.first()?, all))) else { continue };
        let currency = books.currency(*first);
        let open: Vec<InvoiceId> = all.iter().copied().filter(|id| books.is_open(*id)).collect();
        let plans: BTreeSet<usize> = open.iter().filter_map(|id| books.plan_at(*id)).collect();
        let policy = |at: &usize| books.run.map(|run| run.plans[*at].plan);
        let holds = |at: &&usize| policy(at).is_some_and(|policy| policy.holds.contains(&Hold::OnUnallocated));
        let names = |which: Vec<&usize>| {
            which.into_iter().filter_map(policy).map(|policy| format!("`{}`", policy.name)).collect::<Vec<_>>().join(", ")
        };
        let dunning: Vec<&usize> = plans.iter().filter(|at| !holds(at)).collect();
        let (kind, then) = match () {
            () if open.is_empty() => (UNALLOCATED, "the customer owes nothing".to_string()),
            () if plans.is_empty() => (UNALLOCATED, format!("the customer owes on {}", books.named(&open))),
            () if dunning.is_empty() => (UNALLOCATED, format!("{} holds {}", names(plans.iter().collect()), books.named(&open))),
            () => (UNALLOCATED_DUNNED, format!("{} does not hold for it: {}", names(dunning), books.named(&open))),
        };
        said.push(kind.of_customer(*customer, format!("on no invoice; {then}")).on(*on).amount(*amount, currency));
    }
}

fn known_through(books: &Books, said: &mut Vec<Finding>) {
    let through = books.ledger.payments_through;
    let known = match through {
        Some(through) => format!("payments are known through {through}, {}", before(books.on.since(through))),
        None => "the ledger does not say through which day payments are known".into(),
    };
    for bound in books.run.iter().flat_map(|run| &run.plans).filter(|bound| bound.plan.is_valid(books.on)) {
        let gates = bound.plan.holds.iter().filter_map(|hold| match hold {
            Hold::UnlessPaymentsKnown(ago) => Some(ago.before(books.on, &bound.plan.law.calendar)),
            _ => None,
        });
        if let Some(needed) = gates.max().filter(|needed| through.is_none_or(|through| through < *needed)) {
            let message = format!("{known}, and `{}` asks for {needed}", bound.plan.name);
            let finding = PAYMENTS_TOO_OLD.of_ledger(message);
            said.push(Finding { date: through, ..finding });
        }
    }
    if through.is_none() {
        said.push(PAYMENTS_NOT_KNOWN.of_ledger(known));
    }
}

/// How long before the as-of date a day is.
pub fn before(days: i32) -> String {
    match days {
        0 => "the as-of date".into(),
        1 => "a day before the as-of date".into(),
        days if days > 0 => format!("{days} days before the as-of date"),
        days => format!("{} after the as-of date", if days == -1 { "a day".into() } else { format!("{} days", -days) }),
    }
}
