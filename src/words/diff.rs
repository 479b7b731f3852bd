//! What another policy changes, in words.

use crate::diff::{
    Alone, Aspect, Change, Difference, Direction, Figure, Held, Incomparable, InvoiceTraits, Passage, Region, RegionPart, Trait,
};
use crate::plan::Plan;
use crate::terms::{Interest, InterestFrom};
use crate::value::{Act, Currency, Day, Debtor, Minor, Money, Rate};

/// A region in words: debtors, labels, amounts, due dates.
pub fn region_in_words(region: &Region, currency: Currency, window: (Day, Day)) -> String {
    let mut parts = vec![debtors(&region.debtors)];
    let lines = lines_in_words(&region.lines, currency);
    if let [one] = lines.as_slice() {
        parts.extend(one.iter().cloned());
    } else {
        parts.push(lines.iter().map(|line| line.join(" and ")).collect::<Vec<_>>().join(", or "));
    }
    parts.extend(amounts(&region.pieces, currency));
    parts.extend(dates(&region.pieces, window));
    parts.join(", ")
}

/// Which invoices: one of these lines holds, and each of its parts.
pub fn lines_in_words(lines: &InvoiceTraits, currency: Currency) -> Vec<Vec<String>> {
    let part = |traits: &Vec<Trait>| traits.iter().map(|one| trait_in_words(one, currency)).collect::<Vec<_>>().join(" or ");
    lines.iter().map(|line| line.iter().map(part).collect()).collect()
}

/// A trait of an invoice or its customer.
pub fn trait_in_words(one: &Trait, currency: Currency) -> String {
    let tagged = |whose: &str, has: bool, tag: &str| format!("{whose} {}tagged \"{tag}\"", if has { "" } else { "not " });
    match one {
        Trait::InvoiceTagged(has, tag) => tagged("invoice", *has, tag),
        Trait::CustomerTagged(has, tag) => tagged("customer", *has, tag),
        Trait::FeeAgreed(true) => "fee_agreed true".into(),
        Trait::FeeAgreed(false) => "fee_agreed empty".into(),
        Trait::CreditLimit(limit) => format!("credit limit {limit}"),
        Trait::NoCreditLimit => "no credit limit".into(),
        Trait::Fact(name, kind, held) => {
            let held = match held {
                Held::Missing => "missing".into(),
                Held::Is(value) => value.written(*kind, currency),
            };
            format!("{name} {held}")
        }
    }
}

fn debtors(debtors: &[Debtor]) -> String {
    let word = |debtor: &Debtor| match debtor {
        Debtor::Consumer => "consumers",
        Debtor::Business => "businesses",
        Debtor::Public => "public debtors",
    };
    debtors.iter().map(word).collect::<Vec<_>>().join(" and ")
}

fn amounts(pieces: &[RegionPart], currency: Currency) -> Option<String> {
    let least = pieces.iter().map(|piece| piece.amounts.0).min()?;
    let open = pieces.iter().any(|piece| piece.amounts.1.is_none());
    let most = pieces.iter().filter_map(|piece| piece.amounts.1).max().filter(|_| !open);
    let exact = pieces.iter().all(|piece| piece.amounts == (least, most));
    let about = if exact { "" } else { "about " };
    let money = |minor: Minor| Money::new(minor, currency);
    match (least, most) {
        (1, None) if exact => None,
        (least, None) => Some(format!("{about}{} and above", money(least))),
        (1, Some(most)) => Some(format!("{about}{} and below", money(most))),
        (least, Some(most)) => Some(format!("{about}{} to {}", money(least).grouped(), money(most))),
    }
}

fn dates(pieces: &[RegionPart], window: (Day, Day)) -> Option<String> {
    let mut stretches: Vec<(Day, Day)> = Vec::new();
    let mut all: Vec<(Day, Day)> = pieces.iter().map(|piece| piece.dates).collect();
    all.sort_unstable();
    for (from, to) in all {
        match stretches.last_mut() {
            Some((_, end)) if from <= end.plus(1) => *end = to.max(*end),
            _ => stretches.push((from, to)),
        }
    }
    let one = |(from, to): (Day, Day)| match (from == window.0, to == window.1) {
        (true, true) => None,
        _ if from == to => Some(format!("on {from}")),
        (true, false) => Some(format!("until {to}")),
        (false, true) => Some(format!("from {from}")),
        (false, false) => Some(format!("from {from} until {to}")),
    };
    let (first, last) = (stretches.first()?.0, stretches.last()?.1);
    if stretches.len() > 3 {
        let days: i32 = stretches.iter().map(|(from, to)| to.since(*from) + 1).sum();
        return Some(format!("due on {days} of the {} days from {first} until {last}", last.since(first) + 1));
    }
    let said: Option<Vec<String>> = stretches.into_iter().map(one).collect();
    Some(format!("due {}", said?.join(" and ")))
}

