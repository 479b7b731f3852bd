//! What one version leaves open, and the next one takes over.

use std::rc::Rc;

use super::case::{Case, History, Seed};
use super::cases::Cases;
use super::open_case::OpenCase;
use super::outlook::Outlook;
use super::state::Sweep;
use super::successor::{named, progress};
use super::trail::Trail;
use super::watcher::Runs;
use crate::check::possible::Known;
use crate::decide::Progress;
use crate::plan::Plan;
use crate::value::Day;

impl<'a> Sweep<'a> {
    /// The cases that are open after the last day, as a version of the policy that takes them over finds them.
    pub fn left(&self) -> Vec<Rc<OpenCase>> {
        let begun = self.left.all().filter(|case| !case.history.progress.history.is_empty());
        begun.map(|case| Rc::new(self.open(case))).collect()
    }

    fn open(&self, case: &Case<'a>) -> OpenCase {
        let History { seed, progress, trail } = &case.history;
        let own = Trail::all(trail.as_ref());
        let mut sent = seed.begun.as_ref().map_or(Vec::new(), |begun| begun.sent.clone());
        let before = progress.history.len() - own.len();
        let name = |trail: &Trail| self.bound.plan.step_name(trail.notice.proposed.step).to_string();
        sent.extend(own.iter().zip(&progress.history[before..]).map(|(trail, sent)| (name(trail), *sent)));
        let Seed { root, dates, starts_later, due_later, strained, .. } = *seed;
        OpenCase {
            root: self.kinds.roots[root as usize].clone(),
            dates,
            starts_later,
            due_later,
            decided: self.days.window.1.plus(self.kinds.lead()),
            sent,
            strained,
        }
    }

    /// Takes over the cases that earlier versions of the policy left open, as far as this one is for them.
    pub fn take_over(&mut self, open: &[Rc<OpenCase>]) {
        self.taken_over = open.iter().filter(|case| self.bound.plan.covers(case.root.debtor)).cloned().collect();
    }

    /// Adds the cases that were taken over, on the first day.
    pub(super) fn continued(&mut self, cases: &mut Cases<'a>, on: Day) {
        let plan = self.bound.plan;
        for begun in std::mem::take(&mut self.taken_over) {
            let versions: Vec<&Plan> = std::iter::once(plan).chain(self.successors.iter().map(|later| later.bound.plan)).collect();
            let root = self.kinds.take_over(&begun.root, &versions);
            if root == self.outlooks.len() {
                let outlook = |next: usize| Outlook::from(plan, &begun.root, next, self.runs == Runs::Punctual);
                self.outlooks.push((0..=plan.steps.len()).map(outlook).collect());
            }
            let root = root as u16;
            let known = self.knowns.number(&Known::of_amount(&self.variables, begun.root.amount));
            let progress = Rc::new(progress(self.bound, begun.sent_as(plan)));
            let seed = self.seed(root, begun.dates, known);
            let OpenCase { strained, starts_later, due_later, .. } = *begun;
            let seed = Seed { strained, starts_later, due_later, begun: Some(begun.clone()), ..seed };
            self.remember(cases, &seed, &progress, on, || (progress.clone(), None));
            if begun.due_later {
                let latest = on.plus(self.kinds.lead());
                self.decide(cases, &History { seed, progress, trail: None }, (begun.decided.plus(1), latest), on);
            }
        }
    }

    /// Adds what later versions can ask of a case to what is remembered of it; whether anything can come of it under one of them.
    pub(super) fn remember_for_later(&mut self, seed: &Seed, progress: &Progress, on: Day) -> bool {
        let mut goes_on = false;
        let decided = seed.due_later.then(|| self.kinds.lead());
        let root = (usize::from(seed.root), &self.kinds.roots[usize::from(seed.root)]);
        for successor in &mut self.successors {
            goes_on |=
                successor.remember(root, (&seed.dates, decided), named(self.bound.plan, seed, progress), on, &mut self.scratch.memory);
        }
        goes_on
    }
}
