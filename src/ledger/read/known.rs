use std::collections::HashSet;
use std::io::{self, Read};

use super::FactColumns;
use super::invoices::{InvoiceReader, ReadRows};
use super::made::{Made, MakesRows};
use super::parts::{InvoiceFile, InvoicePieces};
use super::table::Head;
use crate::ledger::codes::DUPLICATE_INVOICE;
use crate::ledger::number_index::NumberIndex;
use crate::ledger::{CustomerId, Customers, Fault, Faults, InvoiceId, Ledger, Unallocated};
use crate::threads::on_threads;
use crate::value::Currency;

/// What the other tables need to know of the invoices of a whole file.
pub(super) struct InvoicesRead {
    /// The name of the file.
    pub file: String,
    /// Whether the file could be read to its end, so that a number not found is one that it does not have.
    pub complete: bool,
    /// Numbers of rows that could not be read otherwise: their events are not to blame.
    pub broken: HashSet<String>,
    index: NumberIndex,
    customers: NumberIndex,
}

impl InvoicesRead {
    /// Of a file that cannot be read.
    pub fn nothing(file: &str) -> InvoicesRead {
        InvoicesRead {
            file: file.into(),
            complete: false,
            broken: HashSet::new(),
            index: NumberIndex::default(),
            customers: NumberIndex::default(),
        }
    }

    /// Reads all invoices of a file into a ledger, a piece on each of several threads.
    pub fn read<R: Read>(
        file: &InvoiceFile,
        mut pieces: InvoicePieces<R>,
        threads: usize,
        ledger: &mut Ledger,
        faults: &mut Faults,
    ) -> io::Result<InvoicesRead> {
        let (name, column) = file.names();
        let mut known = InvoicesRead { complete: column.is_some(), ..InvoicesRead::nothing(name) };
        let done = |rows: ReadRows| {
            known.take(rows, ledger, faults);
            Ok::<_, io::Error>(())
        };
        on_threads(threads, || pieces.next_piece(), |piece| file.rows(&piece), done)?;
        known.index(column, ledger, faults);
        Ok(known)
    }

    /// The same of rows that are made one after another.
    pub fn of_made(
        head: &Head,
        rows: &mut Made<impl MakesRows>,
        wanted: FactColumns,
        ledger: &mut Ledger,
        faults: &mut Faults,
    ) -> InvoicesRead {
        let reader = InvoiceReader::of(head, None, wanted, ledger, faults);
        let header = ledger.header();
        let mut known = InvoicesRead { complete: reader.label().is_some(), ..InvoicesRead::nothing(head.file) };
        while rows.go_on() {
            known.take(reader.read(head, rows, 0, &header), ledger, faults);
        }
        known.index(reader.label(), ledger, faults);
        known
    }

    /// Makes the invoices be found by their numbers. Tells of those that are there twice.
    fn index(&mut self, column: Option<&str>, ledger: &Ledger, faults: &mut Faults) {
        let (name, numbers) = (&self.file, &ledger.invoices.number);
        self.index = NumberIndex::of(numbers, |first, again| {
            let line = |id: InvoiceId| ledger.invoices.lines.place(id).1;
            if !numbers[again].is_empty() {
                let fault = Fault::new(DUPLICATE_INVOICE, name, line(again)).column(column.unwrap_or_default());
                faults.push(fault.value(&numbers[again]).with("line", line(first)));
            }
        });
    }

    /// Puts the next rows behind the others.
    fn take(&mut self, rows: ReadRows, ledger: &mut Ledger, faults: &mut Faults) {
        let ReadRows { ledger: mut read, faults: wrong, broken, has_swallowed } = rows;
        faults.extend(wrong);
        self.complete &= !has_swallowed;
        self.broken.extend(broken);
        let mut names = read.customers.name.iter();
        let customers: Vec<CustomerId> = (read.customers.number.iter())
            .map(|number| {
                let (customer, name) = (self.customer_of(number, &mut ledger.customers), names.next());
                // The first row of a customer names it.
                if let Some(name) = name.filter(|_| customer == ledger.customers.name.len()) {
                    ledger.customers.name.push(name);
                }
                customer
            })
            .collect();
        read.invoices.customer.iter_mut().for_each(|customer| *customer = customers[*customer]);
        let of_all = |money: Unallocated| Unallocated { customer: customers[money.customer], ..money };
        ledger.unallocated.extend(read.unallocated.into_iter().map(of_all));
        for (file, rows) in read.left_out {
            ledger.leave_out(file, rows);
        }
        for step in read.invoices.opening.iter_mut().filter_map(|opening| opening.last_step.as_mut()) {
            *step = ledger.texts.intern(read.texts.get(*step));
        }
        ledger.invoices.append(read.invoices);
    }

    /// The invoice of a number.
    pub fn find(&self, number: &str, ledger: &Ledger) -> Option<InvoiceId> {
        self.index.find(number, &ledger.invoices.number)
    }

    /// The customer of a number.
    pub fn customer(&self, number: &str, ledger: &Ledger) -> Option<CustomerId> {
        self.customers.find(number, &ledger.customers.number)
    }

    /// The same; where there is none, one of whom nothing but the number is known.
    pub fn customer_of(&mut self, number: &str, customers: &mut Customers) -> CustomerId {
        self.customers.find_or_put(number, &mut customers.number)
    }

    /// The currency of an invoice; `None` where the file has it wrong.
    pub fn currency(&self, id: InvoiceId, ledger: &Ledger) -> Option<Currency> {
        Some(ledger.invoices.currency[id]).filter(|currency| *currency != Currency::NONE)
    }

    /// Gives each invoice the debtor of its customer where it has none, and what is on no invoice its order.
    pub fn finish(self, ledger: &mut Ledger) {
        ledger.unallocated.sort_by_key(|money| (money.customer, money.on));
        for (debtor, customer) in ledger.invoices.debtor.iter_mut().zip(&ledger.invoices.customer) {
            *debtor = debtor.or(ledger.customers.debtor(*customer));
        }
    }
}