/// A difference in words.
pub fn difference_in_words(difference: &Difference, policies: [&Plan; 2]) -> String {
    let [old, new] = difference.figures;
    let currency = policies[0].currency;
    let name = match &difference.steps {
        [Some(old), Some(new)] if old != new => format!("{old} → {new}"),
        [old, new] => new.as_ref().or(old.as_ref()).cloned().unwrap_or_default(),
    };
    let stricter = difference.direction == Direction::Stricter;
    let after = |days: i64| match days {
        0 => "on the due date".to_string(),
        1.. => format!("{} after the due date", counted(days)),
        _ => format!("{} before the due date", counted(-days)),
    };
    match difference.what {
        Aspect::Alone => {
            let why = |figure: Figure| match figure {
                Figure::LeftAlone(why) => alone(why),
                Figure::Is(_) | Figure::Absent | Figure::Varies => "dunned",
            };
            if stricter { format!("no longer left alone ({} before)", why(old)) } else { format!("left alone ({})", why(new)) }
        }
        Aspect::Notice => {
            let handover = difference.act == Some(Act::Handover);
            let act = if handover { "" } else { difference.act.map_or("", Act::word) };
            let (verb, figure) = match (handover, stricter) {
                (true, true) => ("handed over, not before", new),
                (true, false) => ("handed over no more", old),
                (false, true) => ("one more notice", new),
                (false, false) => ("one less notice", old),
            };
            let when = if let Figure::Is(days) = figure { after(days) } else { String::new() };
            let said: Vec<&str> = [act, &when].into_iter().filter(|part| !part.is_empty()).collect();
            let said = if said.is_empty() { String::new() } else { format!(" ({})", said.join(", ")) };
            format!("{verb}: {name}{said}")
        }
        Aspect::Day => {
            let word = if stricter { "earlier" } else { "later" };
            match (old, new) {
                (Figure::Is(old), Figure::Is(new)) if old.signum() == new.signum() => {
                    format!("{name} {} {word} ({} → {})", counted((old - new).abs()), old.abs(), after(new))
                }
                (Figure::Is(old), Figure::Is(new)) => {
                    format!("{name} {} {word} ({} → {})", counted((old - new).abs()), after(old), after(new))
                }
                _ => format!("{name} {word}"),
            }
        }
        Aspect::Deadline => match (old, new) {
            (Figure::Is(old), Figure::Is(new)) => {
                let word = if stricter { "shorter" } else { "longer" };
                format!("{name} deadline {} {word} ({old} → {})", counted((old - new).abs()), counted(new))
            }
            (Figure::Absent, Figure::Is(new)) => format!("{name} has a deadline ({})", counted(new)),
            (Figure::Is(old), Figure::Absent) => format!("{name} has no deadline ({} before)", counted(old)),
            (Figure::Absent, _) => format!("{name} has a deadline"),
            (_, Figure::Absent) => format!("{name} has no deadline"),
            _ => format!("{name} deadline {}", if stricter { "shorter" } else { "longer" }),
        },
        Aspect::Fee | Aspect::Compensation => {
            let what = if difference.what == Aspect::Fee { "fee" } else { "compensation" };
            let word = if stricter { "higher" } else { "lower" };
            match (old, new) {
                (Figure::Is(old), Figure::Is(new)) => {
                    let money = |minor: Minor| Money::new(minor, currency);
                    format!("{name} {what} {} {word} ({} → {})", money((old - new).abs()), money(old).grouped(), money(new).grouped())
                }
                _ => format!("{name} {what} {word}"),
            }
        }
        Aspect::Interest => {
            let word = if stricter { "higher" } else { "lower" };
            let [old, new] = policies.map(|policy| interest(policy.interest));
            if old == new { format!("interest {word}") } else { format!("interest {word} ({old} → {new})") }
        }
    }
}

fn counted(days: i64) -> String {
    format!("{days} day{}", if days == 1 { "" } else { "s" })
}

/// Why a policy leaves an invoice alone.
pub fn alone(why: Alone) -> &'static str {
    match why {
        Alone::Exempt => "exempt",
        Alone::Small => "below the limit of `ignore`",
        Alone::NotCovered => "not covered",
    }
}

/// What a policy has in one place.
pub fn passage(passage: &Passage) -> String {
    match passage {
        Passage::Statement(words) => words.clone(),
        Passage::Order(steps) => format!("steps in the order {}", steps.join(", ")),
    }
}

fn interest(interest: Option<Interest>) -> String {
    let Some(interest) = interest else { return "none".into() };
    let (words, from) = match interest {
        Interest::Statutory(Rate::ZERO, from) => ("statutory".into(), from),
        Interest::Statutory(plus, from) => (format!("statutory plus {} percentage points", plus.percent()), from),
        Interest::AgreedOtherwiseStatutory(from) => ("agreed, otherwise statutory".into(), from),
        Interest::Yearly(rate, from) => (format!("{} %", rate.percent()), from),
    };
    match from {
        InterestFrom::DueDate => words,
        InterestFrom::AfterIssue(offset) => format!("{words} from {offset} after issue"),
    }
}

/// A changed statement in words.
pub fn changed_in_words(change: &Change) -> String {
    let within: String = change.within.iter().map(|block| format!("{block}: ")).collect();
    match (change.old.as_ref().map(passage), change.new.as_ref().map(passage)) {
        (Some(old), Some(new)) => format!("{within}`{old}` → `{new}`"),
        (Some(old), None) => format!("{within}`{old}` is gone"),
        (None, Some(new)) => format!("{within}`{new}` is new"),
        (None, None) => within,
    }
}

/// Why two policies cannot be compared for invoices that nobody pays.
pub fn incomparable(why: Incomparable) -> String {
    match why {
        Incomparable::Currencies(old, new) => format!("amounts in {old} and in {new} cannot be compared"),
        Incomparable::NeverTogether => "they never hold on the same day".into(),
        Incomparable::TooManyKinds => "tags and facts combine to more kinds of invoices than can be compared".into(),
    }
}
