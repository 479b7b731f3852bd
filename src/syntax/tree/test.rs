use super::Broken;
use crate::diagnostic::Span;
use crate::terms::{Name, TestCase};

/// A test beside the policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Test {
    /// What it shows.
    pub title: String,
    /// The policy it tries.
    pub of: Name,
    /// The line that opens it.
    pub head: Span,
    /// One case for a block, one for each row of a table.
    pub cases: Vec<TestCase>,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}
