use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::TextColumn;
use super::in_a_row::{InARow, written};

/// Finds the rows of a column of numbers without a second copy of any of them.
#[derive(Default)]
pub(super) struct NumberIndex {
    /// Most numbers are found by themselves; the others by a fingerprint.
    in_a_row: InARow,
    hasher: DefaultHashBuilder,
    places: HashTable<u32>,
}

impl NumberIndex {
    /// Of all rows of a column. Of two rows of one number the first is found, and `twice` is told of both.
    pub fn of(numbers: &TextColumn, mut twice: impl FnMut(usize, usize)) -> NumberIndex {
        let mut index = NumberIndex::default();
        for (at, number) in numbers.iter().enumerate() {
            if let Err(first) = index.put(at, number, numbers) {
                twice(first, at);
            }
        }
        index
    }

    /// The first row of this number, given the column whose rows were put in.
    pub fn find(&self, number: &str, numbers: &TextColumn) -> Option<usize> {
        let found = written(number).and_then(|number| self.in_a_row.find(number));
        let among_others = || self.places.find(hash(&self.hasher, number), |at| &numbers[*at as usize] == number).copied();
        found.or_else(among_others).map(|at| at as usize)
    }

    /// Puts in the last row of the column; its place. Of two rows of one number the first is found.
    pub fn push(&mut self, numbers: &TextColumn) -> usize {
        let at = numbers.len() - 1;
        let _ = self.put(at, &numbers[at], numbers);
        at
    }

    /// The first row of this number, which is put behind the others where there is none.
    pub fn find_or_put(&mut self, number: &str, numbers: &mut TextColumn) -> usize {
        match self.put(numbers.len(), number, numbers) {
            Err(first) => first,
            Ok(()) => {
                numbers.push(number);
                numbers.len() - 1
            }
        }
    }

    /// Puts in a row, or says which one has its number already.
    fn put(&mut self, at: usize, number: &str, numbers: &TextColumn) -> Result<(), usize> {
        if let Some(first) = self.find(number, numbers) {
            return Err(first);
        }
        let NumberIndex { in_a_row, hasher, places } = self;
        if written(number).is_some_and(|number| in_a_row.put(number, at as u32)) {
            return Ok(());
        }
        places.insert_unique(hash(hasher, number), at as u32, |at| hash(hasher, &numbers[*at as usize]));
        Ok(())
    }
}

/// Numbers are given one after another, and what happens on a day happens to invoices of one time: those that differ in their last two characters alone
/// stand beside each other.
fn hash(hasher: &DefaultHashBuilder, number: &str) -> u64 {
    let bytes = number.as_bytes();
    let (before, last) = bytes.split_at(bytes.len().saturating_sub(2));
    let last = last.iter().fold(0_u64, |sum, byte| sum * 10 + u64::from(*byte)) & 0x7f;
    // The table looks at the highest seven bits before it looks at a row.
    hasher.hash_one(before) ^ last ^ last << 57
}

/// Of the same numbers it is the same.
impl PartialEq for NumberIndex {
    fn eq(&self, _: &NumberIndex) -> bool {
        true
    }
}

impl std::fmt::Debug for NumberIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} numbers", self.in_a_row.len() + self.places.len())
    }
}
