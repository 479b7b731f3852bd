use super::lined;
use crate::evaluate::why::{Ruled, Told};

/// What the law says of the notice, rule by rule.
pub fn rules(notice: &Told) -> String {
    if notice.rules.is_empty() {
        return format!("\nthe law on `{}`\n  no rule speaks of it\n", notice.step);
    }
    let lines: Vec<Vec<String>> = notice.rules.iter().map(line).collect();
    let lawful = match (notice.rules.iter().any(|rule| rule.forbids), notice.lawful_on) {
        (false, _) => String::new(),
        (true, Some(day)) => format!("  lawful from {day}, as the policy writes it then\n"),
        (true, None) => "  not lawful on any run day of the next 200 days, as the policy writes it\n".into(),
    };
    format!("\nthe law on `{}`\n{}{lawful}", notice.step, lined(&lines, &[]))
}

fn line(rule: &Ruled) -> Vec<String> {
    let answer = match (rule.forbids, rule.advises) {
        (true, _) => "forbids it",
        (_, true) => "advises against it",
        _ => "allows it",
    };
    let rests = rule.rests_on.map_or(String::new(), |(basis, confidence)| format!(" ({}, {})", basis.word(), confidence.word()));
    vec![
        rule.rule.clone(),
        answer.into(),
        rule.has.clone().unwrap_or_default(),
        rule.allowed.clone().unwrap_or_default(),
        format!("{}: {}{rests}", rule.title, rule.cite),
    ]
}
