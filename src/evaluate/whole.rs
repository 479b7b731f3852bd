use std::io::Write;

use super::answer::Answer;
use super::asked::{Asked, NotWritten, Worklist};
use super::in_order::in_order;
use super::part::Part;
use crate::ledger::{InvoiceId, Ledger};

/// Decides a ledger that is in memory, and writes its worklist.
///
/// # Errors
/// As [`NotWritten`] says.
pub fn ledger(asked: &Asked, ledger: &Ledger, out: &mut dyn Write) -> Result<Worklist, NotWritten> {
    let mut answer = Answer::begin(asked, out)?;
    let invoices = ledger.invoices.len();
    if invoices <= asked.part {
        answer.take(Part::of(asked, ledger, |id| id), invoices)?;
        return answer.finish(ledger);
    }
    let order = by_customer(ledger);
    let mut rest = &order[..];
    let next = || {
        let part;
        (part, rest) = rest.split_at(end_of_part(ledger, asked.part, rest));
        Ok((!part.is_empty()).then_some(part))
    };
    let work = |of: &[InvoiceId]| Part::of(asked, &ledger.part(of, asked.on), |id| of[id]);
    let mut parts = Vec::new();
    in_order(asked.threads, next, work, |part| {
        parts.push(answer.keep(part));
        Ok::<_, NotWritten>(())
    })?;
    // What is wrong with customers is told whether they have invoices or not.
    answer.keep(Part::of(asked, &ledger.without_invoices(), |id| id));
    answer.write_mixed(parts, invoices)?;
    answer.finish(ledger)
}

/// The invoices of the first customer, then those of the next, each in ledger order.
fn by_customer(ledger: &Ledger) -> Vec<InvoiceId> {
    let mut order: Vec<InvoiceId> = (0..ledger.invoices.len()).collect();
    order.sort_by_key(|id| ledger.invoices.customer[*id]);
    order
}

/// Where a part of whole customers ends among the invoices that are left.
fn end_of_part(ledger: &Ledger, part: usize, rest: &[InvoiceId]) -> usize {
    let customer = |id: &InvoiceId| ledger.invoices.customer[*id];
    let Some(last) = rest.get(part - 1) else { return rest.len() };
    part + rest[part..].iter().take_while(|id| customer(id) == customer(last)).count()
}
