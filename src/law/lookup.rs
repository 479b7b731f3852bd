use super::statute::Law;
use super::value::{Unknown, ValueId, number};
use crate::terms::EntryValue;
use crate::value::Day;

/// What a value is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Minor units, parts per million or days, as the value has it.
    pub number: i128,
    /// Whether it rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Law {
    /// What a value is on a day.
    ///
    /// # Errors
    /// When it is announced, not encoded, or the day is outside what the statute knows.
    pub fn read(&self, value: ValueId, on: Day) -> Result<Reading, Unknown> {
        if let Some(number) = number(self.state_on(value, on)) {
            return Ok(Reading { number, assumed: false });
        }
        let last = self.last_known(value).filter(|last| self.assume_unchanged && on > *last);
        match last.and_then(|last| number(self.state_on(value, last))) {
            Some(number) => Ok(Reading { number, assumed: true }),
            None => Err(Unknown { value: self.values[value].name.clone(), on }),
        }
    }

    /// The state of a value on a day as far as the law is known: outside, and before its first entry, it is not encoded.
    pub fn state_on(&self, value: ValueId, day: Day) -> EntryValue {
        match self.values[value].entry(day) {
            Some(entry) if (self.known_from..=self.known_until).contains(&day) => entry.state,
            _ => EntryValue::NotEncoded,
        }
    }

    /// The last day a value is known as a number.
    fn last_known(&self, value: ValueId) -> Option<Day> {
        let mut end = self.known_until;
        for entry in self.values[value].entries.iter().rev() {
            if number(entry.state).is_none() {
                end = end.min(entry.from.plus(-1));
            } else if entry.from <= end {
                return Some(end);
            }
        }
        None
    }
}
