//! What may have been booked twice.

use std::collections::HashMap;

use super::Finding;
use super::books::Books;
use super::kinds::{CUSTOMER_TWICE, EVENT_TWICE, INVOICE_TWICE};
use crate::ledger::{Event, InvoiceId, Ledger, What};
use crate::value::Minor;

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    for id in books.invoices() {
        let events = books.ledger.events_of(id);
        for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
            let same_day = events[..at].iter().rev().take_while(|earlier| earlier.on == event.on);
            if let Some((word, amount)) = repeatable(books.ledger, event)
                && same_day.into_iter().any(|earlier| same(books.ledger, earlier, event))
            {
                let finding = EVENT_TWICE.of_invoice(books, id, format!("two {word}s of the same amount on {}", event.on)).on(event.on);
                said.push(finding.amount(amount, books.currency(id)));
            }
        }
    }
    invoices(books, said);
    customers(books, said);
}

fn invoices(books: &Books, said: &mut Vec<Finding>) {
    let invoices = &books.ledger.invoices;
    let mut seen: HashMap<_, InvoiceId> = HashMap::new();
    for id in books.invoices() {
        let (customer, issued, amount, currency) = (invoices.customer[id], invoices.issued[id], invoices.amount[id], books.currency(id));
        if let Some(first) = seen.get(&(customer, issued, amount, currency)) {
            let message = format!("the same customer, amount and issue date as {}", invoices.number[*first]);
            said.push(INVOICE_TWICE.of_invoice(books, id, message).on(issued).amount(amount, currency));
        } else {
            seen.insert((customer, issued, amount, currency), id);
        }
    }
}

/// A number that went through a spreadsheet has lost the zeros it began with.
fn customers(books: &Books, said: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, &str> = HashMap::new();
    for (id, number) in books.ledger.customers.number.iter().enumerate() {
        if let Some(first) = seen.get(number.trim_start_matches('0')) {
            said.push(CUSTOMER_TWICE.of_customer(id, format!("`{number}` and `{first}` are the same but for leading zeros")));
        } else {
            seen.insert(number.trim_start_matches('0'), number);
        }
    }
}

/// What an event that may be there twice by mistake is called, and what it comes to: one that changes money or is a letter.
fn repeatable(ledger: &Ledger, event: &Event) -> Option<(&'static str, Minor)> {
    match event.what {
        What::Payment(amount) => Some(("payment", amount)),
        What::Reversal(amount) => Some(("reversal", amount)),
        What::Credit(amount) => Some(("credit note", amount)),
        What::Waive(fees, interest) => Some(("waiver", fees + interest)),
        What::Notice(place) => {
            let notice = &ledger.notices[place as usize];
            Some((notice.act.word(), notice.fee + notice.compensation))
        }
        _ => None,
    }
}

fn same(ledger: &Ledger, one: &Event, other: &Event) -> bool {
    match (one.what, other.what) {
        (What::Notice(one), What::Notice(other)) => {
            let (one, other) = (&ledger.notices[one as usize], &ledger.notices[other as usize]);
            (one.act, one.step, one.fee, one.compensation) == (other.act, other.step, other.fee, other.compensation)
        }
        (one, other) => one == other,
    }
}
