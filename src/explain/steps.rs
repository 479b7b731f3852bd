use super::case::Asking;
use crate::decide::trigger;
use crate::decide::{Answers, NoAnswer};
use crate::decide::{anchored, applies, next, overtaken, passed_over};
use crate::value::{Act, Day};
use crate::words::{values, worded};

/// One step of the policy as it stands to the invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    /// Its name.
    pub name: String,
    /// Its act.
    pub act: Act,
    /// Where it stands.
    pub position: Position,
    /// When the policy wants it; `None` for a step that was sent or gone past.
    pub trigger: Option<Trigger>,
    /// Its condition; `None` without one, and for a step that was sent or gone past.
    pub when: Option<When>,
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
    /// Its condition has no answer: what is missing.
    NoAnswer(String),
    /// The claim was handed over on a day.
    HandedOver(Day),
    /// It was due before the due date, and that has come.
    TooLate,
    /// This later step is due as well.
    Overtaken(String),
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
    /// The moment as the policy writes it; all of them when none has happened.
    pub written: String,
    /// The day it counts from.
    pub from: Option<Day>,
}

/// A condition and what the invoice has for its facts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct When {
    /// As the policy writes it.
    pub written: String,
    /// Whether it holds; `None` without an answer.
    pub holds: Option<bool>,
    /// The facts with their values.
    pub values: Vec<String>,
}

impl Asking<'_> {
    pub(super) fn steps(&self) -> Vec<Step> {
        let next = next(&self.asked(), &self.progress);
        let next = match &next {
            Ok(next) => next.as_ref().map(|next| next.step),
            Err((step, _)) => Some(*step),
        };
        (0..self.bound.plan.steps.len()).map(|at| self.step(at, next)).collect()
    }

    fn step(&self, at: usize, next: Option<usize>) -> Step {
        let written = &self.bound.plan.steps[at];
        let position = self.position(at, next);
        let past = matches!(position, Position::Sent(_) | Position::GonePast);
        let when = written.when.as_ref().filter(|_| !past).map(|when| When {
            written: worded(self.bound.plan, &when),
            holds: self.asked().holds(&when).ok(),
            values: values(&self.asked(), &when),
        });
        let trigger = (!past).then(|| self.trigger(at));
        Step { name: written.name.clone(), act: written.act, position, trigger, when }
    }

    fn position(&self, at: usize, next: Option<usize>) -> Position {
        let (asked, progress) = (self.asked(), &self.progress);
        if let Some((on, _)) = progress.latest[at] {
            return Position::Sent(Some(on));
        }
        if progress.position == Some(at) {
            return Position::Sent(None);
        }
        if progress.position.is_some_and(|position| at < position) {
            return Position::GonePast;
        }
        if let Some(day) = progress.handed_over.filter(|_| !self.bound.plan.steps[at].act.follows_handover()) {
            return Position::HandedOver(day);
        }
        match applies(&asked, progress, at) {
            Ok(false) => return Position::DoesNotApply,
            Err((_, NoAnswer::Missing(fact))) => return Position::NoAnswer(format!("the ledger has no `{fact}`")),
            Err((_, NoAnswer::Unknown)) => return Position::NoAnswer("the law does not tell the interest rate".into()),
            Ok(true) => {}
        }
        if next == Some(at) {
            return Position::Next;
        }
        if next.is_some_and(|next| at > next) {
            return Position::NotReached;
        }
        if passed_over(&asked, progress, at) {
            return Position::TooLate;
        }
        match overtaken(&asked, progress, at) {
            Ok(Some(later)) => Position::Overtaken(self.bound.plan.step_name(later).into()),
            _ => Position::NotReached,
        }
    }

    fn trigger(&self, at: usize) -> Trigger {
        let (case, bound) = (self.case, self.bound);
        let moments = &bound.plan.steps[at].send;
        let named = |at: usize| bound.plan.step_name(at);
        match trigger(bound, &self.progress, at, case.issued, self.decision.due) {
            Some((on, moment)) => {
                let moment = &moments[moment];
                let from = anchored(bound, &self.progress, moment.anchor, case.issued, self.decision.due);
                Trigger { on: Some(on), written: moment.written(named), from }
            }
            None => {
                let all: Vec<String> = moments.iter().map(|moment| moment.written(named)).collect();
                Trigger { on: None, written: all.join(", or "), from: None }
            }
        }
    }
}
