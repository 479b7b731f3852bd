//! Money that settles nothing where it stands.

use std::collections::BTreeMap;

use super::Finding;
use super::books::{Books, Group};
use super::kinds::{OVERPAID, PAY_BACK, SET_OFF};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Currency, Minor};

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    let with_credit: Vec<InvoiceId> = books.invoices().filter(|id| books.claim(*id).credit > 0).collect();
    for id in &with_credit {
        let claim = books.claim(*id);
        let reckoned = if books.law(*id).is_none() { "; interest is not reckoned, as no law is known" } else { "" };
        let message = format!("paid beyond {} and its charges{reckoned}", books.money(*id, claim.principal));
        said.push(OVERPAID.of_invoice(books, *id, message).amount(claim.credit, books.currency(*id)));
    }
    let customer = |id: InvoiceId| books.ledger.invoices.customer[id];
    let owed: BTreeMap<(CustomerId, Currency), Group> = books.groups(books.open(), customer);
    for (of, group) in books.groups(with_credit.into_iter(), customer) {
        let (customer, currency) = of;
        let credit: Minor = group.ids.iter().map(|id| books.claim(*id).credit).sum();
        let first = group.ids[0];
        let on = books.named(&group.ids);
        let money = |minor| books.money(first, minor);
        said.push(match owed.get(&of) {
            Some(owed) => {
                let message = format!("{} on {on}, while {} is owed on {}", money(credit), money(owed.balance), books.named(&owed.ids));
                SET_OFF.of_customer(customer, message).amount(credit.min(owed.balance), currency)
            }
            None => PAY_BACK.of_customer(customer, format!("{} on {on}, and nothing is owed", money(credit))).amount(credit, currency),
        });
    }
}
