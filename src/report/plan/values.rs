//! The values of law that the rules of a plan read, by date, and how each amount is rounded.

use super::page::PlanPage;
use super::rules::held_to;
use crate::law::{Amount, Effect, Law, Measure, Question, Rule, Value, ValueId};
use crate::plan::{Fee, FeeAmount, Plan};
use crate::terms::{Interest, Quantity};
use crate::value::{Mode, Money, Rounding};
use crate::words::statute::{entry, source};

/// Values, then roundings.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    for at in read(plan) {
        value(&plan.law.values[at], page);
    }
    roundings(plan, page);
}

fn value(value: &Value, page: &mut PlanPage) {
    page.head(0, &format!("value {}", value.name));
    page.pairs(1, &source(value).map(|source| ("cite", source)).into_iter().collect::<Vec<_>>());
    page.rows(1, &value.entries.iter().map(|one| entry(one).to_vec()).collect::<Vec<_>>());
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

fn roundings(plan: &Plan, page: &mut PlanPage) {
    let minor = Money::new(1, plan.currency).written();
    page.head(0, "roundings");
    let mut rows = vec![vec!["interest".to_string(), format!("exact, then to {minor}, a half away from zero, each time it is settled")]];
    for (at, step) in plan.steps.iter().enumerate().filter(|(_, step)| has_share(&step.fee)) {
        let how = format!("a share is exact through its adjustments in their order, then to {minor}, a half away from zero");
        rows.push(vec![format!("fee of step {} {}", at + 1, step.name), how]);
    }
    for rule in held_to(plan) {
        let of_rate = matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _));
        let how: Vec<String> = amounts(rule).flat_map(|amount| rounded(&plan.law, amount, of_rate)).collect();
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

/// How an amount of law comes to whole units: one line, or one for each band; none where it is nothing but whole ones.
fn rounded(law: &Law, amount: &Amount, of_rate: bool) -> Vec<String> {
    let unit = if of_rate { "0.0001 %".into() } else { Money::new(1, law.currency).written() };
    let has_share = amount.terms.iter().any(|measure| match measure {
        Measure::Share(..) | Measure::DatedShare(..) => true,
        Measure::Fixed(_)
        | Measure::Value(..)
        | Measure::Principal
        | Measure::Balance
        | Measure::Statutory
        | Measure::Agreed
        | Measure::TotalFees
        | Measure::ByPrincipal(_) => false,
    });
    let mut all = Vec::new();
    match amount.rounding {
        Some(rounding) => all.push(format!("exact, then {}", in_words(rounding, law))),
        None if has_share => all.push(format!("exact, then down to {unit}")),
        None => {}
    }
    for (up_to, band) in amount.terms.iter().filter_map(bands).flatten() {
        let size = up_to.map_or("above".into(), |up_to| format!("up to {}", up_to.written()));
        all.extend(rounded(law, band, of_rate).into_iter().map(|how| format!("{size}: {how}")));
    }
    all
}

fn bands(measure: &Measure) -> Option<&Vec<(Option<Money>, Amount)>> {
    match measure {
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
    }
}

fn in_words(rounding: Rounding, law: &Law) -> String {
    let unit = Money::new(rounding.unit, law.currency).written();
    match rounding.mode {
        Mode::HalfAway => format!("to {unit}, a half away from zero"),
        Mode::Down => format!("down to {unit}"),
        Mode::Up => format!("up to {unit}"),
    }
}
