use std::collections::HashSet;

use super::column::{Column, Columns};
use super::openings::OpeningColumns;
use super::row::Sign;
use super::table::{Head, NextRow};
use super::{FactColumns, File, Row, Table, Text};
use crate::ledger::codes::{DUPLICATE_INVOICE, hints};
use crate::ledger::mapping::Mapping;
use crate::ledger::number_index::NumberIndex;
use crate::ledger::{CustomerId, Faults, InvoiceId, Ledger, NoHistory, RowPlaces, TextColumn};
use crate::value::{Currency, Day};

/// What the other tables need to know of the invoices just read.
pub(super) struct InvoicesRead {
    /// The name of the file.
    pub file: String,
    /// The invoices whose currency the file has wrong.
    pub of_wrong_currency: HashSet<InvoiceId>,
    /// Whether the file could be read to its end, so that a number not found is one that it does not have.
    pub complete: bool,
    /// Numbers of rows that could not be read otherwise: their events are not to blame.
    pub broken: HashSet<String>,
    index: NumberIndex,
    lines: Vec<usize>,
}

impl InvoicesRead {
    /// Before the first row of a file.
    fn of(file: File) -> InvoicesRead {
        InvoicesRead {
            file: file.name.into(),
            of_wrong_currency: HashSet::new(),
            complete: false,
            broken: HashSet::new(),
            index: NumberIndex::default(),
            lines: Vec::new(),
        }
    }

    pub fn find(&self, number: &str, ledger: &Ledger) -> Option<InvoiceId> {
        self.index.find(number, &ledger.invoices.number)
    }

    /// The currency of an invoice; `None` where the file has it wrong.
    pub fn currency(&self, id: InvoiceId, ledger: &Ledger) -> Option<Currency> {
        Some(ledger.invoices.currency[id]).filter(|_| !self.of_wrong_currency.contains(&id))
    }

    /// Gives each invoice the debtor of its customer where it has none.
    pub fn finish(self, ledger: &mut Ledger) {
        for (debtor, customer) in ledger.invoices.debtor.iter_mut().zip(&ledger.invoices.customer) {
            *debtor = debtor.or(ledger.customers.debtor(*customer));
        }
        ledger.invoices.lines = RowPlaces::of(&self.file, self.lines);
    }
}

struct InvoiceColumns<'m> {
    invoice: Column<'m>,
    customer: Column<'m>,
    debtor: Column<'m>,
    currency: Column<'m>,
    issued: Column<'m>,
    due: Column<'m>,
    amount: Column<'m>,
    due_agreed: Column<'m>,
    fee_agreed: Column<'m>,
    interest_agreed: Column<'m>,
    sent: Column<'m>,
    arose: Column<'m>,
    tags: Column<'m>,
}

impl<'m> InvoiceColumns<'m> {
    fn of(columns: &mut Columns<'m>, faults: &mut Faults) -> InvoiceColumns<'m> {
        InvoiceColumns {
            invoice: columns.of_invoice("invoice", faults),
            customer: columns.of_invoice("customer", faults),
            debtor: columns.of_invoice("debtor", faults),
            currency: columns.of_invoice("currency", faults),
            issued: columns.of_invoice("issued", faults),
            due: columns.of_invoice("due", faults),
            amount: columns.of_invoice("amount", faults),
            due_agreed: columns.of_invoice("due_agreed", faults),
            fee_agreed: columns.of_invoice("fee_agreed", faults),
            interest_agreed: columns.of_invoice("interest_agreed", faults),
            sent: columns.of_invoice("sent", faults),
            arose: columns.of_invoice("arose", faults),
            tags: columns.of_invoice("tags", faults),
        }
    }
}

/// How the invoices of a file are read, and the openings when the ledger is one of open items.
pub(super) struct InvoiceReader<'m> {
    columns: InvoiceColumns<'m>,
    opening: Option<OpeningColumns<'m>>,
    /// The other columns whose texts are wanted.
    facts: Vec<(String, Column<'m>)>,
}

/// Reads the invoices of a whole file, which may be Parquet.
pub(super) fn read_any(
    file: File,
    mapping: Option<&Mapping>,
    wanted: FactColumns,
    ledger: &mut Ledger,
    faults: &mut Faults,
) -> InvoicesRead {
    #[cfg(feature = "parquet")]
    if super::is_parquet(file.name, file.bytes) {
        return read_columns(file, mapping, wanted, ledger, faults);
    }
    read(file, mapping, wanted, ledger, faults)
}

#[cfg(feature = "parquet")]
fn read_columns(file: File, mapping: Option<&Mapping>, wanted: FactColumns, ledger: &mut Ledger, faults: &mut Faults) -> InvoicesRead {
    use super::columnar::Batches;
    /// So many rows are in memory twice.
    const ROWS: usize = 1 << 12;
    let mut known = InvoicesRead::of(file);
    let from = Box::new(std::io::Cursor::new(file.bytes.to_vec()));
    let Some(mut batches) = Batches::open(file.name, from, ROWS, mapping, wanted, faults) else { return known };
    let head = Head::of(file.name, batches.header(), mapping);
    let reader = InvoiceReader::of(&head, mapping, wanted, ledger, faults);
    while let Some(batch) = batches.next() {
        match batch {
            Ok(batch) => reader.read(&head, &mut batch.rows(), ledger, &mut known, faults),
            Err(fault) => faults.push(fault),
        }
    }
    known
}

/// Reads the invoices of a whole file.
pub(super) fn read(file: File, mapping: Option<&Mapping>, wanted: FactColumns, ledger: &mut Ledger, faults: &mut Faults) -> InvoicesRead {
    let mut known = InvoicesRead::of(file);
    let Some(text) = Text::decode(file, mapping.map(|mapping| mapping.encoding.as_str()), faults) else { return known };
    let Some(Table { head, mut rows }) = Table::open(file.name, &text, mapping, faults) else { return known };
    let reader = InvoiceReader::of(&head, mapping, wanted, ledger, faults);
    known.complete = !reader.columns.invoice.is_absent();
    reader.read(&head, &mut rows, ledger, &mut known, faults);
    known
}

impl<'m> InvoiceReader<'m> {
    /// By the header of a file. What that tells of the ledger is put into it.
    pub fn of(
        head: &Head<'m>,
        mapping: Option<&'m Mapping>,
        wanted: FactColumns,
        ledger: &mut Ledger,
        faults: &mut Faults,
    ) -> InvoiceReader<'m> {
        let mut columns = Columns::of(head.file, head.line, &head.header, mapping, faults);
        let invoice = InvoiceColumns::of(&mut columns, faults);
        let opening = ledger.open_items.then(|| OpeningColumns::of(&mut columns, faults));
        if opening.is_none() {
            columns.without_openings(faults);
        }
        let mut facts = columns.rest(faults);
        ledger.invoices.facts = facts.iter().map(|(name, _)| (name.clone(), TextColumn::default())).collect();
        facts.retain(|(name, _)| wanted.is(name));
        ledger.meant_columns.extend(columns.meant("invoices", &[]));
        if mapping.is_some() && !ledger.open_items {
            ledger.no_history = Some(NoHistory::NoBalances(columns.unread()));
        }
        InvoiceReader { columns: invoice, opening, facts }
    }

