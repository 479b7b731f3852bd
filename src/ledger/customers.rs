use std::collections::HashMap;

use super::{CustomerId, RowPlaces, TextColumn};
use crate::value::Debtor;

/// The customers, a column a field. A column ends where nothing more is known.
#[derive(Default, PartialEq, Debug)]
pub struct Customers {
    /// Customer numbers, unique.
    pub number: TextColumn,
    /// Names; empty when unknown.
    pub name: TextColumn,
    /// Kind of debtor, if stated.
    pub debtor: Vec<Option<Debtor>>,
    /// Countries of ISO 3166; empty when unknown.
    pub country: TextColumn,
    /// Tags, by customer; most have none.
    pub tags: HashMap<CustomerId, Vec<String>>,
    /// Every other column, as facts: for each column, the text of each customer (`credit_limit`, `credit_checked`, and the user's own).
    pub facts: HashMap<String, TextColumn>,
    /// Where each stands in `customers.csv`, if it does.
    pub lines: RowPlaces,
}

impl Customers {
    /// The customer of a number, looked for among all.
    pub fn find(&self, number: &str) -> Option<CustomerId> {
        self.number.iter().position(|known| known == number)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.number.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.number.is_empty()
    }

    /// What people call a customer, where known.
    pub fn name(&self, id: CustomerId) -> Option<&str> {
        self.name.filled(id)
    }

    /// The kind of debtor that the ledger says a customer is.
    pub fn debtor(&self, id: CustomerId) -> Option<Debtor> {
        self.debtor.get(id).copied().flatten()
    }

    /// A customer's country, where known.
    pub fn country(&self, id: CustomerId) -> Option<&str> {
        self.country.filled(id)
    }

    /// A customer's tags.
    pub fn tags(&self, id: CustomerId) -> &[String] {
        self.tags.get(&id).map_or(&[], Vec::as_slice)
    }

    /// What stands of a customer in a column that is kept as a fact; empty where nothing does.
    pub fn fact(&self, column: &str, id: CustomerId) -> &str {
        self.facts.get(column).and_then(|texts| texts.get(id)).unwrap_or_default()
    }
}
