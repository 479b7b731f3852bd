//! A law in the words of the language, written from its data.

use frist::law::{Law, Rule};
use frist::model::Practice;
use frist::words::law::statements;
use frist::words::statute;

/// A statute or a practice written from its data: what opens it, then statements and blocks.
fn block(head: &str, statements: impl IntoIterator<Item = String>) -> String {
    let lines: Vec<String> = statements.into_iter().collect();
    format!("{head} {{\n{}\n}}", lines.join("\n"))
}

fn said(statements: Vec<(&'static str, String)>) -> impl Iterator<Item = String> {
    statements.into_iter().map(|(word, text)| format!("{word} {text}"))
}

fn rules<'a>(law: &'a Law, rules: &'a [Rule]) -> impl Iterator<Item = String> + 'a {
    rules.iter().map(|rule| block(&format!("rule {} \"{}\"", rule.id, rule.title), said(statements(law, rule))))
}

/// A statute, written from its data.
pub fn written(law: &Law) -> String {
    let values = law.values.iter().map(|value| {
        let source = statute::source(value).map(|source| format!("cite {source}"));
        block(&format!("value {}", value.name), source.into_iter().chain(value.entries.iter().map(|one| statute::entry(one).join(" "))))
    });
    let limitation = law.limitation.iter().map(|one| block(&format!("limitation {}", one.id), said(statute::limitation(one))));
    let title = law.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
    let all = said(statute::settings(law)).chain(values).chain(rules(law, &law.rules)).chain(limitation);
    block(&format!("statute {}{title}", law.name), all)
}

/// A practice, as far as it speaks of a law.
pub fn written_practice(practice: &Practice, law: &Law) -> String {
    let names: Vec<&str> = practice.speaks_of.iter().map(|name| name.value.as_str()).collect();
    let speaks = (!names.is_empty()).then(|| format!("for {}", names.join(", ")));
    block(&format!("practice {}", practice.name), speaks.into_iter().chain(rules(law, &practice.rules)))
}

/// What a law holds, without the words its author chose for each demand.
pub fn held(law: &Law) -> String {
    let plain = |rules: &[Rule]| -> Vec<Rule> { rules.iter().map(|rule| Rule { demand: String::new(), ..rule.clone() }).collect() };
    let settings =
        (law.currency, law.read_on, law.known_from, law.known_until, law.day_count, law.no_due_date, law.due_moves, law.new_round);
    let data = (&law.title, settings, &law.interest, &law.holidays, &law.values, plain(&law.rules), plain(&law.practice), &law.limitation);
    format!("{data:#?}")
}
