//! The closed vocabulary of the language: what its words stand for, each once. Texts, plans and pages share it; it looks nothing up.

mod amount;
mod announced;
mod case;
mod cite;
mod condition;
mod credit_title;
mod dated;
mod deadline;
mod decision_kind;
mod fact;
mod fee;
mod hold;
mod interest;
mod limitation;
mod literal;
mod match_by;
mod operator;
mod question;
mod rule;
mod send_on;
mod settle;
mod statement;
mod valid;

pub use amount::{Amount, DateOf, Measure};
pub use announced::Announced;
pub use case::{AlsoOwed, Expect, Expected, ExpectedLetter, Happened, Happening, TestCase, TestCustomer, TestInvoice};
pub use cite::{Basis, Cite, Confidence};
pub use condition::Condition;
pub use credit_title::CreditTitle;
pub use dated::{DatedEntry, EntryValue};
pub use deadline::Deadline;
pub use decision_kind::DecisionKind;
pub use fact::{BuiltIn, Fact, FactType};
pub use fee::{Adjust, Base, FeeAmount};
pub use hold::Hold;
pub use interest::{Interest, InterestFrom};
pub use limitation::{Lapse, Limitation, Restart, Restarter, StartOf};
pub use literal::Literal;
pub use match_by::MatchBy;
pub use operator::Operator;
pub use question::{FigureOf, LeastDeadline, Question, Set};
pub use rule::{Effect, Quantity, Subject};
pub use send_on::SendOn;
pub use settle::Part;
pub use statement::Statement;
pub use valid::Valid;

use crate::diagnostic::Spanned;

/// A name and where it stands.
pub type Name = Spanned<String>;
