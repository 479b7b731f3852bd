//! The change that makes a step lawful: each candidate is tried on the policy before it is offered.

use super::{Witness, place, proof, replay};
use crate::diagnostic::{Fix, Span};
use crate::evaluate::{Bound, rehearsal_plan};
use crate::plan::{Anchor, Fee, Moment, Plan};
use crate::terms::{Amount, Deadline, Effect, FeeAmount, Interest, InterestFrom, Measure, Quantity, Rule, Question};
use crate::value::{Offset, Rate};

/// A change and how to say it.
pub struct Mended {
    pub hint: String,
    pub fix: Fix,
}

/// How many changes that mend the witness are put to the whole proof.
const TRIES: usize = 4;

/// The usual deadline of a letter, in days.
const USUAL: i32 = 14;

/// The longest a step is moved, in days.
const FARTHEST: i32 = 60;

/// The first candidate under which the step no longer breaks the rule.
pub fn find(bound: &Bound, rule: &Rule, witness: &Witness) -> Option<Mended> {
    let step = witness.step;
    let candidates: Vec<Candidate> = match &rule.effect {
        Effect::Limit(Quantity::InterestRate, amount) => interest(bound.plan, amount),
        Effect::Limit(Quantity::Fee | Quantity::LetterFee, _) if place::about_overdue(rule) => {
            [later(bound.plan, step), statutory_fee(bound.plan, step)].concat()
        }
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => Vec::new(),
        Effect::Limit(..) => [
            agreed_fee(bound.plan, rule),
            asked(rule).map_or(Vec::new(), |condition| own_deadline(bound.plan, step, condition)),
            after_the_one_before(bound.plan, step, rule),
            statutory_fee(bound.plan, step),
        ]
        .concat(),
        Effect::Require(condition) | Effect::Advise(condition) => [
            own_deadline(bound.plan, step, condition),
            no_dispute(bound.plan, condition),
            later(bound.plan, step),
            earlier_deadline(bound.plan, step, condition),
        ]
        .concat(),
    };
    let (before, mut tried) = (bound.plan, 0);
    let mut mends = |candidate: &Candidate| {
        let bound = rehearsal_plan(&candidate.policy, bound.plan.law);
        // The witness is quickly asked; then everything. What a late run breaks, no number of days mends: a few tries show it.
        // A step that is moved to where it is never sent breaks nothing, and mends nothing.
        let moved = bound.plan.steps[step].send != before.steps[step].send;
        let lost = moved && !replay::sends(&bound, witness, FARTHEST);
        if replay::breaks(&bound, &rule.id, witness, FARTHEST) || lost || tried == TRIES {
            return false;
        }
        tried += 1;
        !proof::can_break(&bound, &rule.id, step)
    };
    candidates.into_iter().find(|candidate| mends(candidate)).map(|candidate| Mended {
        hint: candidate.hint.unwrap_or(format!("write `{}`", candidate.text)),
        fix: Fix { span: candidate.span, text: candidate.text },
    })
}

/// The step a rule asks for and the policy does not have before this one, where no change of a line mends it.
pub fn missing_step(policy: &Plan, rule: &Rule, step: usize) -> Option<String> {
    let Effect::Require(condition) = &rule.effect else { return None };
    let mut wanted = None;
    each_part(condition, &mut |condition| {
        if let Question::Earlier(set, passed) = condition {
            wanted = wanted.take().or(Some((set.acts.clone(), passed.unwrap_or(1).max(1))));
        }
    });
    let (acts, days) = wanted?;
    let has = policy.steps[..step].iter().any(|step| acts.contains(&step.act));
    let words: Vec<&str> = acts.iter().map(|act| act.word()).collect();
    (!has).then(|| format!("put a step before it that `is {}`, with `deadline {}`", words.join("` or `"), Offset::Days(days)))
}

#[derive(Clone)]
struct Candidate {
    policy: Plan,
    span: Span,
    text: String,
    hint: Option<String>,
}

