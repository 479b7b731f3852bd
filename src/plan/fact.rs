use std::cmp::Ordering;

use rust_decimal::Decimal;

use crate::terms::{self, FactType, Literal};
use crate::value::{Currency, Day, Debtor, Money};

/// A fact of the invoice or its customer; a declared one by its place in the policy's list.
pub type Fact = terms::Fact<usize>;

/// A declared fact.
#[derive(Clone, PartialEq, Debug)]
pub struct FactDeclaration {
    /// The ledger column.
    pub name: String,
    /// Its type.
    pub kind: FactType,
    /// What holds where the ledger has none.
    pub default: Option<Value>,
}

/// What a fact is for one invoice.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Value {
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

impl Value {
    /// The value with days or smallest units of money on top; nothing but those can be added to.
    pub fn plus(self, more: i64) -> Value {
        match self {
            Value::Whole(whole) => Value::Whole(whole + more),
            Value::Number(_) | Value::Text(_) | Value::Date(_) | Value::YesNo(_) | Value::Debtor(_) => self,
        }
    }

    /// How this value stands to another of its type; `None` for values of two types.
    pub fn compare(&self, other: &Value) -> Option<Ordering> {
        match (self, other) {
            (Value::Whole(a), Value::Whole(b)) => Some(a.cmp(b)),
            (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
            (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
            (Value::Date(a), Value::Date(b)) => Some(a.cmp(b)),
            (Value::YesNo(a), Value::YesNo(b)) => Some(a.cmp(b)),
            (Value::Debtor(a), Value::Debtor(b)) => Some(a.cmp(b)),
            _ => None,
        }
    }

    /// The value as a policy writes it.
    pub fn written(&self, kind: FactType, currency: Currency) -> String {
        match self {
            Value::Whole(minor) if kind == FactType::Money => Money::new(*minor, currency).to_string(),
            Value::Whole(1) if kind == FactType::Days => "1 day".into(),
            Value::Whole(days) if kind == FactType::Days => format!("{days} days"),
            Value::Whole(whole) => whole.to_string(),
            Value::Number(number) => number.normalize().to_string(),
            Value::Text(text) => format!("\"{text}\""),
            Value::Date(day) => day.to_string(),
            Value::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
            Value::Debtor(debtor) => debtor.word().into(),
        }
    }

    /// The value a literal writes.
    pub fn of(literal: &Literal) -> Value {
        match literal {
            Literal::Number(number) => Value::Number(*number),
            Literal::Text(text) => Value::Text(text.clone()),
            Literal::Date(day) => Value::Date(*day),
            Literal::YesNo(yes) => Value::YesNo(*yes),
            Literal::Money(money) => Value::Whole(money.minor),
            Literal::Days(days) => Value::Whole((*days).into()),
            Literal::Debtor(debtor) => Value::Debtor(*debtor),
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
