use std::rc::Rc;

use super::dated::Stretch;
use super::memory::NEVER;
use super::open_case::OpenCase;
use super::rank::{Rank, Size};
use super::root::Dates;
use super::trail::Trail;
use super::watcher::Runs;
use crate::decide::Progress;
use crate::value::Day;

/// An invoice, as far as it is known.
#[derive(Clone)]
pub struct Seed {
    /// Which kind.
    pub root: u16,
    /// What is known of its facts, by its number.
    pub known: u32,
    pub dates: Dates,
    pub stretch: Stretch,
    /// For each stretch of sending days and each limit on the late rate the day from which on the policy's is beyond it.
    pub rates: Rc<[i32]>,
    /// Whether it rests on more being owed besides the balance than may be possible: such a case stands for none that does not.
    pub strained: bool,
    /// Whether it stands for all whose interest starts on a later day, up to its own.
    pub starts_later: bool,
    /// Whether one has come of it whose interest has started.
    pub started: bool,
    /// Whether it stands for all that are due on a later day than is decided, up to its own.
    pub due_later: bool,
    /// The case as an earlier version of the policy left it.
    pub begun: Option<Rc<OpenCase>>,
}

/// A case: an invoice with its history, as one of all that are remembered alike.
#[derive(Clone)]
pub struct Case<'a> {
    pub history: History<'a>,
    /// What is remembered of its days on which steps become due.
    pub triggers: Vec<i32>,
    /// The day by which its interest has started, where that is still to come.
    pub starts_by: i32,
    /// The first of these.
    pub due: i32,
    /// The first day on which it is remembered otherwise.
    pub wakes: i32,
    /// The first day on which it has to be read again for that.
    pub holds_until: i32,
    /// The next day on which one comes of it whose interest has started.
    pub starts: i32,
    /// What can come of it, and for which stretch and kind of day that was found.
    pub outcomes: Option<((u16, u16), u32)>,
}

/// An invoice and what went out to it.
#[derive(Clone)]
pub struct History<'a> {
    pub seed: Seed,
    pub progress: Rc<Progress>,
    pub trail: Option<Rc<Trail<'a>>>,
}

/// What tells cases apart, besides what makes one stand for another ([`Rank`]): the kind of invoice, what is known of its facts, and what is remembered of
/// its history and its days, for this version of the policy and for those that take over.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Key {
    pub root: u16,
    pub known: u32,
    pub flags: u32,
    pub turns: Vec<i32>,
}

impl Seed {
    /// How plain it is with a history.
    pub fn size(&self, progress: &Progress) -> Size {
        Size::of(self.strained, progress.history.len(), &self.dates)
    }

    /// The next day on which another comes of it whose interest has started, where one has on a day or before it. That one is still there on the next day,
    /// and remembered alike, unless a step `is_due` and every run comes on its day: then it may have been sent.
    pub fn starts_again(&self, runs: Runs, is_due: bool, on: Day) -> i32 {
        if runs == Runs::Punctual && is_due && on < self.dates.interest_from { on.number() + 1 } else { NEVER }
    }
}

impl Case<'_> {
    /// What decides whether it stands for another.
    pub fn rank(&self) -> Rank<'_> {
        Rank { triggers: &self.triggers, starts_by: self.starts_by, size: self.history.seed.size(&self.history.progress) }
    }
}
