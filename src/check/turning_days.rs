use std::collections::BTreeSet;

use crate::law::Law;
use crate::value::Day;

/// The days of a stretch on which something may be otherwise than the day before, as far as the law is known: its first, and each on which something
/// changes.
pub fn turning_days(law: &Law, (first, last): (Day, Day), changes: impl Iterator<Item = Day>) -> BTreeSet<Day> {
    let (first, last) = (first.max(law.known_from), last.min(law.known_until));
    changes.chain([first]).filter(|day| (first..=last).contains(day)).collect()
}
