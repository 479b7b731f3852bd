//! Events that cannot be right.

use super::books::Books;
use super::kinds::{
    CANCELLED_NOTHING, ENDED_NOTHING, GONE_THROUGH, HOLD_OLD, LASTS_LONG, NOTICE_BEFORE_ISSUE, PAYMENT_BEFORE_ISSUE, RECALLED_NOTHING,
    RELEASED_NOTHING, RESOLVED_NOTHING,
};
use super::{Detail, FindingKind, LedgerFinding};
use crate::claim::Letters;
use crate::decide::{Case, claim_on};
use crate::ledger::{Event, EventKind, InvoiceId, standing_notices};
use crate::terms::Hold;
use crate::value::Day;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    books.invoices().for_each(|id| of_invoice(books, id, said));
}

fn of_invoice(books: &Books, id: InvoiceId, said: &mut Vec<LedgerFinding>) {
    let ledger = books.ledger;
    let issued = ledger.invoices.issued[id];
    let events = ledger.events_of(id);
    let opening = ledger.invoices.opening.get(id);
    let mut disputed = opening.is_some_and(|opening| opening.disputed);
    let (mut held, mut on_plan) = (opening.is_some_and(|opening| opening.hold_until.is_some()), false);
    let mut hold: Option<Day> = None;
    for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
        let on = event.on;
        let mut say = |kind: &'static FindingKind, detail: Detail| said.push(kind.of_invoice(books, id, detail).on(on));
        // Nothing stands between two events of one day but those before it in their order.
        let stands =
            || standing_notices(&events[..at], &ledger.notices, event.on).into_iter().map(|(place, _)| &ledger.notices[place as usize]);
        match event.what {
            EventKind::Notice(place) if on < issued => {
                let act = ledger.notices[place as usize].act;
                say(NOTICE_BEFORE_ISSUE, Detail::NoticeBeforeIssue { act, on, issued });
            }
            EventKind::Payment(amount) if on < issued => {
                let detail = Detail::PaymentBeforeIssue { amount: books.money(id, amount), on, issued };
                said.push(PAYMENT_BEFORE_ISSUE.of_invoice(books, id, detail).on(on).amount(amount, books.currency(id)));
            }
            EventKind::Dispute => disputed = true,
            // What ends for a whole customer ends what there is.
            EventKind::Resolved if !std::mem::take(&mut disputed) && !is_of_all(books, id, event) => {
                say(RESOLVED_NOTHING, Detail::NoDispute)
            }
            EventKind::Hold(until) => {
                held = true;
                hold = hold.or(until.is_none().then_some(event.on));
            }
            EventKind::Release => {
                if !std::mem::take(&mut held) && !is_of_all(books, id, event) {
                    say(RELEASED_NOTHING, Detail::NoHold);
                }
                hold = None;
            }
            EventKind::Plan(_) => on_plan = true,
            EventKind::PlanEnded if !std::mem::take(&mut on_plan) && !is_of_all(books, id, event) => {
                say(ENDED_NOTHING, Detail::NoPaymentPlan)
            }
            EventKind::Recalled if !stands().any(|notice| event.what.names(notice)) => {
                say(RECALLED_NOTHING, Detail::NotHandedOver);
            }
            EventKind::Cancelled(act, step)
                if !stands().any(|notice| act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step)) =>
            {
                say(CANCELLED_NOTHING, Detail::NothingToCancel { act, written: step });
            }
            EventKind::Notice(_)
            | EventKind::Payment(_)
            | EventKind::Resolved
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

/// Whether an event is of every invoice of a customer that has several.
fn is_of_all(books: &Books, id: InvoiceId, event: &Event) -> bool {
    let customers = &books.ledger.invoices.customer;
    let mut others = books.invoices().filter(|other| *other != id && customers[*other] == customers[id]).peekable();
    others.peek().is_some() && others.all(|other| books.ledger.events_of(other).contains(event))
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
