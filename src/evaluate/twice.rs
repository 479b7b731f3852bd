use std::collections::HashSet;

/// Fingerprints are put in so many boxes by their lowest bits: each box is looked through in memory that is near.
const BOX_BITS: u32 = 10;
const BOXES: usize = 1 << BOX_BITS;

/// Finds out whether two of very many fingerprints are the same, in eight bytes each.
pub struct Fingerprints {
    boxes: Vec<Vec<u64>>,
}

impl Fingerprints {
    pub fn new() -> Fingerprints {
        Fingerprints { boxes: vec![Vec::new(); BOXES] }
    }

    /// Adds some.
    pub fn extend(&mut self, more: &[u64]) {
        for one in more {
            self.boxes[*one as usize % BOXES].push(*one);
        }
    }

    /// Those that are there more than once.
    pub fn twice(self) -> HashSet<u64> {
        let (mut twice, mut seen) = (HashSet::new(), Vec::new());
        for one in self.boxes {
            // Twice as many places as fingerprints: each is found at its own or a few behind it.
            let places = (2 * one.len()).next_power_of_two();
            seen.clear();
            seen.resize(places, EMPTY);
            for fingerprint in one {
                let mut at = (fingerprint >> BOX_BITS) as usize & (places - 1);
                while seen[at] != EMPTY && seen[at] != fingerprint {
                    at = (at + 1) & (places - 1);
                }
                if seen[at] == fingerprint {
                    twice.insert(fingerprint);
                }
                seen[at] = fingerprint;
            }
        }
        twice
    }
}

/// What stands in a place where no fingerprint is: none is this.
const EMPTY: u64 = 0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_twice_is_found() {
        let mut prints = Fingerprints::new();
        let number = |at: u64| (at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        prints.extend(&(0..50_000).map(number).collect::<Vec<_>>());
        prints.extend(&[number(7), number(49_999), number(7), number(50_000)]);
        assert_eq!(prints.twice(), HashSet::from([number(7), number(49_999)]));
    }
}
