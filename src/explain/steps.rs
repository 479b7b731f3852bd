use super::asked_facts::{AskedFact, answers};
use super::decided_case::DecidedCase;
use crate::decide::{Answers, Gone, LeftOut, NoAnswer, Told, anchored, left_out, next, trigger};
use crate::value::Day;

/// One step of the policy as it stands to the invoice. Steps are places in the plan's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StepState {
    /// Which.
    pub step: usize,
    /// Where it stands.
    pub position: Position,
    /// When the policy wants it; `None` for a step that was sent or gone past.
    pub trigger: Option<Trigger>,
    /// How its condition stands; `None` without one, and for a step that was sent or gone past.
    pub condition: Option<ConditionState>,
}

/// Where a step stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Position {
    /// Sent, last on a day; `None` where an open-items file tells no day.
    Sent(Option<Day>),
    /// A later step was sent.
    GonePast,
    /// Its condition does not hold.
    DoesNotApply,
    /// Its condition has no answer.
    NoAnswer(NoAnswer),
    /// The claim was handed over.
    HandedOver(Gone),
    /// The claim was sold or pledged.
    Assigned(Gone),
    /// It was due before the due date, and that has come.
    TooLate,
    /// This later step is due as well.
    Overtaken(usize),
    /// The next step.
    Next,
    /// Not reached: an earlier step comes first.
    NotReached,
}

/// The day a step is due and what that counts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Trigger {
    /// The day; `None` when nothing it counts from has happened.
    pub on: Option<Day>,
    /// Which of the step's alternatives decides; `None` when nothing they count from has happened.
    pub moment: Option<usize>,
    /// The day it counts from.
    pub from: Option<Day>,
}

/// How a step's condition stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ConditionState {
    /// Whether it holds; `None` without an answer.
    pub holds: Option<bool>,
    /// What the invoice has for everything it asks about.
    pub answers: Vec<AskedFact>,
}

impl DecidedCase<'_> {
    pub(super) fn steps(&self) -> Vec<StepState> {
        let next = next(&self.asked(), &self.progress);
        let next = match &next {
            Ok(next) => next.as_ref().map(|next| next.step),
            Err((step, _)) => Some(*step),
        };
        (0..self.bound.plan.steps.len()).map(|step| self.step(step, next)).collect()
    }

    fn step(&self, step: usize, next: Option<usize>) -> StepState {
        let position = self.position(step, next);
        let past = matches!(position, Position::Sent(_) | Position::GonePast);
        let condition = self.bound.plan.steps[step]
            .when
            .as_ref()
            .filter(|_| !past)
            .map(|when| ConditionState { holds: self.asked().holds(when).ok(), answers: answers(&self.asked(), when) });
        StepState { step, position, trigger: (!past).then(|| self.trigger(step)), condition }
    }

    fn position(&self, at: usize, next: Option<usize>) -> Position {
        let (asked, progress) = (self.asked(), &self.progress);
        if let Some((on, _)) = progress.latest[at].filter(|_| !self.is_before_told(at)) {
            return Position::Sent(Some(on));
        }
        if progress.position == Some(at) {
            return Position::Sent(None);
        }
        if progress.position.is_some_and(|position| at < position) {
            return Position::GonePast;
        }
        // Behind the next step its days say nothing yet: it is not reached.
        let is_reached = next.is_none_or(|next| at <= next);
        match left_out(&asked, progress, at) {
            Ok(None) if next == Some(at) => Position::Next,
            Ok(Some(LeftOut::HandedOver(gone))) => Position::HandedOver(gone),
            Ok(Some(LeftOut::Assigned(gone))) => Position::Assigned(gone),
            Ok(Some(LeftOut::DoesNotApply)) => Position::DoesNotApply,
            Ok(Some(LeftOut::PassedOver)) if is_reached => Position::TooLate,
            Ok(Some(LeftOut::Overtaken(later))) if is_reached => Position::Overtaken(later),
            Err((step, answer)) if step == at => Position::NoAnswer(answer),
            Ok(None | Some(LeftOut::PassedOver | LeftOut::Overtaken(_))) | Err(_) => Position::NotReached,
        }
    }

    /// Whether an open-items file names a step behind this one: of this one no day is told.
    fn is_before_told(&self, at: usize) -> bool {
        let opened = self.case.opening.map(|opening| self.bound.opened(self.case, opening));
        opened.is_some_and(|opened| matches!(&opened.told, Told::Own(before) if before.earlier().iter().any(|one| one.step == at)))
    }

    fn trigger(&self, step: usize) -> Trigger {
        let (issued, bound, due) = (self.case.issued, self.bound, self.decision.due);
        match trigger(bound, &self.progress, step, issued, due) {
            Some((on, moment)) => {
                let anchor = bound.plan.steps[step].send[moment].anchor;
                let from = anchored(bound, &self.progress, anchor, issued, due);
                Trigger { on: Some(on), moment: Some(moment), from }
            }
            None => Trigger { on: None, moment: None, from: None },
        }
    }
}
