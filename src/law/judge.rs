//! The one interpreter of rules: whether a rule governs, what it asks, and how what is judged breaks it. A notice and a payment term are judged alike.

use super::limit::Reader;
use super::names::{Amount, Condition, Question};
use super::notice::{InterestClaimed, Invoice, Proposal};
use super::rule::Rule;
use super::rules::Rules;
use super::statute::Law;
use super::value::Unknown;
use crate::diagnostic::Severity;
use crate::terms::{Effect, Quantity, Subject};
use crate::value::{Day, Debtor, Minor, Rate};

/// A rule that is broken.
#[derive(Clone, Debug)]
pub struct Breach<'a> {
    /// Which rule.
    pub rule: &'a Rule,
    /// The same as a place among the rules that were asked: in [`Law::rules`], or of advice in [`Law::practice`].
    pub at: usize,
    /// How.
    pub fault: BreachKind,
}

/// How a rule is broken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum BreachKind {
    /// More than the limit: what was charged and what is allowed, in minor units.
    TooMuch(Minor, Minor),
    /// A higher rate than the limit: the rate, what is allowed, and the first day on which it is.
    RateTooHigh(Rate, Rate, Day),
    /// A demand that is not met.
    NotMet,
    /// The law does not tell: nothing that depends on it goes out.
    NotKnown(Unknown),
    /// A piece of advice that is not followed.
    Advice,
}

impl Breach<'_> {
    /// Whether the notice must not go out: advice alone does not stop it.
    pub fn forbids(&self) -> bool {
        self.fault != BreachKind::Advice
    }

    /// How much weight it has.
    pub fn severity(&self) -> Severity {
        self.fault.severity(self.rule)
    }
}

impl BreachKind {
    /// A rule of law that is broken so is an error, whatever our confidence; guidance, practice and advice are warnings.
    pub fn severity(&self, rule: &Rule) -> Severity {
        if *self == BreachKind::Advice || rule.is_soft() { Severity::Warning } else { Severity::Error }
    }
}

/// Whether a condition of law holds, or which value decides it that the law does not tell.
pub type Truth = Result<bool, Unknown>;

/// What rules judge: it says which rules are about it, on which day they are read, and what it answers.
pub trait Judged {
    /// Whether a rule with this subject is about it.
    fn is_subject(&self, subject: &Subject) -> bool;

    /// The day by which rules are dated: that on which it is sent or given.
    fn on(&self) -> Day;

    /// Its answer to a question.
    ///
    /// # Errors
    /// When that hangs on a value the law does not tell.
    fn answer(&self, question: &Question) -> Truth;

    /// How it goes beyond a limit, if it does.
    fn beyond(&self, quantity: Quantity, amount: &Amount) -> Option<BreachKind>;

    /// Whether a condition holds.
    ///
    /// # Errors
    /// When it hangs on a value the law does not tell.
    fn holds(&self, condition: &Condition) -> Truth {
        condition.holds(&mut |question| self.answer(question))
    }

    /// Whether a rule governs it at all: `unless` outweighs `when`.
    ///
    /// # Errors
    /// When that hangs on a value the law does not tell.
    fn is_governed(&self, rule: &Rule) -> Truth {
        if !self.is_subject(&rule.of) || !rule.is_in_force(self.on()) {
            return Ok(false);
        }
        // What settles the matter outweighs what is not told, here as in every condition.
        let spared = rule.unless.as_ref().map_or(Ok(false), |unless| self.holds(unless));
        match (spared, rule.when.as_ref().map_or(Ok(true), |when| self.holds(when))) {
            (Ok(true), _) | (_, Ok(false)) => Ok(false),
            (Err(unknown), Ok(true)) | (_, Err(unknown)) => Err(unknown),
            (Ok(false), Ok(true)) => Ok(true),
        }
    }

    /// How it breaks a rule, if it does. Advice that nobody can tell is none.
    fn fault(&self, rule: &Rule) -> Option<BreachKind> {
        let governed = self.is_governed(rule);
        if governed == Ok(false) {
            return None;
        }
        let broken = match &rule.effect {
            Effect::Limit(quantity, amount) => self.beyond(*quantity, amount),
            Effect::Require(condition) | Effect::Advise(condition) => match self.holds(condition) {
                Ok(true) => None,
                Ok(false) => Some(if rule.effect.is_advice() { BreachKind::Advice } else { BreachKind::NotMet }),
                Err(unknown) => Some(BreachKind::NotKnown(unknown)),
            },
        }?;
        // Whoever keeps a rule need not know whether it governs.
        let fault = governed.err().map_or(broken, BreachKind::NotKnown);
        let is_told = !matches!(fault, BreachKind::NotKnown(_));
        (is_told || !rule.effect.is_advice()).then_some(fault)
    }
}

