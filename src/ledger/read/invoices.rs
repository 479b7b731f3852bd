use std::collections::HashSet;

use super::column::{Column, Columns};
use super::number_index::NumberIndex;
use super::openings::OpeningColumns;
use super::row::Sign;
use super::{File, Row, Table, Text};
use crate::ledger::codes::{DUPLICATE_INVOICE, hints};
use crate::ledger::mapping::Mapping;
use crate::ledger::{CustomerId, Faults, InvoiceId, Ledger, NoHistory, RowPlaces};
use crate::value::{Currency, Day};

/// What the other tables need to know of the invoices just read.
pub(super) struct InvoicesRead {
    /// The name of the file.
    pub file: String,
    /// The currency of each invoice; `None` where the file has it wrong.
    pub currencies: Vec<Option<Currency>>,
    /// Whether the file could be read to its end, so that a number not found is one that it does not have.
    pub complete: bool,
    /// Numbers of rows that could not be read otherwise: their events are not to blame.
    pub broken: HashSet<String>,
    index: NumberIndex,
    lines: Vec<usize>,
}

impl InvoicesRead {
    pub fn find(&self, number: &str, ledger: &Ledger) -> Option<InvoiceId> {
        self.index.find(number, &ledger.invoices.number)
    }

    /// Gives each invoice the debtor of its customer where it has none, and its currency.
    pub fn finish(self, ledger: &mut Ledger) {
        for (debtor, customer) in ledger.invoices.debtor.iter_mut().zip(&ledger.invoices.customer) {
            *debtor = debtor.or(ledger.customers.debtor[*customer]);
        }
        // A currency is absent only where a fault was told, and then nobody sees the ledger.
        ledger.invoices.currency = self.currencies.into_iter().flatten().collect();
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

/// Reads the invoices, and the openings when the ledger is one of open items.
pub(super) fn read(file: File, mapping: Option<&Mapping>, ledger: &mut Ledger, faults: &mut Faults) -> InvoicesRead {
    let mut known = InvoicesRead {
        file: file.name.into(),
        currencies: Vec::new(),
        complete: false,
        broken: HashSet::new(),
        index: NumberIndex::default(),
        lines: Vec::new(),
    };
    let Some(text) = Text::decode(file, mapping.map(|mapping| mapping.encoding.as_str()), faults) else { return known };
    let Some(mut table) = Table::open(file.name, &text, mapping, faults) else { return known };
    let mut columns = table.columns(mapping, faults);
    let invoice = InvoiceColumns::of(&mut columns, faults);
    let opening = ledger.open_items.then(|| OpeningColumns::of(&mut columns, faults));
    if opening.is_none() {
        columns.without_openings(faults);
    }
    let mut facts: Vec<_> = columns.rest(faults).into_iter().map(|(name, column)| (name, column, Vec::new())).collect();
    ledger.meant_columns.extend(columns.meant("invoices", &[]));
    if mapping.is_some() && !ledger.open_items {
        ledger.no_history = Some(NoHistory::NoBalances(columns.unread()));
    }
    known.complete = !invoice.invoice.is_absent();
    while let Some(mut row) = table.next(faults) {
        if !row.sound {
            // A row that runs over several lines may have swallowed others.
            known.complete &= !row.record.iter().any(|cell| cell.contains('\n'));
            known.broken.extend(row.text(&invoice.invoice).map(str::to_owned));
            continue;
        }
        read_row(&mut row, &invoice, ledger, &mut known);
        if let Some(columns) = &opening {
            let currency = known.currencies.last().copied().flatten();
            let opening = columns.read(&mut row, currency, &mut ledger.texts);
            ledger.invoices.opening.push(opening);
        }
        for (_, column, texts) in &mut facts {
            texts.push(row.text(column).unwrap_or_default().to_owned());
        }
    }
    ledger.invoices.facts = facts.into_iter().map(|(name, _, texts)| (name, texts)).collect();
    known
}

fn read_row<'r>(row: &mut Row<'r>, columns: &InvoiceColumns<'r>, ledger: &mut Ledger, known: &mut InvoicesRead) {
    for column in [&columns.invoice, &columns.customer, &columns.currency, &columns.issued, &columns.amount] {
        row.require(column);
    }
    let number = row.text(&columns.invoice);
    if let Some(number) = number
        && let Some(first) = known.find(number, ledger)
    {
        row.faults.push(row.fault(DUPLICATE_INVOICE, &columns.invoice, number).with("line", known.lines[first]));
    }
    let customer = row.text(&columns.customer).unwrap_or_default();
    let customer = customer_of(customer, ledger);
    let currency = row.currency(&columns.currency);
    let tags = row.tags(&columns.tags);
    let invoices = &mut ledger.invoices;
    if !tags.is_empty() {
        invoices.tags.insert(invoices.number.len(), tags);
    }
    invoices.number.push(number.unwrap_or_default().to_owned());
    known.index.push(number.unwrap_or_default());
    known.lines.push(row.line);
    invoices.customer.push(customer);
    invoices.debtor.push(row.debtor(&columns.debtor));
    known.currencies.push(currency);
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
}

fn customer_of(number: &str, ledger: &mut Ledger) -> CustomerId {
    match ledger.customers.index.get(number) {
        Some(id) => *id,
        None => ledger.customers.add(number),
    }
}
