use super::Amount;
use crate::value::{Act, Debtor};

/// What a rule of law asks: of a notice and its history, or of a payment term.
#[derive(Clone, PartialEq, Debug)]
pub enum Question<V> {
    /// `debtor is …`.
    Debtor(Debtor),
    /// `fee agreed`.
    FeeAgreed,
    /// `disputed`.
    Disputed,
    /// `principal is owed`.
    PrincipalOwed,
    /// `anything is owed`.
    AnythingOwed,
    /// `overdue at least N days`.
    OverdueAtLeast(i32),
    /// `payment term at most N days`.
    TermAtMost(i32),
    /// `interest has started`.
    InterestStarted,
    /// `deadline at least N days`.
    DeadlineAtLeast(i32),
    /// `deadline at least N business days`.
    DeadlineBusinessDays(i32),
    /// `fee above A`.
    FeeAbove(Amount<V>),
    /// `letter fee above A`.
    LetterFeeAbove(Amount<V>),
    /// `send date after due date moved to next business day`.
    AfterMovedDueDate,
    /// `an earlier SET`.
    Earlier(Set, Option<LeastDeadline>),
    /// `the first SET`, `the last SET`.
    Single {
        /// Whether the last is meant.
        last: bool,
        /// Of which.
        set: Set,
        /// Whether its deadline must have run out.
        passed: Option<LeastDeadline>,
    },
    /// `earlier SET at least N`.
    Count(Set, u32),
    /// `days since the last SET below N`.
    DaysSinceBelow(Set, i32),
}

