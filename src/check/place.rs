//! Which line of a step a rule is about, and where the rule is written.

use super::Role;
use crate::diagnostic::Span;
use crate::law::{BreachKind, Effect, Question, Rule};
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::Quantity;

/// The line that breaks a rule, and others that matter.
pub struct Place {
    pub span: Span,
    pub others: Vec<(Span, Role)>,
}

/// The line of a step that a rule is about.
pub fn of(policy: &Policy, step: usize, rule: &Rule) -> Place {
    let (written, step) = (&policy.written, &policy.written.steps[step]);
    let only = |span: Span| Place { span, others: Vec::new() };
    match &rule.effect {
        Effect::Limit(Quantity::InterestRate, _) => only(written.interest),
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => only(step.compensation.unwrap_or(step.fee)),
        Effect::Limit(..) if about_overdue(rule) => Place { span: step.send, others: vec![(step.fee, Role::Fee)] },
        Effect::Limit(..) if about_dispute(rule) => match written.continue_disputed {
            Some(span) => Place { span: step.fee, others: vec![(span, Role::Disputed)] },
            None => only(step.fee),
        },
        Effect::Limit(..) => only(step.fee),
        Effect::Require(condition) | Effect::Advise(condition) => {
            if condition.asks(&|question| matches!(question, Question::DeadlineAtLeast(_) | Question::DeadlineBusinessDays(_))) {
                return only(step.deadline.unwrap_or(step.head));
            }
            if condition.asks(&is_dispute) {
                return only(written.continue_disputed.unwrap_or(step.send));
            }
            if condition.asks(&|question| matches!(question, Question::FeeAbove(_) | Question::LetterFeeAbove(_))) {
                return only(step.fee);
            }
            only(step.send)
        }
    }
}

/// Whether a limit holds only while an invoice is not overdue for long.
pub fn about_overdue(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| when.asks(&|question| matches!(question, Question::OverdueAtLeast(_))))
}

fn about_dispute(rule: &Rule) -> bool {
    rule.when.as_ref().is_some_and(|when| when.asks(&is_dispute))
}

/// Whether a question is about an open objection.
pub fn is_dispute(question: &Question) -> bool {
    matches!(question, Question::Disputed)
}

/// Where the rule that is broken is written.
pub fn of_rule(project: &Project, plan: &Plan, rule: &Rule, fault: &BreachKind) -> Option<(Span, Role)> {
    let role = if *fault == BreachKind::Advice { Role::Advice } else { Role::Rule };
    project.rule_written(&plan.law.name, &rule.id).map(|span| (span, role))
}
