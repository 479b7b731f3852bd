use super::number;
use crate::model::Statute;
use crate::syntax::tree::{InterestRule, State};
use crate::value::{Curve, Day, Rate};

/// The rate a statute's `interest` names as a running sum, its fixed margin included.
pub fn of(statute: &Statute, rule: &InterestRule, assume_unchanged: bool) -> Curve {
    let mut last_known = None;
    let entries = statute.value(&rule.value.value).map_or(&[][..], |value| value.entries.as_slice());
    let known = statute.known_from..=statute.known_until;
    let state = |day: Day| match entries[..entries.partition_point(|entry| entry.from <= day)].last() {
        Some(entry) if known.contains(&day) => entry.state,
        _ => State::NotEncoded,
    };
    let rate = |day: Day| {
        match number(state(day)) {
            Some(ppm) => {
                last_known = Some(ppm as i64);
                last_known
            }
            None if assume_unchanged && day > statute.known_until => last_known,
            None => None,
        }
        .map(|ppm| Rate::from_ppm(ppm).plus(rule.plus))
    };
    let assumed_after = if assume_unchanged { statute.known_until } else { Day::LAST };
    Curve::build(statute.day_count, assumed_after, rate)
}
