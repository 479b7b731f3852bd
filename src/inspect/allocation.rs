//! Which invoices money on no invoice would pay, the oldest first: proposed, never booked.

use std::collections::{BTreeMap, VecDeque};

use super::books::Books;
use super::kinds::ALLOCATION;
use super::{Detail, LedgerFinding};
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, order_of, with_event};
use crate::value::{Currency, Day, Minor};

/// The day of money on no invoice, what it is, and how much: in the order in which it counts.
type Money = (Day, IsPayment, Minor);
/// Whether money came in; a credit note of the same day counts before it.
type IsPayment = bool;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let mut money: BTreeMap<(CustomerId, Currency), Vec<Money>> = BTreeMap::new();
    for one in books.ledger.unallocated.iter().filter(|one| one.on <= books.on) {
        money.entry((one.customer, one.currency)).or_default().push((one.on, !one.is_credit, one.amount));
    }
    let mut open: BTreeMap<(CustomerId, Currency), Vec<InvoiceId>> = BTreeMap::new();
    for id in books.open().filter(|_| !money.is_empty()).filter(|id| books.ledger.invoices.issued[*id] <= books.on) {
        open.entry((books.ledger.invoices.customer[id], books.currency(id))).or_default().push(id);
    }
    for (whose, mut money) in money {
        let Some(open) = open.remove(&whose) else { continue };
        money.sort_unstable();
        propose(books, whose, &money, oldest_first(books, open), said);
    }
}

/// Invoices by their due date, those of one day by the day of issue and then by number.
fn oldest_first(books: &Books, mut invoices: Vec<InvoiceId>) -> Vec<InvoiceId> {
    let columns = &books.ledger.invoices;
    invoices.sort_by_key(|id| (books.due(*id), columns.issued[*id], order_of(&columns.number[*id])));
    invoices
}

/// Puts each on its own day, as much on each invoice as settles it by the as-of date; what is paid so is paid for the next too, and an invoice that is
/// settled needs no more.
fn propose(
    books: &Books,
    (customer, currency): (CustomerId, Currency),
    money: &[Money],
    invoices: Vec<InvoiceId>,
    said: &mut Vec<LedgerFinding>,
) {
    let mut open: VecDeque<(InvoiceId, Vec<Event>)> = invoices.into_iter().map(|id| (id, books.ledger.events_of(id).to_vec())).collect();
    for (on, is_payment, amount) in money {
        let mut left = *amount;
        while left > 0
            && let Some((id, events)) = open.front_mut()
        {
            let with = |amount: Minor| {
                let what = if *is_payment { EventKind::Payment(amount) } else { EventKind::Credit(amount) };
                if amount > 0 { with_event(events, Event { on: *on, what }) } else { events.clone() }
            };
            let owed = |put: Minor| {
                let claim = books.claim_with(*id, &with(put));
                claim.balance + claim.fees + claim.interest.unwrap_or(0)
            };
            // Most often all of it goes on the oldest, or a part settles that.
            let put = if owed(left) > 0 { left } else { least(left, |put| owed(put) == 0) };
            let still_owed = owed(put);
            if put > 0 {
                let detail = Detail::Allocation { still_owed: books.money(*id, still_owed) };
                said.push(ALLOCATION.of_invoice(books, *id, detail).on(*on).amount(put, currency));
            }
            *events = with(put);
            left -= put;
            if still_owed == 0 {
                open.pop_front();
            }
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
