use std::cmp::Ordering;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::cuts::money;
use crate::claim::Claim;
use crate::decide::{Answers, Asked, BoundPlan, CustomerTotals};
use crate::forward::Rehearsal;
use crate::plan::{Comparison, Condition, Criterion, Fact, FactValue, Plan, Right};
use crate::terms::{self, BuiltIn, FactType};
use crate::value::{Day, Debtor, Minor, Money};

/// The most combinations of tags and declared facts that are looked at.
const MOST: usize = 65_536;

/// Every combination of tags, declared facts and credit limit that a condition names, and for each the place of the first for which every condition
/// comes to the same.
///
/// `None` where they combine to more than can be looked at.
pub fn combined(bound: &BoundPlan) -> Option<(Vec<Rehearsal>, Vec<usize>)> {
    let combined = combinations(bound.plan)?;
    let mut seen: HashMap<Vec<LeftOver>, usize> = HashMap::new();
    let left = |label| bound.plan.conditions().map(|condition| left_over(bound, condition, label)).collect();
    let alike = combined.iter().enumerate().map(|(at, label)| *seen.entry(left(label)).or_insert(at)).collect();
    Some((combined, alike))
}

/// What is left of a condition once tags and facts are known: whether it holds, or what it also asks for that may change, in words that tell each
/// question from others.
type LeftOver = Result<bool, terms::Condition<String>>;

fn left_over(bound: &BoundPlan, condition: &Condition, label: &Rehearsal) -> LeftOver {
    condition.rest(&mut |criterion| match criterion {
        Criterion::InvoiceTagged(tag) => Ok(label.tags.contains(tag)),
        Criterion::CustomerTagged(tag) => Ok(label.customer_tags.contains(tag)),
        Criterion::Compare(comparison) => compared(bound, comparison, label),
    })
}

fn compared(bound: &BoundPlan, comparison: &Comparison, label: &Rehearsal) -> Result<bool, String> {
    let stays = |fact: &Fact| matches!(fact, Fact::Declared(_) | Fact::BuiltIn(BuiltIn::CreditLimit));
    let (left, right) = (stays(&comparison.fact), if let Right::Fact(fact, _) = &comparison.right { stays(fact) } else { true });
    if left && right {
        return ordering(bound, comparison, label).map(|ordering| ordering.is_some_and(|ordering| comparison.operator.holds(ordering)));
    }
    let mut words = format!("{:?} {:?} {:?}", comparison.fact, comparison.operator, comparison.right);
    if left || matches!(comparison.right, Right::Fact(..)) && right {
        words.push_str(&format!(" {:?} {:?}", label.facts, label.credit_limit));
    }
    Err(words)
}

fn ordering(bound: &BoundPlan, comparison: &Comparison, label: &Rehearsal) -> Result<Option<Ordering>, String> {
    let letters = Default::default();
    let (case, facts, claim) = (label.case(&letters), label.case_facts(), Claim::default());
    let asked = Asked {
        bound,
        case: &case,
        facts: &facts,
        totals: CustomerTotals::default(),
        claim: &claim,
        due: Day::FIRST,
        on: Day::FIRST,
        listener: None,
    };
    asked.ordering(comparison).map_err(|answer| format!("{answer:?}"))
}

/// What sets one tag or fact of an invoice.
type Labelling = Box<dyn Fn(&mut Rehearsal)>;

/// Each value of each with each of the others.
fn combinations(policy: &Plan) -> Option<Vec<Rehearsal>> {
    let mut plain = Rehearsal::new(policy.currency, Debtor::Consumer, 1, Day::FIRST, None);
    plain.facts = policy.facts.iter().map(|fact| fact.default.clone()).collect();
    let mut all = vec![plain];
    let mut widen = |variants: Vec<Labelling>| -> Option<()> {
        if all.len() * (variants.len() + 1) > MOST {
            return None;
        }
        let before = all.clone();
        for variant in variants {
            all.extend(before.iter().cloned().map(|mut invoice| {
                variant(&mut invoice);
                invoice
            }));
        }
        Some(())
    };
    let (mut of_invoice, mut of_customer): (Vec<&String>, Vec<&String>) = (Vec::new(), Vec::new());
    for criterion in policy.conditions().flat_map(Condition::questions) {
        match criterion {
            Criterion::InvoiceTagged(tag) if !of_invoice.contains(&tag) => of_invoice.push(tag),
            Criterion::CustomerTagged(tag) if !of_customer.contains(&tag) => of_customer.push(tag),
            Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) | Criterion::Compare(_) => {}
        }
    }
    for (names, invoices) in [(of_invoice, true), (of_customer, false)] {
        for name in names {
            let name = name.clone();
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
    if policy.asks(&|fact| *fact == Fact::BuiltIn(BuiltIn::CreditLimit)) {
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
    Some(all)
}

/// The values of a declared fact that its comparisons tell apart.
fn fact_values(policy: &Plan, at: usize) -> Vec<FactValue> {
    let declared = Fact::Declared(at);
    let mine: Vec<&Comparison> = policy.comparisons().filter(|one| one.facts().any(|fact| *fact == declared)).collect();
    if mine.is_empty() {
        return Vec::new();
    }
    let mut values: Vec<FactValue> = match policy.facts[at].kind {
        FactType::Money => money(policy).into_iter().map(FactValue::Whole).collect(),
        FactType::Number => numbers(policy).into_iter().map(FactValue::Number).collect(),
        FactType::Text | FactType::Date | FactType::YesNo | FactType::Days | FactType::Debtor => Vec::new(),
    };
    for comparison in mine {
        let Right::Value(value) = &comparison.right else { continue };
        match value {
            FactValue::Date(day) => values.extend([-1, 0, 1].map(|by| FactValue::Date(day.plus(by)))),
            FactValue::YesNo(_) => values.extend([true, false].map(FactValue::YesNo)),
            FactValue::Text(text) => values.extend([FactValue::Text(format!("{text}-")), FactValue::Text(text.clone())]),
            FactValue::Debtor(debtor) => values.push(FactValue::Debtor(*debtor)),
            FactValue::Whole(_) | FactValue::Number(_) => {}
        }
    }
    let default = policy.facts[at].default.clone();
    let mut distinct: Vec<FactValue> = Vec::new();
    for value in values.into_iter().filter(|value| Some(value) != default.as_ref()) {
        if !distinct.contains(&value) {
            distinct.push(value);
        }
    }
    distinct
}

/// Every number a policy compares with, one between each two neighbours, and one on each side of all.
fn numbers(policy: &Plan) -> Vec<Decimal> {
    let mut at: Vec<Decimal> = policy
        .comparisons()
        .filter_map(|comparison| match &comparison.right {
            Right::Value(FactValue::Number(number)) => Some(*number),
            Right::Value(_) | Right::Fact(..) => None,
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
