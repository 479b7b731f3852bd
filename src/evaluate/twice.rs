use std::collections::HashSet;
use std::hash::BuildHasher;

use hashbrown::{DefaultHashBuilder, HashTable};

/// Fingerprints in so many boxes: each box is looked through in memory that is near.
const BOXES: usize = 1 << 10;

/// Finds out whether two of very many numbers may be the same, in eight bytes each.
pub struct Fingerprints {
    boxes: Vec<Vec<u64>>,
}

impl Fingerprints {
    pub fn new() -> Fingerprints {
        Fingerprints { boxes: vec![Vec::new(); BOXES] }
    }

    /// What makes fingerprints of numbers.
    pub fn hasher(&self) -> impl Fn(&str) -> u64 + Sync + use<> {
        let hasher = DefaultHashBuilder::default();
        move |number| hasher.hash_one(number)
    }

    /// Adds some.
    pub fn extend(&mut self, more: &[u64]) {
        for one in more {
            self.boxes[*one as usize % BOXES].push(*one);
        }
    }

    /// Those that are there more than once.
    pub fn twice(self) -> HashSet<u64> {
        let (mut twice, mut seen) = (HashSet::new(), HashTable::new());
        for one in self.boxes {
            seen.clear();
            seen.reserve(one.len(), |seen: &u64| *seen);
            for fingerprint in one {
                match seen.find(fingerprint, |seen| *seen == fingerprint) {
                    Some(_) => drop(twice.insert(fingerprint)),
                    None => drop(seen.insert_unique(fingerprint, fingerprint, |seen| *seen)),
                }
            }
        }
        twice
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_twice_is_found() {
        let mut prints = Fingerprints::new();
        let number = |at: u64| at.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        prints.extend(&(0..50_000).map(number).collect::<Vec<_>>());
        prints.extend(&[number(7), number(49_999), number(7), number(50_000)]);
        assert_eq!(prints.twice(), HashSet::from([number(7), number(49_999)]));
    }
}
