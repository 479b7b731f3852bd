use crate::check::{Axis, TooMany};
use crate::plan::Plan;
use crate::value::grouped;

/// What there is too much of to go through, as what cannot be told.
pub fn too_many(plan: &Plan, what: TooMany) -> String {
    let step = |at: usize| plan.step_name(at);
    match what {
        TooMany::Cases(cut) => format!(
            "whether every notice is lawful: after {} cases, {}, it had come to {}, and the days until {} were left; on that day most cases differ in {} ({})",
            grouped(&cut.cases.to_string()),
            if cut.any_runs { "with late runs and payments" } else { "with every run on its day" },
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
        TooMany::LeftOver { from } => format!(
            "whether every notice is lawful: the version from {from} takes over only some of the cases that were open then, and others come to this one"
        ),
    }
}

/// What to do about it.
pub fn way_out(what: TooMany) -> &'static str {
    match what {
        TooMany::Cases(_) => {
            "ask for fewer facts and tags, let a step count from the one before it, shorten the period; or go through more with a higher `--limit`"
        }
        TooMany::Answers => "ask for fewer facts and tags at once",
        TooMany::Facts => "this is a limit of the check: write the condition otherwise, and report it",
        TooMany::Amounts { .. } => "write a rounder share, or one that is clearly below the limit",
        TooMany::Sums { .. } => "write `at most` behind the share, a fixed amount, or `fee statutory`",
        TooMany::Earlier => "mend what is said of the version before it",
        TooMany::LeftOver { .. } => {
            "let that version be for the same invoices as the ones before it, or give it or this one a name of its own; or let this one take over open cases too, where `debtors` alone makes the difference"
        }
    }
}

fn axis(axis: Axis) -> &'static str {
    match axis {
        Axis::Kinds => "kinds of invoices",
        Axis::Facts => "how the facts in its conditions stand to each other",
        Axis::Notices => "what went out before",
        Axis::Days => "when a deadline runs out, interest starts or a step becomes due",
    }
}
