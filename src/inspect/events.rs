//! Events that cannot be right.

use super::books::Books;
use super::kinds::{
    CANCELLED_NOTHING, ENDED_NOTHING, HOLD_OLD, NOTICE_BEFORE_ISSUE, PAYMENT_BEFORE_ISSUE, RECALLED_NOTHING, RELEASED_NOTHING,
    RESOLVED_NOTHING,
};
use super::{Finding, Kind};
use crate::claim::standing_notices;
use crate::ledger::{InvoiceId, What};
use crate::value::{Act, Day};

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    books.invoices().for_each(|id| of_invoice(books, id, said));
}

fn of_invoice(books: &Books, id: InvoiceId, said: &mut Vec<Finding>) {
    let ledger = books.ledger;
    let issued = ledger.invoices.issued[id];
    let events = ledger.events_of(id);
    let opening = ledger.invoices.opening.get(id);
    let mut disputed = opening.is_some_and(|opening| opening.disputed);
    let (mut held, mut on_plan) = (opening.is_some_and(|opening| opening.hold_until.is_some()), false);
    let mut hold: Option<Day> = None;
    for (at, event) in events.iter().enumerate().take_while(|(_, event)| event.on <= books.on) {
        let mut say = |kind: &'static Kind, message: String| said.push(kind.of_invoice(books, id, message).on(event.on));
        // Nothing stands between two events of one day but those before it in their order.
        let stands =
            || standing_notices(&events[..at], &ledger.notices, event.on).into_iter().map(|(place, _)| &ledger.notices[place as usize]);
        match event.what {
            What::Notice(place) if event.on < issued => {
                let act = ledger.notices[place as usize].act.word();
                say(NOTICE_BEFORE_ISSUE, format!("a {act} on {}, and the invoice was issued on {issued}", event.on));
            }
            What::Payment(amount) if event.on < issued => {
                let message = format!("{} on {}, and the invoice was issued on {issued}", books.money(id, amount), event.on);
                said.push(PAYMENT_BEFORE_ISSUE.of_invoice(books, id, message).on(event.on).amount(amount, books.currency(id)));
            }
            What::Dispute => disputed = true,
            What::Resolved if !std::mem::take(&mut disputed) => say(RESOLVED_NOTHING, "no dispute is open".into()),
            What::Hold(until) => {
                held = true;
                hold = hold.or(until.is_none().then_some(event.on));
            }
            What::Release => {
                if !std::mem::take(&mut held) {
                    say(RELEASED_NOTHING, "no hold is open".into());
                }
                hold = None;
            }
            What::Plan(_) => on_plan = true,
            What::PlanEnded if !std::mem::take(&mut on_plan) => say(ENDED_NOTHING, "no payment plan is running".into()),
            What::Recalled if !stands().any(|notice| notice.act == Act::Handover) => {
                say(RECALLED_NOTHING, "the claim is not handed over".into());
            }
            What::Cancelled(act, step)
                if !stands().any(|notice| act.is_none_or(|act| act == notice.act) && step.is_none_or(|step| Some(step) == notice.step)) =>
            {
                let what = [act.map(|act| act.word().to_string()), step.map(|step| format!("`{}`", ledger.texts.get(step)))];
                let what = what.into_iter().flatten().collect::<Vec<_>>().join(" ");
                say(CANCELLED_NOTHING, format!("no {what} stands that could be undone"));
            }
            _ => {}
        }
    }
    if let Some(since) = hold.filter(|since| since.plus_months(12) < books.on && books.is_open(id)) {
        let message = format!("on hold since {since}, without an end");
        said.push(HOLD_OLD.of_invoice(books, id, message).on(since).amount(books.claim(id).balance, books.currency(id)));
    }
}
