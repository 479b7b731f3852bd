//! The program as its users run it: arguments in; answers, files and exit codes out.

mod answers;
mod because;
mod belongs;
mod columns;
mod credit;
mod customers;
mod ended;
mod examples;
mod kept;
mod nights;
mod notes;
mod openings;
mod output;
mod several;
mod tested;
mod unlawful;
mod versions;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::checked::repository;

/// What a run said.
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in the repository's root.
pub fn frist(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_frist")).args(arguments).current_dir(repository("")).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

/// A folder that goes away by itself.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Folder {
        Folder(tempfile::tempdir().unwrap())
    }

    /// A copy of a folder of the repository.
    pub fn copy(of: &str) -> Folder {
        let folder = Folder::new();
        for entry in fs::read_dir(repository(of)).unwrap().flatten().filter(|entry| entry.path().is_file()) {
            fs::copy(entry.path(), folder.path(entry.file_name().to_str().unwrap())).unwrap();
        }
        folder
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The path of a file within, or of the folder itself, as an argument.
    pub fn at(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub fn write(&self, name: &str, text: &str) -> String {
        fs::write(self.path(name), text).unwrap();
        self.at(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        Path::exists(&self.path(name))
    }
}

pub const POLICIES: &str = "tests/cases/nights/policies.frist";
pub const LEDGER: &str = "tests/cases/nights/ledger";
pub const DAY: &str = "2026-03-30";

/// A run over the ledger of `tests/cases/nights`, or another.
pub fn evaluate(ledger: &str, day: &str, more: &[&str]) -> Ran {
    evaluate_with(POLICIES, ledger, day, more)
}

/// The same with another policy.
pub fn evaluate_with(policy: &str, ledger: &str, day: &str, more: &[&str]) -> Ran {
    frist(&[&["evaluate", policy, "--ledger", ledger, "--as-of", day], more].concat())
}

/// The objects of a run that prints one a line.
pub fn objects(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The same without the notes, which stand among them as objects of their own kind.
pub fn results(text: &str) -> Vec<serde_json::Value> {
    objects(text).into_iter().filter(|object| object.get("note").is_none()).collect()
}

/// Snapshots of a folder below `tests/snapshots`.
pub fn snapshots(folder: &str, taken: impl FnOnce()) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository(&format!("tests/snapshots/{folder}")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(taken);
}
