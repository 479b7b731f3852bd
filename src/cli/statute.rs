use std::sync::Arc;

use crate::law::{Law, STATUTES};
use crate::model::Project;

/// The statute of a name, whatever its case; the run was read with it wanted.
pub fn statute<'a>(project: &'a Project, name: &str) -> Result<&'a Arc<Law>, String> {
    project.law(name).or_else(|| project.law(&name.to_uppercase())).ok_or_else(|| {
        let built_in = STATUTES.iter().map(|(name, ..)| *name);
        let mut known: Vec<&str> = built_in.chain(project.statutes.iter().map(|statute| statute.law.name.as_str())).collect();
        known.sort_unstable();
        known.dedup();
        format!("no statute is called `{name}`; there is {}", known.join(", "))
    })
}
