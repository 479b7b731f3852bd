use crate::decide::NoAnswer;
use crate::explain::{Position, StepState, Trigger};
use crate::plan::Plan;
use crate::words::{values, worded};

/// Where a step stands.
pub fn position(plan: &Plan, state: &StepState) -> String {
    let due = state.trigger.as_ref().map_or(String::new(), |trigger| due(plan, state, trigger));
    match &state.position {
        Position::Sent(Some(on)) => format!("sent on {on}"),
        Position::Sent(None) => "sent, on a day the file does not tell".into(),
        Position::GonePast => "gone past: a later step was sent".into(),
        Position::DoesNotApply => format!("passed over: {}", condition(plan, state)),
        Position::NoAnswer(answer) => {
            let missing = match answer {
                NoAnswer::Missing(fact) => format!("the ledger has no `{fact}`"),
                NoAnswer::Unknown => "the law does not tell the interest rate".into(),
            };
            format!("nobody knows whether it applies: {missing}; {}", condition(plan, state))
        }
        Position::Assigned(gone) => format!("passed over: the claim was sold or pledged{gone}"),
        Position::HandedOver(gone) => format!("passed over: the claim was handed over{gone}"),
        Position::TooLate => format!("passed over: its day was before the due date; {due}"),
        Position::Overtaken(later) => format!("passed over: overtaken by `{}`; {due}", plan.step_name(*later)),
        Position::Next if state.condition.is_some() => format!("next: {due}; {}", condition(plan, state)),
        Position::Next => format!("next: {due}"),
        Position::NotReached => format!("not reached; {due}"),
    }
}

/// When the policy wants a step, as it writes it: the alternative that decides, or all of them when nothing they count from has happened.
pub fn moments(plan: &Plan, state: &StepState, trigger: &Trigger) -> String {
    let moments = &plan.steps[state.step].send;
    let decides = trigger.moment.map_or(&moments[..], |at| &moments[at..=at]);
    let written: Vec<String> = decides.iter().map(|moment| moment.written(|step| plan.step_name(step))).collect();
    written.join(", or ")
}

fn due(plan: &Plan, state: &StepState, trigger: &Trigger) -> String {
    let written = moments(plan, state, trigger);
    match (trigger.on, trigger.from) {
        (Some(on), Some(from)) => format!("due {on}, {written}, counted from {from}"),
        (Some(on), None) => format!("due {on}, {written}"),
        (None, _) => format!("due {written}, and that has not happened"),
    }
}

fn condition(plan: &Plan, state: &StepState) -> String {
    let (Some(condition), Some(when)) = (&state.condition, &plan.steps[state.step].when) else { return String::new() };
    let holds = match condition.holds {
        Some(true) => "holds",
        Some(false) => "does not hold",
        None => "has no answer",
    };
    format!("`{}` {holds}, {}", worded(plan, when), values(plan, &condition.answers).join(", "))
}
