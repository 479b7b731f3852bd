use std::io::Write;

use super::answer::Answer;
use super::asked::{Asked, NotWritten, Worklist};
use super::part::Part;
use crate::claim::Letters;
use crate::ledger::{InvoiceId, Ledger};
use crate::threads::on_threads;

/// Decides a ledger that is in memory, and writes its worklist.
///
/// # Errors
/// As [`NotWritten`] says.
pub fn ledger(asked: &Asked, ledger: &Ledger, out: &mut dyn Write) -> Result<Worklist, NotWritten> {
    let mut answer = Answer::begin(asked, out)?;
    let invoices = ledger.invoices.len();
    if invoices <= asked.part {
        answer.take(Part::whole(asked, ledger), invoices)?;
    } else if asked.tells_of_customers() {
        by_customer(asked, ledger, &mut answer)?;
    } else {
        in_order(asked, ledger, &mut answer)?;
    }
    answer.finish(ledger)
}

/// Part by part as the ledger has them: nothing of a part is kept.
fn in_order(asked: &Asked, ledger: &Ledger, answer: &mut Answer) -> Result<(), NotWritten> {
    let (letters, invoices) = (Letters::of(ledger, asked.on), ledger.invoices.len());
    let mut starts = (0..invoices).step_by(asked.part);
    let work = |start: InvoiceId| {
        let of: Vec<InvoiceId> = (start..invoices.min(start + asked.part)).collect();
        (Part::of(asked, &ledger.part(&of, asked.on), &letters, |id| id), of.len())
    };
    on_threads(asked.threads, || Ok(starts.next()), work, |(part, invoices)| answer.take(part, invoices))
}

/// Parts of whole customers, whose lines are mixed in the ledger.
fn by_customer(asked: &Asked, ledger: &Ledger, answer: &mut Answer) -> Result<(), NotWritten> {
    let (letters, order) = (Letters::of(ledger, asked.on), of_customers(ledger));
    let mut rest = &order[..];
    let next = || {
        let part;
        (part, rest) = rest.split_at(end_of_part(ledger, asked.part, rest));
        Ok((!part.is_empty()).then_some(part))
    };
    let work = |of: &[InvoiceId]| Part::of(asked, &ledger.part(of, asked.on), &letters, |id| of[id]);
    let mut parts = Vec::new();
    on_threads(asked.threads, next, work, |part| {
        parts.push(answer.keep(part));
        Ok::<_, NotWritten>(())
    })?;
    // What is wrong with customers is told whether they have invoices or not.
    answer.keep(Part::whole(asked, &ledger.without_invoices()));
    answer.write_mixed(parts, ledger.invoices.len())
}

/// The invoices of the first customer, then those of the next, each in ledger order.
fn of_customers(ledger: &Ledger) -> Vec<InvoiceId> {
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