/// The condition under which a limit does not hold.
fn asked(rule: &Rule) -> Option<&Question> {
    rule.unless.as_ref()
}

/// The statement that the company's contracts agree a reminder fee, behind the period, where a limit asks whether they do.
fn agreed_fee(policy: &Plan, rule: &Rule) -> Vec<Candidate> {
    let about = asked(rule).is_some_and(|unless| place::asks(unless, &|condition| matches!(condition, Question::FeeAgreed)));
    if !about || policy.agreed_fee {
        return Vec::new();
    }
    let mut mended = policy.clone();
    let (span, valid) = (policy.valid.span, policy.valid);
    mended.agreed_fee = Some(span);
    let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
    let text = format!("valid from {}{until}\n    agreed reminder fee", valid.from);
    let hint =
        "write `agreed reminder fee` in the policy, if your contracts say so; where nothing was agreed `fee statutory` costs nothing";
    vec![Candidate { policy: mended, span, text, hint: Some(hint.into()) }]
}

fn statutory_fee(policy: &Plan, step: usize) -> Vec<Candidate> {
    let mut mended = policy.clone();
    let fee = &mut mended.steps[step].fee;
    fee.value = Fee::always(Some(FeeAmount::Statutory), fee.span);
    let span = fee.span;
    let hint = "write `fee statutory`: the most the law allows on the day, whatever that is".to_string();
    vec![Candidate { policy: mended, span, text: "fee statutory".into(), hint: Some(hint) }]
}

fn interest(policy: &Plan, allowed: &Amount) -> Vec<Candidate> {
    let with = |interest: Interest, text: &str, hint: Option<String>| {
        let mut mended = policy.clone();
        mended.interest = Some(interest);
        Candidate { span: mended.interest.span, policy: mended, text: text.into(), hint }
    };
    let statutory = with(Interest::Statutory(Rate::ZERO, InterestFrom::DueDate), "interest statutory", None);
    let written = match policy.interest {
        Some(Interest::Yearly(rate, _)) => format!(", and `agreed late interest {rate}` if your contracts say so"),
        _ => String::new(),
    };
    let text = "interest agreed, otherwise statutory";
    let agreed = with(Interest::AgreedOtherwiseStatutory(InterestFrom::DueDate), text, Some(format!("write `{text}`{written}")));
    // Where the law lets an agreed rate stand, that is what a rate of one's own was meant as.
    if allowed.terms.contains(&Measure::Agreed) { vec![agreed, statutory] } else { vec![statutory] }
}

/// The same step, some days later.
fn later(policy: &Plan, step: usize) -> Vec<Candidate> {
    let moments = &policy.steps[step].send;
    let [moment] = moments.as_slice() else { return Vec::new() };
    let Offset::Days(days) = moment.offset else { return Vec::new() };
    if moment.before {
        return Vec::new();
    }
    (days + 1..=days + FARTHEST)
        .map(|days| {
            let mut mended = policy.clone();
            let moment = Moment { offset: Offset::Days(days), ..*moment };
            mended.steps[step].send = vec![moment];
            let text = format!("send {}", moment.written(|at| policy.step_name(at)));
            Candidate { policy: mended, span: policy.steps[step].send.span, text, hint: None }
        })
        .collect()
}