impl<V> Question<V> {
    /// The set of earlier notices it asks about.
    pub fn set(&self) -> Option<&Set> {
        match self {
            Question::Earlier(set, _) | Question::Single { set, .. } | Question::Count(set, _) | Question::DaysSinceBelow(set, _) => {
                Some(set)
            }
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::OverdueAtLeast(_)
            | Question::TermAtMost(_)
            | Question::InterestStarted
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_)
            | Question::FeeAbove(_)
            | Question::LetterFeeAbove(_)
            | Question::AfterMovedDueDate => None,
        }
    }

    /// The amount it compares a fee with.
    pub fn amount(&self) -> Option<&Amount<V>> {
        match self {
            Question::FeeAbove(amount) | Question::LetterFeeAbove(amount) => Some(amount),
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::OverdueAtLeast(_)
            | Question::TermAtMost(_)
            | Question::InterestStarted
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_)
            | Question::AfterMovedDueDate
            | Question::Earlier(..)
            | Question::Single { .. }
            | Question::Count(..)
            | Question::DaysSinceBelow(..) => None,
        }
    }

    /// Whether a payment term can answer it: of a term one knows who owes, how long it is and what was agreed, and nothing of a notice.
    pub fn is_of_terms(&self) -> bool {
        match self {
            Question::Debtor(_) | Question::FeeAgreed | Question::TermAtMost(_) => true,
            Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::OverdueAtLeast(_)
            | Question::InterestStarted
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_)
            | Question::FeeAbove(_)
            | Question::LetterFeeAbove(_)
            | Question::AfterMovedDueDate
            | Question::Earlier(..)
            | Question::Single { .. }
            | Question::Count(..)
            | Question::DaysSinceBelow(..) => false,
        }
    }

    /// The words that ask it.
    pub fn words(&self) -> &'static str {
        match self {
            Question::Debtor(_) => "debtor is",
            Question::FeeAgreed => "fee agreed",
            Question::Disputed => "disputed",
            Question::PrincipalOwed => "principal is owed",
            Question::AnythingOwed => "anything is owed",
            Question::OverdueAtLeast(_) => "overdue at least",
            Question::TermAtMost(_) => "payment term at most",
            Question::InterestStarted => "interest has started",
            Question::DeadlineAtLeast(_) | Question::DeadlineBusinessDays(_) => "deadline at least",
            Question::FeeAbove(_) => "fee above",
            Question::LetterFeeAbove(_) => "letter fee above",
            Question::AfterMovedDueDate => "send date after due date moved to next business day",
            Question::Earlier(..) => "an earlier",
            Question::Single { last: false, .. } => "the first",
            Question::Single { last: true, .. } => "the last",
            Question::Count(..) => "earlier",
            Question::DaysSinceBelow(..) => "days since the last",
        }
    }

    /// Whether business days decide it.
    pub fn counts_business_days(&self) -> bool {
        match self {
            Question::DeadlineBusinessDays(_) | Question::AfterMovedDueDate => true,
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::OverdueAtLeast(_)
            | Question::TermAtMost(_)
            | Question::InterestStarted
            | Question::DeadlineAtLeast(_)
            | Question::FeeAbove(_)
            | Question::LetterFeeAbove(_)
            | Question::Earlier(..)
            | Question::Single { .. }
            | Question::Count(..)
            | Question::DaysSinceBelow(..) => false,
        }
    }

    /// Which figure of a notice it is about, and the number it compares that with, where it names one.
    pub fn figure(&self) -> Option<(FigureOf, Option<i32>)> {
        match self {
            Question::DeadlineAtLeast(days) | Question::DeadlineBusinessDays(days) => Some((FigureOf::Deadline, Some(*days))),
            Question::OverdueAtLeast(days) => Some((FigureOf::Overdue, Some(*days))),
            Question::DaysSinceBelow(_, days) => Some((FigureOf::DaysBetween, Some(*days))),
            Question::Count(_, count) => Some((FigureOf::Number, Some(*count as i32))),
            Question::LetterFeeAbove(_) => Some((FigureOf::LetterFee, None)),
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::TermAtMost(_)
            | Question::InterestStarted
            | Question::FeeAbove(_)
            | Question::AfterMovedDueDate
            | Question::Earlier(..)
            | Question::Single { .. } => None,
        }
    }

    /// The same without the number.
    pub fn figure_of(&self) -> Option<FigureOf> {
        self.figure().map(|(figure, _)| figure)
    }

    /// The same of values named otherwise; `None` where one of them has no counterpart.
    pub fn translated<W>(&self, value: &mut impl FnMut(&V) -> Option<W>) -> Option<Question<W>> {
        Some(match self {
            Question::FeeAbove(amount) => Question::FeeAbove(amount.translated(value)?),
            Question::LetterFeeAbove(amount) => Question::LetterFeeAbove(amount.translated(value)?),
            Question::Debtor(debtor) => Question::Debtor(*debtor),
            Question::FeeAgreed => Question::FeeAgreed,
            Question::Disputed => Question::Disputed,
            Question::PrincipalOwed => Question::PrincipalOwed,
            Question::AnythingOwed => Question::AnythingOwed,
            Question::OverdueAtLeast(days) => Question::OverdueAtLeast(*days),
            Question::TermAtMost(days) => Question::TermAtMost(*days),
            Question::InterestStarted => Question::InterestStarted,
            Question::DeadlineAtLeast(days) => Question::DeadlineAtLeast(*days),
            Question::DeadlineBusinessDays(days) => Question::DeadlineBusinessDays(*days),
            Question::AfterMovedDueDate => Question::AfterMovedDueDate,
            Question::Earlier(set, passed) => Question::Earlier(set.clone(), *passed),
            Question::Single { last, set, passed } => Question::Single { last: *last, set: set.clone(), passed: *passed },
            Question::Count(set, least) => Question::Count(set.clone(), *least),
            Question::DaysSinceBelow(set, days) => Question::DaysSinceBelow(set.clone(), *days),
        })
    }
}

/// A figure of a notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FigureOf {
    /// Days from the day it goes out to its deadline.
    Deadline,
    /// Days from the due date to the day it goes out.
    Overdue,
    /// Days since the last notice of some acts.
    DaysBetween,
    /// How many notices of some acts went before.
    Number,
    /// What its letter costs.
    LetterFee,
}

/// `with deadline of at least N days passed`.
pub type LeastDeadline = i32;

/// Earlier notices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    /// Only those whose letter cost something.
    pub charged: bool,
    /// Of these acts.
    pub acts: Vec<Act>,
    /// Only those of the current round.
    pub this_round: bool,
    /// Only those sent after the due date.
    pub after_due: bool,
    /// Only those sent so many days ago or more.
    pub days_ago: Option<i32>,
}
