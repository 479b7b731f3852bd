use super::Confidence;
use crate::value::{Day, Money, Rate};

/// What a value is from a day on.
#[derive(Clone, PartialEq, Debug)]
pub struct DatedEntry {
    /// The first day.
    pub from: Day,
    /// What it is.
    pub state: EntryValue,
    /// How sure, where it differs from the value's own citation.
    pub confidence: Option<Confidence>,
    /// Where this entry is written.
    pub cite: Option<String>,
}

/// What a value is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum EntryValue {
    /// An amount.
    Amount(Money),
    /// A share, a rate or percentage points.
    Share(Rate),
    /// Days.
    Days(i32),
    /// Read as 0: the rule did not exist yet.
    NotInForce,
    /// Read as 0: the rule is gone.
    Repealed,
    /// Coming, amount unknown.
    Announced,
    /// Not researched.
    NotEncoded,
}
