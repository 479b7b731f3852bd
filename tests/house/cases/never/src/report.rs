use crate::model::{Policy, Rule};
use crate::syntax as tree;

fn print(rule: &tree::Rule) {}
