use rust_decimal::Decimal;

use super::FactType;
use crate::value::{Day, Debtor, Money};

/// A value as written.
#[derive(Clone, PartialEq, Debug)]
pub enum Literal {
    /// A bare number, or a number of invoices.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A date.
    Date(Day),
    /// `yes`, `no`.
    YesNo(bool),
    /// An amount.
    Money(Money),
    /// Calendar days.
    Days(i32),
    /// A kind of debtor.
    Debtor(Debtor),
}

impl Literal {
    /// The type it has.
    pub fn kind(&self) -> FactType {
        match self {
            Literal::Number(_) => FactType::Number,
            Literal::Text(_) => FactType::Text,
            Literal::Date(_) => FactType::Date,
            Literal::YesNo(_) => FactType::YesNo,
            Literal::Money(_) => FactType::Money,
            Literal::Days(_) => FactType::Days,
            Literal::Debtor(_) => FactType::Debtor,
        }
    }
}
