//! One file of open items, by invoice number.

use std::io;
use std::path::Path;

use crate::book::Book;
use crate::history::{Booked, History};
use crate::rows::Rows;

/// # Errors
/// When the file cannot be written.
pub fn write(book: &Book, path: &Path) -> io::Result<()> {
    let mut rows = Rows::create(path, "invoice,customer,debtor,currency,issued,due,amount,balance,last_step,last_sent")?;
    for at in 0..book.invoices {
        let invoice = book.invoice(at);
        let mut history = History::new(book, &invoice);
        let mut last = None;
        for event in &mut history {
            match event.what {
                Booked::Notice { step, .. } => last = Some((step.word(), event.day)),
                Booked::HandOver => last = Some(("inkasso", event.day)),
                Booked::Payment(_) | Booked::Credit(_) | Booked::Waiver(_) | Booked::Dispute | Booked::Resolved | Booked::Hold { .. } => {}
            }
        }
        rows.number(book.number(at)).number(book.number(invoice.customer)).text(book.debtor(invoice.customer).word()).text("NOK");
        rows.day(invoice.issued).day(invoice.due).amount(invoice.amount).amount(history.balance);
        match last {
            Some((step, day)) => rows.text(step).day(day),
            None => rows.empty(2),
        };
        rows.end()?;
    }
    rows.finish()
}
