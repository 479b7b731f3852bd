//! In which currencies a customer's invoices are: that of money on none of them, and of what is of them all.

use super::known::InvoicesRead;
use crate::ledger::Ledger;
use crate::value::Currency;

/// What the invoices of a customer are in.
#[derive(Clone)]
pub enum CustomersCurrencies {
    /// In these; in none where there is no invoice.
    Known(Vec<Currency>),
    /// An invoice's currency is wrong, which was told.
    Wrong,
}

/// Currencies as a sentence lists them.
pub fn in_words(currencies: &[Currency]) -> String {
    currencies.iter().map(Currency::to_string).collect::<Vec<_>>().join(", ")
}

/// Those of every customer.
pub fn currencies_of(ledger: &Ledger, known: &InvoicesRead) -> Vec<CustomersCurrencies> {
    let mut of = vec![CustomersCurrencies::Known(Vec::new()); ledger.customers.len()];
    for (id, customer) in ledger.invoices.customer.iter().enumerate() {
        let currency = &known.currency(id, ledger);
        match (&mut of[*customer], currency) {
            (CustomersCurrencies::Known(known), Some(currency)) if !known.contains(currency) => known.push(*currency),
            (CustomersCurrencies::Known(_), Some(_)) | (CustomersCurrencies::Wrong, _) => {}
            (wrong, None) => *wrong = CustomersCurrencies::Wrong,
        }
    }
    of
}
