use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use crate::ledger::InvoiceId;

/// Finds invoices by number without a second copy of every number.
#[derive(Default)]
pub(crate) struct NumberIndex {
    hasher: RandomState,
    /// The latest invoice of each hash.
    latest: HashMap<u64, InvoiceId>,
    /// For each invoice, the one before it of the same hash.
    before: Vec<Option<InvoiceId>>,
}

impl NumberIndex {
    /// The invoice of this number, given the numbers of all invoices put in.
    pub fn find(&self, number: &str, numbers: &[String]) -> Option<InvoiceId> {
        let mut candidate = self.latest.get(&self.hasher.hash_one(number)).copied();
        while let Some(id) = candidate {
            if numbers[id] == number {
                return Some(id);
            }
            candidate = self.before[id];
        }
        None
    }

    /// Puts in the next invoice.
    pub fn push(&mut self, number: &str) {
        let id = self.before.len();
        self.before.push(self.latest.insert(self.hasher.hash_one(number), id));
    }
}
