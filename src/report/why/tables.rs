use crate::explain::{Explained, Interruption, PastNotice, StepState, UnderPolicy};
use crate::plan::Plan;
use crate::value::{Currency, Day};
use crate::words::why;

pub fn notices(policy: &UnderPolicy, currency: Currency) -> Vec<Vec<String>> {
    let line = |notice: &PastNotice| {
        let between = |(earliest, latest): (Day, Day)| format!("{earliest} to {latest}");
        let untold = || notice.between.map_or("day not told".into(), between);
        let on = notice.on.map_or_else(untold, |day| day.to_string());
        let act = notice.act.map_or("act not told", |act| act.word());
        let what = notice.step.as_ref().map_or(act.into(), |step| format!("{step} ({act})"));
        let deadline = notice.deadline.map_or(String::new(), |day| format!("deadline {day}"));
        let undone = notice.undone.map_or(String::new(), |day| format!("undone on {day}"));
        vec![on, what, deadline, why::charges(notice, currency), undone]
    };
    policy.notices.iter().map(line).collect()
}

pub fn interruptions(policy: &UnderPolicy, currency: Currency) -> Vec<Vec<String>> {
    let line = |one: &Interruption| {
        let since = one.since.map_or("day not told".into(), |day| day.to_string());
        let until = one.until.map_or(String::new(), |until| format!("through {until}"));
        let promise = one.promise.as_ref().map_or(String::new(), |promise| why::outcome(one, promise, currency));
        vec![since, one.kind.word().into(), until, why::state(one), promise]
    };
    policy.interruptions.iter().map(line).collect()
}

pub fn steps(plan: &Plan, policy: &UnderPolicy) -> Vec<Vec<String>> {
    let line = |state: &StepState| {
        let step = &plan.steps[state.step];
        vec![step.name.clone(), step.act.word().into(), why::position(plan, state)]
    };
    policy.steps.iter().map(line).collect()
}

pub fn in_turn(explained: &Explained, policy: &UnderPolicy) -> Vec<Vec<String>> {
    let answer = |is_answer: bool| if is_answer { "yes" } else { "no" };
    let line = |one: why::InTurn| vec![format!("{}?", one.decision.word()), answer(one.is_answer).into(), one.why];
    why::in_turn(explained, policy).into_iter().map(line).collect()
}
