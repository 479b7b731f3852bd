use std::cmp::Reverse;

use super::root::Dates;
use super::watcher::Runs;
use crate::value::Day;

/// What decides which of some cases that are remembered alike stands for another.
pub struct Rank<'r> {
    /// What is remembered of the days on which steps become due.
    pub triggers: &'r [i32],
    /// The day by which interest has started, where that is still to come.
    pub starts_by: i32,
    pub size: Size,
}

/// What makes one case plainer than another that is remembered alike.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub struct Size {
    strained: bool,
    notices: usize,
    /// Its due date was not agreed or does not count as it is stated, or it arose or was sent on another day than it was issued.
    unusual: bool,
    due: Reverse<Day>,
}

impl Rank<'_> {
    /// Whether a case of this rank does whatever one of another rank can do, and is as plain or due sooner.
    ///
    /// One that is due sooner can wait, but where every run comes on its day nobody waits. One of which interest may start up to a later day stands for all
    /// whose interest starts before that.
    pub fn stands_for(&self, other: &Rank, runs: Runs) -> bool {
        let alike = self.triggers == other.triggers;
        let sooner = || runs == Runs::Any && self.triggers.iter().zip(other.triggers).all(|(one, other)| one <= other);
        self.starts_by >= other.starts_by
            && if alike { self.size <= other.size } else { self.size.strained <= other.size.strained && sooner() }
    }
}

impl Size {
    /// That of an invoice of some days to which so many notices went.
    pub fn of(strained: bool, notices: usize, dates: &Dates) -> Size {
        Size { strained, notices, unusual: dates.is_unusual(), due: Reverse(dates.due) }
    }
}
