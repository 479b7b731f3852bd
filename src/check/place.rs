//! Which line of a step a rule is about.

use crate::diagnostic::Span;
use crate::plan::Plan;
use crate::terms::{Effect, Quantity, Rule, Question};

/// The line that breaks a rule, and others that matter.
pub struct Place {
    pub span: Span,
    pub others: Vec<(Span, String)>,
}

/// The line of a step that a rule is about.
pub fn of(policy: &Plan, step: usize, rule: &Rule) -> Place {
    let step = &policy.steps[step];
    let only = |span: Span| Place { span, others: Vec::new() };
    match &rule.effect {
        Effect::Limit(Quantity::InterestRate, _) => only(policy.interest.span),
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => only(step.compensation.unwrap_or(step.fee.span)),
        Effect::Limit(..) if about_overdue(rule) => {
            Place { span: step.send.span, others: vec![(step.fee.span, "and it costs this".into())] }
        }
        Effect::Limit(..) if about_dispute(rule) => match policy.continue_disputed {
            Some(span) => Place { span: step.fee.span, others: vec![(span, "disputed invoices go on".into())] },
            None => only(step.fee.span),
        },
        Effect::Limit(..) => only(step.fee.span),
        Effect::Require(condition) | Effect::Advise(condition) => {
            if asks(condition, &|condition| matches!(condition, Question::DeadlineAtLeast(_) | Question::DeadlineBusinessDays(_)))
            {
                return only(step.deadline.map_or(step.head, |deadline| deadline.span));
            }
            if asks(condition, &|condition| matches!(condition, Question::Disputed)) {
                return only(policy.continue_disputed.unwrap_or(step.send.span));
            }
            if asks(condition, &|condition| matches!(condition, Question::FeeAbove(_) | Question::LetterFeeAbove(_))) {
                return only(step.fee.span);
            }
            only(step.send.span)
        }
    }
}

/// Whether a limit holds only while an invoice is not overdue for long.
pub fn about_overdue(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| asks(when, &|condition| matches!(condition, Question::OverdueAtLeast(_))))
}

fn about_dispute(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| asks(when, &|condition| matches!(condition, Question::Disputed)))
}

/// Whether any part of a condition is such a one.
pub fn asks(condition: &Question, is: &dyn Fn(&Question) -> bool) -> bool {
    match condition {
        Question::All(all) | Question::Any(all) => all.iter().any(|condition| asks(condition, is)),
        Question::Not(condition) => asks(condition, is),
        condition => is(condition),
    }
}
