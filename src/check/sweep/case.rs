use std::cmp::Reverse;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::dated::Stretch;
use super::open_case::OpenCase;
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
    /// Whether it stands for all that are due on a later day than is decided, up to its own.
    pub due_later: bool,
    /// The case as an earlier version of the policy left it.
    pub begun: Option<Rc<OpenCase>>,
}

/// A case: an invoice with its history, as one of all that are remembered alike.
#[derive(Clone)]
pub struct Case<'a> {
    pub seed: Seed,
    pub progress: Rc<Progress>,
    pub trail: Option<Rc<Trail<'a>>>,
    /// What is remembered of its days on which steps become due.
    pub triggers: Vec<i32>,
    /// Whether a step is due.
    pub is_due: bool,
    /// The first day on which it is remembered otherwise.
    pub wakes: i32,
    /// Whether one has come of it whose interest has started.
    pub started: bool,
    /// What can come of it, and for which stretch and kind of day that was found.
    pub outcomes: Option<((u16, u16), u32)>,
}

/// What tells cases apart, besides when their steps are due: the kind of invoice, what is known of its facts, and what is remembered of its history and
/// its days, for this version of the policy and for those that take over.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub struct Key {
    pub root: u16,
    pub known: u32,
    pub flags: u32,
    pub turns: Vec<i32>,
}

/// The cases of a day. Of those that differ only in when their steps are due, none is due sooner in every step than another.
#[derive(Default)]
pub struct Cases<'a> {
    pub by_key: FxHashMap<Key, Vec<Case<'a>>>,
}

impl<'a> Cases<'a> {
    /// Adds a case that is due on some days, unless one that is there stands for it.
    pub fn add(&mut self, runs: Runs, key: &Key, triggers: &[i32], size: Size, make: impl FnOnce() -> Case<'a>) {
        let alike = match self.by_key.get_mut(key) {
            Some(alike) => alike,
            None => self.by_key.entry(key.clone()).or_default(),
        };
        if !stands(runs, alike, triggers, size) {
            alike.push(make());
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &Case<'a>> {
        self.by_key.values().flatten()
    }
}

/// Whether one of some cases that are remembered alike stands for another whose steps are due on some days. Those for which that one stands go.
fn stands(runs: Runs, alike: &mut Vec<Case>, triggers: &[i32], size: Size) -> bool {
    // Whoever is due sooner can wait; but where every run comes on its day nobody waits.
    let sooner = |one: &[i32], other: &[i32]| match runs {
        Runs::Any => one.iter().zip(other).all(|(one, other)| one <= other),
        Runs::Punctual => one == other,
    };
    let plainer = |other: &Case| other.seed.strained <= size.strained && (other.triggers != triggers || other.size() <= size);
    if alike.iter().any(|other| sooner(&other.triggers, triggers) && plainer(other)) {
        return true;
    }
    alike.retain(|other| !sooner(triggers, &other.triggers) || (!other.seed.strained && size.strained));
    false
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

impl Size {
    /// That of an invoice with a history.
    pub fn of(seed: &Seed, progress: &Progress) -> Size {
        Size { strained: seed.strained, notices: progress.history.len(), unusual: seed.dates.is_unusual(), due: Reverse(seed.dates.due) }
    }
}

impl Case<'_> {
    /// Its size.
    pub fn size(&self) -> Size {
        Size::of(&self.seed, &self.progress)
    }
}
