//! What must hold of any bytes that a reader is given: each target of `fuzz/targets` draws them, and holds what comes of them to its properties.
//!
//! `.ci/fuzz` runs them. A run begins with the repository's own files ([`seeds`]); what it finds becomes a case in `tests`, as everything found does.

pub mod decided;
pub mod files;
pub mod mapped;
pub mod mutate;
pub mod seeds;
pub mod sent;
pub mod shipped;
pub mod texts;

// What the suite reads by other means than the program.
#[path = "../../tests/suite/checked.rs"]
#[allow(dead_code, missing_docs)]
mod checked;
#[path = "../../tests/suite/plan/written.rs"]
#[allow(dead_code, missing_docs)]
mod written;
