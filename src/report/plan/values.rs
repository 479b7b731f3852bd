//! The values of law that the rules of a plan read, by date, and how each amount is rounded.

use super::page::Page;
use super::rules::held_to;
use crate::law::{Amount, Effect, Law, Measure, Question, Rule, Value, ValueId};
use crate::plan::{Fee, FeeAmount, Plan};
use crate::terms::{Interest, Quantity};
use crate::value::{Mode, Money, Rounding};
use crate::words::law::{cite, state};

/// Values, then roundings.
pub fn show(plan: &Plan, page: &mut Page) {
    for at in read(plan) {
        value(&plan.law.values[at], page);
    }
    roundings(plan, page);
}

fn value(value: &Value, page: &mut Page) {
    page.head(0, &format!("value {}", value.name));
    if let Some(source) = &value.cite {
        page.pairs(1, &[("cite", cite(source))]);
    }
    let row = |entry: &crate::terms::Entry| {
        let confidence = entry.confidence.map_or(String::new(), |confidence| format!("confidence {}", confidence.word()));
        let own = entry.cite.as_ref().map_or(String::new(), |text| format!("cite \"{text}\""));
        let more: Vec<String> = [confidence, own].into_iter().filter(|text| !text.is_empty()).collect();
        vec![entry.from.to_string(), state(entry.state), more.join(" ")]
    };
    let rows: Vec<Vec<String>> = value.entries.iter().map(row).collect();
    page.rows(1, &rows);
}

/// The values that are read, in the order of the statute.
fn read(plan: &Plan) -> Vec<ValueId> {
    let mut all: Vec<ValueId> = Vec::new();
    let mut statutory = match plan.interest {
        Some(Interest::Statutory(..) | Interest::AgreedOtherwiseStatutory(_)) => true,
        Some(Interest::Yearly(..)) | None => false,
    };
    for measure in held_to(plan).flat_map(amounts).flat_map(Amount::measures) {
        all.extend(measure.names().map(|(value, _)| *value));
        statutory |= *measure == Measure::Statutory;
    }
    if statutory {
        let of_debtors = plan.law.interest.iter().filter(|rule| plan.debtors.iter().any(|debtor| rule.debtors.contains(debtor)));
        all.extend(of_debtors.flat_map(|rule| [Some(rule.value), rule.plus_on_due]).flatten());
    }
    all.sort_unstable();
    all.dedup();
    all
}

/// Every amount of a rule: its limit, and those its questions compare a fee with.
fn amounts(rule: &Rule) -> impl Iterator<Item = &Amount> {
    let limit = match &rule.effect {
        Effect::Limit(_, amount) => Some(amount),
        Effect::Require(_) | Effect::Advise(_) => None,
    };
    limit.into_iter().chain(rule.questions().filter_map(Question::amount))
}

fn roundings(plan: &Plan, page: &mut Page) {
    let minor = Money::new(1, plan.currency).written();
    page.head(0, "roundings");
    let mut rows = vec![vec!["interest".to_string(), format!("exact, then to {minor}, a half away from zero, each time it is settled")]];
    for (at, step) in plan.steps.iter().enumerate().filter(|(_, step)| has_share(&step.fee)) {
        let how = format!("a share is exact through its adjustments in their order, then to {minor}, a half away from zero");
        rows.push(vec![format!("fee of step {} {}", at + 1, step.name), how]);
    }
    for rule in held_to(plan) {
        let of_rate = matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _));
        let how: Vec<String> = amounts(rule).filter_map(|amount| rounded(&plan.law, amount, of_rate)).collect();
        if !how.is_empty() {
            rows.push(vec![rule.id.clone(), how.join("\n")]);
        }
    }
    rows.push(vec!["every other limit".into(), "whole already".into()]);
    page.rows(1, &rows);
}

fn has_share(fee: &Fee) -> bool {
    fn is_share(amount: &FeeAmount) -> bool {
        match amount {
            FeeAmount::Share(..) => true,
            FeeAmount::Statutory | FeeAmount::Fixed(_) => false,
            FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| is_share(amount)),
        }
    }
    fee.amounts().any(is_share)
}

/// How an amount of law comes to whole units; `None` where it is nothing but whole ones.
fn rounded(law: &Law, amount: &Amount, of_rate: bool) -> Option<String> {
    let is_share = |measure: &&Measure| match measure {
        Measure::Share(..) | Measure::DatedShare(..) => true,
        Measure::Fixed(_)
        | Measure::Value(..)
        | Measure::Principal
        | Measure::Balance
        | Measure::Statutory
        | Measure::Agreed
        | Measure::TotalFees
        | Measure::ByPrincipal(_) => false,
    };
    let own: Vec<Rounding> = amount.rounding.into_iter().chain(of_bands(amount)).collect();
    if own.is_empty() && !amount.measures().iter().any(is_share) {
        return None;
    }
    let mut how: Vec<String> = own.iter().map(|rounding| in_words(*rounding, law)).collect();
    how.dedup();
    how.push(if of_rate { "down to 0.0001 %".into() } else { format!("down to {}", Money::new(1, law.currency).written()) });
    Some(format!("exact, then {}", how.join(", then ")))
}

/// The roundings of the bands of an amount.
fn of_bands(amount: &Amount) -> Vec<Rounding> {
    let bands = amount.measures().into_iter().filter_map(|measure| match measure {
        Measure::ByPrincipal(bands) => Some(bands),
        Measure::Fixed(_)
        | Measure::Value(..)
        | Measure::DatedShare(..)
        | Measure::Share(..)
        | Measure::Principal
        | Measure::Balance
        | Measure::Statutory
        | Measure::Agreed
        | Measure::TotalFees => None,
    });
    bands.flatten().filter_map(|(_, amount)| amount.rounding).collect()
}

fn in_words(rounding: Rounding, law: &Law) -> String {
    let unit = Money::new(rounding.unit, law.currency).written();
    match rounding.mode {
        Mode::HalfAway => format!("to {unit}, a half away from zero"),
        Mode::Down => format!("down to {unit}"),
        Mode::Up => format!("up to {unit}"),
    }
}
