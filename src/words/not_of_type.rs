//! A value of a ledger that is not of the type a policy declares.

use crate::run::NotOfType;

/// A value of a ledger that is not of its fact's type, with its place.
pub fn not_of_type(wrong: &NotOfType) -> String {
    format!("{}: {}", wrong.place, value_not_of_type(wrong))
}

/// The same without its place.
pub fn value_not_of_type(wrong: &NotOfType) -> String {
    format!("column `{}`: `{}` is not {}", wrong.column, wrong.value, wrong.expected.described())
}
