use std::cmp::Ordering;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::cuts::{comparisons, conditions, money};
use crate::claim::Claim;
use crate::evaluate::{Answers, Asked, Bound, Rehearsal, Totals};
use crate::plan::{Comparison, Condition, Fact, Plan, Right, Value};
use crate::terms::{Fact as F, FactType};
use crate::value::{Day, Debtor, Minor, Money};

/// Too many kinds of invoices to go through: what there is too much of.
pub struct TooMany(pub &'static str);

/// The most combinations of tags and declared facts that are looked at.
const MOST: usize = 65_536;

/// Invoices by tags, declared facts and credit limit: one of those for which every condition of the policy comes to the same. None that is exempt
/// whatever happens.
///
/// # Errors
/// When tags and facts combine to more than can be looked at.
pub fn all(bound: &Bound) -> Result<Vec<Rehearsal>, TooMany> {
    let (combined, alike) = combined(bound)?;
    let exempt =
        |label: &Rehearsal| bound.plan.exempt.iter().any(|(condition, _)| left_over(bound, condition, label) == LeftOver::Is(true));
    let first = |(at, label): (usize, Rehearsal)| (alike[at] == at && !exempt(&label)).then_some(label);
    Ok(combined.into_iter().enumerate().filter_map(first).collect())
}

/// Every combination of tags, declared facts and credit limit that a condition names, and for each the place of the first for which every condition
/// comes to the same.
///
/// # Errors
/// When they combine to more than can be looked at.
pub fn combined(bound: &Bound) -> Result<(Vec<Rehearsal>, Vec<usize>), TooMany> {
    let combined = combinations(bound.plan)?;
    let mut seen: HashMap<Vec<LeftOver>, usize> = HashMap::new();
    let left = |label| conditions(bound.plan).map(|condition| left_over(bound, condition, label)).collect();
    let alike = combined.iter().enumerate().map(|(at, label)| *seen.entry(left(label)).or_insert(at)).collect();
    Ok((combined, alike))
}

/// What is left of a condition once tags and facts are known.
#[derive(Clone, PartialEq, Eq, Hash)]
enum LeftOver {
    Is(bool),
    /// It also asks for what may change, in words that tell it from others.
    Open(String),
}

fn left_over(bound: &Bound, condition: &Condition, label: &Rehearsal) -> LeftOver {
    let every = |conditions: &[Condition], all: bool| {
        let mut open = Vec::new();
        for condition in conditions {
            match left_over(bound, condition, label) {
                LeftOver::Is(is) if is != all => return LeftOver::Is(!all),
                LeftOver::Is(_) => {}
                LeftOver::Open(words) => open.push(words),
            }
        }
        if open.is_empty() { LeftOver::Is(all) } else { LeftOver::Open(format!("{all}({})", open.join(","))) }
    };
    match condition {
        Condition::All(all) => every(all, true),
        Condition::Any(any) => every(any, false),
        Condition::Not(condition) => match left_over(bound, condition, label) {
            LeftOver::Is(is) => LeftOver::Is(!is),
            LeftOver::Open(words) => LeftOver::Open(format!("not({words})")),
        },
        Condition::InvoiceTagged(tag) => LeftOver::Is(label.tags.contains(tag)),
        Condition::CustomerTagged(tag) => LeftOver::Is(label.customer_tags.contains(tag)),
        Condition::One(Criterion::Compare(comparison) => compared(bound, comparison, label),
    }
}

fn compared(bound: &Bound, comparison: &Comparison, label: &Rehearsal) -> LeftOver {
    let stays = |fact: &Fact| matches!(fact, Fact::Declared(_) | Fact::BuiltIn(F::CreditLimit));
    let (left, right) = (stays(&comparison.fact), if let Right::Fact(fact, _) = &comparison.right { stays(fact) } else { true });
    if left && right {
        return match ordering(bound, comparison, label) {
            Ok(ordering) => LeftOver::Is(ordering.is_some_and(|ordering| comparison.operator.holds(ordering))),
            Err(missing) => LeftOver::Open(missing),
        };
    }
    let mut words = format!("{:?} {:?} {:?}", comparison.fact, comparison.operator, comparison.right);
    if left || matches!(comparison.right, Right::Fact(..)) && right {
        words.push_str(&format!(" {:?} {:?}", label.facts, label.credit_limit));
    }
    LeftOver::Open(words)
}

fn ordering(bound: &Bound, comparison: &Comparison, label: &Rehearsal) -> Result<Option<Ordering>, String> {
    let letters = Default::default();
    let (case, facts, claim) = (label.case(&letters), label.case_facts(), Claim::default());
    let asked = Asked { bound, case: &case, facts: &facts, totals: Totals::default(), claim: &claim, due: Day::FIRST, on: Day::FIRST };
    asked.ordering(comparison).map_err(|answer| format!("{answer:?}"))
}

/// What sets one tag or fact of an invoice.
type Change = Box<dyn Fn(&mut Rehearsal)>;

/// Each value of each with each of the others.
fn combinations(policy: &Plan) -> Result<Vec<Rehearsal>, TooMany> {
    let mut plain = Rehearsal::new(policy.currency, Debtor::Consumer, 1, Day::FIRST, None);
    plain.facts = policy.facts.iter().map(|fact| fact.default.as_ref().map(|default| default.clone())).collect();
    let mut all = vec![plain];
    let mut widen = |variants: Vec<Change>| -> Result<(), TooMany> {
        if all.len() * (variants.len() + 1) > MOST {
            return Err(TooMany("tags and facts"));
        }
        let before = all.clone();
        for variant in variants {
            all.extend(before.iter().cloned().map(|mut invoice| {
                variant(&mut invoice);
                invoice
            }));
        }
        Ok(())
    };
    let (mut of_invoice, mut of_customer) = (Vec::new(), Vec::new());
    conditions(policy).for_each(|condition| tags(condition, &mut of_invoice, &mut of_customer));
    for (names, invoices) in [(of_invoice, true), (of_customer, false)] {
        for name in names {
            widen(vec![Box::new(move |invoice| if invoices { &mut invoice.tags } else { &mut invoice.customer_tags }.push(name.clone()))])?;
        }
    }
    for at in 0..policy.facts.len() {
        let values = fact_values(policy, at);
        widen(
            values
                .into_iter()
                .map(|value| Box::new(move |invoice: &mut Rehearsal| invoice.facts[at] = Some(value.clone())) as Box<_>)
                .collect(),
        )?;
    }
    let asks_limit = comparisons(policy).any(|comparison| {
        let limit = Fact::BuiltIn(F::CreditLimit);
        comparison.fact == limit || matches!(&comparison.right, Right::Fact(fact, _) if *fact == limit)
    });
    if asks_limit {
        let limits = money(policy);
        let text = move |minor: Minor| Money::new(minor, policy.currency).plain();
        let limits: Vec<String> = limits.into_iter().chain([1, 1_000 * policy.currency.unit()]).map(text).collect();
        widen(
            limits
                .into_iter()
                .map(|limit| Box::new(move |invoice: &mut Rehearsal| invoice.credit_limit = Some(limit.clone())) as Box<_>)
                .collect(),
        )?;
    }
    Ok(all)
}

fn tags(condition: &Condition, invoice: &mut Vec<String>, customer: &mut Vec<String>) {
    let add = |tags: &mut Vec<String>, tag: &String| {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    };
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().for_each(|condition| tags(condition, invoice, customer)),
        Condition::Not(condition) => tags(condition, invoice, customer),
        Condition::InvoiceTagged(tag) => add(invoice, tag),
        Condition::CustomerTagged(tag) => add(customer, tag),
        Condition::One(Criterion::Compare(_) => {}
    }
}

/// The values of a declared fact that its comparisons tell apart.
fn fact_values(policy: &Plan, at: usize) -> Vec<Value> {
    let declared = Fact::Declared(at);
    let mine =
        |comparison: &&Comparison| comparison.fact == declared || matches!(&comparison.right, Right::Fact(other, _) if *other == declared);
    let mut values: Vec<Value> = match policy.facts[at].kind {
        FactType::Money if comparisons(policy).any(|comparison| mine(&comparison)) => money(policy).into_iter().map(Value::Whole).collect(),
        FactType::Number => {
            numbers(policy).into_iter().filter(|_| comparisons(policy).any(|comparison| mine(&comparison))).map(Value::Number).collect()
        }
        _ => Vec::new(),
    };
    for comparison in comparisons(policy).filter(mine) {
        let Right::Value(value) = &comparison.right else { continue };
        match value {
            Value::Date(day) => values.extend([-1, 0, 1].map(|by| Value::Date(day.plus(by)))),
            Value::YesNo(_) => values.extend([true, false].map(Value::YesNo)),
            Value::Text(text) => values.extend([Value::Text(format!("{text}-")), Value::Text(text.clone())]),
            Value::Debtor(debtor) => values.push(Value::Debtor(*debtor)),
            Value::Whole(_) | Value::Number(_) => {}
        }
    }
    let default = policy.facts[at].default.as_ref().map(|default| default.clone());
    let mut distinct: Vec<Value> = Vec::new();
    for value in values.into_iter().filter(|value| Some(value) != default.as_ref()) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

/// Every number a policy compares with, one between each two neighbours, and one on each side of all.
fn numbers(policy: &Plan) -> Vec<Decimal> {
    let mut at: Vec<Decimal> = comparisons(policy)
        .filter_map(|comparison| match &comparison.right {
            Right::Value(Value::Number(number)) => Some(*number),
            _ => None,
        })
        .collect();
    at.sort();
    at.dedup();
    let (Some(first), Some(last)) = (at.first().copied(), at.last().copied()) else {
        return vec![Decimal::ZERO, Decimal::ONE, Decimal::TWO];
    };
    let between: Vec<Decimal> = at.windows(2).map(|pair| (pair[0] + pair[1]) / Decimal::TWO).collect();
    at.extend(between);
    at.extend([first - Decimal::ONE, last + Decimal::ONE]);
    at
}
