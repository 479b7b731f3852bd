//! Customers by what the bank says of a payer.

use std::collections::{HashMap, HashSet};

use super::outcome::KnownBy;
use crate::bank::BankPayment;
use crate::ledger::{CustomerId, Ledger};
use crate::value::Currency;

/// The column of customers that may hold the account they pay from.
const ACCOUNT: &str = "account";

/// The customers by account and by name, those alone that nobody shares with another.
pub struct Payers {
    by_account: HashMap<String, Option<CustomerId>>,
    by_name: HashMap<String, Option<CustomerId>>,
    /// What the invoices of each customer are in.
    currencies: HashMap<CustomerId, HashSet<Currency>>,
}

impl Payers {
    /// Those of a ledger.
    pub fn of(ledger: &Ledger) -> Payers {
        let customers = &ledger.customers;
        let ids = 0..customers.len();
        let by_account = only(ids.clone().map(|id| (account(customers.fact(ACCOUNT, id)), id)));
        let by_name = only(ids.map(|id| (name(customers.name(id).unwrap_or_default()), id)));
        let mut currencies: HashMap<CustomerId, HashSet<Currency>> = HashMap::new();
        for (customer, currency) in ledger.invoices.customer.iter().zip(&ledger.invoices.currency) {
            currencies.entry(*customer).or_default().insert(*currency);
        }
        Payers { by_account, by_name, currencies }
    }

    /// Who paid, and how that is known.
    pub fn find(&self, payment: &BankPayment) -> Option<(CustomerId, KnownBy)> {
        let found = |by: &HashMap<String, Option<CustomerId>>, key: &str| by.get(key).copied().flatten();
        let by_account = found(&self.by_account, &account(&payment.account)).map(|id| (id, KnownBy::Account));
        by_account.or_else(|| found(&self.by_name, &name(&payment.payer)).map(|id| (id, KnownBy::Name)))
    }

    /// Whether money in a currency can be a customer's: one that buys in others alone has none in it.
    pub fn may_pay_in(&self, customer: CustomerId, currency: Currency) -> bool {
        self.currencies.get(&customer).is_none_or(|known| known.contains(&currency))
    }
}

/// Each key that one customer has and no other; an empty one nobody has.
fn only(keys: impl Iterator<Item = (String, CustomerId)>) -> HashMap<String, Option<CustomerId>> {
    let mut all: HashMap<String, Option<CustomerId>> = HashMap::new();
    for (key, id) in keys.filter(|(key, _)| !key.is_empty()) {
        all.entry(key).and_modify(|known| *known = None).or_insert(Some(id));
    }
    all
}

/// An account without blanks and points.
fn account(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// A name in small letters, with one blank between its words.
fn name(text: &str) -> String {
    text.split_whitespace().collect::<Vec<&str>>().join(" ").to_lowercase()
}
