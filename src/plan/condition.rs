use super::{Fact, FactValue};
use crate::terms::{self, Operator};

/// What must hold of an invoice and its customer.
pub type Condition = terms::Condition<Criterion>;

/// One thing that must hold.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Criterion {
    /// A fact against a value.
    Compare(Comparison),
    /// The invoice has this tag.
    InvoiceTagged(String),
    /// The customer has this tag.
    CustomerTagged(String),
}

/// One comparison of two values of one type.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Comparison {
    /// Left of the operator.
    pub fact: Fact,
    /// How.
    pub operator: Operator,
    /// Right of the operator.
    pub right: Right,
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Right {
    /// A value.
    Value(FactValue),
    /// Another fact plus a number of its smallest units.
    Fact(Fact, i64),
}

impl Comparison {
    /// The facts it names, left and right.
    pub fn facts(&self) -> impl Iterator<Item = &Fact> {
        let right = if let Right::Fact(fact, _) = &self.right { Some(fact) } else { None };
        std::iter::once(&self.fact).chain(right)
    }
}

impl Condition {
    /// Every comparison within.
    pub fn comparisons(&self) -> impl Iterator<Item = &Comparison> {
        self.questions().into_iter().filter_map(|criterion| if let Criterion::Compare(one) = criterion { Some(one) } else { None })
    }

    /// Whether any comparison asks about a fact that `such` picks.
    pub fn asks_fact(&self, such: &dyn Fn(&Fact) -> bool) -> bool {
        self.comparisons().any(|comparison| comparison.facts().any(such))
    }
}
