//! The strict tree: every statement typed, with its place. Names are not yet looked up.

mod condition;
mod fee;
mod mapping;
mod policy;
mod statute;
mod test;

pub use condition::{Comparison, Condition, Criterion, Operand};
pub use fee::FeeLine;
pub use mapping::{MappedColumn, MappedSource, MappedTable, Mapping, RowTest};
pub use policy::{Anchor, Broken, Class, Credit, Escalation, Exemption, FactDeclaration, Moment, Policy, Step};
pub use statute::{InterestRule, Rule, RuleCondition, Statute, Value};
pub use test::Test;

use crate::diagnostic::Spanned;
use crate::terms::MatchBy;

/// One block, or statement, at the left margin.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// `policy … { … }`
    Policy(Box<Policy>),
    /// `statute … { … }`
    Statute(Box<Statute>),
    /// `practice … { … }`: a statute that only advises.
    Practice(Box<Statute>),
    /// `test … of … { … }`
    Test(Test),
    /// `ledger … { … }`
    Mapping(Box<Mapping>),
    /// `match payments by …`
    Matching(Spanned<Vec<MatchBy>>),
    /// The first words of blocks that could not be read.
    Unread(Broken),
}
