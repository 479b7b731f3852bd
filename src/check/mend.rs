//! The change that makes a step lawful: each candidate is tried on the policy before it is offered.

use super::proof::{Proof, Trying};
use super::{Mend, Remedy, Witness, place, proof, replay};
use crate::diagnostic::{Fix, Span};
use crate::forward::rehearsal_plan;
use crate::law::{Amount, Condition, Effect, Measure, Question, Rule};
use crate::ledger::EventKind;
use crate::model::Policy;
use crate::plan::{Anchor, Fee, FeeAmount, Moment, Plan};
use crate::terms::{Deadline, Interest, InterestFrom, Quantity};
use crate::value::{Act, Offset, Rate};

/// How many changes that mend the witness are put to the whole proof.
const TRIES: usize = 4;

/// The usual deadline of a letter, in days.
const USUAL_DEADLINE: i32 = 14;

/// The longest a step is moved, in days.
const FARTHEST: i32 = 60;

/// The first candidate under which the step no longer breaks the rule.
pub fn find(policy: &Policy, trying: &Trying, rule: &Rule, witness: &Witness) -> Option<Mend> {
    let (before, step) = (&policy.plan, witness.step);
    if witness.rehearsal.events.iter().any(|event| matches!(event.what, EventKind::Notice(_)) && event.on < before.valid.from) {
        // What an earlier version has sent no change of this one undoes.
        return None;
    }
    let attempts: Vec<Attempt> = match &rule.effect {
        Effect::Limit(Quantity::InterestRate, amount) => interest(policy, amount),
        Effect::Limit(Quantity::Fee | Quantity::LetterFee, _) if place::about_overdue(rule) => {
            [later(policy, step), statutory_fee(policy, step), no_fee(policy, step)].concat()
        }
        Effect::Limit(Quantity::Compensation | Quantity::TotalCompensation, _) => Vec::new(),
        Effect::Limit(..) => [
            agreed_fee(policy, rule),
            rule.unless.as_ref().map_or(Vec::new(), |unless| own_deadline(policy, step, unless)),
            after_the_one_before(policy, step, rule),
            statutory_fee(policy, step),
            no_fee(policy, step),
        ]
        .concat(),
        Effect::Require(condition) | Effect::Advise(condition) => [
            own_deadline(policy, step, condition),
            no_dispute(policy, condition),
            after_its_deadline(policy, step, condition),
            later(policy, step),
            if rule.effect.is_advice() { sooner(policy, step) } else { Vec::new() },
            days_after_it(policy, step, condition),
            earlier_deadline(policy, step, condition),
        ]
        .concat(),
    };
    let mut tried = 0;
    let mut mends = |candidate: &Attempt| {
        let bound = rehearsal_plan(&candidate.plan);
        // The witness is quickly asked; then everything. What a late run breaks, no number of days mends: a few tries show it.
        // A step that is moved to where it is never sent breaks nothing, and mends nothing.
        let moved = bound.plan.steps[step].send != before.steps[step].send;
        let lost = moved && !replay::sends(&bound, witness, FARTHEST);
        if replay::breaks(&bound, &rule.id, witness, FARTHEST) || lost || tried == TRIES {
            return false;
        }
        tried += 1;
        !proof::can_break(&bound, trying, &rule.id, step, candidate.remedy == Remedy::StatutoryFee)
    };
    let mend = attempts.into_iter().find(|candidate| mends(candidate)).map(Attempt::mend)?;
    Some(Mend { promise: promise(policy, trying, rule, step), ..mend })
}

/// The step a rule asks for and the policy does not have before this one, where no change of a line mends it.
pub fn missing_step(policy: &Plan, rule: &Rule, step: usize) -> Option<Mend> {
    let Effect::Require(condition) = &rule.effect else { return None };
    let (set, passed) = condition.questions().into_iter().find_map(|question| {
        let Question::Earlier(set, passed) = question else { return None };
        Some((set, passed.unwrap_or(1).max(1)))
    })?;
    let has = policy.steps[..step].iter().any(|step| set.acts.contains(&step.act));
    let remedy = match set.days_ago {
        Some(ago) => Remedy::DaysAfter { acts: set.acts.clone(), days: ago, has },
        None if has => return None,
        None => Remedy::StepBefore(set.acts.clone(), passed),
    };
    Some(Mend { remedy, fix: None, promise: None })
}

