//! The strict tree: every statement typed, with its place. Names are not yet looked up.

mod condition;
mod fee;
mod mapping;
mod policy;
mod statute;
mod test;

pub use condition::{Comparison, Condition, Fact, FactType, Literal, Operand, Operator};
pub use fee::{Adjust, Base, FeeAmount, FeeLine};
pub use mapping::{MappedColumn, MappedSource, Mapping};
pub use policy::{
    Anchor, Broken, Class, Credit, Deadline, Escalation, Exemption, FactDeclaration, Hold, Interest, InterestFrom, Moment, Part, Policy,
    SendOn, Step, Valid,
};
pub use statute::{
    Amount, Announced, Basis, Cite, Confidence, DateOf, Effect, InterestRule, Lapse, Limitation, Measure, Passed, Quantity, Restart,
    Restarter, Rule, RuleCondition, Set, StartOf, State, Statute, Subject, Value, ValueEntry,
};
pub use test::{Case, Expect, Expected, Happening, Test, TestInvoice};

use crate::diagnostic::Spanned;

/// A name and where it stands.
pub type Name = Spanned<String>;

/// One block at the left margin.
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
    Mapping(Mapping),
    /// The first words of blocks that could not be read.
    Unread(Broken),
}
