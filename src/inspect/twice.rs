//! What may have been booked twice.

use std::collections::HashMap;

use super::books::Books;
use super::kinds::{CUSTOMER_TWICE, EVENT_TWICE, INVOICE_TWICE};
use super::{Booking, Detail, LedgerFinding};
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, Ledger, order_of};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    for id in books.invoices() {
        let events = books.ledger.events_of(id);
        for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
            let same_day = events[..at].iter().rev().take_while(|earlier| earlier.on == event.on);
            if let Some((booking, amount)) = Booking::of(books.ledger, event)
                && same_day.into_iter().any(|earlier| same(books.ledger, earlier, event))
            {
                let finding = EVENT_TWICE.of_invoice(books, id, Detail::EventTwice { booking, on: event.on }).on(event.on);
                said.push(finding.amount(amount, books.currency(id)));
            }
        }
    }
    invoices(books, said);
    customers(books, said);
}

fn invoices(books: &Books, said: &mut Vec<LedgerFinding>) {
    let invoices = &books.ledger.invoices;
    let key = |id: InvoiceId| (invoices.customer[id], invoices.issued[id], invoices.amount[id], books.currency(id));
    let mut firsts: HashMap<_, InvoiceId> = HashMap::new();
    for id in books.invoices() {
        let first = firsts.entry(key(id)).or_insert(id);
        // Which of them is called the first does not hang on the order of the rows.
        if order_of(&invoices.number[id]) < order_of(&invoices.number[*first]) {
            *first = id;
        }
    }
    for id in books.invoices() {
        let (first, (_, issued, amount, currency)) = (firsts[&key(id)], key(id));
        if first != id {
            said.push(INVOICE_TWICE.of_invoice(books, id, Detail::InvoiceTwice { first }).on(issued).amount(amount, currency));
        }
    }
}

/// A number that went through a spreadsheet has lost the zeros it began with.
fn customers(books: &Books, said: &mut Vec<LedgerFinding>) {
    let numbers = &books.ledger.customers.number;
    let mut firsts: HashMap<&str, CustomerId> = HashMap::new();
    for (id, number) in numbers.iter().enumerate() {
        let first = firsts.entry(number.trim_start_matches('0')).or_insert(id);
        // The longest still has its zeros.
        if number.len() > numbers[*first].len() {
            *first = id;
        }
    }
    for (id, number) in numbers.iter().enumerate() {
        let first = firsts[number.trim_start_matches('0')];
        if first != id {
            said.push(CUSTOMER_TWICE.of_customer(id, Detail::CustomerTwice { customer: id, first }));
        }
    }
}

fn same(ledger: &Ledger, one: &Event, other: &Event) -> bool {
    match (one.what, other.what) {
        (EventKind::Notice(one), EventKind::Notice(other)) => {
            let (one, other) = (&ledger.notices[one as usize], &ledger.notices[other as usize]);
            (one.act, one.step, one.fee, one.compensation) == (other.act, other.step, other.fee, other.compensation)
        }
        (one, other) => one == other,
    }
}
