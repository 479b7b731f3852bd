//! Issue and due dates, and money that is dated ahead.

use super::Finding;
use super::books::Books;
use super::kinds::{DUE_FAR, ISSUED_AFTER_DUE, ISSUED_LATER, MONEY_LATER, NO_DUE_DATE};
use crate::ledger::{InvoiceId, What};

pub fn find(books: &Books, said: &mut Vec<Finding>) {
    for id in books.open() {
        let (issued, stated) = (books.ledger.invoices.issued[id], books.ledger.invoices.due[id]);
        let mut say = |kind: &'static super::Kind, message: String| {
            said.push(kind.of_invoice(books, id, message).on(stated.unwrap_or(issued)).amount(books.claim(id).balance, books.currency(id)));
        };
        match stated {
            None => say(NO_DUE_DATE, taken(books, id)),
            Some(due) if due < issued => say(ISSUED_AFTER_DUE, format!("issued {issued}, due {due}")),
            Some(due) if due > issued.plus_months(12) => say(DUE_FAR, format!("issued {issued}, due {due}")),
            Some(_) => {}
        }
        if issued > books.on {
            let message = format!("issued {issued}, after {}", books.on);
            said.push(ISSUED_LATER.of_invoice(books, id, message).on(issued).amount(books.claim(id).balance, books.currency(id)));
        }
        for event in books.ledger.events_of(id).iter().filter(|event| event.on > books.on) {
            let (what, amount) = match event.what {
                What::Payment(amount) => ("payment", amount),
                What::Reversal(amount) => ("reversal", amount),
                What::Credit(amount) => ("credit note", amount),
                _ => continue,
            };
            let finding = MONEY_LATER.of_invoice(books, id, format!("{what} on {}, after {}", event.on, books.on));
            said.push(finding.on(event.on).amount(amount, books.currency(id)));
        }
    }
}

/// The due date that the statute takes.
fn taken(books: &Books, id: InvoiceId) -> String {
    let issued = books.ledger.invoices.issued[id];
    match books.law(id) {
        Some(law) => {
            let days = law.no_due_date;
            let (due, name) = (law.due_date(None, issued), &law.name);
            let moved = if due == issued.plus(days) { "" } else { " and moved to a business day" };
            format!("the law of {name} takes {due}: {days} days after issue on {issued}{moved}")
        }
        None => format!("issued {issued}; neither a policy nor a country says which law tells the day"),
    }
}