    fn read(&self, head: &Head<'m>, rows: &mut impl NextRow, ledger: &mut Ledger, known: &mut InvoicesRead, faults: &mut Faults) {
        while let Some(mut row) = rows.next_row(head, faults) {
            if !row.sound {
                // A row that runs over several lines may have swallowed others.
                known.complete &= !row.record.iter().any(|cell| cell.contains('\n'));
                known.broken.extend(row.text(&self.columns.invoice).map(str::to_owned));
                continue;
            }
            let customer = customer_of(self.customer(&mut row), ledger);
            let id = self.read_row(&mut row, customer, ledger);
            if ledger.invoices.currency[id] == Currency::NONE {
                known.of_wrong_currency.insert(id);
            }
            let number = &ledger.invoices.number[id];
            if !number.is_empty()
                && let Some(first) = known.find(number, ledger)
            {
                row.faults.push(row.fault(DUPLICATE_INVOICE, &self.columns.invoice, number).with("line", known.lines[first]));
            }
            known.index.push(&ledger.invoices.number);
            known.lines.push(row.line);
        }
    }

    /// The column of the invoice number, as the file calls it.
    pub fn label(&self) -> &str {
        self.columns.invoice.label
    }

    /// The customer's number of a row.
    pub fn customer<'r>(&'r self, row: &mut Row<'r>) -> &'r str {
        let column: &Column<'r> = &self.columns.customer;
        row.text(column).unwrap_or_default()
    }

    /// Reads one row into the columns.
    pub fn read_row<'r>(&'r self, row: &mut Row<'r>, customer: CustomerId, ledger: &mut Ledger) -> InvoiceId {
        let columns: &InvoiceColumns<'r> = &self.columns;
        for column in [&columns.invoice, &columns.customer, &columns.currency, &columns.issued, &columns.amount] {
            row.require(column);
        }
        let invoices = &mut ledger.invoices;
        let id = invoices.len();
        let before = invoices.currency.last().copied().filter(|before| *before != Currency::NONE);
        let currency = row.currency_after(&columns.currency, before);
        let tags = row.tags(&columns.tags);
        if !tags.is_empty() {
            invoices.tags.insert(id, tags);
        }
        invoices.number.push(row.text(&columns.invoice).unwrap_or_default());
        invoices.customer.push(customer);
        invoices.debtor.push(row.debtor(&columns.debtor));
        // Where it is wrong, that was told, and nobody sees the ledger.
        invoices.currency.push(currency.unwrap_or(Currency::NONE));
        // A day that is missing here was told above or below; any stands in for it.
        let issued = row.day(&columns.issued).unwrap_or(Day::FIRST);
        invoices.issued.push(issued);
        invoices.due.push(row.day(&columns.due));
        invoices.amount.push(row.amount(&columns.amount, currency, Sign::Positive, Some(hints::CREDIT_NOTE)).unwrap_or_default());
        invoices.due_agreed.push(row.truth(&columns.due_agreed).unwrap_or(true));
        invoices.fee_agreed.push(row.truth(&columns.fee_agreed));
        invoices.interest_agreed.push(row.rate(&columns.interest_agreed));
        invoices.sent.push(row.day(&columns.sent).unwrap_or(issued));
        invoices.arose.push(row.day(&columns.arose).unwrap_or(issued));
        if let Some(columns) = &self.opening {
            let opening = columns.read(row, currency, &mut ledger.texts);
            ledger.invoices.opening.push(opening);
        }
        for (name, column) in &self.facts {
            if let Some(texts) = ledger.invoices.facts.get_mut(name) {
                texts.push(row.text(column).unwrap_or_default());
            }
        }
        id
    }
}

fn customer_of(number: &str, ledger: &mut Ledger) -> CustomerId {
    ledger.customers.find(number).unwrap_or_else(|| ledger.customers.add(number))
}
