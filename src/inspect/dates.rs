//! Issue and due dates, and money that is dated ahead.

use super::books::Books;
use super::kinds::{DUE_FAR, ISSUED_AFTER_DUE, ISSUED_LATER, MONEY_LATER, NO_DUE_DATE};
use super::{Booking, Detail, FindingKind, LedgerFinding};
use crate::ledger::InvoiceId;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    for id in books.open() {
        let (issued, stated) = (books.ledger.invoices.issued[id], books.ledger.invoices.due[id]);
        let mut say = |kind: &'static FindingKind, detail: Detail| {
            said.push(kind.of_invoice(books, id, detail).on(stated.unwrap_or(issued)).amount(books.claim(id).balance, books.currency(id)));
        };
        match stated {
            None => say(NO_DUE_DATE, taken(books, id)),
            Some(due) if due < issued => say(ISSUED_AFTER_DUE, Detail::IssuedAndDue { issued, due }),
            Some(due) if due > issued.plus_months(12) => say(DUE_FAR, Detail::IssuedAndDue { issued, due }),
            Some(_) => {}
        }
        if issued > books.on {
            let detail = Detail::IssuedLater { issued };
            said.push(ISSUED_LATER.of_invoice(books, id, detail).on(issued).amount(books.claim(id).balance, books.currency(id)));
        }
        for event in books.ledger.events_of(id).iter().filter(|event| event.on > books.on) {
            if let Some((booking, amount)) = Booking::of(books.ledger, event).filter(|(booking, _)| booking.is_money()) {
                let finding = MONEY_LATER.of_invoice(books, id, Detail::MoneyLater { booking, on: event.on });
                said.push(finding.on(event.on).amount(amount, books.currency(id)));
            }
        }
    }
}

/// The due date that the statute takes.
fn taken(books: &Books, id: InvoiceId) -> Detail {
    let issued = books.ledger.invoices.issued[id];
    match books.law(id) {
        Some(law) => Detail::DueDateTaken { issued, due: law.due_date(None, issued), days: law.no_due_date, law: law.name.clone() },
        None => Detail::DueDateUnknown { issued },
    }
}
