//! Money that settles nothing where it stands.

use std::collections::BTreeMap;

use super::books::{Books, Group};
use super::kinds::{OVERPAID, PAY_BACK, SET_OFF};
use super::{Detail, LedgerFinding};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Currency, Minor, Money};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let with_credit: Vec<InvoiceId> = books.invoices().filter(|id| books.claim(*id).credit > 0).collect();
    for id in &with_credit {
        let claim = books.claim(*id);
        let detail = Detail::Overpaid { principal: books.money(*id, claim.principal), reckoned: books.law(*id).is_some() };
        said.push(OVERPAID.of_invoice(books, *id, detail).amount(claim.credit, books.currency(*id)));
    }
    let customer = |id: InvoiceId| books.ledger.invoices.customer[id];
    let owed: BTreeMap<(CustomerId, Currency), Group> = books.groups(books.open(), customer);
    for (of, group) in books.groups(with_credit.into_iter(), customer) {
        let (customer, currency) = of;
        let credit: Minor = group.ids.iter().map(|id| books.claim(*id).credit).sum();
        let (money, on) = (|minor| Money::new(minor, currency), group.ids);
        said.push(match owed.get(&of) {
            Some(owed) => {
                let (owed, owed_on) = (owed.balance, owed.ids.clone());
                let detail = Detail::SetOff { credit: money(credit), on, owed: money(owed), owed_on };
                SET_OFF.of_customer(customer, detail).amount(credit.min(owed), currency)
            }
            None => PAY_BACK.of_customer(customer, Detail::PayBack { credit: money(credit), on }).amount(credit, currency),
        });
    }
}
