use super::Law;
use crate::terms::{Cite, Entry, State};
use crate::value::Day;

/// A dated value of a statute.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What rules call it.
    pub name: String,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// By first day, ascending.
    pub entries: Vec<Entry>,
}

/// The place of a value in [`Law::values`].
pub type ValueId = usize;

/// What a value is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    /// Minor units, parts per million or days, as the value has it.
    pub number: i128,
    /// Whether it rests on the assumption that the law has not changed.
    pub assumed: bool,
}

/// The law does not tell a value on a day.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Unknown {
    /// Which value.
    pub value: String,
    /// On which day.
    pub on: Day,
}

impl Value {
    /// The entry that holds on a day, whether or not the law is known then.
    pub fn entry(&self, day: Day) -> Option<&Entry> {
        self.entries[..self.entries.partition_point(|entry| entry.from <= day)].last()
    }

    /// The days on which it becomes another.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        let changed = self.entries.windows(2).filter(|pair| pair[0].state != pair[1].state).map(|pair| pair[1].from);
        self.entries.first().map(|first| first.from).into_iter().chain(changed)
    }
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
    pub fn state_on(&self, value: ValueId, day: Day) -> State {
        match self.values[value].entry(day) {
            Some(entry) if (self.known_from..=self.known_until).contains(&day) => entry.state,
            _ => State::NotEncoded,
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

/// A state as a number: nothing of a kind that is not in force or gone; none where it is not told.
pub fn number(state: State) -> Option<i128> {
    Some(match state {
        State::Amount(money) => money.minor.into(),
        State::Share(rate) => rate.ppm().into(),
        State::Days(days) => days.into(),
        State::NotInForce | State::Repealed => 0,
        State::Announced | State::NotEncoded => return None,
    })
}
