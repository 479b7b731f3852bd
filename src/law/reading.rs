use super::{Law, number};
use crate::syntax::tree::State;
use crate::value::Day;

/// What a value is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Minor units, parts per million or days, as the value has it.
    pub number: i128,
    /// Whether it rests on the assumption that the law has not changed.
    pub assumed: bool,
}

/// The law does not tell a value on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Unknown {
    /// Which value.
    pub value: String,
    /// On which day.
    pub on: Day,
}

impl Law {
    /// What a value is on a day.
    ///
    /// # Errors
    /// When it is announced, not encoded, or the day is outside what the statute knows.
    pub fn read(&self, value: &str, on: Day) -> Result<Reading, Unknown> {
        let state = self.statute.state_on(value, on);
        match number(state) {
            Some(number) => Ok(Reading { number, assumed: false }),
            None if self.assume_unchanged && on > self.last_known(value).unwrap_or(on) => match self.last_known(value) {
                Some(day) => Ok(Reading { number: number(self.statute.state_on(value, day)).unwrap_or(0), assumed: true }),
                None => Err(Unknown { value: value.into(), on }),
            },
            None => Err(Unknown { value: value.into(), on }),
        }
    }

    /// The last day a value is known as a number.
    fn last_known(&self, value: &str) -> Option<Day> {
        let entries = &self.statute.value(value)?.entries;
        let mut end = self.statute.known_until;
        for entry in entries.iter().rev() {
            if matches!(entry.state, State::Announced | State::NotEncoded) {
                end = end.min(entry.from.plus(-1));
            } else if entry.from <= end {
                return Some(end);
            }
        }
        None
    }
}
