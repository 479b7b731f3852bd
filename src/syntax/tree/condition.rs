use rust_decimal::Decimal;

use crate::diagnostic::{Span, Spanned};
use crate::value::{Day, Debtor, Money};

/// What must hold of an invoice and its customer.
#[derive(Clone, PartialEq, Debug)]
pub enum Condition {
    /// Each of them.
    All(Vec<Condition>),
    /// At least one.
    Any(Vec<Condition>),
    /// Not this one.
    Not(Box<Condition>),
    /// A fact against a value.
    Compare(Comparison),
    /// `invoice tagged "…"`, `customer tagged "…"`.
    Tagged {
        /// Whether the customer is meant.
        customer: bool,
        /// The tag.
        tag: String,
        /// Where it stands.
        span: Span,
    },
}

/// One comparison.
#[derive(Clone, PartialEq, Debug)]
pub struct Comparison {
    /// Left of the operator.
    pub fact: Spanned<Fact>,
    /// How.
    pub operator: Operator,
    /// Right of the operator.
    pub operand: Operand,
    /// The whole.
    pub span: Span,
}

/// A fact a condition may name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fact {
    /// Principal still outstanding.
    Balance,
    /// Balance, interest and fees.
    Claim,
    /// The invoice amount less credit notes.
    Principal,
    /// Days past the due date.
    Overdue,
    /// The kind of debtor.
    Debtor,
    /// What all overdue invoices of the customer still owe.
    CustomerOverdueBalance,
    /// How many invoices of the customer are overdue.
    CustomerOverdueInvoices,
    /// Days past due of the customer's oldest overdue invoice.
    CustomerOldestOverdue,
    /// What all open invoices of the customer still owe.
    CustomerBalance,
    /// The customer's credit limit.
    CreditLimit,
    /// A declared fact.
    Declared(String),
}

impl Fact {
    /// The built-in facts with the phrases that name them and their types.
    pub const BUILT_IN: [(&'static str, Fact, FactType); 10] = [
        ("balance", Fact::Balance, FactType::Money),
        ("claim", Fact::Claim, FactType::Money),
        ("principal", Fact::Principal, FactType::Money),
        ("overdue", Fact::Overdue, FactType::Days),
        ("debtor", Fact::Debtor, FactType::Debtor),
        ("customer overdue balance", Fact::CustomerOverdueBalance, FactType::Money),
        ("customer overdue invoices", Fact::CustomerOverdueInvoices, FactType::Number),
        ("customer oldest overdue", Fact::CustomerOldestOverdue, FactType::Days),
        ("customer balance", Fact::CustomerBalance, FactType::Money),
        ("credit limit", Fact::CreditLimit, FactType::Money),
    ];

    /// What kind of thing it is; a declared one says so itself and is a number here.
    pub fn kind(&self) -> FactType {
        Fact::BUILT_IN.iter().find(|(_, fact, _)| fact == self).map_or(FactType::Number, |(.., kind)| *kind)
    }

    /// The phrase that names it.
    pub fn phrase(&self) -> &str {
        match self {
            Fact::Declared(name) => name,
            built_in => Fact::BUILT_IN.iter().find(|(_, fact, _)| fact == built_in).map_or("", |(phrase, ..)| phrase),
        }
    }
}

/// What kind of thing a fact is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactType {
    /// A bare number.
    Number,
    /// A text.
    Text,
    /// A date.
    Date,
    /// `yes` or `no`.
    YesNo,
    /// An amount.
    Money,
    /// Days; only built-in facts are.
    Days,
    /// A kind of debtor; only the built-in fact is.
    Debtor,
}

impl FactType {
    /// What a value of it is called in a message.
    pub fn described(self) -> &'static str {
        match self {
            FactType::Number => "a number",
            FactType::Text => "a text in quotes",
            FactType::Date => "a date",
            FactType::YesNo => "`yes` or `no`",
            FactType::Money => "an amount",
            FactType::Days => "a number of days",
            FactType::Debtor => "`consumer`, `business` or `public`",
        }
    }
}

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Operator {
    /// Not below.
    AtLeast,
    /// Not above.
    AtMost,
    /// Above, not equal.
    Above,
    /// Below, not equal.
    Below,
    /// Equal.
    Is,
    /// Not equal.
    IsNot,
}

impl Operator {
    /// Every operator with its words.
    pub const ALL: [(&'static str, Operator); 6] = [
        ("at least", Operator::AtLeast),
        ("at most", Operator::AtMost),
        ("above", Operator::Above),
        ("below", Operator::Below),
        ("is", Operator::Is),
        ("is not", Operator::IsNot),
    ];

    /// Whether it holds of a left value that stands to the right one like this.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Operator::AtLeast => ordering.is_ge(),
            Operator::AtMost => ordering.is_le(),
            Operator::Above => ordering.is_gt(),
            Operator::Below => ordering.is_lt(),
            Operator::Is => ordering.is_eq(),
            Operator::IsNot => ordering.is_ne(),
        }
    }

    /// Its words.
    pub fn words(self) -> &'static str {
        Operator::ALL.iter().find(|(_, operator)| *operator == self).map_or("", |(words, _)| words)
    }
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// A value as written.
    Literal(Spanned<Literal>),
    /// Another fact, with a value added to it if one is named.
    Fact(Spanned<Fact>, Option<Spanned<Literal>>),
}

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
