//! From texts to plans: what policies, statutes, tests and ledger mappings mean once names, units and dates are checked, and where each is written.
//! The one module that reads the tree of a text.

mod built_in;
mod condition;
mod customer;
mod mapping;
mod policy;
mod project;
mod shipped;
mod statute;
mod test;
mod undone;
mod version;
mod written;

pub use policy::Policy;
pub use project::{Project, Wanted};
pub use shipped::{SHIPPED, shipped};
pub use statute::{Practice, Statute};
pub use test::Test;
pub use written::{Written, WrittenLaw, WrittenStep};
