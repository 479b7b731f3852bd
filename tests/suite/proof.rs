//! The properties that keep `check` honest: it is held to the truth where that can be had by trying everything, and to long runs where it cannot.
//!
//! The cases are the same on each run; `FRIST_TRIES=50` tries fifty times as many, others each time; `FRIST_SEED` begins elsewhere.

mod brute;
mod countries;
mod draw;
mod handbook;
mod ledgers;
mod letters;
mod monotone;
mod pairs;
mod realistic;
mod replay;
mod small;
mod tight;
mod worlds;

use std::time::{SystemTime, UNIX_EPOCH};

use frist::model::{Policy, Project};

/// How many times the usual number of cases.
pub fn tries() -> usize {
    number("FRIST_TRIES").unwrap_or(1) as usize
}

/// Where the cases begin.
fn seed() -> u64 {
    let now = || SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs() % 1_000_000 * 1_000;
    number("FRIST_SEED").unwrap_or_else(|| if number("FRIST_TRIES").is_some() { now() } else { 1 })
}

/// One policy of a project with the statutes and practices it is read with, and none of its tests.
fn alone(project: &Project, policy: &Policy) -> Project {
    let (statutes, practices) = (project.statutes.clone(), project.practices.clone());
    Project { policies: vec![policy.clone()], statutes, practices, ..Project::default() }
}

fn number(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}
