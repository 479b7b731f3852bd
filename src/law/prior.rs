use crate::value::{Act, Day, Minor};

/// What went out before anything the ledger tells as an event: a file of open items names the last notice, and the policy says what came before it.
///
/// Nothing in it is a guess: each day is a bound that every history keeps to which fits the file and the policy.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Prior {
    /// In the order in which they went out; the last is the one the file names.
    pub notices: Vec<PriorNotice>,
    /// How many of them were charged, where the file says.
    pub charged: Option<usize>,
    /// Fees that stand on one of them, in minor units.
    pub fees: Minor,
}

/// One of them.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriorNotice {
    /// What it was.
    pub act: Act,
    /// Whether it is known to have gone out. If not, it may have.
    pub went: bool,
    /// The earliest day on which it can have gone out.
    pub earliest: Day,
    /// The latest one.
    pub latest: Day,
    /// The deadline it set, if it sets one.
    pub deadline: Option<PriorDeadline>,
    /// Whether its letter cost something.
    pub charged: Charged,
}

/// What is known of a deadline whose letter's day is not.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct PriorDeadline {
    /// The latest day it can be.
    pub latest: Day,
    /// The fewest days from the letter's day to it.
    pub shortest: i32,
}

/// Whether a letter cost something, as far as anybody can say.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Charged {
    /// It was free.
    No,
    /// Nobody can say.
    Perhaps,
    /// It cost something.
    Yes,
}
