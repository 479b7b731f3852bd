//! What a statute demands, in the words of its own language: made from the plan's data alone, and exact enough to be pasted back into a rule.

use crate::law::{Amount, Condition, Effect, Law, Measure, Question, Rule};
use crate::terms::{Cite, LeastDeadline, Set, Subject};
use crate::value::{Act, Day, Debtor, Debtors, Mode, Money, Offset, Rounding};

/// The longest condition that stands on one line, in characters.
const WIDE: usize = 90;

/// The statements of a rule, each with the word that opens it: what it governs, from when and until when, `when`, `unless`, the demand, the citation.
/// A text of several lines opens a block on its first one.
pub fn statements(law: &Law, rule: &Rule) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = Vec::new();
    all.extend(subject(&rule.of).map(|of| ("of", of)));
    all.extend(period(rule.from, rule.until));
    all.extend(rule.when.as_ref().map(|when| ("when", condition(law, when))));
    all.extend(rule.unless.as_ref().map(|unless| ("unless", condition(law, unless))));
    all.push(effect(law, &rule.effect));
    all.extend(rule.cite.as_ref().map(|source| ("cite", cite(source))));
    all
}

/// What a rule demands: the word that opens it, and what stands behind.
pub fn effect(law: &Law, effect: &Effect) -> (&'static str, String) {
    match effect {
        Effect::Limit(quantity, most) => ("limit", format!("{} to {}", quantity.words(), amount(law, most))),
        Effect::Require(demanded) => ("require", condition(law, demanded)),
        Effect::Advise(demanded) => ("advise", condition(law, demanded)),
    }
}

/// What a rule governs; `None` is every notice, which a rule says by saying nothing.
pub fn subject(subject: &Subject) -> Option<String> {
    match subject {
        Subject::EveryNotice => None,
        Subject::Acts(of) => Some(acts(of)),
        Subject::Terms => Some("terms".into()),
    }
}

/// From when and until when, both days included; `None` without either.
pub fn period(from: Option<Day>, until: Option<Day>) -> Option<(&'static str, String)> {
    match (from, until) {
        (Some(from), Some(until)) => Some(("from", format!("{from} until {until}"))),
        (Some(from), None) => Some(("from", from.to_string())),
        (None, Some(until)) => Some(("until", until.to_string())),
        (None, None) => None,
    }
}

/// A condition: on one line where it is short and flat, otherwise a block with one condition a line.
pub fn condition(law: &Law, condition: &Condition) -> String {
    match condition {
        Condition::All(all) => joined(law, all, "and").unwrap_or_else(|| block(law, all, "all of")),
        Condition::Any(any) => joined(law, any, "or").unwrap_or_else(|| block(law, any, "any of")),
        Condition::Not(inner) => negated(law, inner),
        Condition::One(one) => question(law, one),
    }
}

/// `A and B`, `A or B`: only questions stand so, with or without a `not`.
fn joined(law: &Law, conditions: &[Condition], word: &str) -> Option<String> {
    fn is_plain(condition: &Condition) -> bool {
        match condition {
            Condition::One(_) => true,
            Condition::Not(inner) => is_plain(inner),
            Condition::All(_) | Condition::Any(_) => false,
        }
    }
    if conditions.len() < 2 || !conditions.iter().all(is_plain) {
        return None;
    }
    let each: Vec<String> = conditions.iter().map(|one| condition(law, one)).collect();
    Some(each.join(&format!(" {word} "))).filter(|line| line.chars().count() <= WIDE)
}

fn block(law: &Law, conditions: &[Condition], word: &str) -> String {
    in_block(word, conditions.iter().map(|one| condition(law, one)))
}

fn in_block(head: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: String = lines.map(|line| format!("    {}\n", line.replace('\n', "\n    "))).collect();
    format!("{head} {{\n{lines}}}")
}

fn negated(law: &Law, inner: &Condition) -> String {
    match inner {
        Condition::One(one) => opposite(law, one).unwrap_or_else(|| format!("not {}", question(law, one))),
        Condition::All(all) => format!("not {}", block(law, all, "all of")),
        Condition::Any(any) => format!("not {}", block(law, any, "any of")),
        Condition::Not(twice) => format!("not {}", negated(law, twice)),
    }
}

/// A question as a rule asks it.
pub fn question(law: &Law, question: &Question) -> String {
    let words = question.words();
    match question {
        Question::Debtor(debtor) => format!("{words} {}", debtor.word()),
        Question::FeeAgreed
        | Question::Disputed
        | Question::PrincipalOwed
        | Question::AnythingOwed
        | Question::InterestStarted
        | Question::AfterMovedDueDate => words.into(),
        Question::OverdueAtLeast(least) | Question::DeadlineAtLeast(least) => format!("{words} {}", days(*least)),
        Question::TermAtMost(most) => format!("{words} {}", days(*most)),
        Question::DeadlineBusinessDays(least) => format!("{words} {}", Offset::BusinessDays(*least)),
        Question::FeeAbove(limit) | Question::LetterFeeAbove(limit) => format!("{words} {}", amount(law, limit)),
        Question::Earlier(of, with) => format!("{words} {}{}", set(of), passed(*with)),
        Question::Single { last: _, set: of, passed: with } => format!("{words} {}{}", set(of), passed(*with)),
        Question::Count(of, least) => format!("{words} {} at least {least}", set(of)),
        Question::DaysSinceBelow(of, below) => format!("{words} {} below {}", set(of), days(*below)),
    }
}

