//! Where the ledger contradicts what a policy says was agreed.

use super::Finding;
use super::books::Books;
use super::kinds::{FEE_AGREED, FEE_NOT_AGREED, INTEREST_DIFFERS, SENT_LATE};

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    let invoices = &books.ledger.invoices;
    for id in books.open() {
        let Some(bound) = books.plan(id) else { continue };
        let (policy, balance, currency) = (bound.plan, books.claim(id).balance, books.currency(id));
        let mut say = |kind: &'static super::Kind, message: String| {
            said.push(kind.of_invoice(books, id, message).on(invoices.issued[id]).amount(balance, currency));
        };
        match (policy.agreed_fee, invoices.fee_agreed[id]) {
            (true, Some(false)) => {
                say(FEE_NOT_AGREED, format!("`{}` says `agreed reminder fee`, the ledger `fee_agreed` false", policy.name))
            }
            (false, Some(true)) => say(FEE_AGREED, format!("`fee_agreed` is true, and `{}` does not say so", policy.name)),
            _ => {}
        }
        if let (Some(stated), Some(own)) = (policy.agreed_interest, invoices.interest_agreed[id])
            && stated != own
        {
            say(INTEREST_DIFFERS, format!("`{}` says `agreed late interest {}`, the ledger {own}", policy.name, stated));
        }
        if let (Some(promised), Some(due)) =
            (policy.sent_before_due, invoices.due[id].or_else(|| Some(books.law(id)?.due_date(None, invoices.issued[id]))))
        {
            let (sent, promised) = (invoices.sent[id], promised);
            if due.since(sent) < promised {
                let days = due.since(sent);
                let s = if days == 1 { "" } else { "s" };
                say(SENT_LATE, format!("sent {sent}, {days} day{s} before {due}: `{}` promises {promised}", policy.name));
            }
        }
    }
}
