use super::names::{Amount, Condition, Effect, Question};
use crate::terms::{Basis, Cite, Subject};
use crate::value::Day;

/// One rule of a statute, or one piece of advice of the trade.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Its code.
    pub id: String,
    /// What it says in one line.
    pub title: String,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// The first day it governs.
    pub from: Option<Day>,
    /// The last day it governs.
    pub until: Option<Day>,
    /// What it governs.
    pub of: Subject,
    /// When it governs.
    pub when: Option<Condition>,
    /// When it does not, whatever `when` says.
    pub unless: Option<Condition>,
    /// What it demands.
    pub effect: Effect,
    /// The demand in the statute's own words.
    pub demand: String,
}

impl Rule {
    /// Whether the rule is in force on a day: that on which a notice is sent, or on which payment terms are given.
    pub fn is_in_force(&self, on: Day) -> bool {
        self.from.is_none_or(|from| from <= on) && self.until.is_none_or(|until| on <= until)
    }

    /// The days on which it begins to hold and no longer holds.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        [self.from, self.until.map(|until| until.plus(1))].into_iter().flatten()
    }

    /// Its conditions: when it governs, when it does not, and what it demands.
    pub fn conditions(&self) -> impl Iterator<Item = &Condition> {
        [self.when.as_ref(), self.unless.as_ref(), self.effect.demanded()].into_iter().flatten()
    }

    /// Every question in its conditions.
    pub fn questions(&self) -> impl Iterator<Item = &Question> {
        self.conditions().flat_map(Condition::questions)
    }

    /// The amounts it names: those it compares a fee with, and that which it limits something to.
    pub fn amounts(&self) -> impl Iterator<Item = &Amount> {
        let limit = if let Effect::Limit(_, amount) = &self.effect { Some(amount) } else { None };
        self.questions().filter_map(Question::amount).chain(limit)
    }

    /// Whether one of its questions is such.
    pub fn asks(&self, such: impl Fn(&Question) -> bool) -> bool {
        self.conditions().any(|condition| condition.asks(&such))
    }

    /// Whether what breaks it is no more than a warning: advice, guidance, practice.
    pub fn is_soft(&self) -> bool {
        self.effect.is_advice() || self.cite.as_ref().is_some_and(|cite| matches!(cite.basis, Basis::Guidance | Basis::Practice))
    }
}
