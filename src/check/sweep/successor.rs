use super::case::Seed;
use super::dated::Dated;
use super::days::Days;
use super::memory::{Memory, come};
use super::outlook::Outlook;
use super::root::{Dates, Root};
use super::situation::next;
use crate::decide::{BoundPlan, Progress};
use crate::law::Sent;
use crate::plan::Plan;
use crate::value::Day;

/// What notices, each with its step in a version, mean for that version.
pub fn progress<'n>(bound: &BoundPlan, notices: impl Iterator<Item = (Option<usize>, &'n Sent)>) -> Progress {
    let mut progress = Progress::none(bound);
    for (step, sent) in notices {
        let (Some(act), Some(on)) = (sent.act, sent.on) else { continue };
        progress.advance(bound, act, step.map(|at| at as u32), on, sent.deadline);
        progress.history.push(*sent);
    }
    progress
}

/// The notices of a case with the names of their steps.
pub fn named<'n>(plan: &'n Plan, seed: &'n Seed, progress: &'n Progress) -> impl Iterator<Item = (&'n str, &'n Sent)> {
    let begun = seed.begun.as_ref().map_or(&[][..], |begun| &begun.sent);
    // Of its own steps none goes out twice, and no two on one day.
    let own = progress.history[begun.len()..].iter().filter_map(move |sent| {
        let step = progress.latest.iter().position(|latest| latest.map(|(on, _)| on) == sent.on)?;
        Some((plan.step_name(step), sent))
    });
    begun.iter().map(|(name, sent)| (name.as_str(), sent)).chain(own)
}

/// A later version of the policy that will take over what this one leaves open: what it can ask of a case must be remembered before it comes.
pub struct Successor<'a> {
    /// The version.
    pub bound: &'a BoundPlan<'a>,
    /// By kind of invoice, and by how many of its steps are behind.
    outlooks: Vec<Vec<Outlook<'a>>>,
    dated: Dated<'a>,
    memory: Memory,
}

impl<'a> Successor<'a> {
    /// A version that takes over cases of some kinds.
    pub fn new(bound: &'a BoundPlan<'a>, roots: &[Root]) -> Successor<'a> {
        let plan = bound.plan;
        let outlooks = |root: &Root| (0..=plan.steps.len()).map(|next| Outlook::from(plan, root, next, false)).collect();
        let dated = Dated::new(bound, Days::of(bound).segments);
        Successor { bound, outlooks: roots.iter().map(outlooks).collect(), dated, memory: Memory::default() }
    }

    /// Whether its rules or conditions add up what was charged before.
    pub fn adds_up(&self) -> bool {
        self.outlooks.iter().any(|outlooks| outlooks[0].adds_up())
    }

    /// Adds what it can ask of a case to what is remembered of it; whether anything can come of the case under it.
    pub fn remember<'n>(
        &mut self,
        (at, root): (usize, &Root),
        (dates, decided): (&Dates, Option<i32>),
        notices: impl Iterator<Item = (&'n str, &'n Sent)>,
        on: Day,
        whole: &mut Memory,
    ) -> bool {
        let plan = self.bound.plan;
        // Whether it has anything to say comes first: what several versions say one after the other is told apart by that.
        let mark = whole.flags.len();
        whole.flags.push(0);
        if !plan.covers(root.debtor) {
            return false;
        }
        while self.outlooks.len() <= at {
            self.outlooks.push((0..=plan.steps.len()).map(|next| Outlook::from(plan, root, next, false)).collect());
        }
        let progress = progress(self.bound, notices.map(|(name, sent)| (plan.step_named(name), sent)));
        let next = next(&progress);
        let outlook = &self.outlooks[at][next];
        if outlook.steps.is_empty() {
            return false;
        }
        whole.flags[mark] = 1;
        self.memory.read(self.bound, outlook, (dates, root.debtor), decided, &progress, on);
        whole.flags.extend(&self.memory.flags);
        let (stretch, of) = (self.dated.stretch(dates), (at as u16, root));
        whole.flags.push(self.dated.figure(of, (next, outlook), 0, dates, stretch));
        whole.turns.extend(&self.memory.turns);
        whole.triggers.extend(&self.memory.triggers);
        whole.holds_until = whole.holds_until.min(self.memory.holds_until);
        if !outlook.rates.is_empty() {
            let turns = self.dated.rate_turns(of, &self.outlooks[at][0], dates, stretch);
            whole.turns.extend(turns.into_iter().map(|day| come(day, on)));
        }
        true
    }
}
