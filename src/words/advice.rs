//! A piece of advice with its figures: what a notice comes to, and what is advised.

use crate::check::Witness;
use crate::law::{Condition, Question, Rule};
use crate::ledger::EventKind;
use crate::plan::Plan;
use crate::terms::FigureOf;
use crate::value::{Day, Offset};

/// The figure of a notice that does not follow a piece of advice, and what the advice is; `None` where it is about no figure.
pub fn advised(plan: &Plan, rule: &Rule, shown: &Witness) -> Option<String> {
    let asked = Asked::of(rule.effect.demanded()?)?;
    let days = |days: i32| Offset::Days(days).to_string();
    match asked.about.figure_of()? {
        FigureOf::Deadline if asked.about.counts_business_days() => {
            let business = |days: i32| Offset::BusinessDays(days).to_string();
            let left = |deadline| plan.law.calendar.business_days_between(shown.on, deadline);
            let given = shown.deadline.map_or("no last day to pay".into(), |deadline| business(left(deadline)));
            Some(format!("{given} from {} on; the advice is {}", shown.on, asked.range(&business)))
        }
        FigureOf::Deadline => {
            let given = shown.deadline.map_or("no last day to pay".into(), |deadline| days(deadline.since(shown.on)));
            Some(format!("{given}; the advice is {}", asked.range(&days)))
        }
        FigureOf::Overdue => {
            let rehearsal = &shown.rehearsal;
            let due = plan.law.due_date(rehearsal.due, rehearsal.issued);
            let late = plan.law.grace(rehearsal.debtor, due).overdue(shown.on);
            Some(format!("{} after the due date; the advice is {}", days(late), asked.range(&|days| days.to_string())))
        }
        FigureOf::DaysBetween => {
            let set = asked.about.set()?;
            let (at, last) = sent(shown).filter(|(at, _)| set.acts.contains(&shown.rehearsal.notices[*at].act)).last()?;
            let step = shown.step_of(plan, at).unwrap_or(shown.rehearsal.notices[at].act.word());
            Some(format!("{} after {step}; the advice is {}", days(shown.on.since(last)), asked.range(&|days| days.to_string())))
        }
        FigureOf::Number => {
            let set = asked.about.set()?;
            let of_set = |at: usize| {
                let notice = &shown.rehearsal.notices[at];
                set.acts.contains(&notice.act) && (!set.charged || notice.fee > 0)
            };
            let number = sent(shown).filter(|(at, _)| of_set(*at)).count() as i32 + 1;
            let most = asked.most? + 1;
            let what = if set.charged { "charged letter" } else { set.acts.first()?.word() };
            (number > most).then(|| format!("{what} number {number}; the advice is at most {most}"))
        }
        FigureOf::LetterFee => None,
    }
}

/// The notices before the one that is shown, each by its place, with its day.
fn sent(shown: &Witness) -> impl Iterator<Item = (usize, Day)> {
    let events = shown.rehearsal.events.iter();
    events.filter_map(|event| if let EventKind::Notice(at) = event.what { Some((at as usize, event.on)) } else { None })
}

/// What a condition asks of one figure.
struct Asked<'a> {
    about: &'a Question,
    least: Option<i32>,
    most: Option<i32>,
}

impl<'a> Asked<'a> {
    /// `None` for a condition of more than one thing.
    fn of(condition: &'a Condition) -> Option<Asked<'a>> {
        let mut asked = Asked { about: condition.questions().first().copied()?, least: None, most: None };
        let alike = condition.questions().iter().all(|one| std::mem::discriminant(*one) == std::mem::discriminant(asked.about));
        (alike && asked.add(condition, false)).then_some(asked)
    }

    /// Adds what a condition asks; false for one that cannot be told as a range.
    fn add(&mut self, condition: &Condition, negated: bool) -> bool {
        match condition {
            Condition::All(all) if !negated => all.iter().all(|one| self.add(one, false)),
            Condition::Not(one) => self.add(one, !negated),
            Condition::All(_) | Condition::Any(_) => false,
            Condition::One(question) => {
                let Some((of, Some(figure))) = question.figure() else { return false };
                // Of days since the last notice a rule asks for fewer, of everything else for as many.
                let is_least = of != FigureOf::DaysBetween;
                if is_least == negated {
                    self.most = Some(figure - 1)
                } else {
                    self.least = Some(figure)
                }
                true
            }
        }
    }

    fn range(&self, unit: &dyn Fn(i32) -> String) -> String {
        match (self.least, self.most) {
            (Some(least), Some(most)) => format!("{least} to {}", unit(most)),
            (Some(least), None) => format!("at least {}", unit(least)),
            (None, Some(most)) => format!("at most {}", unit(most)),
            (None, None) => String::new(),
        }
    }
}
