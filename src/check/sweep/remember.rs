//! Cases as they are remembered.

use std::rc::Rc;

use super::case::{Case, History, Key, Seed};
use super::cases::Cases;
use super::memory::{Memory, NEVER, come, wakes};
use super::rank::Rank;
use super::root::Dates;
use super::situation::next;
use super::state::{Scratch, Sweep};
use super::trail::Trail;
use crate::decide::Progress;
use crate::value::Day;

impl<'a> Sweep<'a> {
    /// An invoice of a kind with its days.
    pub(super) fn seed(&mut self, root: u16, dates: Dates, known: u32) -> Seed {
        let stretch = self.dated.stretch(&dates);
        let of = (root, &self.kinds.roots[usize::from(root)]);
        let rates = self.dated.rate_turns(of, &self.outlooks[usize::from(root)][0], &dates, stretch).into();
        Seed { root, known, dates, stretch, rates, strained: false, starts_later: false, started: false, due_later: false, begun: None }
    }

    /// The same invoice on other days.
    pub(super) fn on_dates(&mut self, seed: &Seed, dates: Dates) -> Seed {
        let Seed { stretch, rates, .. } = self.seed(seed.root, dates, seed.known);
        Seed { dates, stretch, rates, ..seed.clone() }
    }

    /// Whether an invoice can have been sent before anything else went out for it. Of those whose interest is still to start, in its stretch, one can.
    pub(super) fn can_be_sent(&self, seed: &Seed, progress: &Progress, on: Day) -> bool {
        if seed.dates.agreed {
            return true;
        }
        let stretch = || self.dated.interest_starts().partition_point(|start| *start <= seed.dates.interest_from);
        let least = if seed.starts_later {
            stretch().checked_sub(1).map_or(on, |before| self.dated.interest_starts()[before].max(on))
        } else {
            seed.dates.interest_from
        };
        let first = progress.history.first().and_then(|sent| sent.on).unwrap_or(on);
        least <= first.plus(self.bound.plan.law.no_due_date)
    }

    /// Reads what is remembered of a case on a day; whether anything can still come of it.
    pub(super) fn read(&mut self, seed: &Seed, progress: &Progress, on: Day) -> bool {
        let next = next(progress);
        let outlook = &self.outlooks[seed.root as usize][next];
        if outlook.steps.is_empty() && self.successors.is_empty() {
            return false;
        }
        let memory = &mut self.scratch.memory;
        let debtor = self.kinds.roots[usize::from(seed.root)].debtor;
        let decided = seed.due_later.then(|| self.kinds.lead());
        memory.read(self.bound, outlook, (&seed.dates, debtor), decided, progress, on);
        let root = (seed.root, &self.kinds.roots[seed.root as usize]);
        let segment = self.days.segment(on);
        memory.flags.push(self.dated.figure(root, (next, outlook), segment, &seed.dates, seed.stretch));
        if !outlook.rates.is_empty() {
            let ahead = segment * seed.rates.len() / self.days.segments.len();
            memory.turns.extend(seed.rates[ahead..].iter().map(|day| come(*day, on)));
        }
        if let (true, Some(first)) = (seed.starts_later, progress.history.first().and_then(|sent| sent.on)) {
            // It was sent by then.
            memory.start_by(first.plus(self.bound.plan.law.no_due_date + 1));
        }
        let own = !outlook.steps.is_empty();
        let later = !self.successors.is_empty() && self.remember_for_later(seed, progress, on);
        let Scratch { memory, key, .. } = &mut self.scratch;
        (key.root, key.known, key.flags) = (seed.root, seed.known, self.flags.number(&memory.flags));
        key.turns.clone_from(&memory.turns);
        own || later
    }

    /// Adds a case as it is remembered on a day, unless one that is there stands for it.
    pub(super) fn remember(
        &mut self,
        cases: &mut Cases<'a>,
        seed: &Seed,
        progress: &Progress,
        on: Day,
        make: impl FnOnce() -> (Rc<Progress>, Option<Rc<Trail<'a>>>),
    ) {
        if !progress.history.is_empty() && !self.can_be_sent(seed, progress, on) || !self.read(seed, progress, on) {
            return;
        }
        let Scratch { memory, key, .. } = &self.scratch;
        let Memory { triggers, due, starts_by, holds_until, .. } = memory;
        let rank = Rank { triggers, starts_by: *starts_by, size: seed.size(progress) };
        let Some(place) = cases.room_for(self.runs, key, &rank) else { return };
        let (progress, trail) = make();
        let case = Case {
            history: History { seed: seed.clone(), progress, trail },
            triggers: triggers.clone(),
            starts_by: *starts_by,
            due: *due,
            wakes: wakes(&key.turns, triggers, *starts_by),
            holds_until: *holds_until,
            starts: self.starts(seed, *due, on),
            outcomes: None,
        };
        cases.put(place, case);
    }

    /// Remembers a case otherwise for which a day has come.
    pub(super) fn wake(&mut self, cases: &mut Cases<'a>, (mut key, mut case): (Key, Case<'a>), on: Day) {
        key.turns.iter_mut().chain(&mut case.triggers).for_each(|day| *day = come(*day, on));
        debug_assert!(self.is_remembered(&key, &case, on));
        let Some(place) = cases.room_for(self.runs, &key, &case.rank()) else { return };
        case.wakes = wakes(&key.turns, &case.triggers, case.starts_by);
        case.starts = self.starts(&case.history.seed, case.due, on);
        case.outcomes = None;
        cases.put(place, case);
    }

    /// Whether this is what is remembered of a case on a day.
    fn is_remembered(&mut self, key: &Key, case: &Case<'a>, on: Day) -> bool {
        let History { seed, progress, .. } = &case.history;
        let goes_on = self.read(seed, progress, on);
        let Scratch { memory, key: read, .. } = &self.scratch;
        let is_due = (case.due <= on.number()) == (memory.due <= on.number());
        let days = (&memory.triggers, memory.starts_by, memory.holds_until) == (&case.triggers, case.starts_by, case.holds_until);
        goes_on && read == key && is_due && days
    }

    /// The next day on which one comes of a case, as it is from a day on, whose interest has started; [`NEVER`] where none does.
    fn starts(&self, seed: &Seed, due: i32, on: Day) -> i32 {
        if !seed.starts_later {
            return NEVER;
        }
        if seed.started {
            return seed.starts_again(self.runs, due <= on.number(), on);
        }
        let Dates { due, interest_from, .. } = seed.dates;
        let starts = self.dated.interest_starts();
        let within = starts[..starts.partition_point(|start| *start <= interest_from)].last();
        // The day before is the last without interest, and lies behind the due date.
        let first = within.map_or(due.plus(2), |start| start.plus(1).max(due.plus(2))).max(on);
        if first <= interest_from { first.number() } else { NEVER }
    }
}
