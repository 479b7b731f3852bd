//! A policy's conditions in words, with the values an invoice has for their facts.

use crate::decide::{Answers, Asked, NoAnswer};
use crate::plan::{Comparison, Condition, Criterion, Fact, FactDeclaration, Plan, Right, Value, fact_kind, fact_name};
use crate::value::Currency;

/// A condition on an invoice in the policy's own words, on one line.
pub fn worded(policy: &Plan, condition: &Condition) -> String {
    worded_among(&policy.facts, policy.currency, condition)
}

/// A condition on a customer in the policy's own words, on one line.
pub fn worded_of_customer(policy: &Plan, condition: &Condition) -> String {
    worded_among(&policy.customer_facts, policy.currency, condition)
}

fn worded_among(facts: &[FactDeclaration], currency: Currency, condition: &Condition) -> String {
    let worded = |condition: &Condition| worded_among(facts, currency, condition);
    let all = |all: &[Condition], and: &str| {
        let each = |condition: &Condition| match condition {
            Condition::All(_) | Condition::Any(_) => format!("({})", worded(condition)),
            Condition::Not(_) | Condition::One(_) => worded(condition),
        };
        all.iter().map(each).collect::<Vec<_>>().join(and)
    };
    match condition {
        Condition::All(conditions) => all(conditions, " and "),
        Condition::Any(conditions) => all(conditions, " or "),
        Condition::Not(condition) => format!("not ({})", worded(condition)),
        Condition::One(Criterion::Compare(comparison)) => {
            let fact = fact_name(facts, &comparison.fact);
            format!("{fact} {} {}", comparison.operator.words(), right(facts, currency, comparison))
        }
        Condition::One(Criterion::InvoiceTagged(tag)) => format!("invoice tagged \"{tag}\""),
        Condition::One(Criterion::CustomerTagged(tag)) => format!("customer tagged \"{tag}\""),
    }
}

/// What an invoice has for each fact of a condition, each once, in the order written.
pub fn values(asked: &Asked, condition: &Condition) -> Vec<String> {
    let mut told = Vec::new();
    tell(asked, condition, &mut told);
    let mut seen = Vec::new();
    told.retain(|one| {
        !seen.contains(one) && {
            seen.push(one.clone());
            true
        }
    });
    told
}

fn tell(asked: &Asked, condition: &Condition, told: &mut Vec<String>) {
    let tags = |whose: &str, tags: &[String]| match tags {
        [] => format!("the {whose} has no tags"),
        tags => format!("the {whose} is tagged {}", tags.iter().map(|tag| format!("\"{tag}\"")).collect::<Vec<_>>().join(", ")),
    };
    match condition {
        Condition::All(all) | Condition::Any(all) => all.iter().for_each(|condition| tell(asked, condition, told)),
        Condition::Not(condition) => tell(asked, condition, told),
        Condition::One(Criterion::InvoiceTagged(_)) => told.push(tags("invoice", asked.facts.invoice_tags)),
        Condition::One(Criterion::CustomerTagged(_)) => told.push(tags("customer", asked.facts.customer_tags)),
        Condition::One(Criterion::Compare(comparison)) => {
            let of_right = match &comparison.right {
                Right::Fact(fact, _) => Some(fact),
                Right::Value(_) => None,
            };
            for fact in [Some(&comparison.fact), of_right].into_iter().flatten() {
                let policy = asked.bound.plan;
                let value = match asked.value(fact) {
                    Ok(value) => format!("is {}", shown(&policy.facts, policy.currency, fact, &value)),
                    Err(NoAnswer::Missing(_)) => "is missing".into(),
                    Err(NoAnswer::Unknown) => "is not known".into(),
                };
                told.push(format!("{} {value}", policy.fact_name(fact)));
            }
        }
    }
}

fn right(facts: &[FactDeclaration], currency: Currency, comparison: &Comparison) -> String {
    match &comparison.right {
        Right::Value(value) => shown(facts, currency, &comparison.fact, value),
        Right::Fact(fact, 0) => fact_name(facts, fact).into(),
        Right::Fact(fact, plus) => format!("{} plus {}", fact_name(facts, fact), shown(facts, currency, fact, &Value::Whole(*plus))),
    }
}

/// A value of a fact as a policy writes it.
fn shown(facts: &[FactDeclaration], currency: Currency, fact: &Fact, value: &Value) -> String {
    value.written(fact_kind(facts, fact), currency)
}
