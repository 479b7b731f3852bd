//! What changes when a policy changes, as people and programs read it.

mod json;
mod ledger;

pub use json::diff_json;
pub use ledger::{ledger, ledger_csv, ledger_json};

use crate::diff::{Compared, Course, Courses, Example, PolicyComparison, Region};
use crate::plan::Plan;
use crate::terms::SendOn;
use crate::value::{Currency, Day, Minor, Money};
use crate::words::{alone, changed_in_words, difference_in_words, incomparable, lines_in_words, region_in_words, trait_in_words};

/// The comparison as people read it.
pub fn diff(comparison: &PolicyComparison) -> String {
    let alone =
        |policies: &[&Plan], what: &str| policies.iter().map(|policy| format!("policy `{}` {what}\n", policy.name)).collect::<String>();
    let mut out = alone(&comparison.gone, "is gone") + &alone(&comparison.new, "is new");
    for compared in &comparison.pairs {
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&pair(compared));
    }
    out.split_inclusive('\n').map(wrapped).collect()
}

/// The longest line people are given, in characters.
const WIDE: usize = 200;

/// A line as it is, or where it is too long several, broken at blanks, those behind the first further in.
fn wrapped(line: &str) -> String {
    let text = line.trim_end_matches('\n');
    if text.chars().count() <= WIDE {
        return line.into();
    }
    let indent = text.len() - text.trim_start().len();
    let (mut out, mut column) = (String::new(), 0);
    for (at, word) in text.trim_start().split(' ').enumerate() {
        let long = word.chars().count();
        if at == 0 || column + 1 + long > WIDE {
            let further = if at == 0 { indent } else { indent + 4 };
            out.push_str(if at == 0 { "" } else { "\n" });
            out.push_str(&" ".repeat(further));
            column = further;
        } else {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += long;
    }
    out + "\n"
}

fn pair(compared: &Compared) -> String {
    let mut out = title(compared);
    match &compared.courses {
        Courses::Same => return out + ": nothing changes\n",
        Courses::Not(why) => out.push_str(&format!("\n  not compared invoice by invoice: {}\n", incomparable(*why))),
        Courses::Regions { regions, window, term, known, exempt } => {
            let (first, last) = window;
            out.push_str(&format!(
                "\n  invoices that nobody pays, issued {term} days before they are due, due from {first} until {last}\n"
            ));
            if compared.policies.iter().any(|policy| policy.send_on != SendOn::EveryDay) {
                out.push_str("  with a run every day: `send on` moves each notice to the next run day\n");
            }
            if let [Some(until), Some(other)] = compared.policies.map(|policy| policy.valid.until)
                && until == other
            {
                out.push_str(&format!("  past {until}, the last day of both, as if they went on\n"));
            }
            out.extend(known.map(|known| format!("  the law after {known} is taken to stay as it is\n")));
            if !exempt.is_empty() {
                let exempt = lines_in_words(exempt, compared.policies[0].currency);
                let whom: Vec<String> = exempt.iter().map(|parts| parts.join(" and ")).collect();
                out.push_str(&format!("  exempt under both: {}\n", whom.join(", or ")));
            }
            if regions.is_empty() {
                out.push_str("\nno such invoice goes another way\n");
            }
            for same in regions.chunk_by(is_same_space) {
                out.push_str(&space(same, compared, *window));
            }
        }
    }
    if !compared.also.is_empty() {
        out.push_str("\nalso changed:\n");
        out.extend(compared.also.iter().map(|change| format!("  {}\n", changed_in_words(change))));
    }
    out
}

fn title(compared: &Compared) -> String {
    let [old, new] = compared.policies;
    let name = if old.name == new.name { old.name.clone() } else { format!("{} → {}", old.name, new.name) };
    let from = if old.valid.from == new.valid.from { String::new() } else { format!(", valid from {}", new.valid.from) };
    let laws = if old.law.name == new.law.name { String::new() } else { format!(", law {} → {}", old.law.name, new.law.name) };
    format!("{name}{from}{laws}")
}

fn is_same_space(one: &Region, other: &Region) -> bool {
    (&one.debtors, &one.labels, &one.pieces) == (&other.debtors, &other.labels, &other.pieces)
}

fn space(regions: &[Region], compared: &Compared, window: (Day, Day)) -> String {
    let mut out = format!("\n{}\n", region_in_words(&regions[0], compared.policies[0].currency, window));
    for region in regions {
        for (at, difference) in region.differences.iter().enumerate() {
            let head = if at == 0 { format!("{}:", region.differences[0].direction.word()) } else { String::new() };
            out.push_str(&format!("  {head:<10}{}\n", difference_in_words(difference, compared.policies)));
        }
    }
    out.push_str(&example(&regions[0].example, compared.policies[0].currency));
    out
}

fn example(example: &Example, currency: Currency) -> String {
    let invoice = &example.invoice;
    let due = invoice.due.unwrap_or(invoice.issued);
    let mut head = format!("{}, {}", Money::new(invoice.amount, currency), invoice.debtor.word());
    for own in &example.traits {
        head.push_str(&format!(", {}", trait_in_words(own, currency)));
    }
    let [old, new] = [0, 1].map(|side| course(&example.courses[side], currency));
    format!("  e.g. {head}, issued {}, due {due}\n    old  {old}\n    new  {new}\n", invoice.issued)
}

fn course(course: &Course, currency: Currency) -> String {
    let mut parts: Vec<String> = course
        .notices
        .iter()
        .map(|sent| {
            let money = |word: &str, minor: Minor| (minor > 0).then(|| format!("{word} {}", Money::new(minor, currency).grouped()));
            let deadline = sent.deadline.map(|deadline| format!("until {deadline}"));
            let said: Vec<String> =
                [money("fee", sent.fee), money("compensation", sent.compensation), deadline].into_iter().flatten().collect();
            format!("{} {}{}", sent.step, sent.on, if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) })
        })
        .collect();
    parts.extend(course.rule.iter().map(|rule| format!("withheld by {rule}")));
    match course.left_alone() {
        Some(why) => format!("left alone: {}", alone(why)),
        None if parts.is_empty() => "nothing".into(),
        None => parts.join(", "),
    }
}
