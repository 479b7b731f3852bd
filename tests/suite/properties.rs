//! What must hold of every text and every ledger, tried on many.
//!
//! The cases are the same on each run; `FRIST_TRIES=50` tries fifty times as many, others each time.

mod credit;
mod daily;
mod decisions;
mod faults;
mod forward;
mod guard;
mod inspected;
mod journal;
mod lawful;
mod openings;
pub mod parts;
pub mod row_order;
pub mod simulated;
mod texts;

use std::fs;
use std::sync::OnceLock;

use frist::model::Project;
use proptest::prelude::ProptestConfig;
use proptest::test_runner::RngSeed;

use crate::checked::repository;

pub fn cases(cases: u32) -> ProptestConfig {
    let tries: Option<u32> = std::env::var("FRIST_TRIES").ok().and_then(|tries| tries.parse().ok());
    let rng_seed = if tries.is_some() { RngSeed::Random } else { RngSeed::Fixed(2026) };
    ProptestConfig { cases: cases * tries.unwrap_or(1), rng_seed, failure_persistence: None, ..ProptestConfig::default() }
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
