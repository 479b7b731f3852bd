//! When a rule may come to say something else of one and the same notice, as days go by.

use super::limit::Reader;
use super::names::{Amount, Measure, Question};
use super::rule::Rule;
use crate::terms::{DateOf, Effect, Quantity, Set};
use crate::value::{Day, FirstAfter};

impl Rule {
    /// Whether it asks how long the deadline is.
    pub fn asks_deadline(&self) -> bool {
        self.asks(|question| matches!(question, Question::DeadlineAtLeast(_) | Question::DeadlineBusinessDays(_)))
    }

    /// Whether it bounds the rate of interest.
    pub fn bounds_rate(&self) -> bool {
        matches!(self.effect, Effect::Limit(Quantity::InterestRate, _))
    }

    /// Whether it asks what the notice itself charges.
    pub fn asks_charges(&self) -> bool {
        let bounds = matches!(self.effect, Effect::Limit(..)) && !self.bounds_rate();
        bounds || self.asks(|question| question.amount().is_some())
    }
}

impl Reader<'_> {
    /// The first later day on which a rule may say otherwise of a notice that charges as much and whose deadline is as many days away; `None` where it
    /// never will. On some of these days it says the same, but between them it always does.
    pub fn turn(&self, rule: &Rule) -> Option<Day> {
        let mut turn = FirstAfter::new(self.proposal.on);
        rule.changes().for_each(|day| turn.or(day));
        rule.questions().for_each(|question| self.question_turns(question, &mut turn));
        if let Effect::Limit(_, amount) = &rule.effect {
            self.amount_turns(amount, &mut turn);
            if rule.bounds_rate() {
                self.rate_turns(&mut turn);
            }
        }
        turn.first
    }

    fn question_turns(&self, question: &Question, turn: &mut FirstAfter) {
        let (due, grace) = (self.invoice.due, self.grace());
        match question {
            // These stay, the charges and the length of the deadline as agreed above.
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::TermAtMost(_)
            | Question::DeadlineAtLeast(_) => {}
            Question::OverdueAtLeast(days) => {
                turn.or(due.plus(*days));
                turn.or(due.plus(1));
                turn.or(grace.until.plus(1));
            }
            Question::InterestStarted => turn.or(self.invoice.interest_from.max(grace.until).plus(1)),
            // As many days hold more business days on one day and fewer on another.
            Question::DeadlineBusinessDays(_) => turn.or(self.proposal.on.plus(1)),
            Question::FeeAbove(amount) | Question::LetterFeeAbove(amount) => self.amount_turns(amount, turn),
            Question::AfterMovedDueDate => turn.or(self.law.calendar.on_or_after(due).plus(1)),
            Question::Earlier(set, _) | Question::Single { set, .. } | Question::Count(set, _) => self.set_turns(set, None, turn),
            Question::DaysSinceBelow(set, days) => self.set_turns(set, Some(*days), turn),
        }
    }

    /// When a notice comes into a set or leaves it, its deadline has passed, or it lies so many days back.
    fn set_turns(&self, set: &Set, since: Option<i32>, turn: &mut FirstAfter) {
        let round = self.law.new_round.filter(|_| set.this_round);
        for (days, deadline) in self.earlier_days() {
            deadline.into_iter().for_each(|deadline| turn.or(deadline.plus(1)));
            let Some((earliest, latest)) = days else { continue };
            for day in [earliest, latest] {
                set.days_ago.into_iter().chain(since).for_each(|days| turn.or(day.plus(days)));
                round.into_iter().for_each(|months| turn.or(day.plus_months(months)));
            }
        }
    }

    fn amount_turns(&self, amount: &Amount, turn: &mut FirstAfter) {
        amount.measures().into_iter().for_each(|measure| match measure.names() {
            Some((value, DateOf::Send)) => {
                self.law.values[*value].entries.iter().for_each(|entry| turn.or(entry.from));
                turn.or(self.law.known_from);
                turn.or(self.law.known_until.plus(1));
            }
            Some(_) => {}
            None if *measure == Measure::Statutory => self.rate_turns(turn),
            None => {}
        });
    }

    fn rate_turns(&self, turn: &mut FirstAfter) {
        self.law.rate_changes(self.invoice.debtor).for_each(|day| turn.or(day));
        turn.or(self.law.known_from);
    }
}
