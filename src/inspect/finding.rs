use super::{Books, Kind};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Currency, Day, Minor, Money};

/// One thing in a ledger that somebody should look at before the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// What kind of thing.
    pub kind: &'static Kind,
    /// The invoice, where it is about one.
    pub invoice: Option<InvoiceId>,
    /// The customer, where it is about one.
    pub customer: Option<CustomerId>,
    /// The day it happened, or the date that is wrong.
    pub date: Option<Day>,
    /// What it is about in money.
    pub amount: Option<Money>,
    /// What is wrong with the figures, lower case, no final stop.
    pub message: String,
}

impl Kind {
    /// About an invoice.
    pub(super) fn of_invoice(&'static self, books: &Books, id: InvoiceId, message: impl Into<String>) -> Finding {
        let customer = Some(books.ledger.invoices.customer[id]);
        Finding { invoice: Some(id), customer, ..self.of_ledger(message) }
    }

    /// About a customer.
    pub(super) fn of_customer(&'static self, customer: CustomerId, message: impl Into<String>) -> Finding {
        Finding { customer: Some(customer), ..self.of_ledger(message) }
    }

    /// About the whole ledger.
    pub(super) fn of_ledger(&'static self, message: impl Into<String>) -> Finding {
        Finding { kind: self, invoice: None, customer: None, date: None, amount: None, message: message.into() }
    }
}

impl Finding {
    pub(super) fn on(self, day: Day) -> Finding {
        Finding { date: Some(day), ..self }
    }

    pub(super) fn amount(self, minor: Minor, currency: Currency) -> Finding {
        Finding { amount: Some(Money::new(minor, currency)), ..self }
    }
}