#[derive(Clone)]
struct Attempt {
    plan: Plan,
    span: Span,
    text: String,
    remedy: Remedy,
}

impl Attempt {
    fn mend(self) -> Mend {
        Mend { remedy: self.remedy, fix: Some(Fix { span: self.span, text: self.text }), promise: None }
    }
}

/// The statement that the company's contracts agree a reminder fee, behind the period, where a limit asks whether they do.
fn agreed_fee(policy: &Policy, rule: &Rule) -> Vec<Attempt> {
    let about = rule.unless.as_ref().is_some_and(|unless| unless.asks(&|question| matches!(question, Question::FeeAgreed)));
    if !about || policy.plan.agreed_fee {
        return Vec::new();
    }
    let mut mended = policy.plan.clone();
    mended.agreed_fee = true;
    let span = policy.written.valid.behind();
    vec![Attempt { plan: mended, span, text: "\n    agreed reminder fee".into(), remedy: Remedy::AgreedFee }]
}

/// So many days before the due date invoices would have to be sent for the rule never to be broken by the step, where it speaks of those sent later.
fn promise(policy: &Policy, trying: &Trying, rule: &Rule, step: usize) -> Option<i32> {
    let questions = rule.when.as_ref().map_or(Vec::new(), Condition::questions);
    let longest = questions.into_iter().find_map(|question| if let Question::TermAtMost(days) = question { Some(*days) } else { None })?;
    let kept = Plan { sent_before_due: Some(longest + 1), ..policy.plan.clone() };
    let helps = policy.plan.sent_before_due.is_none() && !proof::can_break(&rehearsal_plan(&kept), trying, &rule.id, step, false);
    helps.then_some(longest + 1)
}

fn statutory_fee(policy: &Policy, step: usize) -> Vec<Attempt> {
    let mut mended = policy.plan.clone();
    mended.steps[step].fee = Fee::always(Some(FeeAmount::Statutory));
    vec![Attempt { plan: mended, span: policy.written.steps[step].fee, text: "fee statutory".into(), remedy: Remedy::StatutoryFee }]
}

/// No fee at all, where neither waiting nor `statutory` helps.
fn no_fee(policy: &Policy, step: usize) -> Vec<Attempt> {
    let mut mended = policy.plan.clone();
    mended.steps[step].fee = Fee::always(None);
    vec![Attempt { plan: mended, span: policy.written.steps[step].fee, text: "no fee".into(), remedy: Remedy::Rewrite }]
}

/// `statutory` in place of a fee that is lower than the law allows; not where the policy would then break more than it does.
pub fn dearer_fee(policy: &Policy, trying: &Trying, proof: &Proof, step: usize) -> Option<Mend> {
    let known: Vec<(&str, usize)> = proof.violations.iter().map(|violation| (violation.rule.id.as_str(), violation.step)).collect();
    let candidate = statutory_fee(policy, step).pop()?;
    let lawful = !proof::can_break_more(&rehearsal_plan(&candidate.plan), trying, &known, step);
    lawful.then(|| candidate.mend())
}

fn interest(policy: &Policy, allowed: &Amount) -> Vec<Attempt> {
    let with = |interest: Interest, text: &str, remedy: Remedy| {
        let mended = Plan { interest: Some(interest), ..policy.plan.clone() };
        Attempt { plan: mended, span: policy.written.interest, text: text.into(), remedy }
    };
    let statutory = with(Interest::Statutory(Rate::ZERO, InterestFrom::DueDate), "interest statutory", Remedy::Rewrite);
    let own = match policy.plan.interest {
        Some(Interest::Yearly(rate, _)) => Some(rate),
        Some(Interest::Statutory(..) | Interest::AgreedOtherwiseStatutory(_)) | None => None,
    };
    let agreed = Interest::AgreedOtherwiseStatutory(InterestFrom::DueDate);
    let agreed = with(agreed, "interest agreed, otherwise statutory", Remedy::AgreedInterest(own));
    // Where the law lets an agreed rate stand, that is what a rate of one's own was meant as.
    if allowed.terms.contains(&Measure::Agreed) { vec![agreed, statutory] } else { vec![statutory] }
}

