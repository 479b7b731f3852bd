//! The steps by number, each with the rules of law that govern its act.

use super::page::PlanPage;
use super::rules;
use crate::plan::{Anchor, Moment, Plan, Step};
use crate::terms::Subject;
use crate::words::{policy, worded};

/// Every step, then what the law says of every notice.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    for (at, step) in plan.steps.iter().enumerate() {
        one(plan, at, step, page);
    }
    if !plan.steps.is_empty() {
        page.head(0, "every step");
        rules::show(&plan.law, 1, |of| *of == Subject::EveryNotice, page);
    }
}

fn one(plan: &Plan, at: usize, step: &Step, page: &mut PlanPage) {
    let title = step.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
    page.head(0, &format!("step {} {} is {}{title}", at + 1, step.name, step.act.word()));
    let moments: Vec<String> = step.send.iter().map(|moment| written(plan, moment)).collect();
    let fee = policy::fee(&step.fee);
    let letter = if step.together { "together per customer: one letter, its fee on the oldest invoice" } else { "one for each invoice" };
    let overtaken = if step.unless_overtaken { "dropped once a later step that applies is due" } else { "sent however late" };
    page.pairs(
        1,
        &[
            ("when", step.when.as_ref().map_or("always".into(), |when| worded(plan, when))),
            ("send", moments.join("\nor ")),
            ("deadline", step.deadline.map_or("none".into(), policy::deadline)),
            ("fee", if fee.is_empty() { "none".into() } else { fee.join("\n") }),
            ("compensation", if step.compensation { "statutory" } else { "none" }.into()),
            ("channel", step.channel.clone().unwrap_or("not said".into())),
            ("to", step.to.as_ref().map_or("not said".into(), |to| format!("\"{to}\""))),
            ("overtaken", overtaken.into()),
            ("letter", letter.into()),
        ],
    );
    let first = plan.steps[..at].iter().position(|before| before.act == step.act);
    match first {
        Some(first) => page.line(1, &format!("law of every {}: under step {} {}", step.act.word(), first + 1, plan.step_name(first))),
        None => {
            page.line(1, &format!("law of every {}", step.act.word()));
            rules::show(&plan.law, 2, |of| *of != Subject::EveryNotice && of.is_about(step.act), page);
        }
    }
}

/// A moment with the number of the step it counts from.
fn written(plan: &Plan, moment: &Moment) -> String {
    let text = moment.written(|at| plan.step_name(at));
    match moment.anchor {
        Anchor::DueDate | Anchor::IssueDate => text,
        Anchor::Step(at) => format!("{text} (step {})", at + 1),
        Anchor::Deadline(at) => format!("{text} (step {} deadline)", at + 1),
    }
}
