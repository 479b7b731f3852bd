use crate::decide::{Answers, Asked, NoAnswer};
use crate::plan::{Condition, Criterion, Fact, FactValue};

/// What an invoice has for something a condition asks about.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum AskedFact {
    /// A fact with its value.
    Fact(Fact, Result<FactValue, NoAnswer>),
    /// The tags of the invoice.
    InvoiceTags(Vec<String>),
    /// The tags of the customer.
    CustomerTags(Vec<String>),
}

/// What an invoice has for everything a condition asks about, each once, in the order written.
pub fn answers(asked: &Asked, condition: &Condition) -> Vec<AskedFact> {
    let mut answers: Vec<AskedFact> = Vec::new();
    for answer in condition.questions().into_iter().flat_map(|criterion| of(asked, criterion)) {
        if !answers.contains(&answer) {
            answers.push(answer);
        }
    }
    answers
}

fn of(asked: &Asked, criterion: &Criterion) -> Vec<AskedFact> {
    match criterion {
        Criterion::InvoiceTagged(_) => vec![AskedFact::InvoiceTags(asked.facts.invoice_tags.to_vec())],
        Criterion::CustomerTagged(_) => vec![AskedFact::CustomerTags(asked.facts.customer_tags.to_vec())],
        Criterion::Compare(comparison) => comparison.facts().map(|fact| AskedFact::Fact(fact.clone(), asked.value(fact))).collect(),
    }
}
