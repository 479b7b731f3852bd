use super::interned::Interned;
use crate::decide::{BoundPlan, last_day};
use crate::law::{Question, Rule};
use crate::value::Day;

/// The sending days of a policy, and which of them the law and the policy treat alike.
pub struct Days {
    /// The first and the last on which anything is judged: a case that has begun may stay with a version beyond its last day.
    pub window: (Day, Day),
    /// The last day on which a case may begin.
    pub begin_until: Day,
    /// The first days of the stretches between two changes of the law or of a fee.
    pub segments: Vec<Day>,
    /// How long rules ask deadlines to be, and whether in business days.
    lengths: Vec<(i32, bool)>,
    kinds: Interned<Vec<bool>>,
}

impl Days {
    /// Those of a policy.
    pub fn of(bound: &BoundPlan) -> Days {
        let (plan, law) = (bound.plan, &bound.plan.law);
        let window = plan.window();
        let fees = plan.steps.iter().flat_map(|step| step.fee.changes());
        let practice = law.practice.iter().flat_map(Rule::changes);
        let mut segments: Vec<Day> = law.changes().into_iter().chain(fees).chain(practice).collect();
        segments.retain(|day| window.0 < *day && *day <= window.1);
        segments.push(window.0);
        segments.sort();
        segments.dedup();
        let mut lengths: Vec<(i32, bool)> = law.rules.iter().chain(&law.practice).flat_map(Rule::questions).filter_map(length).collect();
        lengths.sort_unstable();
        lengths.dedup();
        Days { window, begin_until: plan.valid.until.unwrap_or(Day::LAST), segments, lengths, kinds: Interned::default() }
    }

    /// The stretch of sending days that a day lies in.
    pub fn segment(&self, on: Day) -> usize {
        self.segments.partition_point(|day| *day <= on).max(1) - 1
    }

    /// Days on which every deadline is as long for the rules have one number.
    pub fn kind(&mut self, bound: &BoundPlan, on: Day) -> u16 {
        let calendar = &bound.plan.law.calendar;
        let mut kind = Vec::new();
        for step in &bound.plan.steps {
            let Some(deadline) = step.deadline else { continue };
            let ends = last_day(bound, deadline, on);
            kind.extend(self.lengths.iter().map(|(least, business)| {
                let days = if *business { calendar.business_days_between(on, ends) } else { ends.since(on) };
                days >= *least
            }));
        }
        self.kinds.number(&kind) as u16
    }
}

fn length(question: &Question) -> Option<(i32, bool)> {
    match question {
        Question::DeadlineAtLeast(days) => Some((*days, false)),
        Question::DeadlineBusinessDays(days) => Some((*days, true)),
        Question::Debtor(_)
        | Question::FeeAgreed
        | Question::Disputed
        | Question::PrincipalOwed
        | Question::AnythingOwed
        | Question::OverdueAtLeast(_)
        | Question::TermAtMost(_)
        | Question::InterestStarted
        | Question::AfterMovedDueDate
        | Question::FeeAbove(_)
        | Question::LetterFeeAbove(_)
        | Question::Earlier(..)
        | Question::Single { .. }
        | Question::Count(..)
        | Question::DaysSinceBelow(..) => None,
    }
}
