//! The policies of `tests/policies`, each through every dimension.

mod braces;
mod fixes;
mod formatting;
mod on_threads;
pub mod replayed;
mod sentences;
mod snapshots;
mod witnesses;

use std::fs;
use std::sync::OnceLock;

use crate::checked::{Checked, files_below, repository};

/// One file of `tests/policies`: its place below that folder, and what is said of it.
pub struct Case {
    pub name: String,
    pub checked: Checked,
}

/// Every case, read and checked once.
pub fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let root = repository("tests/policies");
        let read = |path: std::path::PathBuf| {
            let name = path.strip_prefix(&root).unwrap().with_extension("").display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            Case { checked: Checked::of(&format!("{name}.frist"), &text), name }
        };
        files_below(&root, "frist").into_iter().map(read).collect()
    })
}
