use crate::diagnostic::{Span, Spanned};
use crate::terms::{self, Fact, Literal, Operator};

/// What must hold of an invoice and its customer.
pub type Condition = terms::Condition<Criterion>;

/// One thing that must hold.
#[derive(Clone, PartialEq, Debug)]
pub enum Criterion {
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
    pub fact: Spanned<Fact<String>>,
    /// How.
    pub operator: Operator,
    /// Right of the operator.
    pub operand: Operand,
    /// The whole.
    pub span: Span,
}

/// The right side of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub enum Operand {
    /// A value as written.
    Literal(Spanned<Literal>),
    /// Another fact, with a value added to it if one is named.
    Fact(Spanned<Fact<String>>, Option<Spanned<Literal>>),
}
