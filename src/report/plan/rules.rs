//! Rules of law and of the trade: which of them a plan is held to, and how each is shown.

use super::page::PlanPage;
use crate::law::{Effect, Law, Rule};
use crate::plan::Plan;
use crate::terms::Subject;
use crate::words::law::statements;

/// What a rule does to what breaks it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum RuleKind {
    Limit,
    Demand,
    Advice,
}

fn kind(rule: &Rule) -> RuleKind {
    match rule.effect {
        Effect::Limit(..) => RuleKind::Limit,
        Effect::Require(_) => RuleKind::Demand,
        Effect::Advise(_) => RuleKind::Advice,
    }
}

/// Every rule a plan is held to: those of its steps, of every notice, and of terms where it gives some. Those of the trade come last.
pub fn held_to(plan: &Plan) -> impl Iterator<Item = &Rule> {
    let speaks = |rule: &&Rule| match &rule.of {
        Subject::EveryNotice => !plan.steps.is_empty(),
        Subject::Acts(acts) => plan.steps.iter().any(|step| acts.contains(&step.act)),
        Subject::Terms => plan.credit.is_some(),
    };
    plan.law.rules.iter().chain(&plan.law.practice).filter(speaks)
}

/// The rules of a law that speak of such a subject: limits, demands and advice apart, those of the trade last.
pub fn show(law: &Law, depth: usize, such: impl Fn(&Subject) -> bool, page: &mut PlanPage) {
    if !law.rules.iter().chain(&law.practice).any(|rule| such(&rule.of)) {
        page.line(depth, "none");
    }
    for (whose, rules) in [("", &law.rules), (" of the trade", &law.practice)] {
        for (title, wanted) in [("limits", RuleKind::Limit), ("demands", RuleKind::Demand), ("advice", RuleKind::Advice)] {
            let of_kind: Vec<&Rule> = rules.iter().filter(|rule| such(&rule.of) && kind(rule) == wanted).collect();
            if !of_kind.is_empty() {
                page.line(depth, &format!("{title}{whose}"));
            }
            of_kind.into_iter().for_each(|rule| one(law, rule, depth + 1, page));
        }
    }
}

fn one(law: &Law, rule: &Rule, depth: usize, page: &mut PlanPage) {
    page.line(depth, &format!("{}  {}", rule.id, rule.title));
    // Whom it governs is told by where it stands.
    let said: Vec<_> = statements(law, rule).into_iter().filter(|(word, _)| *word != "of").collect();
    page.pairs(depth + 1, &said);
}