/// The same step, some days later.
fn later(policy: &Policy, step: usize) -> Vec<Attempt> {
    let Some((moment, days)) = moment_and_days(policy, step) else { return Vec::new() };
    (days + 1..=days + FARTHEST).map(|days| sent(policy, step, Moment { offset: Offset::Days(days), ..moment })).collect()
}

/// The same step, some days sooner.
fn sooner(policy: &Policy, step: usize) -> Vec<Attempt> {
    let Some((moment, days)) = moment_and_days(policy, step) else { return Vec::new() };
    (1..days).rev().map(|days| sent(policy, step, Moment { offset: Offset::Days(days), ..moment })).collect()
}

/// What a step counts from, where it is one thing and behind it, and about how many days.
fn moment_and_days(policy: &Policy, step: usize) -> Option<(Moment, i32)> {
    let [moment] = policy.plan.steps[step].send.as_slice() else { return None };
    (!moment.before).then(|| (*moment, moment.offset.about_days()))
}

/// The same step, counted from the notice that a rule wants to have gone out so many days ago. Only of a step that is always sent.
fn days_after_it(policy: &Policy, step: usize, condition: &Condition) -> Vec<Attempt> {
    let steps = &policy.plan.steps;
    let wanted = |question: &Question| {
        let Question::Earlier(set, _) = question else { return None };
        let before = (0..step).rev().find(|at| set.acts.contains(&steps[*at].act) && !steps[*at].can_be_passed_over())?;
        Some(Moment { offset: Offset::Days(set.days_ago?), before: false, anchor: Anchor::Step(before) })
    };
    condition.questions().into_iter().filter_map(wanted).map(|moment| sent(policy, step, moment)).collect()
}

/// The same step, due at a moment.
fn sent(policy: &Policy, step: usize, moment: Moment) -> Attempt {
    let mut mended = policy.plan.clone();
    mended.steps[step].send = vec![moment];
    let text = format!("send {}", moment.written(|at| policy.plan.step_name(at)));
    Attempt { plan: mended, span: policy.written.steps[step].send, text, remedy: Remedy::Rewrite }
}

/// The same step, counted from the one before it: a gap that a late run cannot shrink.
fn after_the_one_before(policy: &Policy, step: usize, rule: &Rule) -> Vec<Attempt> {
    let steps = &policy.plan.steps;
    let conditions = [&rule.when, &rule.unless].into_iter().flatten();
    let mut wanted = conditions.flat_map(Condition::questions).filter_map(|question| {
        let Question::DaysSinceBelow(set, days) = question else { return None };
        Some((&set.acts, *days))
    });
    let Some((acts, least)) = wanted.next_back() else { return Vec::new() };
    // A step that can be passed over is nothing to count from.
    let before = (0..step).rev().find(|at| acts.contains(&steps[*at].act)).filter(|at| !steps[*at].can_be_passed_over());
    let Some(before) = before else { return Vec::new() };
    let from_due = |at: usize| match steps[at].send.as_slice() {
        [Moment { offset: Offset::Days(days), before: false, anchor: Anchor::DueDate }] => Some(*days),
        _ => None,
    };
    let Some((own, earlier)) = from_due(step).zip(from_due(before)) else { return Vec::new() };
    vec![sent(policy, step, Moment { offset: Offset::Days(least.max(own - earlier)), before: false, anchor: Anchor::Step(before) })]
}

/// The deadline a rule asks of the step itself.
fn own_deadline(policy: &Policy, step: usize, condition: &Condition) -> Vec<Attempt> {
    let (plan, act) = (&policy.plan, policy.plan.steps[step].act);
    let Some(least) = least_deadline(plan, condition) else { return Vec::new() };
    // One that meets what every other rule and advice asks of it comes first: whoever mends one thing does not want to be told the next.
    let concerns = |rule: &&Rule| {
        let of_others = |question: &Question| matches!(question, Question::Debtor(debtor) if !plan.covers(*debtor));
        rule.of.is_about(act) && !rule.when.as_ref().is_some_and(|when| when.asks(&of_others))
    };
    let rules = plan.law.rules.iter().chain(&plan.law.practice).filter(concerns);
    let most = rules.filter_map(|rule| least_deadline(plan, rule.effect.demanded()?)).max().unwrap_or(least);
    // Who is only asked to name a day names one that leaves time to pay.
    let usual = |days: i32| if days > 1 { days } else { USUAL_DEADLINE };
    let mut days = vec![usual(most.max(least)), usual(least)];
    days.dedup();
    days.into_iter().map(|days| with_deadline(policy, step, days)).collect()
}

