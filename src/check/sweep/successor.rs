use super::dated::Dated;
use super::outlook::Outlook;
use super::{Dates, Memory, Root};
use crate::decide::{BoundPlan, Progress};
use crate::law::Sent;
use crate::value::Day;

/// A later version of the policy that will take over what this one leaves open: what it can ask of a case must be remembered before it comes.
pub struct Successor<'a> {
    bound: &'a BoundPlan<'a>,
    /// By kind of invoice, and by how many of its steps are behind.
    outlooks: Vec<Vec<Outlook<'a>>>,
    dated: Dated<'a>,
    memory: Memory,
}

impl<'a> Successor<'a> {
    /// A version that takes over.
    pub fn new(bound: &'a BoundPlan<'a>) -> Successor<'a> {
        Successor { bound, outlooks: Vec::new(), dated: Dated::new(bound, vec![bound.plan.valid.from]), memory: Memory::default() }
    }

    /// The days from which on figures are others that are read on the first day of interest, as last days without interest.
    pub fn interest_starts(&self) -> impl Iterator<Item = Day> {
        self.dated.interest_starts().iter().copied()
    }

    /// What the notices that stand, each with the name of its step, mean for a version.
    pub fn progress<'n>(bound: &BoundPlan, notices: impl Iterator<Item = (&'n str, &'n Sent)>) -> Progress {
        let mut progress = Progress::none(bound);
        for (name, sent) in notices {
            let (Some(act), Some(on)) = (sent.act, sent.on) else { continue };
            let step = bound.plan.steps.iter().position(|step| step.name == name).map(|at| at as u32);
            progress.advance(bound, act, step, on, sent.deadline);
            progress.history.push(*sent);
        }
        progress
    }

    /// Adds what it can ask of a case to what is remembered of it; whether anything can come of the case under it.
    pub fn remember<'n>(
        &mut self,
        (at, root): (u16, &Root),
        dates: &Dates,
        notices: impl Iterator<Item = (&'n str, &'n Sent)>,
        on: Day,
        whole: &mut Memory,
    ) -> bool {
        let plan = self.bound.plan;
        if !plan.covers(root.debtor) {
            return false;
        }
        while self.outlooks.len() <= at.into() {
            self.outlooks.push((0..=plan.steps.len()).map(|next| Outlook::from(plan, root, next, false)).collect());
        }
        let progress = Successor::progress(self.bound, notices);
        let outlook = &self.outlooks[usize::from(at)][progress.position.map_or(0, |at| at + 1)];
        if outlook.steps.is_empty() {
            return false;
        }
        self.memory.read(self.bound, outlook, dates, &progress, on);
        whole.flags.extend(&self.memory.flags);
        whole.flags.extend(self.dated.stretch(dates).map(i32::from));
        whole.turns.extend(&self.memory.turns);
        whole.triggers.extend(&self.memory.triggers);
        if !outlook.rates.is_empty() {
            let first = root.invoice(self.bound, dates).case(&Default::default()).accrual(self.bound).after.plus(1);
            let passed = plan.law.rate_changes(root.debtor).filter(|day| *day <= first).count();
            whole.flags.push(passed as i32);
            whole.turns.push(if first <= on { super::memory::PAST } else { first.number() });
        }
        true
    }
}
