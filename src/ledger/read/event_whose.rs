//! Whose a row of `events.csv` is, and whether it says so rightly.

use super::Row;
use super::customers_currencies::{CustomersCurrencies, currencies_of, in_words};
use super::event_kinds::{Kind, Whose};
use super::event_rows::EventReader;
use crate::ledger::codes::*;
use crate::ledger::fault::quoted;
use crate::ledger::{CustomerId, InvoiceId};

impl EventReader<'_> {
    /// The invoice of a row of a kind; where it has none that is told.
    pub fn invoice<'r>(&'r self, row: &mut Row<'r>, kind: Option<&Kind>) -> Option<InvoiceId> {
        let Some(number) = row.text(&self.columns.invoice) else {
            match kind {
                Some((event, _, Whose::Money, _)) => {
                    row.faults.push(row.fault(MONEY_OF_NOBODY, &self.columns.invoice, "").with("event", event))
                }
                Some((event, _, Whose::InvoiceOrAll, _)) => {
                    row.faults.push(row.fault(EVENT_OF_NOBODY, &self.columns.invoice, "").with("event", event));
                }
                Some((event, _, Whose::Invoice, _)) if !self.columns.invoice.is_absent() => {
                    row.faults.push(row.fault(EVENT_OF_ONE_INVOICE, &self.columns.invoice, "").with("event", event));
                }
                Some((_, _, Whose::Invoice | Whose::All, _)) | None => row.require(&self.columns.invoice),
            }
            return None;
        };
        let found = self.known.find(number, self.ledger);
        if found.is_none() && self.known.complete && !self.known.broken.contains(number) {
            row.faults.push(row.fault(UNKNOWN_INVOICE, &self.columns.invoice, number).with("file", &self.known.file));
        }
        found
    }

    /// The customer of a row that names no invoice.
    pub fn customer<'r>(&'r self, row: &mut Row<'r>, number: &'r str) -> Option<CustomerId> {
        let found = self.known.customer(number, self.ledger);
        if found.is_none() && self.known.complete {
            row.tell(UNKNOWN_CUSTOMER, &self.columns.customer, number);
        }
        found
    }

    /// Tells where a row says otherwise than its invoice whose it is, or what its money is.
    pub fn agrees<'r>(&'r self, row: &mut Row<'r>, invoice: InvoiceId) {
        let number = || quoted(&self.ledger.invoices.number[invoice]);
        if let Some(other) = row.text(&self.columns.customer) {
            let customer = &self.ledger.customers.number[self.ledger.invoices.customer[invoice]];
            if other != customer {
                let fault = row.fault(OTHER_CUSTOMER, &self.columns.customer, other).with("invoice", number());
                row.faults.push(fault.with("customer", quoted(customer)));
            }
        }
        if let Some(other) = row.currency(&self.columns.currency)
            && let Some(own) = self.known.currency(invoice, self.ledger)
            && other != own
        {
            let fault = row.fault(MONEY_OF_OTHER_CURRENCY, &self.columns.currency, &other.to_string()).with("invoice", number());
            row.faults.push(fault.with("currency", own));
        }
    }

    /// Tells where an event of all of a customer's invoices names a currency, as if it were of those in it alone.
    pub fn agrees_with_all<'r>(&'r self, row: &mut Row<'r>, event: &str, customer: Option<CustomerId>) {
        let (Some(stated), Some(customer)) = (row.currency(&self.columns.currency), customer) else { return };
        if let CustomersCurrencies::Known(known) = &self.currencies()[customer]
            && known.iter().any(|own| *own != stated)
        {
            let fault = row.fault(OTHER_CURRENCY_THAN_ALL, &self.columns.currency, &stated.to_string()).with("event", event);
            row.faults.push(fault.with("customer", quoted(&self.ledger.customers.number[customer])).with("currency", in_words(known)));
        }
    }

    /// What the invoices of each customer are in.
    pub fn currencies(&self) -> &[CustomersCurrencies] {
        self.currency_of.get_or_init(|| currencies_of(self.ledger, self.known))
    }
}
