//! Shape to tree: where every message about a statement is made.

mod amount;
mod cite;
mod condition;
mod credit;
mod fact;
mod fee;
mod file;
mod mapping;
mod matching;
mod policy;
mod rule;
mod rule_condition;
mod statements;
mod statute;
mod step;
mod test;

pub use file::file;
