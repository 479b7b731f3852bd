use crate::check::{Axis, TooMany};
use crate::plan::Plan;
use crate::value::grouped;

/// What there is too much of to go through, as what cannot be told.
pub fn too_many(plan: &Plan, what: TooMany) -> String {
    let step = |at: usize| plan.step_name(at);
    match what {
        TooMany::Cases(cut) => format!(
            "whether every notice is lawful: {} cases were looked at up to {}, days until {} were left; most of what tells cases apart there is {} ({})",
            grouped(&cut.cases.to_string()),
            cut.on,
            cut.until,
            axis(cut.axis),
            grouped(&cut.values.to_string())
        ),
        TooMany::Answers => "whether every notice is lawful: the conditions can be answered in too many ways at once".into(),
        TooMany::Facts => {
            "whether every notice is lawful: the facts in the conditions hang together in a way that the check cannot follow".into()
        }
        TooMany::Amounts { step: at } => {
            format!(
                "whether the fee of `{}` stays within its limit: both are rounded, and there are too many amounts before that repeats",
                step(at)
            )
        }
        TooMany::Sums { step: at } => {
            format!(
                "whether the fees come to too much together: the fee of `{}` can be too many different amounts, and rules add it up",
                step(at)
            )
        }
        TooMany::Earlier => "whether every notice is lawful: what the version before it leaves open could not be gone through".into(),
    }
}

fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Kinds => "kinds of invoices",
        Axis::Facts => "how the facts in its conditions stand to each other",
        Axis::Notices => "what went out before",
        Axis::Days => "the days on which a rule or a step will be answered otherwise",
    }
}
