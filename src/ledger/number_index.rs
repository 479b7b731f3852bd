use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::TextColumn;

/// Finds the rows of a column of numbers without a second copy of any of them.
#[derive(Default)]
pub(super) struct NumberIndex {
    hasher: DefaultHashBuilder,
    places: HashTable<u32>,
}

impl NumberIndex {
    /// The first row of this number, given the column whose rows were put in.
    pub fn find(&self, number: &str, numbers: &TextColumn) -> Option<usize> {
        let found = self.places.find(self.hasher.hash_one(number), |at| &numbers[*at as usize] == number);
        found.map(|at| *at as usize)
    }

    /// Puts in the last row of the column; its place. Of two rows of one number the first is found.
    pub fn push(&mut self, numbers: &TextColumn) -> usize {
        let at = numbers.len() - 1;
        let hash = self.hasher.hash_one(&numbers[at]);
        let rehash = |at: &u32| self.hasher.hash_one(&numbers[*at as usize]);
        if self.places.find(hash, |other| numbers[*other as usize] == numbers[at]).is_none() {
            self.places.insert_unique(hash, at as u32, rehash);
        }
        at
    }
}

/// Of the same numbers it is the same.
impl PartialEq for NumberIndex {
    fn eq(&self, _: &NumberIndex) -> bool {
        true
    }
}

impl std::fmt::Debug for NumberIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} numbers", self.places.len())
    }
}