/// The opposite of a question in words of its own; `None` where the language has none but `not`.
fn opposite(law: &Law, question: &Question) -> Option<String> {
    match question {
        Question::Debtor(debtor) => Some(format!("debtor is not {}", debtor.word())),
        Question::OverdueAtLeast(least) => Some(format!("overdue below {}", days(*least))),
        Question::TermAtMost(most) => Some(format!("payment term above {}", days(*most))),
        Question::FeeAbove(limit) => Some(format!("fee at most {}", amount(law, limit))),
        Question::LetterFeeAbove(limit) => Some(format!("letter fee at most {}", amount(law, limit))),
        Question::FeeAgreed
        | Question::Disputed
        | Question::PrincipalOwed
        | Question::AnythingOwed
        | Question::InterestStarted
        | Question::DeadlineAtLeast(_)
        | Question::DeadlineBusinessDays(_)
        | Question::AfterMovedDueDate
        | Question::Earlier(..)
        | Question::Single { .. }
        | Question::Count(..)
        | Question::DaysSinceBelow(..) => None,
    }
}

/// A set of earlier notices.
pub fn set(set: &Set) -> String {
    let charged = if set.charged { "charged " } else { "" };
    let round = if set.this_round { " in this round" } else { "" };
    let after = if set.after_due { " after due date" } else { "" };
    let ago = set.days_ago.map_or(String::new(), |ago| format!(" at least {} ago", days(ago)));
    format!("{charged}{}{round}{after}{ago}", acts(&set.acts))
}

/// What a notice's deadline must have done, with a blank before it; nothing where it need not have.
pub fn passed(passed: Option<LeastDeadline>) -> String {
    match passed {
        None => String::new(),
        // How the statute's reader keeps a deadline of any length.
        Some(i32::MIN) => " with deadline passed".into(),
        Some(least) => format!(" with deadline of at least {} passed", days(least)),
    }
}

/// An amount of law.
pub fn amount(law: &Law, amount: &Amount) -> String {
    let each: Vec<String> = amount.terms.iter().map(|one| measure(law, one)).collect();
    let larger = if each.len() == 1 { "" } else { "the larger of " };
    let rounded = amount.rounding.map_or(String::new(), |to| format!(", {}", rounding(to, Money::new(to.unit, law.currency))));
    format!("{larger}{}{rounded}", each.join(", "))
}

fn measure(law: &Law, one: &Measure) -> String {
    match one {
        Measure::Fixed(money) => money.written(),
        Measure::Value(value, on) => format!("{} on {}", law.values[*value].name, on.words()),
        Measure::DatedShare(value, on, of) => format!("{} on {} of {}", law.values[*value].name, on.words(), measure(law, of)),
        Measure::Share(share, of) => format!("{share} of {}", measure(law, of)),
        Measure::Principal => "principal".into(),
        Measure::Balance => "balance".into(),
        Measure::Statutory => "statutory".into(),
        Measure::Agreed => "agreed".into(),
        Measure::TotalFees => "total fees".into(),
        Measure::ByPrincipal(bands) => in_block(
            "by principal",
            bands.iter().map(|(up_to, most)| match up_to {
                Some(up_to) => format!("up to {}: {}", up_to.written(), amount(law, most)),
                None => format!("above: {}", amount(law, most)),
            }),
        ),
    }
}

/// A rounding to multiples of a unit.
pub fn rounding(rounding: Rounding, unit: Money) -> String {
    let how = match rounding.mode {
        Mode::HalfAway => "to",
        Mode::Down => "down to",
        Mode::Up => "up to",
    };
    format!("rounded {how} {}", unit.written())
}

/// Where a fact of law is written, what it rests on and how sure it is.
pub fn cite(cite: &Cite) -> String {
    format!("\"{}\", {}, {}", cite.text, cite.basis.word(), cite.confidence.word())
}

/// Kinds of debtor, separated by commas.
pub fn debtors(debtors: Debtors) -> String {
    debtors.iter().map(Debtor::word).collect::<Vec<_>>().join(", ")
}

/// Acts, separated by commas.
pub fn acts(acts: &[Act]) -> String {
    acts.iter().map(|act| act.word()).collect::<Vec<_>>().join(", ")
}

/// Calendar days.
pub fn days(days: i32) -> String {
    Offset::Days(days).to_string()
}
