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
            memory.turns.extend(seed.rates[ahead..].iter().map(|day| if *day <= on.number() { PAST } else { *day }));
        }
        if let (true, Some(first)) = (seed.starts_later, progress.history.first().and_then(|sent| sent.on)) {
            // It was sent by then, so interest starts by this day.
            let day = first.plus(self.bound.plan.law.no_due_date + 1).number();
            memory.turns.push(if day <= on.number() { PAST } else { day });
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
