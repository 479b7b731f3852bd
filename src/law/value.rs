use crate::terms::{Cite, DatedEntry, EntryValue};
use crate::value::{Day, Rate};

/// A dated value of a statute.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What rules call it.
    pub name: String,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// By first day, ascending.
    pub entries: Vec<DatedEntry>,
}

/// The place of a value in a law.
pub type ValueId = usize;

/// The law does not tell a value on a day.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Unknown {
    /// Which value.
    pub value: String,
    /// On which day.
    pub on: Day,
}

/// The days through which a law is known, and what is taken for those after them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Known {
    /// The first day.
    pub from: Day,
    /// The last.
    pub until: Day,
    /// Whether the values of that day are taken to hold on after it.
    pub then_unchanged: bool,
}

impl Value {
    /// What it is on a day, in minor units, parts per million or days; `None` where it is announced, not encoded, or the day is not known. Within the
    /// known days nothing is ever assumed; what is assumed of a later day is what it is on the last of them.
    pub fn read(&self, on: Day, known: Known) -> Option<i128> {
        number(self.state_on(if known.then_unchanged { on.min(known.until) } else { on }, known))
    }

    /// Its state on a day as far as the law is known: outside, and before its first entry, it is not encoded.
    pub fn state_on(&self, day: Day, known: Known) -> EntryValue {
        match self.entry(day) {
            Some(entry) if (known.from..=known.until).contains(&day) => entry.state,
            Some(_) | None => EntryValue::NotEncoded,
        }
    }

    /// The entry that holds on a day, whether or not the law is known then.
    pub fn entry(&self, day: Day) -> Option<&DatedEntry> {
        self.entries[..self.entries.partition_point(|entry| entry.from <= day)].last()
    }

    /// The largest sum it ever is, in minor units; 0 where it is none.
    pub fn largest(&self) -> i64 {
        let sum = |entry: &DatedEntry| if let EntryValue::Amount(money) = entry.state { money.minor } else { 0 };
        self.entries.iter().map(sum).max().unwrap_or(0)
    }

    /// The shares it ever is.
    pub fn shares(&self) -> impl Iterator<Item = Rate> + '_ {
        self.entries.iter().filter_map(|entry| if let EntryValue::Share(rate) = entry.state { Some(rate) } else { None })
    }

    /// The days on which it becomes another.
    pub fn changes(&self) -> impl Iterator<Item = Day> + '_ {
        let changed = self.entries.windows(2).filter(|pair| pair[0].state != pair[1].state).map(|pair| pair[1].from);
        self.entries.first().map(|first| first.from).into_iter().chain(changed)
    }
}

/// A state as a number: nothing of a kind that is not in force or gone; none where it is not told.
pub fn number(state: EntryValue) -> Option<i128> {
    Some(match state {
        EntryValue::Amount(money) => money.minor.into(),
        EntryValue::Share(rate) => rate.ppm().into(),
        EntryValue::Days(days) => days.into(),
        EntryValue::NotInForce | EntryValue::Repealed => 0,
        EntryValue::Announced | EntryValue::NotEncoded => return None,
    })
}
