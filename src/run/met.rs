use crate::decide::Answers;
use crate::plan::{Comparison, Condition, Criterion, FactValue, Right};

/// One part of what makes a condition hold of a customer, with the customer's values.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum MetPart {
    /// A comparison that holds, or with `negated` one that does not.
    Compared {
        /// The comparison.
        comparison: Comparison,
        /// The value left of its operator, where it is known.
        left: Option<FactValue>,
        /// The value of the fact right of its operator, where a fact stands there and its value is known.
        right: Option<FactValue>,
        /// Whether the condition holds because the comparison does not.
        negated: bool,
    },
    /// A tag that the customer has, or with `negated` one that it has not.
    Tagged {
        /// The tag.
        tag: String,
        /// Whether the condition holds because the customer lacks the tag.
        negated: bool,
    },
    /// Several things under one `not`, which do not hold together.
    Excluded,
}

/// What makes a condition hold, in the order written.
pub fn met(condition: &Condition, customer: &impl Answers) -> Vec<MetPart> {
    let holds = |condition: &Condition| matches!(customer.holds(condition), Ok(true));
    condition.holding(&holds).into_iter().filter_map(|part| one(part, customer)).collect()
}

fn one(part: &Condition, customer: &impl Answers) -> Option<MetPart> {
    match part {
        Condition::One(criterion) => of(criterion, false, customer),
        Condition::Not(condition) => match condition.as_ref() {
            Condition::One(criterion) => of(criterion, true, customer),
            Condition::All(_) | Condition::Any(_) | Condition::Not(_) => Some(MetPart::Excluded),
        },
        // What holds of these is a part of its own.
        Condition::All(_) | Condition::Any(_) => None,
    }
}

fn of(criterion: &Criterion, negated: bool, customer: &impl Answers) -> Option<MetPart> {
    match criterion {
        Criterion::Compare(comparison) => {
            let right = match &comparison.right {
                Right::Fact(fact, _) => customer.value(fact).ok(),
                Right::Value(_) => None,
            };
            let left = customer.value(&comparison.fact).ok();
            Some(MetPart::Compared { comparison: comparison.clone(), left, right, negated })
        }
        Criterion::CustomerTagged(tag) => Some(MetPart::Tagged { tag: tag.clone(), negated }),
        // A customer has no invoice's tags.
        Criterion::InvoiceTagged(_) => negated.then_some(MetPart::Excluded),
    }
}
