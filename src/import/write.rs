//! The one writer of a policy from settings. What it writes is in no layout yet: `frist fmt` brings it into the one there is.

use super::imported::{
    Imported, ImportedCondition, ImportedFee, ImportedInterest, ImportedMoment, ImportedPolicy, ImportedStep, Place, Remark, Since,
};
use super::names::name_for;
use super::refused::Refused;
use super::shown::{harmless, shown};
use crate::value::{Act, Currency, Day, Debtor, Money, NotMoney, Offset};

/// What a policy needs and settings do not say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The name of the statute.
    pub law: String,
    /// The currency of all amounts.
    pub currency: Currency,
    /// Who owes; at least one kind.
    pub debtors: Vec<Debtor>,
    /// The first day.
    pub from: Day,
    /// The last day, if there is one.
    pub until: Option<Day>,
    /// What the policy is called; the system's own word if left out.
    pub name: Option<String>,
    /// What each step is in the eyes of the law, in their order; empty for what the settings tell.
    pub acts: Vec<Act>,
    /// What of this nobody said, in sentences.
    pub assumed: Vec<String>,
}

/// The policy file for settings that were read from a file of this name.
///
/// # Errors
/// When an amount is none of the currency, or there are as many acts as there are no steps.
pub fn write(imported: &Imported, file: &str, settings: &Settings) -> Result<String, Refused> {
    let mut out = format!("# Written by `frist import` from {}: {}.\n", shown(file), imported.system.title());
    let taken = &mut Vec::new();
    for policy in &imported.policies {
        out.push('\n');
        one(policy, imported, settings, taken, &mut out)?;
    }
    Ok(out)
}

/// All there is to say beside the policies, in the order of the file and no sentence of a place twice: what was assumed, and what is not carried over.
pub fn remarks(imported: &Imported, settings: &Settings) -> (Vec<Remark>, Vec<Remark>) {
    merged(imported.policies.iter().flat_map(|policy| of_policy(policy, settings)))
}

/// What is said of the same column, element or key in several places is said once, at the first of them.
fn merged(remarks: impl Iterator<Item = Remark>) -> (Vec<Remark>, Vec<Remark>) {
    let mut all: Vec<(Remark, usize)> = Vec::new();
    let mut sorted: Vec<Remark> = remarks.collect();
    sorted.sort_by_key(|remark| remark.place.line);
    for remark in sorted {
        let same = |(known, _): &&mut (Remark, usize)| {
            (&known.place.key, known.is_lost, &known.text) == (&remark.place.key, remark.is_lost, &remark.text)
        };
        match all.iter_mut().find(same) {
            Some((_, more)) => *more += 1,
            None => all.push((remark, 0)),
        }
    }
    let told = |(remark, more): (Remark, usize)| {
        let value = if remark.value.is_empty() { String::new() } else { format!("`{}`: ", shown(&remark.value)) };
        let more = if more == 0 || remark.place.line == 0 { String::new() } else { format!(" (so in {more} more)") };
        Remark { text: format!("{value}{}{more}", remark.text), value: String::new(), ..remark }
    };
    all.into_iter().map(told).partition(|remark| !remark.is_lost)
}

fn of_policy(policy: &ImportedPolicy, settings: &Settings) -> Vec<Remark> {
    let nowhere = Place::default();
    let mut all: Vec<Remark> = settings.assumed.iter().map(|text| Remark::assumed(&nowhere, text.as_str())).collect();
    all.extend(policy.remarks.iter().cloned());
    if let Some(tag) = &policy.tag {
        all.push(Remark::assumed(&nowhere, format!("the ledger has `{}` among the tags of the customers it is for", shown(tag))));
    }
    if settings.acts.is_empty() && policy.steps.iter().any(|step| step.act == Act::Reminder) {
        all.push(Remark::assumed(&nowhere, "each letter is a reminder in the eyes of the law (--acts)"));
    }
    if policy.steps.iter().any(|step| step.deadline.is_none() && step.act == Act::Reminder) {
        all.push(Remark::assumed(&nowhere, "letters set no last day to pay, since the settings have none; add `deadline` where they do"));
    }
    all
}

fn one(
    policy: &ImportedPolicy,
    imported: &Imported,
    settings: &Settings,
    taken: &mut Vec<String>,
    out: &mut String,
) -> Result<(), Refused> {
    let (assumed, lost) = merged(of_policy(policy, settings).into_iter());
    comments("Assumed, since the settings do not say it:", &assumed, out);
    comments("Not carried over:", &lost, out);
    let label = policy.label.as_deref();
    let asked = settings.name.as_deref().unwrap_or(imported.system.word());
    let wanted = policy.tag.as_deref().map_or(asked.into(), |tag| format!("{asked} {tag}"));
    let name = name_for(&wanted, imported.system.word(), taken);
    taken.push(name.clone());
    let title = label.map_or(imported.system.title().to_string(), |label| format!("{}: {label}", imported.system.title()));
    out.push_str(&format!("policy {name} {} {{\n", quoted(&title)));
    let debtors: Vec<&str> = settings.debtors.iter().map(|debtor| debtor.word()).collect();
    let until = settings.until.map_or(String::new(), |until| format!(" until {until}"));
    let mut lines = vec![
        format!("law {}", settings.law),
        format!("debtors {}", debtors.join(", ")),
        format!("currency {}", settings.currency),
        format!("valid from {}{until}", settings.from),
    ];
    if let Some(tag) = &policy.tag {
        lines.push(format!("applies when customer tagged {}", quoted(tag)));
    }
    lines.push(match policy.interest {
        ImportedInterest::None => "no interest".into(),
        ImportedInterest::Statutory => "interest statutory".into(),
        ImportedInterest::Yearly(rate) => format!("interest {} %", rate.percent()),
    });
    if let Some(smallest) = policy.smallest {
        let smallest = money(smallest, &Place::default(), settings.currency)?;
        lines.push(format!("exempt when customer overdue balance below {}", smallest.written()));
    }
    if policy.together {
        lines.push("together per customer".into());
    }
    lines.iter().for_each(|line| out.push_str(&format!("    {line}\n")));
    steps(policy, settings, out)?;
    out.push_str("}\n");
    Ok(())
}

