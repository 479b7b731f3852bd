//! The change that makes a step lawful: each candidate is tried on the policy before it is offered.

use super::{Witness, lawful, place, scenarios};
use crate::diagnostic::{Fix, Span};
use crate::evaluate::{Plan, rehearsal_plan};
use crate::model::{Fee, Moment, Policy};
use crate::syntax::tree::{Deadline, Effect, FeeAmount, Interest, InterestFrom, Quantity, Rule, RuleCondition};
use crate::value::{Offset, Rate};

/// A change and how to say it.
pub struct Mended {
    pub hint: String,
    pub fix: Fix,
}

/// The longest a step is moved, in days.
const FARTHEST: i32 = 60;

/// The first candidate under which the step no longer breaks the rule.
pub fn find(plan: &Plan, rule: &Rule, witness: &Witness) -> Option<Mended> {
    let step = witness.step;
    let candidates: Vec<Candidate> = match &rule.effect {
        Effect::Limit(Quantity::InterestRate, _) => interest(plan.policy),
        Effect::Limit(Quantity::Fee | Quantity::LetterFee, _) if place::about_overdue(rule) => {
            [later(plan.policy, step), statutory_fee(plan.policy, step)].concat()
        }
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => Vec::new(),
        Effect::Limit(..) => statutory_fee(plan.policy, step),
        Effect::Require(condition) | Effect::Advise(condition) => [
            own_deadline(plan.policy, step, condition),
            no_dispute(plan.policy, condition),
            later(plan.policy, step),
            earlier_deadline(plan.policy, step, condition),
        ]
        .concat(),
    };
    candidates.into_iter().find(|candidate| candidate.mends(plan, rule, witness)).map(|candidate| Mended {
        hint: candidate.hint.unwrap_or(format!("write `{}`", candidate.text)),
        fix: Fix { span: candidate.span, text: candidate.text },
    })
}

#[derive(Clone)]
struct Candidate {
    policy: Policy,
    span: Span,
    text: String,
    hint: Option<String>,
}

impl Candidate {
    /// Whether neither the witness nor any other scenario breaks the rule at this step any longer.
    fn mends(&self, plan: &Plan, rule: &Rule, witness: &Witness) -> bool {
        let mended = rehearsal_plan(&self.policy, plan.law);
        let breaks = |rehearsal| {
            let mut broken = false;
            lawful::visit_one(&mended, rehearsal, &mut |breach, found| broken |= breach.rule.id == rule.id && found.step == witness.step);
            broken
        };
        !breaks(witness.from_the_start()) && !scenarios::all(&mended).into_iter().any(breaks)
    }
}

fn statutory_fee(policy: &Policy, step: usize) -> Vec<Candidate> {
    let mut mended = policy.clone();
    let fee = &mut mended.steps[step].fee;
    fee.value = Fee::always(Some(FeeAmount::Statutory), fee.span);
    let span = fee.span;
    let hint = "write `fee statutory`: the most the law allows on the day, whatever that is".to_string();
    vec![Candidate { policy: mended, span, text: "fee statutory".into(), hint: Some(hint) }]
}

fn interest(policy: &Policy) -> Vec<Candidate> {
    let mut mended = policy.clone();
    mended.interest.value = Some(Interest::Statutory(Rate::ZERO, InterestFrom::DueDate));
    vec![Candidate { span: mended.interest.span, policy: mended, text: "interest statutory".into(), hint: None }]
}

/// The same step, some days later.
fn later(policy: &Policy, step: usize) -> Vec<Candidate> {
    let moments = &policy.steps[step].send.value;
    let [moment] = moments.as_slice() else { return Vec::new() };
    let Offset::Days(days) = moment.offset else { return Vec::new() };
    if moment.before {
        return Vec::new();
    }
    (days + 1..=days + FARTHEST)
        .map(|days| {
            let mut mended = policy.clone();
            let moment = Moment { offset: Offset::Days(days), ..*moment };
            mended.steps[step].send.value = vec![moment];
            let text = format!("send {}", moment.written(|at| policy.step_name(at)));
            Candidate { policy: mended, span: policy.steps[step].send.span, text, hint: None }
        })
        .collect()
}

/// The deadline a rule asks of the step itself.
fn own_deadline(policy: &Policy, step: usize, condition: &RuleCondition) -> Vec<Candidate> {
    let mut days = None;
    each_part(condition, &mut |condition| {
        if let RuleCondition::DeadlineAtLeast(least) = condition {
            days = days.max(Some(*least));
        }
    });
    days.map(|days| vec![with_deadline(policy, step, days)]).unwrap_or_default()
}

/// The deadline a rule asks of earlier steps.
fn earlier_deadline(policy: &Policy, step: usize, condition: &RuleCondition) -> Vec<Candidate> {
    let mut wanted = Vec::new();
    each_part(condition, &mut |condition| {
        if let RuleCondition::Earlier(set, Some(days)) | RuleCondition::One { set, passed: Some(days), .. } = condition {
            wanted.push((set.acts.clone(), *days));
        }
    });
    let earlier = |(acts, days): (Vec<_>, i32)| {
        let steps: Vec<usize> = (0..step).filter(|at| acts.contains(&policy.steps[*at].act)).collect();
        steps.into_iter().map(move |at| with_deadline(policy, at, days.max(1)))
    };
    wanted.into_iter().flat_map(earlier).collect()
}

fn with_deadline(policy: &Policy, step: usize, days: i32) -> Candidate {
    let mut mended = policy.clone();
    let of = &mut mended.steps[step];
    let text = format!("deadline {}", Offset::Days(days));
    let (span, text, hint) = match of.deadline {
        Some(deadline) => (deadline.span, text, None),
        // A step without a deadline gets one on a line behind its `send`.
        None => {
            let moments: Vec<String> = of.send.value.iter().map(|moment| moment.written(|at| policy.step_name(at))).collect();
            (of.send.span, format!("send {}\n        {text}", moments.join(", or ")), Some(format!("add a line `{text}`")))
        }
    };
    let on_business_day = of.deadline.is_some_and(|deadline| deadline.value.on_business_day);
    of.deadline = Some(crate::diagnostic::Spanned::new(Deadline { offset: Offset::Days(days), on_business_day }, span));
    Candidate { policy: mended, span, text, hint }
}

fn no_dispute(policy: &Policy, condition: &RuleCondition) -> Vec<Candidate> {
    let about = place::asks(condition, &|condition| matches!(condition, RuleCondition::Disputed));
    match policy.continue_disputed {
        Some(span) if about => {
            let mut mended = policy.clone();
            mended.continue_disputed = None;
            vec![Candidate { policy: mended, span, text: String::new(), hint: Some("remove `continue while disputed`".into()) }]
        }
        _ => Vec::new(),
    }
}

/// Sees every part of a condition.
fn each_part(condition: &RuleCondition, each: &mut dyn FnMut(&RuleCondition)) {
    match condition {
        RuleCondition::All(all) | RuleCondition::Any(all) => all.iter().for_each(|condition| each_part(condition, each)),
        RuleCondition::Not(condition) => each_part(condition, each),
        condition => each(condition),
    }
}
