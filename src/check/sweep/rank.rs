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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_stands_for_whom() {
        let due = |day: &str| Reverse(day.parse::<Day>().expect("a day"));
        let plain = |starts_by: i32, triggers: &'static [i32]| {
            let size = Size { strained: false, notices: 1, unusual: false, due: due("2026-03-16") };
            Rank { triggers, starts_by, size }
        };
        let stands = |one: &Rank, other: &Rank| [Runs::Any, Runs::Punctual].map(|runs| one.stands_for(other, runs));
        let (both, neither, unless_punctual) = ([true, true], [false, false], [true, false]);
        assert_eq!(stands(&plain(5, &[3]), &plain(5, &[3])), both);
        // Interest that may start later may start sooner too; what is due sooner can wait.
        assert_eq!(stands(&plain(6, &[3]), &plain(5, &[3])), both);
        assert_eq!(stands(&plain(5, &[3]), &plain(6, &[3])), neither);
        assert_eq!(stands(&plain(5, &[2, 3]), &plain(5, &[3, 3])), unless_punctual);
        assert_eq!(stands(&plain(5, &[2, 4]), &plain(5, &[3, 3])), neither);
        assert_eq!(stands(&plain(5, &[2]), &plain(6, &[3])), neither);
        // Of cases that are alike the plainest stands for the others.
        let strained = Rank { size: Size { strained: true, ..plain(5, &[3]).size }, ..plain(5, &[3]) };
        assert_eq!((stands(&strained, &plain(5, &[3])), stands(&plain(5, &[3]), &strained)), (neither, both));
        let sooner = Rank { size: Size { strained: true, ..plain(5, &[2]).size }, ..plain(5, &[2]) };
        assert_eq!(stands(&sooner, &plain(5, &[3])), neither);
    }
}
