use super::{Books, Detail, FindingKind};
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Currency, Day, Minor, Money};

/// One thing in a ledger that somebody should look at before the run.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerFinding {
    /// What kind of thing.
    pub kind: &'static FindingKind,
    /// The invoice, where it is about one.
    pub invoice: Option<InvoiceId>,
    /// The customer, where it is about one.
    pub customer: Option<CustomerId>,
    /// The day it happened, or the date that is wrong.
    pub date: Option<Day>,
    /// What it is about in money.
    pub amount: Option<Money>,
    /// What is wrong, with the figures.
    pub detail: Detail,
}

impl FindingKind {
    /// About an invoice.
    pub(super) fn of_invoice(&'static self, books: &Books, id: InvoiceId, detail: Detail) -> LedgerFinding {
        let customer = Some(books.ledger.invoices.customer[id]);
        LedgerFinding { invoice: Some(id), customer, ..self.of_ledger(detail) }
    }

    /// About a customer.
    pub(super) fn of_customer(&'static self, customer: CustomerId, detail: Detail) -> LedgerFinding {
        LedgerFinding { customer: Some(customer), ..self.of_ledger(detail) }
    }

    /// About the whole ledger.
    pub(super) fn of_ledger(&'static self, detail: Detail) -> LedgerFinding {
        LedgerFinding { kind: self, invoice: None, customer: None, date: None, amount: None, detail }
    }
}

impl LedgerFinding {
    pub(super) fn on(self, day: Day) -> LedgerFinding {
        LedgerFinding { date: Some(day), ..self }
    }

    pub(super) fn amount(self, minor: Minor, currency: Currency) -> LedgerFinding {
        LedgerFinding { amount: Some(Money::new(minor, currency)), ..self }
    }
}
