use std::collections::HashSet;
use std::io::Read;

use super::item::{Item, What};
use super::items::Items;
use super::numbers::{Found, print};
use super::remarks::{Gathered, SaftKind};
use super::study::Study;
use crate::ledger::read::{MakesRows, Values};
use crate::value::Day;

/// The columns of the rows.
pub(super) const COLUMNS: [&str; 7] = ["invoice", "customer", "currency", "issued", "due", "amount", "kid"];
/// The same of open items.
pub(super) const COLUMNS_OF_OPEN_ITEMS: [&str; 8] = ["invoice", "customer", "currency", "issued", "due", "amount", "kid", "balance"];

/// What is known of the invoices once their rows are made: how payments find them.
#[derive(Default)]
pub(super) struct Invoices {
    pub found: Found,
    /// The customers that have one, and in which currency.
    of_customers: HashSet<u64>,
    count: u32,
}

impl Invoices {
    /// Whether a customer has an invoice.
    pub fn has(&self, customer: &str) -> bool {
        self.of_customers.contains(&print(customer))
    }

    /// Whether a customer has one in a currency.
    pub fn has_in(&self, customer: &str, currency: &str) -> bool {
        self.of_customers.contains(&print((customer, currency)))
    }

    fn add(&mut self, invoice: &Item, currency: &str) {
        self.found.add(invoice, self.count);
        self.count += 1;
        self.of_customers.extend([print(&invoice.customer), print((&invoice.customer, currency))]);
    }
}

/// Makes the rows of the invoices.
pub(super) struct InvoiceRows<'s, R> {
    pub items: Items<'s, R>,
    pub study: &'s Study,
    pub invoices: &'s mut Invoices,
    pub remarks: &'s mut Gathered,
}

impl<R: Read> MakesRows for InvoiceRows<'_, R> {
    fn make(&mut self, values: &mut Values) -> Option<usize> {
        let invoice = self.items.next(|item| item.what == What::Invoice)?;
        let currency = invoice.currency_or(&self.study.currency);
        self.invoices.add(&invoice, currency);
        let (number, is_shared) = self.study.numbers().of(&invoice);
        if is_shared {
            self.remarks.add(SaftKind::NumberShared, &number, None);
        }
        let due = self.due(&invoice, &number);
        let amount = invoice.amount.written();
        for value in [&number, &invoice.customer, currency, &invoice.on, &due, &amount, &invoice.names.cid] {
            values.push(value);
        }
        if self.study.has_open_items {
            values.push(&amount);
        }
        Some(invoice.line)
    }
}

impl<R> InvoiceRows<'_, R> {
    /// When an invoice is due: as the file has it, otherwise by the terms of its customer; empty where nobody says.
    fn due(&mut self, invoice: &Item, number: &str) -> String {
        if !invoice.due.is_empty() {
            return invoice.due.clone();
        }
        let terms = self.study.customers.get(&invoice.customer).and_then(|customer| customer.terms);
        let due = terms.and_then(|terms| Some(terms.due(invoice.on.parse::<Day>().ok()?).to_string()));
        self.remarks.add(if due.is_some() { SaftKind::DueFromTerms } else { SaftKind::DueUnknown }, number, None);
        due.unwrap_or_default()
    }
}
