use super::columns::lined;
use crate::explain::{Explained, UnderPolicy};
use crate::law::{Governing, Rule};
use crate::value::Currency;
use crate::words::why::{allowed, has};

/// What the law says of the notice of a step, rule by rule.
pub fn rules(explained: &Explained, policy: &UnderPolicy, step: usize) -> String {
    let plan = explained.plan_of(policy);
    let step = plan.step_name(step);
    if policy.rules.is_empty() {
        return format!("\nthe law on `{step}`\n  no rule speaks of it\n");
    }
    let line = |governing: &Governing| lines(&plan.law.rules[governing.rule], governing, explained.currency);
    let lines: Vec<Vec<String>> = policy.rules.iter().flat_map(line).collect();
    let lawful = match (policy.rules.iter().any(Governing::forbids), policy.lawful_on) {
        (false, _) => String::new(),
        (true, Some(day)) => format!("  lawful from {day}, as the policy writes it then\n"),
        (true, None) => "  on no run day of the next 200 days is it known to be lawful, as the policy writes it\n".into(),
    };
    format!("\nthe law on `{step}`\n{}{lawful}", lined(&lines, &[]))
}

/// How the notice stands to a rule, and below it what the rule says and where that is written.
fn lines(rule: &Rule, governing: &Governing, currency: Currency) -> [Vec<String>; 2] {
    let answer = match (governing.forbids(), governing.advises()) {
        (true, _) => "forbids it",
        (false, true) => "advises against it",
        (false, false) => "allows it",
    };
    let figures: Vec<String> = [has(governing, currency), allowed(rule, governing, currency)].into_iter().flatten().collect();
    let figures = if figures.is_empty() { String::new() } else { format!(": {}", figures.join(", ")) };
    let cite = rule.cite.as_ref();
    let cite = cite.map_or(String::new(), |cite| format!("{} ({}, {})", cite.text, cite.basis.word(), cite.confidence.word()));
    [vec![rule.id.clone(), format!("{answer}{figures}")], vec![String::new(), format!("{}: {cite}", rule.title)]]
}
