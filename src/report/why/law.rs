use super::lined;
use crate::explain::{Ruled, Told};

/// What the law says of the notice, rule by rule.
pub fn rules(notice: &Told) -> String {
    if notice.rules.is_empty() {
        return format!("\nthe law on `{}`\n  no rule speaks of it\n", notice.step);
    }
    let lines: Vec<Vec<String>> = notice.rules.iter().flat_map(line).collect();
    let lawful = match (notice.rules.iter().any(|rule| rule.forbids), notice.lawful_on) {
        (false, _) => String::new(),
        (true, Some(day)) => format!("  lawful from {day}, as the policy writes it then\n"),
        (true, None) => "  on no run day of the next 200 days is it known to be lawful, as the policy writes it\n".into(),
    };
    format!("\nthe law on `{}`\n{}{lawful}", notice.step, lined(&lines, &[]))
}

/// How the notice stands to a rule, and below it what the rule says and where that is written.
fn line(rule: &Ruled) -> [Vec<String>; 2] {
    let answer = match (rule.forbids, rule.advises) {
        (true, _) => "forbids it",
        (_, true) => "advises against it",
        _ => "allows it",
    };
    let figures: Vec<&str> = [&rule.has, &rule.allowed].into_iter().flatten().map(String::as_str).collect();
    let figures = if figures.is_empty() { String::new() } else { format!(": {}", figures.join(", ")) };
    let rests = rule.rests_on.map_or(String::new(), |(basis, confidence)| format!(" ({}, {})", basis.word(), confidence.word()));
    [vec![rule.rule.clone(), format!("{answer}{figures}")], vec![String::new(), format!("{}: {}{rests}", rule.title, rule.cite)]]
}
