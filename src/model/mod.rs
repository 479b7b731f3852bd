//! What a policy, a statute, a test and a ledger mapping mean, once names, units and dates are checked.

mod condition;
mod customer;
pub mod mapping;
mod policy;
mod statute;
mod test;

pub use condition::{Comparison, Condition, Fact, Right, Value};
pub use customer::{Class, Credit, Escalation};
pub use policy::{Anchor, Fee, Moment, Policy, Step};
pub use statute::Statute;
pub use test::Test;

use crate::diagnostic::{DUPLICATE, Diagnostic, Severity, Span, UNKNOWN_LAW};
use crate::syntax::tree::{Broken, Item};

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
    let (mut policies, mut tests, mut unread) = (Vec::new(), Vec::new(), Broken::default());
    // Those that turn out to be faulty are named too: nothing is said twice.
    let statutes: Vec<String> =
        items.iter().filter_map(|item| if let Item::Statute(tree) = item { Some(tree.name.value.clone()) } else { None }).collect();
    for item in items {
        match item {
            Item::Policy(tree) => policies.push(*tree),
            Item::Test(tree) => tests.push(tree),
            Item::Statute(tree) => keep(statute::build(*tree, false), &mut program.statutes, &mut diagnostics),
            Item::Practice(tree) => keep(statute::build(*tree, true), &mut program.practices, &mut diagnostics),
            Item::Mapping(tree) => keep(mapping::build(tree), &mut program.mappings, &mut diagnostics),
            Item::Unread(broken) => unread.0.extend(broken.0),
        }
    }
    for name in program.practices.iter().flat_map(|practice| &practice.speaks_of) {
        if !statutes.contains(&name.value) && !unread.may_hold(&name.value) {
            let known = statutes.iter().map(|statute| format!("`{statute}`")).collect::<Vec<_>>().join(", ");
            diagnostics.push(UNKNOWN_LAW.at(name.span).with("found", &name.value).with("known", known));
        }
    }
    let names: Vec<String> = policies.iter().map(|policy| policy.name.value.clone()).collect();
    for tree in policies {
        keep(policy::build(tree), &mut program.policies, &mut diagnostics);
    }
    one_of_a_name(program.statutes.iter().map(|statute| (&statute.name, statute.head)), "a statute", &mut diagnostics);
    one_of_a_name(program.practices.iter().map(|practice| (&practice.name, practice.head)), "a practice", &mut diagnostics);
    one_of_a_name(program.mappings.iter().map(|mapping| (&mapping.name, mapping.head)), "a ledger mapping", &mut diagnostics);
    policy::order_versions(&mut program.policies, &mut diagnostics);
    for tree in tests {
        keep(test::build(tree, &names, &unread, &program.policies), &mut program.tests, &mut diagnostics);
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

/// Two things of one name and kind in the files of a run: nobody could tell which was meant.
fn one_of_a_name<'a>(named: impl Iterator<Item = (&'a String, Span)>, what: &str, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen: Vec<(&String, Span)> = Vec::new();
    for (name, span) in named {
        match seen.iter().find(|(other, _)| *other == name) {
            Some((_, first)) => {
                diagnostics.push(DUPLICATE.at(span).with("found", name).with("what", what).and(*first, "the first stands here"));
            }
            None => seen.push((name, span)),
        }
    }
}