/// The same step, counted from the one before it: a gap that a late run cannot shrink.
fn after_the_one_before(policy: &Plan, step: usize, rule: &Rule) -> Vec<Candidate> {
    let mut wanted = None;
    for condition in [&rule.when, &rule.unless].into_iter().flatten() {
        each_part(condition, &mut |condition| {
            if let Question::DaysSinceBelow(set, days) = condition {
                wanted = Some((set.acts.clone(), *days));
            }
        });
    }
    let Some((acts, least)) = wanted else { return Vec::new() };
    // A step that can be passed over is nothing to count from.
    let stays = |at: usize| policy.steps[at].when.is_none() && !policy.steps[at].unless_overtaken;
    let Some(before) = (0..step).rev().find(|at| acts.contains(&policy.steps[*at].act)).filter(|at| stays(*at)) else { return Vec::new() };
    let from_due = |at: usize| match policy.steps[at].send.as_slice() {
        [Moment { offset: Offset::Days(days), before: false, anchor: Anchor::DueDate, .. }] => Some(*days),
        _ => None,
    };
    let Some((own, earlier)) = from_due(step).zip(from_due(before)) else { return Vec::new() };
    let moment =
        Moment { offset: Offset::Days(least.max(own - earlier)), anchor: Anchor::Step(before), ..policy.steps[step].send[0] };
    let mut mended = policy.clone();
    mended.steps[step].send = vec![moment];
    let text = format!("send {}", moment.written(|at| policy.step_name(at)));
    vec![Candidate { policy: mended, span: policy.steps[step].send.span, text, hint: None }]
}

/// The deadline a rule asks of the step itself.
fn own_deadline(policy: &Plan, step: usize, condition: &Question) -> Vec<Candidate> {
    let mut days = None;
    each_part(condition, &mut |condition| {
        if let Question::DeadlineAtLeast(least) = condition {
            days = days.max(Some(*least));
        }
    });
    // Who is only asked to name a day names one that leaves time to pay.
    days.map(|days| vec![with_deadline(policy, step, if days > 1 { days } else { USUAL })]).unwrap_or_default()
}

/// The deadline a rule asks of earlier steps.
fn earlier_deadline(policy: &Plan, step: usize, condition: &Question) -> Vec<Candidate> {
    let mut wanted = Vec::new();
    each_part(condition, &mut |condition| {
        if let Question::Earlier(set, Some(days)) | Question::One { set, passed: Some(days), .. } = condition {
            wanted.push((set.acts.clone(), *days));
        }
    });
    let earlier = |(acts, days): (Vec<_>, i32)| {
        let steps: Vec<usize> = (0..step).filter(|at| acts.contains(&policy.steps[*at].act)).collect();
        steps.into_iter().map(move |at| {
            let candidate = with_deadline(policy, at, days.max(1));
            let hint = format!("in step `{}` write `{}`", policy.steps[at].name, candidate.text.lines().last().unwrap_or_default().trim());
            Candidate { hint: Some(hint), ..candidate }
        })
    };
    wanted.into_iter().flat_map(earlier).collect()
}

fn with_deadline(policy: &Plan, step: usize, days: i32) -> Candidate {
    let mut mended = policy.clone();
    let of = &mut mended.steps[step];
    let text = format!("deadline {}", Offset::Days(days));
    let (span, text, hint) = match of.deadline {
        Some(deadline) => (deadline.span, text, None),
        // A step without a deadline gets one on a line behind its `send`.
        None => {
            let moments: Vec<String> = of.send.iter().map(|moment| moment.written(|at| policy.step_name(at))).collect();
            (of.send.span, format!("send {}\n        {text}", moments.join(", or ")), Some(format!("add a line `{text}`")))
        }
    };
    let on_business_day = of.deadline.is_some_and(|deadline| deadline.on_business_day);
    of.deadline = Some(crate::diagnostic::Spanned::new(Deadline { offset: Offset::Days(days), on_business_day }, span));
    Candidate { policy: mended, span, text, hint }
}

fn no_dispute(policy: &Plan, condition: &Question) -> Vec<Candidate> {
    let about = place::asks(condition, &|condition| matches!(condition, Question::Disputed));
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
fn each_part(condition: &Question, each: &mut dyn FnMut(&Question)) {
    match condition {
        Question::All(all) | Question::Any(all) => all.iter().for_each(|condition| each_part(condition, each)),
        Question::Not(condition) => each_part(condition, each),
        condition => each(condition),
    }
}
