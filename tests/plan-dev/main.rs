#![allow(missing_docs, clippy::unwrap_used)]
mod checked {
    use std::fs;
    use std::path::{Path, PathBuf};
    pub fn repository(path: &str) -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
    }
    pub fn files_below(folder: &Path, ending: &str) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            match entry.path() {
                path if path.is_dir() => found.extend(files_below(&path, ending)),
                path if path.extension().is_some_and(|extension| extension == ending) => found.push(path),
                _ => {}
            }
        }
        found.sort();
        found
    }
}
#[path = "../suite/plan.rs"]
mod plan;
