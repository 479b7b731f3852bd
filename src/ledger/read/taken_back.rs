use super::event_rows::TakenBack;
use super::known::InvoicesRead;
use crate::ledger::codes::{REOPENED_NOTHING, REVERSAL_TOO_LARGE, UNCREDIT_TOO_LARGE, WRITE_OFF_TOO_LARGE};
use crate::ledger::fault::quoted;
use crate::ledger::{Done, Fault, Faults, InvoiceId, Ledger, TooMuch};
use crate::value::Money;

/// No more can be taken back than there is: of payments, credit notes, write-offs.
pub(super) fn check(mut taken_back: Vec<TakenBack>, known: &InvoicesRead, ledger: &Ledger, faults: &mut Faults) {
    // The order in which the events of an invoice count.
    taken_back.sort_by_key(|one| (one.of, one.event.on, one.event.what.rank()));
    for of_one in taken_back.chunk_by(|one, other| one.of == other.of) {
        let invoice = of_one[0].of as InvoiceId;
        let (mut done, mut rows) = (Done::default(), of_one.iter());
        for event in ledger.events_of(invoice) {
            let row = if event.what.takes_back() { rows.next() } else { None };
            // What is undone in vain is told, and changes nothing.
            let Some((too_much, row)) = done.too_much(event.what, ledger.invoices.amount[invoice]).zip(row) else { continue };
            let (kind, column, most) = match too_much {
                TooMuch::Paid(most) => (REVERSAL_TOO_LARGE, "amount", most),
                TooMuch::Credited(most) => (UNCREDIT_TOO_LARGE, "amount", most),
                TooMuch::Left(most) => (WRITE_OFF_TOO_LARGE, "amount", most),
                TooMuch::WrittenOff => (REOPENED_NOTHING, "event", 0),
            };
            let most = match known.currency(invoice, ledger) {
                Some(currency) => Money::new(most, currency).plain(),
                None => most.to_string(),
            };
            let value = row.value.as_deref().unwrap_or_default();
            let fault = Fault::new(kind, &row.file, row.line as usize).column(column).value(value);
            faults.push(fault.with("most", most).with("invoice", quoted(&ledger.invoices.number[invoice])));
        }
    }
}
