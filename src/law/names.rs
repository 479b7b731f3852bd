//! The vocabulary of rules with values of law by their places.

use super::value::ValueId;
use crate::terms;

/// An amount of law, its values by their places.
pub type Amount = terms::Amount<ValueId>;
/// One amount within it.
pub type Measure = terms::Measure<ValueId>;
/// What a rule asks.
pub type Question = terms::Question<ValueId>;
/// What must hold of a notice, or of a payment term.
pub type Condition = terms::Condition<Question>;
/// What a rule demands.
pub type Effect = terms::Effect<ValueId>;
