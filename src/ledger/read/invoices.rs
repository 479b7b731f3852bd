use super::column::{Column, Columns};
use super::credit_rows::{Credit, CreditRows};
use super::openings::OpeningColumns;
use super::row::Sign;
use super::table::{Head, NextRow};
use super::{FactColumns, Row};
use crate::ledger::codes::hints;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{CustomerId, Faults, Ledger, NoHistory, RowPlaces, TextColumn, Unallocated};
use crate::value::{Currency, Day};

struct InvoiceColumns<'m> {
    invoice: Column<'m>,
    customer: Column<'m>,
    name: Column<'m>,
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
            name: columns.of_invoice("name", faults),
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
    credit: Option<CreditRows<'m>>,
}

/// Some rows of a file, read by themselves.
#[derive(Default)]
pub(super) struct ReadRows {
    /// The invoices. Each has a customer of its own, of whom nothing is known but the number: whose several are is not looked up.
    pub ledger: Ledger,
    /// What is wrong with the rows.
    pub faults: Faults,
    /// The numbers of those that could not be read otherwise.
    pub broken: Vec<String>,
    /// Whether one of these runs over several lines, and may have swallowed others.
    pub has_swallowed: bool,
}

impl<'m> InvoiceReader<'m> {
    /// By the header of a file. What that tells of the ledger is put into it.
    pub fn of(
        head: &Head<'m>,
        mapping: Option<&'m TableMapping>,
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
        if !columns.are_own() && !ledger.open_items {
            ledger.no_history = Some(NoHistory::NoBalances(columns.unread()));
        }
        let credit = mapping.and_then(|mapping| CreditRows::of(mapping, head, faults));
        InvoiceReader { columns: invoice, opening, facts, credit }
    }

    /// Reads rows by themselves, of which there are about so many, for a ledger with this header.
    pub fn read(&self, head: &Head<'m>, rows: &mut impl NextRow, about: usize, header: &Ledger) -> ReadRows {
        let mut read = ReadRows::default();
        let ReadRows { ledger, faults, broken, has_swallowed } = &mut read;
        ledger.open_items = header.open_items;
        ledger.invoices.facts.clone_from(&header.invoices.facts);
        ledger.invoices.reserve(about);
        ledger.invoices.opening.reserve(if header.open_items { about } else { 0 });
        let mut lines = Vec::with_capacity(about);
        let mut left_out = 0;
        while let Some(mut row) = rows.next_row(head, faults) {
            if row.sound && head.leaves_out(&row) {
                left_out += 1;
                continue;
            }
            if !row.sound {
                *has_swallowed |= row.record.iter().any(|cell| cell.contains('\n'));
                broken.extend(row.text(&self.columns.invoice).map(str::to_owned));
                continue;
            }
            let customer = ledger.customers.number.len();
            ledger.customers.number.push(self.customer(&mut row));
            if !self.columns.name.is_absent() {
                ledger.customers.name.push(self.name(&mut row));
            }
            let owed: &Column = self.owed();
            if let Some(credit) = self.credit.as_ref().and_then(|rows| rows.what(&mut row, owed)) {
                self.read_credit(&mut row, credit, customer, ledger);
                continue;
            }
            self.read_row(&mut row, customer, ledger);
            lines.push(row.line as u32);
        }
        ledger.invoices.lines = RowPlaces::of(head.file, lines);
        if left_out > 0 {
            ledger.left_out = vec![("invoices", left_out)];
        }
        read
    }

    /// The column of the invoice number, as the file calls it; `None` where it has none.
    pub fn label(&self) -> Option<&str> {
        Some(self.columns.invoice.label).filter(|_| !self.columns.invoice.is_absent())
    }

    /// The customer's number of a row.
    fn customer<'r>(&'r self, row: &mut Row<'r>) -> &'r str {
        let column: &Column<'r> = &self.columns.customer;
        row.text(column).unwrap_or_default()
    }

    /// What people call the customer of a row.
    fn name<'r>(&'r self, row: &mut Row<'r>) -> &'r str {
        let column: &Column<'r> = &self.columns.name;
        row.text(column).unwrap_or_default()
    }

    /// The column of what is owed: the balance, where there is one.
    fn owed(&self) -> &Column<'m> {
        self.opening.as_ref().map_or(&self.columns.amount, |opening| &opening.balance)
    }

    /// Reads what the customer has to its credit, on no invoice yet.
    fn read_credit<'r>(&'r self, row: &mut Row<'r>, credit: Credit, customer: CustomerId, ledger: &mut Ledger) {
        let columns: &InvoiceColumns<'r> = &self.columns;
        let owed: &Column<'r> = self.owed();
        for column in [&columns.customer, &columns.currency, &columns.issued, owed] {
            row.require(column);
        }
        let currency = row.currency(&columns.currency);
        let on = row.day(&columns.issued);
        let amount = row.amount(owed, currency, Sign::Either, None).unwrap_or_default().abs();
        // What is used up already is no credit any more.
        if let (Some(currency), Some(on)) = (currency, on)
            && amount > 0
        {
            ledger.unallocated.push(Unallocated { customer, on, amount, currency, is_credit: credit == Credit::Note });
        }
    }

    /// Reads one row into the columns.
    fn read_row<'r>(&'r self, row: &mut Row<'r>, customer: CustomerId, ledger: &mut Ledger) {
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
    }
}
