//! Rules of law and of the trade: which of them a plan is held to, and how each is shown.

use super::page::Page;
use crate::law::{Effect, Law, Rule};
use crate::plan::Plan;
use crate::terms::Subject;
use crate::value::Act;
use crate::words::law::statements;

/// The limits on notices of an act.
pub fn limits(plan: &Plan, act: Act) -> Vec<&Rule> {
    of_act(&plan.law.rules, act).filter(|rule| kind(rule) == Kind::Limit).collect()
}

/// What the law demands of notices of an act.
pub fn demands(plan: &Plan, act: Act) -> Vec<&Rule> {
    of_act(&plan.law.rules, act).filter(|rule| kind(rule) == Kind::Demand).collect()
}

fn of_act(rules: &[Rule], act: Act) -> impl Iterator<Item = &Rule> {
    rules.iter().filter(move |rule| rule.of.is_about(act))
}

/// What a rule does to what breaks it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Limit,
    Demand,
    Advice,
}

fn kind(rule: &Rule) -> Kind {
    match rule.effect {
        Effect::Limit(..) => Kind::Limit,
        Effect::Require(_) => Kind::Demand,
        Effect::Advise(_) => Kind::Advice,
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

/// The rules of one subject, limits, demands and advice apart. A rule of every notice is no rule of one act.
pub fn show(law: &Law, depth: usize, such: impl Fn(&Subject) -> bool, page: &mut Page) {
    let of = |rules: &'_ [Rule], wanted: Kind| -> Vec<Rule> {
        rules.iter().filter(|rule| such(&rule.of) && kind(rule) == wanted).cloned().collect()
    };
    let groups = [
        ("limits", of(&law.rules, Kind::Limit)),
        ("demands", of(&law.rules, Kind::Demand)),
        ("advice of the statute", of(&law.rules, Kind::Advice)),
        ("advice of the trade", of(&law.practice, Kind::Advice)),
        ("limits of the trade", of(&law.practice, Kind::Limit)),
        ("demands of the trade", of(&law.practice, Kind::Demand)),
    ];
    for (title, rules) in groups.iter().filter(|(_, rules)| !rules.is_empty()) {
        page.line(depth, title);
        for rule in rules {
            page.line(depth + 1, &format!("{}  {}", rule.id, rule.title));
            let said = statements(law, rule);
            let said: Vec<_> = said.into_iter().filter(|(word, _)| *word != "of").collect();
            page.pairs(depth + 2, &said);
        }
    }
}
