//! What must hold of every text and every ledger, tried on many.

mod decisions;
mod guard;
mod reference;
mod texts;

use std::fs;
use std::sync::OnceLock;

use frist::project::Project;
use proptest::prelude::ProptestConfig;

use crate::checked::repository;

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// The policies of `tests/cases/nights`, read once.
fn policies() -> &'static Project {
    static POLICIES: OnceLock<Project> = OnceLock::new();
    POLICIES.get_or_init(|| {
        let text = fs::read_to_string(repository("tests/cases/nights/policies.frist")).unwrap();
        let project = Project::read([("policies.frist", text.as_str())], false);
        assert!(!project.has_errors());
        project
    })
}
