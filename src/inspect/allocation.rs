//! Which invoices money on no invoice would pay, the oldest first: proposed, never booked.

use std::collections::BTreeMap;

use super::books::Books;
use super::kinds::ALLOCATION;
use super::{Detail, LedgerFinding};
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, order_of};
use crate::value::{Currency, Day, Minor};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let mut money: BTreeMap<(CustomerId, Currency), Vec<(Day, Minor)>> = BTreeMap::new();
    for one in books.ledger.unallocated.iter().filter(|one| one.on <= books.on) {
        money.entry((one.customer, one.currency)).or_default().push((one.on, one.amount));
    }
    let mut open: BTreeMap<(CustomerId, Currency), Vec<InvoiceId>> = BTreeMap::new();
    for id in books.open().filter(|_| !money.is_empty()).filter(|id| books.ledger.invoices.issued[*id] <= books.on) {
        open.entry((books.ledger.invoices.customer[id], books.currency(id))).or_default().push(id);
    }
    for (whose, mut payments) in money {
        let Some(open) = open.remove(&whose) else { continue };
        payments.sort_unstable();
        propose(books, whose.0, &payments, oldest_first(books, open), said);
    }
}

/// Invoices by their due date, those of one day by the day of issue and then by number.
fn oldest_first(books: &Books, mut invoices: Vec<InvoiceId>) -> Vec<InvoiceId> {
    let columns = &books.ledger.invoices;
    invoices.sort_by_key(|id| (books.due(*id), columns.issued[*id], order_of(&columns.number[*id])));
    invoices
}

/// Puts each payment on its own day, as much on each invoice as settles it by the as-of date; what is paid so is paid for the next payment too.
fn propose(books: &Books, customer: CustomerId, payments: &[(Day, Minor)], invoices: Vec<InvoiceId>, said: &mut Vec<LedgerFinding>) {
    let Some(currency) = invoices.first().map(|id| books.currency(*id)) else { return };
    let mut accounts: Vec<(InvoiceId, Vec<Event>)> = invoices.into_iter().map(|id| (id, books.ledger.events_of(id).to_vec())).collect();
    for (on, amount) in payments {
        let mut left = *amount;
        for (id, events) in &mut accounts {
            let owed = |paid: Minor| {
                let claim = books.claim_with(*id, &with_payment(events, *on, paid));
                claim.balance + claim.fees + claim.interest.unwrap_or(0)
            };
            let put = least(left, |paid| owed(paid) == 0);
            if put == 0 {
                continue;
            }
            let detail = Detail::Allocation { still_owed: books.money(*id, owed(put)) };
            said.push(ALLOCATION.of_invoice(books, *id, detail).on(*on).amount(put, currency));
            *events = with_payment(events, *on, put);
            left -= put;
        }
        if left > 0 {
            said.push(ALLOCATION.of_customer(customer, Detail::AllocationLeft).on(*on).amount(left, currency));
        }
    }
}

/// The least amount that is enough, at most all there is; more is enough wherever less is.
fn least(all: Minor, is_enough: impl Fn(Minor) -> bool) -> Minor {
    let (mut low, mut high) = (0, all);
    while low < high {
        let middle = low + (high - low) / 2;
        if is_enough(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// The same events with a payment more, behind the others of its day and kind.
fn with_payment(events: &[Event], on: Day, amount: Minor) -> Vec<Event> {
    let payment = Event { on, what: EventKind::Payment(amount) };
    let at = events.partition_point(|event| (event.on, event.what.rank()) <= (on, payment.what.rank()));
    let mut events = events.to_vec();
    if amount > 0 {
        events.insert(at, payment);
    }
    events
}