fn comments(head: &str, remarks: &[Remark], out: &mut String) {
    if !remarks.is_empty() {
        out.push_str(&format!("# {head}\n"));
    }
    for remark in remarks {
        let place = remark.place.written();
        let place = if place.is_empty() { place } else { format!("{place}: ") };
        // Whatever is in it, it is one line.
        out.push_str(&format!("# - {}\n", harmless(&format!("{place}{}", remark.text))));
    }
}

fn steps(policy: &ImportedPolicy, settings: &Settings, out: &mut String) -> Result<(), Refused> {
    let (given, count) = (settings.acts.len(), policy.steps.len());
    if given > 0 && given != count {
        let labels: Vec<String> = policy.steps.iter().map(|step| format!("`{}`", shown(&step.label))).collect();
        let why = format!("--acts names {given}, and there are {count} steps: {}", labels.join(", "));
        return Err(Refused::whole(why, "say --acts with one for each of them, in this order"));
    }
    let mut names = Vec::<String>::new();
    for (at, step) in policy.steps.iter().enumerate() {
        let act = settings.acts.get(at).copied().unwrap_or(step.act);
        let name = name_for(&step.label, &format!("step-{}", at + 1), &names);
        let before = at.checked_sub(1).and_then(|before| policy.steps.get(before)).zip(names.last());
        out.push_str(&format!("\n    step {name} is {} {} {{\n", act.word(), quoted(&step.label)));
        for line in statements(step, before, settings.currency)? {
            out.push_str(&format!("        {line}\n"));
        }
        out.push_str("    }\n");
        names.push(name);
    }
    Ok(())
}

fn statements(step: &ImportedStep, before: Option<(&ImportedStep, &String)>, currency: Currency) -> Result<Vec<String>, Refused> {
    let mut lines = Vec::new();
    let conditions = step.only_if.iter().map(|condition| self::condition(condition, step, currency)).collect::<Result<Vec<_>, _>>()?;
    if !conditions.is_empty() {
        lines.push(format!("when {}", conditions.join(" and ")));
    }
    lines.push(format!("send {}", moment(step.when, before)));
    if let Some(deadline) = step.deadline {
        lines.push(format!("deadline {deadline}"));
    }
    match &step.fee {
        ImportedFee::Amount(amount, other) => {
            if let Some(other) = other.as_deref().filter(|other| *other != currency.code()) {
                let why = format!("the fee is in `{}`, the policy in {currency}", shown(other));
                return Err(Refused::at(&step.place, why, "say --currency with the one that the fee is in"));
            }
            if !amount.is_zero() {
                lines.push(format!("fee {}", money(*amount, &step.place, currency)?.written()));
            }
        }
        ImportedFee::OfBalance(share) => lines.push(format!("fee {} % of balance", share.percent())),
        ImportedFee::None => {}
    }
    if let Some(channel) = step.channel {
        lines.push(format!("channel {channel}"));
    }
    Ok(lines)
}

fn moment(when: ImportedMoment, before: Option<(&ImportedStep, &String)>) -> String {
    let anchor = match (when.since, before) {
        (Since::IssueDate, _) => "issue date".into(),
        (Since::PreviousDeadline, Some((step, name))) if step.deadline.is_some() => format!("{name} deadline"),
        (Since::Previous | Since::PreviousDeadline, Some((_, name))) => name.clone(),
        (Since::DueDate | Since::Previous | Since::PreviousDeadline, _) => "due date".into(),
    };
    match when.after {
        Offset::Days(0) | Offset::Months(0) | Offset::BusinessDays(0) => format!("on {anchor}"),
        Offset::Days(days) if days < 0 => format!("{} before {anchor}", Offset::Days(-days)),
        after @ (Offset::Days(_) | Offset::BusinessDays(_) | Offset::Months(_)) => format!("{after} after {anchor}"),
    }
}

fn condition(condition: &ImportedCondition, step: &ImportedStep, currency: Currency) -> Result<String, Refused> {
    Ok(match condition {
        ImportedCondition::OverdueInvoices(count) => format!("customer overdue invoices at least {count}"),
        ImportedCondition::Balance(amount) => format!("customer balance at least {}", money(*amount, &step.place, currency)?.written()),
        ImportedCondition::Tagged(tag) => format!("customer tagged {}", quoted(tag)),
        ImportedCondition::NotTagged(tag) => format!("not customer tagged {}", quoted(tag)),
    })
}

fn money(amount: rust_decimal::Decimal, place: &Place, currency: Currency) -> Result<Money, Refused> {
    Money::from_decimal(amount, currency).map_err(|why| match why {
        NotMoney::Decimals => Refused::at(place, format!("{amount} has more decimals than {currency}"), "say --currency, or write fewer"),
        NotMoney::TooLarge => Refused::at(place, format!("{amount} is more than can be owed"), "write the amount in whole units"),
    })
}

/// A text of a policy: it has no way to write a quotation mark, and no line end.
fn quoted(text: &str) -> String {
    const MOST: usize = 100;
    let short: String = text.chars().take(MOST).collect();
    let more = if short.len() < text.len() { "…" } else { "" };
    format!("\"{}{more}\"", harmless(short.trim()).replace('"', "'"))
}