impl Judged for Reader<'_> {
    fn is_subject(&self, subject: &Subject) -> bool {
        subject.is_about(self.proposal.act)
    }

    fn on(&self) -> Day {
        self.proposal.on
    }

    fn answer(&self, question: &Question) -> Truth {
        let (invoice, proposal) = (self.invoice, self.proposal);
        Ok(match question {
            Question::Debtor(debtor) => invoice.debtor == *debtor,
            Question::FeeAgreed => invoice.fee_agreed,
            Question::Disputed => invoice.disputed,
            Question::PrincipalOwed => invoice.owing.principal,
            Question::AnythingOwed => invoice.owing.anything,
            Question::OverdueAtLeast(days) => self.grace().overdue(proposal.on) >= *days,
            Question::TermAtMost(days) => invoice.term.is_none_or(|term| term <= *days),
            Question::InterestStarted => proposal.on > invoice.interest_from.max(self.grace().until),
            Question::DeadlineAtLeast(days) => proposal.deadline.is_some_and(|deadline| deadline.since(proposal.on) >= *days),
            Question::DeadlineBusinessDays(days) => {
                proposal.deadline.is_some_and(|deadline| self.law.calendar.business_days_between(proposal.on, deadline) >= *days)
            }
            Question::FeeAbove(amount) => return self.is_above(proposal.fee, amount),
            Question::LetterFeeAbove(amount) => return self.is_above(proposal.fee + proposal.other_rows, amount),
            Question::AfterMovedDueDate => proposal.on > self.law.calendar.on_or_after(invoice.due),
            Question::Earlier(set, passed) => self.has_earlier(set, *passed),
            Question::Single { last, set, passed } => self.has_single(*last, set, *passed),
            Question::Count(set, least) => self.count(set) >= *least as usize,
            Question::DaysSinceBelow(set, days) => self.days_since_last(set).is_some_and(|since| since < *days),
        })
    }

    fn beyond(&self, quantity: Quantity, amount: &Amount) -> Option<BreachKind> {
        if quantity != Quantity::InterestRate {
            return match self.bound(quantity, amount).excess() {
                Ok(excess) => excess.map(|(charged, allowed)| BreachKind::TooMuch(charged, allowed)),
                Err(unknown) => Some(BreachKind::NotKnown(unknown)),
            };
        }
        self.rate_beyond(amount, self.proposal.interest?).map(|(_, fault)| fault)
    }
}

impl Rules {
    /// Those that a notice breaks, in their order.
    pub fn broken_by(&self, notice: &Reader) -> Vec<Breach<'_>> {
        self.about(notice.proposal.act).filter_map(|(at, rule)| Some(Breach { rule, at, fault: notice.fault(rule)? })).collect()
    }
}

impl Reader<'_> {
    /// The first day of an interest whose rate goes beyond a limit, and how it does.
    pub fn rate_beyond(&self, amount: &Amount, interest: InterestClaimed) -> Option<(Day, BreachKind)> {
        // Whoever claims the statute's own rate keeps every limit that allows it, whatever it is on a day.
        if interest.is_statutory && amount.allows_statutory() {
            return None;
        }
        self.turning_days(interest).into_iter().find_map(|day| {
            let rate = (interest.rate)(day)?;
            let fault = match self.highest_rate(amount, day) {
                (Some(allowed), _) if rate <= allowed => return None,
                (_, Some(unknown)) if rate != Rate::ZERO => BreachKind::NotKnown(unknown),
                (Some(allowed), _) => BreachKind::RateTooHigh(rate, allowed, day),
                (None, _) => return None,
            };
            Some((day, fault))
        })
    }

    /// The first day of the interest and every later one on which the law's rate changes: a rate that holds there holds on all days.
    pub fn turning_days(&self, interest: InterestClaimed) -> Vec<Day> {
        if interest.last < interest.first {
            return Vec::new();
        }
        let stretch = interest.first..=interest.last;
        let changes = self.law.rate_changes(self.invoice.debtor).filter(|day| stretch.contains(day));
        [interest.first].into_iter().chain(changes).collect()
    }
}

/// A payment term that a company gives: all a rule of terms may ask about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Terms {
    /// Who owes.
    pub debtor: Debtor,
    /// Days from the issue date to the due date.
    pub days: i32,
    /// Whether a reminder fee is agreed.
    pub fee_agreed: bool,
    /// The day on which they are given.
    pub on: Day,
}

impl Judged for Terms {
    fn is_subject(&self, subject: &Subject) -> bool {
        *subject == Subject::Terms
    }

    fn on(&self) -> Day {
        self.on
    }

    fn answer(&self, question: &Question) -> Truth {
        match question {
            Question::Debtor(debtor) => Ok(self.debtor == *debtor),
            Question::FeeAgreed => Ok(self.fee_agreed),
            Question::TermAtMost(most) => Ok(self.days <= *most),
            // A statute that asks terms for anything else is refused when it is read; nothing is ever taken as met.
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
            | Question::DaysSinceBelow(..) => Err(Unknown { value: "what a rule of terms asks of a notice".into(), on: self.on }),
        }
    }

    fn beyond(&self, quantity: Quantity, _: &Amount) -> Option<BreachKind> {
        Some(BreachKind::NotKnown(Unknown { value: format!("the {} of a payment term", quantity.words()), on: self.on }))
    }
}

/// Every rule of law the notice breaks, in the statute's order.
pub fn judge<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Breach<'a>> {
    law.rules.broken_by(&Reader { law, invoice, proposal, rate_day: proposal.on })
}

/// Every advice of the trade the notice does not follow.
pub fn advise<'a>(law: &'a Law, invoice: &Invoice, proposal: &Proposal) -> Vec<Breach<'a>> {
    law.practice.broken_by(&Reader { law, invoice, proposal, rate_day: proposal.on })
}
