use crate::explain::{Ahead, Kept, OfPolicy, Position, Sent, Stage, Step, Stopped, Trigger};
use crate::value::{Currency, Minor, Money};

pub fn notices(policy: &OfPolicy, currency: Currency) -> Vec<Vec<String>> {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let line = |sent: &Sent| {
        let on = sent.on.map_or("day not told".into(), |day| day.to_string());
        let act = sent.act.map_or("act not told", |act| act.word());
        let what = sent.step.as_ref().map_or(act.into(), |step| format!("{step} ({act})"));
        let deadline = sent.deadline.map_or(String::new(), |day| format!("deadline {day}"));
        let charges: Vec<String> = [(sent.fee, "fee"), (sent.compensation, "compensation")]
            .iter()
            .filter(|(minor, _)| *minor > 0)
            .map(|(minor, what)| format!("{what} {}", money(*minor)))
            .collect();
        let charges = match (charges.is_empty(), sent.charged) {
            (true, true) => "no fee of its own; counts as charged".into(),
            (true, false) => "free".into(),
            _ => charges.join(", "),
        };
        let undone = sent.undone.map_or(String::new(), |day| format!("undone on {day}"));
        vec![on, what, deadline, charges, undone]
    };
    policy.notices.iter().map(line).collect()
}

pub fn stops(policy: &OfPolicy, currency: Currency) -> Vec<Vec<String>> {
    let line = |stop: &Stopped| {
        let since = stop.since.map_or("day not told".into(), |day| day.to_string());
        let until = stop.until.map_or(String::new(), |until| format!("through {until}"));
        let state = match (stop.open, stop.ended) {
            (true, _) if stop.holds => "open: holds the invoice".into(),
            (true, _) => "open; the policy does not hold for it".into(),
            (false, Some(day)) => format!("ended on {day}"),
            (false, None) => "ran out".into(),
        };
        let kept = stop.kept.as_ref().map_or(String::new(), |kept| promise(kept, stop, currency));
        vec![since, stop.kind.into(), until, state, kept]
    };
    policy.stops.iter().map(line).collect()
}

fn promise(kept: &Kept, stop: &Stopped, currency: Currency) -> String {
    let money = |minor: Minor| Money::new(minor, currency).grouped();
    let promised = kept.promised.map_or("all of it".into(), money);
    let became = match kept.kept {
        Some(true) => "kept".into(),
        Some(false) => stop.until.map_or("broken".into(), |until| format!("broken on {}", until.plus(1))),
        None => "not yet due".into(),
    };
    format!("promised {promised}, paid {} by then: {became}", money(kept.paid))
}

pub fn steps(policy: &OfPolicy) -> Vec<Vec<String>> {
    let line = |step: &Step| vec![step.name.clone(), step.act.word().into(), position(step)];
    policy.steps.iter().map(line).collect()
}

/// Where a step stands, in a sentence.
pub fn position(step: &Step) -> String {
    let due = step.trigger.as_ref().map_or(String::new(), trigger);
    match &step.position {
        Position::Sent(Some(on)) => format!("sent on {on}"),
        Position::Sent(None) => "sent, on a day the file does not tell".into(),
        Position::GonePast => "gone past: a later step was sent".into(),
        Position::DoesNotApply => format!("passed over: {}", when(step)),
        Position::NoAnswer(why) => format!("nobody knows whether it applies: {why}; {}", when(step)),
        Position::HandedOver(day) => format!("passed over: the claim was handed over on {day}"),
        Position::TooLate => format!("passed over: its day was before the due date; {due}"),
        Position::Overtaken(later) => format!("passed over: overtaken by `{later}`; {due}"),
        Position::Next if step.when.is_some() => format!("next: {due}; {}", when(step)),
        Position::Next => format!("next: {due}"),
        Position::NotReached => format!("not reached; {due}"),
    }
}

fn when(step: &Step) -> String {
    let Some(when) = &step.when else { return String::new() };
    let holds = match when.holds {
        Some(true) => "holds",
        Some(false) => "does not hold",
        None => "has no answer",
    };
    format!("`{}` {holds}, {}", when.written, when.values.join(", "))
}

fn trigger(trigger: &Trigger) -> String {
    match (trigger.on, trigger.from) {
        (Some(on), Some(from)) => format!("due {on}, {}, counted from {from}", trigger.written),
        (Some(on), None) => format!("due {on}, {}", trigger.written),
        (None, _) => format!("due {}, and that has not happened", trigger.written),
    }
}

/// What comes next: a sentence, and what is decided instead where no notice goes out.
pub fn ahead(ahead: &Ahead, currency: Currency) -> Vec<String> {
    let stages = match ahead {
        Ahead::Notice { .. } => &[][..],
        Ahead::Nothing { stages, .. } => stages,
    };
    let said = |stage: &Stage| match stage.why.starts_with(stage.decision.word()) {
        true => stage.why.clone(),
        false => format!("{}, {}", stage.decision.word(), stage.why),
    };
    let stage = |stage: &Stage| format!("from {}: {}", stage.from, said(stage));
    [comes(ahead, currency)].into_iter().chain(stages.iter().map(stage)).collect()
}

fn comes(ahead: &Ahead, currency: Currency) -> String {
    match ahead {
        Ahead::Notice { on, step, policy, deadline, charges, letter_of } => {
            let deadline = deadline.map_or(String::new(), |day| format!(", deadline {day}"));
            let charges = match charges {
                0 => ", free".into(),
                minor => format!(", charging {}", Money::new(*minor, currency)),
            };
            let letter = letter_of.as_ref().map_or(String::new(), |(carrier, fee)| match fee {
                0 => format!(", in the letter of {carrier}"),
                fee => format!(", in the letter of {carrier}, which charges {}", Money::new(*fee, currency)),
            });
            format!("`{step}` of `{policy}` goes out on {on}{deadline}{charges}{letter}")
        }
        Ahead::Nothing { through, .. } => format!("no notice goes out through {through}"),
    }
}
