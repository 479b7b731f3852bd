/// Places of numbers that were given one after another, by the numbers themselves: what is near in the one order is near in the other.
#[derive(Default)]
pub(super) struct InARow {
    first: u64,
    /// The place of the first number, of the next, and so on.
    places: Vec<u32>,
    count: usize,
}

/// What stands where a number has no place.
const NONE: u32 = u32::MAX;

/// The number that a text writes as numbers are written: digits, the first of them no zero, and not so many that they could not be counted.
pub(super) fn written(text: &str) -> Option<u64> {
    let bytes = text.as_bytes();
    let is_written = matches!(bytes, [b'1'..=b'9', ..]) && bytes.len() <= 18;
    let digits = || bytes.iter().map(|byte| byte.wrapping_sub(b'0'));
    (is_written && digits().all(|digit| digit < 10)).then(|| digits().fold(0, |sum, digit| sum * 10 + u64::from(digit)))
}

impl InARow {
    /// How many numbers have a place.
    pub fn len(&self) -> usize {
        self.count
    }

    /// The place of a number.
    pub fn find(&self, number: u64) -> Option<u32> {
        let at = number.checked_sub(self.first)?;
        self.places.get(usize::try_from(at).ok()?).copied().filter(|place| *place != NONE)
    }

    /// Gives a number without a place one; `false` where it is too far from the others.
    pub fn put(&mut self, number: u64, place: u32) -> bool {
        let is_near = self.reach(number);
        if is_near {
            self.count += 1;
            self.places[(number - self.first) as usize] = place;
        }
        is_near
    }

    /// Makes room up to a number, unless most of it would stay empty.
    fn reach(&mut self, number: u64) -> bool {
        if self.places.is_empty() {
            self.first = number;
        }
        let from = self.first.min(number);
        let to = (self.first + self.places.len() as u64).max(number + 1);
        if to - from > 8 * self.count as u64 + 64 {
            return false;
        }
        if from < self.first {
            // Who goes down goes further down.
            let more = (self.first - from).max(self.count as u64).min(self.first);
            self.places.splice(0..0, (0..more).map(|_| NONE));
            self.first -= more;
        }
        self.places.resize(self.places.len().max((to - self.first) as usize), NONE);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_where_they_were_put() {
        let mut row = InARow::default();
        let near: Vec<u64> = (0..2_000).map(|at| 1_000_000 + at * 7_919 % 2_003).collect();
        let put: Vec<bool> = near.iter().zip(0..).map(|(number, place)| row.put(*number, place)).collect();
        for (at, number) in near.iter().enumerate() {
            assert_eq!(row.find(*number), put[at].then_some(at as u32));
        }
        assert!(put.iter().filter(|put| **put).count() > 1_000 && row.places.len() < 4_000);
        assert_eq!((row.put(1, 1), row.put(999_999_999_999_999_999, 1), row.find(1), row.find(u64::MAX)), (false, false, None, None));
    }

    #[test]
    fn what_is_written_otherwise_is_another_number() {
        assert_eq!(["1", "907", "999999999999999999"].map(written), [Some(1), Some(907), Some(999_999_999_999_999_999)]);
        assert_eq!(["", "0", "01", "1a", "-1", "١", "1000000000000000000"].map(written), [None; 7]);
    }
}
