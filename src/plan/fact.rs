use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::terms::{self, FactType, Literal};
use crate::value::{Currency, Day, Debtor, Money};

/// A fact of the invoice or its customer; a declared one by its place in the policy's list.
pub type Fact = terms::Fact<usize>;

/// A declared fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FactDeclaration {
    /// The ledger column.
    pub name: String,
    /// Its type.
    pub kind: FactType,
    /// What holds where the ledger has none.
    pub default: Option<FactValue>,
}

/// What a fact is for one invoice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FactValue {
    /// Minor units, or days.
    Whole(i64),
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A date.
    Date(Day),
    /// Yes or no.
    YesNo(bool),
    /// A kind of debtor.
    Debtor(Debtor),
}

impl FactValue {
    /// The value with days or smallest units of money on top; nothing but those can be added to.
    pub fn plus(self, more: i64) -> FactValue {
        match self {
            FactValue::Whole(whole) => FactValue::Whole(whole + more),
            FactValue::Number(_) | FactValue::Text(_) | FactValue::Date(_) | FactValue::YesNo(_) | FactValue::Debtor(_) => self,
        }
    }

    /// How this value stands to another of its type; `None` for values of two types.
    pub fn compare(&self, other: &FactValue) -> Option<Ordering> {
        match (self, other) {
            (FactValue::Whole(a), FactValue::Whole(b)) => Some(a.cmp(b)),
            (FactValue::Number(a), FactValue::Number(b)) => Some(a.cmp(b)),
            (FactValue::Text(a), FactValue::Text(b)) => Some(a.cmp(b)),
            (FactValue::Date(a), FactValue::Date(b)) => Some(a.cmp(b)),
            (FactValue::YesNo(a), FactValue::YesNo(b)) => Some(a.cmp(b)),
            (FactValue::Debtor(a), FactValue::Debtor(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// The value as a policy writes it.
    pub fn written(&self, kind: FactType, currency: Currency) -> String {
        match self {
            FactValue::Whole(minor) if kind == FactType::Money => Money::new(*minor, currency).to_string(),
            FactValue::Whole(1) if kind == FactType::Days => "1 day".into(),
            FactValue::Whole(days) if kind == FactType::Days => format!("{days} days"),
            FactValue::Whole(whole) => whole.to_string(),
            FactValue::Number(number) => number.to_string(),
            FactValue::Text(text) => format!("\"{text}\""),
            FactValue::Date(day) => day.to_string(),
            FactValue::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            FactValue::Debtor(debtor) => debtor.word().into(),
        }
    }

    /// The value a literal writes.
    pub fn of(literal: &Literal) -> FactValue {
        match literal {
            Literal::Number(number) => FactValue::Number(*number),
            Literal::Text(text) => FactValue::Text(text.clone()),
            Literal::Date(day) => FactValue::Date(*day),
            Literal::YesNo(yes) => FactValue::YesNo(*yes),
            Literal::Money(money) => FactValue::Whole(money.minor),
            Literal::Days(days) => FactValue::Whole((*days).into()),
            Literal::Debtor(debtor) => FactValue::Debtor(*debtor),
        }
    }
}

/// What a condition calls a fact, among these declared ones.
pub fn name<'a>(declared: &'a [FactDeclaration], fact: &'a Fact) -> &'a str {
    match fact {
        Fact::BuiltIn(fact) => fact.phrase(),
        Fact::Declared(at) => &declared[*at].name,
    }
}

/// What kind of thing a fact is, among these declared ones.
pub fn kind(declared: &[FactDeclaration], fact: &Fact) -> FactType {
    match fact {
        Fact::BuiltIn(fact) => fact.kind(),
        Fact::Declared(at) => declared[*at].kind,
    }
}
