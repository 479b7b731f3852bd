//! Events that cannot be right.

use super::books::Books;
use super::kinds::{
    CANCELLED_NOTHING, ENDED_NOTHING, GONE_THROUGH, HOLD_OLD, INSOLVENCY_ENDED_NOTHING, LASTS_LONG, NOTICE_BEFORE_ISSUE,
    PAYMENT_BEFORE_ISSUE, RECALLED_NOTHING, RELEASED_NOTHING, RESOLVED_NOTHING,
};
use super::{Detail, FindingKind, LedgerFinding};
use crate::claim::Letters;
use crate::decide::{Case, claim_on};
use crate::ledger::{Begun, Event, EventKind, InvoiceId, Stop, undoes_nothing};
use crate::terms::Hold;
use crate::value::Day;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    books.invoices().for_each(|id| of_invoice(books, id, said));
    ends_nothing(books, said);
}

/// Events that end what never began. What ends for a whole customer ends what there is: it is told once, where it ends nothing for any invoice.
fn ends_nothing(books: &Books, said: &mut Vec<LedgerFinding>) {
    let ledger = books.ledger;
    let ended: Vec<Vec<(Event, Stop)>> = books.invoices().map(|id| ended_in_vain(books, id)).collect();
    for id in books.invoices() {
        for (event, stop) in &ended[id] {
            let (kind, detail) = match stop {
                Stop::Dispute => (RESOLVED_NOTHING, Detail::NoDispute),
                Stop::Hold => (RELEASED_NOTHING, Detail::NoHold),
                Stop::Plan => (ENDED_NOTHING, Detail::NoPaymentPlan),
                Stop::Insolvency => (INSOLVENCY_ENDED_NOTHING, Detail::NoInsolvency),
            };
            let finding = match others_with(books, id, event).as_slice() {
                [] => kind.of_invoice(books, id, detail),
                others if others.iter().all(|other| id < *other && ended[*other].contains(&(*event, *stop))) => {
                    kind.of_customer(ledger.invoices.customer[id], detail)
                }
                _ => continue,
            };
            said.push(finding.on(event.on));
        }
    }
}

/// The events of an invoice that end what never began.
fn ended_in_vain(books: &Books, id: InvoiceId) -> Vec<(Event, Stop)> {
    let mut begun = Begun::with(books.ledger.invoices.opening.get(id));
    let events = books.ledger.events_of(id).iter().take_while(|event| event.on <= books.on);
    events.filter_map(|event| Some((*event, begun.ends_nothing(event.what)?))).collect()
}

fn of_invoice(books: &Books, id: InvoiceId, said: &mut Vec<LedgerFinding>) {
    let ledger = books.ledger;
    let issued = ledger.invoices.issued[id];
    let events = ledger.events_of(id);
    let mut hold: Option<Day> = None;
    for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
        let on = event.on;
        let mut say = |kind: &'static FindingKind, detail: Detail| said.push(kind.of_invoice(books, id, detail).on(on));
        match event.what {
            EventKind::Notice(place) if on < issued => {
                let act = ledger.notices[place as usize].act;
                say(NOTICE_BEFORE_ISSUE, Detail::NoticeBeforeIssue { act, on, issued });
            }
            EventKind::Payment(amount) if on < issued => {
                let detail = Detail::PaymentBeforeIssue { amount: books.money(id, amount), on, issued };
                said.push(PAYMENT_BEFORE_ISSUE.of_invoice(books, id, detail).on(on).amount(amount, books.currency(id)));
            }
            EventKind::Hold(until) => hold = hold.or(until.is_none().then_some(event.on)),
            EventKind::Release => hold = None,
            EventKind::Recalled if undoes_nothing(events, at, &ledger.notices) => say(RECALLED_NOTHING, Detail::NotHandedOver),
            EventKind::Cancelled(act, step) if undoes_nothing(events, at, &ledger.notices) => {
                say(CANCELLED_NOTHING, Detail::NothingToCancel { act, written: step });
            }
            EventKind::Notice(_)
            | EventKind::Payment(_)
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Recalled
            | EventKind::Cancelled(..)
            | EventKind::Credit(_)
            | EventKind::Waive(..)
            | EventKind::Reversal(_)
            | EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Uncredit(_)
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment => {}
        }
    }
    said.extend(lasts_long(books, id));
    said.extend(gone_through(books, id));
    if let Some(since) = hold.filter(|since| since.plus_months(12) < books.on && books.is_open(id)) {
        said.push(
            HOLD_OLD.of_invoice(books, id, Detail::HoldWithoutEnd { since }).on(since).amount(books.claim(id).balance, books.currency(id)),
        );
    }
}

/// What stops the dunning of an open invoice for more than a year.
fn lasts_long(books: &Books, id: InvoiceId) -> Vec<LedgerFinding> {
    let found = |what, since: Day, until: Option<Day>| {
        let until = until.filter(|until| *until > since.plus_months(12) && *until >= books.on)?;
        let found = LASTS_LONG.of_invoice(books, id, Detail::LastsLong { what, since, until }).on(until);
        Some(found.amount(books.claim(id).balance, books.currency(id)))
    };
    let events = books.ledger.events_of(id).iter().filter(|event| event.on <= books.on && books.is_open(id));
    let stops = events.filter_map(|event| {
        if let EventKind::Hold(until) = event.what {
            found("hold", event.on, until)
        } else if let EventKind::Plan(until) = event.what {
            found("payment plan", event.on, until)
        } else if let EventKind::Promise(until, _) = event.what {
            found("promise", event.on, until)
        } else {
            None
        }
    });
    stops.collect()
}

/// The other invoices of the customer, where an event is of all of them: it is then taken as the customer's own.
fn others_with(books: &Books, id: InvoiceId, event: &Event) -> Vec<InvoiceId> {
    let customers = &books.ledger.invoices.customer;
    let others: Vec<InvoiceId> = books.invoices().filter(|other| *other != id && customers[*other] == customers[id]).collect();
    let is_of_all = others.iter().all(|other| books.ledger.events_of(*other).contains(event));
    if is_of_all { others } else { Vec::new() }
}

/// The payment plan or the promise that is open, where the policy that decides the invoice goes on through it.
fn gone_through(books: &Books, id: InvoiceId) -> Option<LedgerFinding> {
    let bound = books.plan(id).filter(|_| books.is_open(id))?;
    let letters = Letters::default();
    let (_, interruptions) = claim_on(bound, &Case::of(books.ledger, &letters, id), books.on, &mut Vec::new());
    let open = [(Hold::OnPlan, interruptions.plan), (Hold::OnPromise, interruptions.promise)];
    let (what, (since, until)) =
        open.into_iter().find_map(|(what, open)| Some((what, open?)).filter(|_| !bound.plan.holds.contains(&what)))?;
    let found = GONE_THROUGH.of_invoice(books, id, Detail::GoneThrough { what, since, until });
    Some(found.on(since).amount(books.claim(id).balance, books.currency(id)))
}
