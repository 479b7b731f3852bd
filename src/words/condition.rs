//! A policy's conditions in words, with the values an invoice has for their facts.

use crate::decide::NoAnswer;
use crate::explain::AskedFact;
use crate::plan::{Comparison, Condition, Criterion, Fact, FactDeclaration, FactValue, Plan, Right, fact_kind, fact_name};
use crate::value::Currency;

/// A condition on an invoice in the policy's own words, on one line.
pub fn worded(policy: &Plan, condition: &Condition) -> String {
    worded_among(&policy.facts, policy.currency, condition)
}

/// A condition on a customer in the policy's own words, on one line.
pub fn worded_of_customer(policy: &Plan, condition: &Condition) -> String {
    worded_among(&policy.customer_facts, policy.currency, condition)
}

/// A condition that may name these facts, with amounts in this currency, in a policy's own words on one line.
pub fn worded_among(facts: &[FactDeclaration], currency: Currency, condition: &Condition) -> String {
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

/// What an invoice has for everything a condition asks about.
pub fn values(policy: &Plan, answers: &[AskedFact]) -> Vec<String> {
    answers.iter().map(|answer| value(policy, answer)).collect()
}

fn value(policy: &Plan, answer: &AskedFact) -> String {
    let tags = |whose: &str, tags: &[String]| match tags {
        [] => format!("the {whose} has no tags"),
        tags => format!("the {whose} is tagged {}", tags.iter().map(|tag| format!("\"{tag}\"")).collect::<Vec<_>>().join(", ")),
    };
    match answer {
        AskedFact::InvoiceTags(all) => tags("invoice", all),
        AskedFact::CustomerTags(all) => tags("customer", all),
        AskedFact::Fact(fact, Ok(value)) => format!("{} is {}", policy.fact_name(fact), shown(&policy.facts, policy.currency, fact, value)),
        AskedFact::Fact(fact, Err(NoAnswer::Missing(_))) => format!("{} is missing", policy.fact_name(fact)),
        AskedFact::Fact(fact, Err(NoAnswer::Unknown)) => format!("{} is not known", policy.fact_name(fact)),
    }
}

fn right(facts: &[FactDeclaration], currency: Currency, comparison: &Comparison) -> String {
    match &comparison.right {
        Right::Value(value) => shown(facts, currency, &comparison.fact, value),
        Right::Fact(fact, 0) => fact_name(facts, fact).into(),
        Right::Fact(fact, plus) => format!("{} plus {}", fact_name(facts, fact), shown(facts, currency, fact, &FactValue::Whole(*plus))),
    }
}

/// A value of a fact as a policy writes it.
fn shown(facts: &[FactDeclaration], currency: Currency, fact: &Fact, value: &FactValue) -> String {
    value.written(fact_kind(facts, fact), currency)
}
