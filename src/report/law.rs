use super::aligned;
use crate::law::{Law, Rule};
use crate::model::Statute;
use crate::terms::{Announced, Cite, EntryValue, Lapse};
use crate::value::{Day, Debtor, Debtors, Rate};

/// The statutes there are.
pub fn laws(statutes: &[Statute]) -> String {
    let lines: Vec<Vec<String>> = statutes
        .iter()
        .map(|statute| {
            let statute = &statute.law;
            let (rules, values) = (statute.rules.len(), statute.values.len());
            let entries: usize = statute.values.iter().map(|value| value.entries.len()).sum();
            let known = format!("{} to {}", statute.known_from, statute.known_until);
            let title = statute.title.clone().unwrap_or_default();
            vec![
                statute.name.clone(),
                title,
                statute.read_on.to_string(),
                known,
                rules.to_string(),
                values.to_string(),
                entries.to_string(),
            ]
        })
        .collect();
    aligned(&["", "", "read on", "known", "rules", "values", "dated entries"], &lines, &[4, 5, 6])
}

/// The values and rules of a statute in force on a day, with their citations.
pub fn law(statute: &Law, on: Day) -> String {
    let title = statute.title.as_ref().map_or(String::new(), |title| format!(" {title}"));
    let mut out =
        format!("{}{title}, on {on} (read {}; known {} to {})\n", statute.name, statute.read_on, statute.known_from, statute.known_until);
    if on < statute.known_from || on > statute.known_until {
        out.push_str("this day is outside what the statute knows: no value can be given\n");
    }
    out.push_str("\nvalues\n");
    let lines: Vec<Vec<String>> = statute
        .values
        .iter()
        .enumerate()
        .map(|(at, value)| {
            let entry = value.entry(on);
            let state = statute.state_on(at, on);
            let from = entry.map_or(String::new(), |entry| format!("from {}", entry.from));
            let confidence = entry.and_then(|entry| entry.confidence).or(value.cite.as_ref().map(|cite| cite.confidence));
            // Nothing can be sure about a value that is not known.
            let confidence = confidence.filter(|_| is_known(state)).map_or("", crate::terms::Confidence::word);
            let own = entry.and_then(|entry| entry.cite.clone());
            let source = own.or(value.cite.as_ref().map(|cite| cite.text.clone())).unwrap_or_default();
            vec![format!("  {}", value.name), written(state), from, confidence.into(), source]
        })
        .collect();
    out.push_str(&aligned(&["  value", "is", "", "confidence", "source"], &lines, &[]));
    out.push_str("\nrules\n");
    let in_force = |rule: &&Rule| rule.is_in_force(on);
    let lines: Vec<Vec<String>> = statute
        .rules
        .iter()
        .filter(in_force)
        .map(|rule| {
            let kind = if rule.effect.is_advice() { "advice" } else { "law" };
            vec![format!("  {}", rule.id), kind.into(), rule.title.clone(), cited(rule.cite.as_ref())]
        })
        .collect();
    out.push_str(&aligned(&["  rule", "", "says", "source"], &lines, &[]));
    if let Some(limitation) = &statute.limitation {
        let lapses: Vec<String> = limitation.ends.iter().map(lapse).collect();
        out.push_str(&format!("\nlimitation\n  {} after {}  {}\n", limitation.id, lapses.join(", "), cited(limitation.cite.as_ref())));
    }
    if !statute.announced.is_empty() {
        out.push_str("\ncoming\n");
        for coming in &statute.announced {
            out.push_str(&format!("  {} ({})\n", coming.text, stage(coming)));
        }
    }
    if !statute.excludes.is_empty() {
        out.push_str("\nleft out\n");
        for text in &statute.excludes {
            out.push_str(&format!("  {text}\n"));
        }
    }
    out
}

fn lapse(lapse: &Lapse) -> String {
    let years = format!("{} years", lapse.months / 12);
    if lapse.debtors == Debtors::ALL { years } else { format!("{years} ({})", words(lapse.debtors)) }
}

/// The kinds of debtor in a set, by their words.
pub fn words(debtors: Debtors) -> String {
    debtors.iter().map(Debtor::word).collect::<Vec<_>>().join(", ")
}

/// How far a coming law has come.
pub fn stage(coming: &Announced) -> String {
    let adopted = coming.adopted.map_or("not adopted".into(), |day| format!("adopted {day}, not in force"));
    let expected = coming.expected.map_or("no day fixed".into(), |day| format!("expected {day}"));
    format!("{adopted}, {expected}")
}

fn cited(cite: Option<&Cite>) -> String {
    cite.map_or(String::new(), |cite| format!("{} ({})", cite.text, cite.confidence.word()))
}

/// Whether a state is something to be sure of.
pub fn is_known(state: EntryValue) -> bool {
    !matches!(state, EntryValue::Announced | EntryValue::NotEncoded)
}

/// A state in words.
pub fn written(state: EntryValue) -> String {
    match state {
        EntryValue::Amount(money) => money.written(),
        EntryValue::Share(rate) => Rate::to_string(&rate),
        EntryValue::Days(days) => format!("{days} days"),
        EntryValue::NotInForce => "not in force".into(),
        EntryValue::Repealed => "repealed".into(),
        EntryValue::Announced => "announced, amount unknown".into(),
        EntryValue::NotEncoded => "not known".into(),
    }
}
