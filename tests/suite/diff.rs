//! What changes between two policies. `tests/cases/diff` has a folder for each kind of change, with the policy as it is and as it shall be.

mod command;
mod regions;
mod snapshots;

use std::fs;
use std::sync::OnceLock;

use frist::model::Project;

use crate::checked::repository;

/// One folder of `tests/cases/diff`.
pub struct Case {
    pub name: String,
    pub old: Project,
    pub new: Project,
}

/// Every case, in the order of the names.
pub fn cases() -> &'static [Case] {
    static CASES: OnceLock<Vec<Case>> = OnceLock::new();
    CASES.get_or_init(|| {
        let mut folders: Vec<_> = fs::read_dir(repository("tests/cases/diff")).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        let read = |path: std::path::PathBuf| {
            let text = fs::read_to_string(&path).unwrap();
            let project = Project::read([(path.file_name().unwrap().to_str().unwrap(), text.as_str())], false);
            assert!(!project.has_errors(), "{}: {:?}", path.display(), project.mistakes);
            project
        };
        let case = |folder: std::path::PathBuf| Case {
            name: folder.file_name().unwrap().to_str().unwrap().to_string(),
            old: read(folder.join("old.frist")),
            new: read(folder.join("new.frist")),
        };
        folders.into_iter().map(case).collect()
    })
}
