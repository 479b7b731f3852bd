//! What may have been booked twice.

use std::collections::HashMap;

use super::books::Books;
use super::kinds::{CUSTOMER_TWICE, EVENT_TWICE, INVOICE_TWICE};
use super::{Booking, Detail, Finding};
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, Ledger};
use crate::value::Minor;

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    for id in books.invoices() {
        let events = books.ledger.events_of(id);
        for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
            let same_day = events[..at].iter().rev().take_while(|earlier| earlier.on == event.on);
            if let Some((booking, amount)) = repeatable(books.ledger, event)
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

fn invoices(books: &Books, said: &mut Vec<Finding>) {
    let invoices = &books.ledger.invoices;
    let mut seen: HashMap<_, InvoiceId> = HashMap::new();
    for id in books.invoices() {
        let (customer, issued, amount, currency) = (invoices.customer[id], invoices.issued[id], invoices.amount[id], books.currency(id));
        if let Some(first) = seen.get(&(customer, issued, amount, currency)) {
            said.push(INVOICE_TWICE.of_invoice(books, id, Detail::InvoiceTwice { first: *first }).on(issued).amount(amount, currency));
        } else {
            seen.insert((customer, issued, amount, currency), id);
        }
    }
}

/// A number that went through a spreadsheet has lost the zeros it began with.
fn customers(books: &Books, said: &mut Vec<Finding>) {
    let mut seen: HashMap<&str, CustomerId> = HashMap::new();
    for (id, number) in books.ledger.customers.number.iter().enumerate() {
        if let Some(first) = seen.get(number.trim_start_matches('0')) {
            said.push(CUSTOMER_TWICE.of_customer(id, Detail::CustomerTwice { customer: id, first: *first }));
        } else {
            seen.insert(number.trim_start_matches('0'), id);
        }
    }
}

/// What an event is that may be there twice by mistake, and what it comes to: one that changes money or is a letter.
fn repeatable(ledger: &Ledger, event: &Event) -> Option<(Booking, Minor)> {
    match event.what {
        EventKind::Payment(amount) => Some((Booking::Payment, amount)),
        EventKind::Reversal(amount) => Some((Booking::Reversal, amount)),
        EventKind::Credit(amount) => Some((Booking::CreditNote, amount)),
        EventKind::Waive(fees, interest) => Some((Booking::Waiver, fees + interest)),
        EventKind::Notice(place) => {
            let notice = &ledger.notices[place as usize];
            Some((Booking::Notice(notice.act), notice.fee + notice.compensation))
        }
        EventKind::WriteOff
        | EventKind::Dispute
        | EventKind::Resolved
        | EventKind::Hold(_)
        | EventKind::Release
        | EventKind::Plan(_)
        | EventKind::PlanEnded
        | EventKind::Promise(..)
        | EventKind::Acknowledged
        | EventKind::Judgment
        | EventKind::Cancelled(..)
        | EventKind::Recalled => None,
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
