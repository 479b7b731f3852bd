use crate::diagnostic::Span;
use crate::terms::FeeAmount;
use crate::value::Day;

/// A fee from a day on; without a day, always.
#[derive(Clone, PartialEq, Debug)]
pub struct FeeLine {
    /// The first day it holds.
    pub from: Option<Day>,
    /// How much.
    pub amount: FeeAmount,
    /// Where it stands.
    pub span: Span,
}
