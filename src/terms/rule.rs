use super::{Amount, Condition, Question};
use crate::value::Act;

/// What a rule governs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Every notice.
    EveryNotice,
    /// Notices of these acts.
    Acts(Vec<Act>),
    /// Payment terms of credit classes.
    Terms,
}

impl Subject {
    /// Whether a rule with this subject governs notices of an act.
    pub fn is_about(&self, act: Act) -> bool {
        match self {
            // No law of collection speaks of a claim that is sold.
            Subject::EveryNotice => act != Act::Assignment,
            Subject::Acts(acts) => acts.contains(&act),
            Subject::Terms => false,
        }
    }
}

/// What a rule demands. `V` is how a value of the statute is named: in words in a text, by its place in the statute made ready.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect<V> {
    /// At most so much.
    Limit(Quantity, Amount<V>),
    /// The notice is forbidden otherwise.
    Require(Condition<Question<V>>),
    /// A warning otherwise.
    Advise(Condition<Question<V>>),
}

impl<V> Effect<V> {
    /// The condition that is demanded; a limit demands none.
    pub fn demanded(&self) -> Option<&Condition<Question<V>>> {
        match self {
            Effect::Require(condition) | Effect::Advise(condition) => Some(condition),
            Effect::Limit(..) => None,
        }
    }

    /// Whether it only advises.
    pub fn is_advice(&self) -> bool {
        matches!(self, Effect::Advise(_))
    }

    /// The same of values named otherwise; `None` where one of them has no counterpart.
    pub fn translated<W>(&self, value: &mut impl FnMut(&V) -> Option<W>) -> Option<Effect<W>> {
        Some(match self {
            Effect::Limit(quantity, amount) => Effect::Limit(*quantity, amount.translated(value)?),
            Effect::Require(condition) => Effect::Require(condition.translated(&mut |question| question.translated(value))?),
            Effect::Advise(condition) => Effect::Advise(condition.translated(&mut |question| question.translated(value))?),
        })
    }
}

/// What a limit bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantity {
    /// The fee of this row.
    Fee,
    /// The fees of the whole letter.
    LetterFee,
    /// The compensation of this notice.
    Compensation,
    /// All compensation on this invoice.
    TotalCompensation,
    /// All fees on this invoice.
    TotalFees,
    /// All fees and compensation on this invoice.
    TotalCharges,
    /// The rate of every day of interest.
    InterestRate,
}

impl Quantity {
    /// Each with its words.
    pub const ALL: [(&'static str, Quantity); 7] = [
        ("fee", Quantity::Fee),
        ("letter fee", Quantity::LetterFee),
        ("compensation", Quantity::Compensation),
        ("total compensation", Quantity::TotalCompensation),
        ("total fees", Quantity::TotalFees),
        ("total charges", Quantity::TotalCharges),
        ("interest rate", Quantity::InterestRate),
    ];

    /// Its words.
    pub fn words(self) -> &'static str {
        Quantity::ALL[self as usize].0
    }
}
