//! What a policy, a statute, a test and a ledger mapping mean, once names, units and dates are checked.

mod condition;
pub mod mapping;
mod policy;
mod statute;
mod test;

pub use condition::{Comparison, Condition, Fact, Right, Value};
pub use policy::{Anchor, Fee, Moment, Policy, Step};
pub use statute::Statute;
pub use test::Test;

use crate::diagnostic::{Diagnostic, Severity};
use crate::syntax::tree::Item;

/// Everything the files of a run say.
#[derive(Default, Debug)]
pub struct Program {
    /// Policies in the order given; versions of one name each on their own, the earlier ended the day before the next.
    pub policies: Vec<Policy>,
    /// Statutes.
    pub statutes: Vec<Statute>,
    /// The advice of the trade.
    pub practices: Vec<Statute>,
    /// Tests.
    pub tests: Vec<Test>,
    /// Ledger mappings.
    pub mappings: Vec<mapping::Mapping>,
}

/// Looks up every name and checks every type. The program holds only what is sound; every mistake is a diagnostic.
pub fn build(items: Vec<Item>) -> (Program, Vec<Diagnostic>) {
    let (mut program, mut diagnostics) = (Program::default(), Vec::new());
    let (mut policies, mut tests) = (Vec::new(), Vec::new());
    for item in items {
        match item {
            Item::Policy(tree) => policies.push(*tree),
            Item::Test(tree) => tests.push(tree),
            Item::Statute(tree) => keep(statute::build(*tree, false), &mut program.statutes, &mut diagnostics),
            Item::Practice(tree) => keep(statute::build(*tree, true), &mut program.practices, &mut diagnostics),
            Item::Mapping(tree) => keep(mapping::build(tree), &mut program.mappings, &mut diagnostics),
        }
    }
    let names: Vec<String> = policies.iter().map(|policy| policy.name.value.clone()).collect();
    for tree in policies {
        keep(policy::build(tree), &mut program.policies, &mut diagnostics);
    }
    policy::order_versions(&mut program.policies, &mut diagnostics);
    for tree in tests {
        keep(test::build(tree, &names, &program.policies), &mut program.tests, &mut diagnostics);
    }
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (program, diagnostics)
}

fn keep<T>((built, said): (Option<T>, Vec<Diagnostic>), all: &mut Vec<T>, diagnostics: &mut Vec<Diagnostic>) {
    if !said.iter().any(|diagnostic| diagnostic.severity == Severity::Error) {
        all.extend(built);
    }
    diagnostics.extend(said);
}