/// The fewest calendar days a deadline needs to meet a condition on every sending day.
fn least_deadline(plan: &Plan, condition: &Condition) -> Option<i32> {
    let (first, last) = plan.window();
    let calendar = &plan.law.calendar;
    let enough = |business: i32| {
        let leaves = |days: i32| {
            (0..=last.since(first)).map(|at| first.plus(at)).all(|on| calendar.business_days_between(on, on.plus(days)) >= business)
        };
        (business..=business + FARTHEST).find(|days| leaves(*days))
    };
    let asked = condition.questions().into_iter().filter_map(|question| {
        let Question::DeadlineBusinessDays(business) = question else {
            let Question::DeadlineAtLeast(days) = question else { return None };
            return Some(*days);
        };
        enough(*business)
    });
    asked.max()
}

/// The earlier steps whose deadline a rule wants to have passed, each with the days the rule wants it to have.
fn waited_for(condition: &Condition) -> impl Iterator<Item = (&Vec<Act>, i32)> {
    condition.questions().into_iter().filter_map(|question| {
        let (Question::Earlier(set, Some(days)) | Question::Single { set, passed: Some(days), .. }) = question else { return None };
        Some((&set.acts, *days))
    })
}

/// The same step, counted from the deadline that a rule wants to have passed, where it counts from something else now. Only of a step that is always sent.
fn after_its_deadline(policy: &Policy, step: usize, condition: &Condition) -> Vec<Attempt> {
    let steps = &policy.plan.steps;
    let elsewhere = |at: &usize| !steps[step].send.iter().any(|moment| [Anchor::Step(*at), Anchor::Deadline(*at)].contains(&moment.anchor));
    let fits = |at: &usize| steps[*at].deadline.is_some() && !steps[*at].can_be_passed_over() && elsewhere(at);
    let waited_for = |(acts, _): (&Vec<Act>, i32)| (0..step).rev().filter(|at| acts.contains(&steps[*at].act)).find(fits);
    let after = |at| sent(policy, step, Moment { offset: Offset::Days(1), before: false, anchor: Anchor::Deadline(at) });
    self::waited_for(condition).filter_map(waited_for).map(after).collect()
}

/// The deadline a rule asks of earlier steps.
fn earlier_deadline(policy: &Policy, step: usize, condition: &Condition) -> Vec<Attempt> {
    let steps = &policy.plan.steps;
    let earlier = |(acts, days): (&Vec<Act>, i32)| -> Vec<Attempt> {
        let of_acts = (0..step).filter(|at| acts.contains(&steps[*at].act));
        let days = days.max(1);
        of_acts.map(|at| Attempt { remedy: Remedy::EarlierDeadline(at, days), ..with_deadline(policy, at, days) }).collect()
    };
    waited_for(condition).flat_map(earlier).collect()
}

fn with_deadline(policy: &Policy, step: usize, days: i32) -> Attempt {
    let (mut mended, written) = (policy.plan.clone(), &policy.written.steps[step]);
    let of = &mut mended.steps[step];
    let text = format!("deadline {}", Offset::Days(days));
    let (span, text, remedy) = match written.deadline {
        Some(span) => (span, text, Remedy::Rewrite),
        // A step without a deadline gets one on a line behind its `send`.
        None => {
            let moments: Vec<String> = of.send.iter().map(|moment| moment.written(|at| policy.plan.step_name(at))).collect();
            (written.send, format!("send {}\n        {text}", moments.join(", or ")), Remedy::AddDeadline(days))
        }
    };
    let on_business_day = of.deadline.is_some_and(|deadline| deadline.on_business_day);
    of.deadline = Some(Deadline { offset: Offset::Days(days), on_business_day });
    Attempt { plan: mended, span, text, remedy }
}

fn no_dispute(policy: &Policy, condition: &Condition) -> Vec<Attempt> {
    let Some(span) = policy.written.continue_disputed.filter(|_| condition.asks(&place::is_dispute)) else { return Vec::new() };
    let mended = Plan { continue_disputed: false, ..policy.plan.clone() };
    vec![Attempt { plan: mended, span, text: String::new(), remedy: Remedy::HoldDisputed }]
}
