use super::statute::Law;
use super::value::{Known, Unknown, ValueId};
use crate::terms::EntryValue;
use crate::value::Day;

impl Law {
    /// What a value is on a day, in minor units, parts per million or days.
    ///
    /// # Errors
    /// When it is announced, not encoded, or the day is outside what the statute knows.
    pub fn read(&self, value: ValueId, on: Day) -> Result<i128, Unknown> {
        let value = &self.values[value];
        value.read(on, self.known()).ok_or_else(|| Unknown { value: value.name.clone(), on })
    }

    /// The state of a value on a day as far as the law is known: outside, and before its first entry, it is not encoded.
    pub fn state_on(&self, value: ValueId, day: Day) -> EntryValue {
        self.values[value].state_on(day, self.known())
    }

    /// Through which days it is known, and what is taken for those after them.
    pub fn known(&self) -> Known {
        Known { from: self.known_from, until: self.known_until, then_unchanged: self.as_known.is_some() }
    }
}
