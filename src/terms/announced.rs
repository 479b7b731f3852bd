use crate::value::Day;

/// A change of law that is coming.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Announced {
    /// What it is.
    pub text: String,
    /// The day it was adopted; until then it is a plan.
    pub adopted: Option<Day>,
    /// From when, as far as anyone says.
    pub expected: Option<Day>,
}
