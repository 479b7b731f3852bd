//! A policy's conditions in words, with the values an invoice has for their facts.

use crate::decide::NoAnswer;
use crate::explain::Answer;
use crate::plan::{Comparison, Condition, Criterion, Fact, Plan, Right, Value};

/// A condition in the policy's own words, on one line.
pub fn worded(policy: &Plan, condition: &Condition) -> String {
    let all = |all: &[Condition], and: &str| {
        let each = |condition: &Condition| match condition {
            Condition::All(_) | Condition::Any(_) => format!("({})", worded(policy, condition)),
            _ => worded(policy, condition),
        };
        all.iter().map(each).collect::<Vec<_>>().join(and)
    };
    match condition {
        Condition::All(conditions) => all(conditions, " and "),
        Condition::Any(conditions) => all(conditions, " or "),
        Condition::Not(condition) => format!("not ({})", worded(policy, condition)),
        Condition::One(Criterion::Compare(comparison)) => {
            let fact = phrase(policy, &comparison.fact);
            format!("{fact} {} {}", comparison.operator.words(), right(policy, comparison))
        }
        Condition::One(Criterion::InvoiceTagged(tag)) => format!("invoice tagged \"{tag}\""),
        Condition::One(Criterion::CustomerTagged(tag)) => format!("customer tagged \"{tag}\""),
    }
}

/// What an invoice has for everything a condition asks about.
pub fn values(policy: &Plan, answers: &[Answer]) -> Vec<String> {
    answers.iter().map(|answer| value(policy, answer)).collect()
}

fn value(policy: &Plan, answer: &Answer) -> String {
    let tags = |whose: &str, tags: &[String]| match tags {
        [] => format!("the {whose} has no tags"),
        tags => format!("the {whose} is tagged {}", tags.iter().map(|tag| format!("\"{tag}\"")).collect::<Vec<_>>().join(", ")),
    };
    match answer {
        Answer::InvoiceTags(all) => tags("invoice", all),
        Answer::CustomerTags(all) => tags("customer", all),
        Answer::Fact(fact, Ok(value)) => format!("{} is {}", phrase(policy, fact), shown(policy, fact, value)),
        Answer::Fact(fact, Err(NoAnswer::Missing(_))) => format!("{} is missing", phrase(policy, fact)),
        Answer::Fact(fact, Err(NoAnswer::Unknown)) => format!("{} is not known", phrase(policy, fact)),
    }
}

fn phrase<'a>(policy: &'a Plan, fact: &'a Fact) -> &'a str {
    match fact {
        Fact::BuiltIn(fact) => fact.phrase(),
        Fact::Declared(at) => &policy.facts[*at].name,
    }
}

fn right(policy: &Plan, comparison: &Comparison) -> String {
    match &comparison.right {
        Right::Value(value) => shown(policy, &comparison.fact, value),
        Right::Fact(fact, 0) => phrase(policy, fact).into(),
        Right::Fact(fact, plus) => format!("{} plus {}", phrase(policy, fact), shown(policy, fact, &Value::Whole(*plus))),
    }
}

/// A value of a fact as a policy writes it.
fn shown(policy: &Plan, fact: &Fact, value: &Value) -> String {
    let kind = match fact {
        Fact::Declared(at) => policy.facts[*at].kind,
        Fact::BuiltIn(fact) => fact.kind(),
    };
    value.written(kind, policy.currency)
}
