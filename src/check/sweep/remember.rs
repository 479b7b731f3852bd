//! Cases as they are remembered.

use std::rc::Rc;

use super::case::{Case, Cases, Seed, Size};
use super::memory::PAST;
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
        Seed { root, known, dates, stretch, rates, strained: false, starts_later: false, due_later: false, begun: None }
    }

    /// The same invoice on other days.
    pub(super) fn on_dates(&mut self, seed: &Seed, dates: Dates) -> Seed {
        let Seed { stretch, rates, .. } = self.seed(seed.root, dates, seed.known);
        Seed { dates, stretch, rates, ..seed.clone() }
    }

    /// Whether an invoice can have been sent by a day: nothing goes out for it before. Of those whose interest is still to start, in its stretch, one can.
    pub(super) fn is_sent(&self, seed: &Seed, on: Day) -> bool {
        let last = if seed.starts_later {
            let stretch = self.starts.partition_point(|start| *start <= seed.dates.interest_from);
            stretch.checked_sub(1).map_or(Day::FIRST, |before| self.starts[before])
        } else {
            seed.dates.interest_from
        };
        seed.dates.agreed || last <= on.plus(self.bound.plan.law.no_due_date)
    }

    /// Reads what is remembered of a case on a day; whether anything can still come of it.
    pub(super) fn read(&mut self, seed: &Seed, progress: &Progress, on: Day) -> bool {
        let next = next(progress);
        let outlook = &self.outlooks[seed.root as usize][next];
        if outlook.steps.is_empty() && self.successors.is_empty() {
            return false;
        }
        let memory = &mut self.scratch.memory;
        let decided = seed.due_later.then(|| self.kinds.lead());
        memory.read(self.bound, outlook, &seed.dates, decided, progress, on);
        let root = (seed.root, &self.kinds.roots[seed.root as usize]);
        let segment = self.days.segment(on);
        memory.flags.push(self.dated.figure(root, (next, outlook), segment, &seed.dates, seed.stretch));
        if !outlook.rates.is_empty() {
            let ahead = segment * seed.rates.len() / self.days.segments.len();
            memory.turns.extend(seed.rates[ahead..].iter().map(|day| if *day <= on.number() { PAST } else { *day }));
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
        if !self.read(seed, progress, on) {
            return;
        }
        let Scratch { memory, key, .. } = &self.scratch;
        let triggers = &memory.triggers;
        cases.add(self.runs, key, triggers, Size::of(seed, progress), || {
            let (progress, trail) = make();
            Case {
                seed: seed.clone(),
                progress,
                trail,
                triggers: triggers.clone(),
                is_due: memory.is_due,
                started: false,
                wakes: memory.wakes(),
                outcomes: None,
            }
        });
    }
}
