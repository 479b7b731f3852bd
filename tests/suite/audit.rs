//! What was sent against the law: each folder of `tests/audit` is a ledger with the faults worked out by hand in its `faults.txt`.

mod cases;
mod command;
mod nights;

use std::fs;
use std::path::PathBuf;

use serde_json::Value;

use crate::checked::repository;
use crate::cli::{Ran, frist, results};

/// A ledger with what must be found in it.
struct Case {
    folder: PathBuf,
    /// What the first line of `faults.txt` says behind `$`.
    arguments: Vec<String>,
    /// Every line that is not empty and no remark.
    expected: Vec<String>,
}

impl Case {
    fn read(folder: PathBuf) -> Case {
        let text = fs::read_to_string(folder.join("faults.txt")).unwrap();
        let mut lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let arguments = lines.next().and_then(|line| line.strip_prefix("$ ")).expect("arguments");
        Case { folder, arguments: arguments.split(' ').map(Into::into).collect(), expected: lines.map(Into::into).collect() }
    }

    fn named(name: &str) -> Case {
        Case::read(repository("tests/audit").join(name))
    }

    fn all() -> Vec<Case> {
        let mut folders: Vec<PathBuf> = fs::read_dir(repository("tests/audit")).unwrap().map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(Case::read).collect()
    }

    /// The folder, or the one file of open items in it.
    fn ledger(&self) -> PathBuf {
        let items = self.folder.join("open-items.csv");
        if items.exists() { items } else { self.folder.clone() }
    }

    fn audit(&self, more: &[&str]) -> Ran {
        self.audit_at(self.ledger().to_str().unwrap(), more)
    }

    fn audit_at(&self, ledger: &str, more: &[&str]) -> Ran {
        let own: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        frist(&[&["audit", "--ledger", ledger], own.as_slice(), more].concat())
    }
}

/// The faults of a run, and its summary.
fn found(ran: &Ran) -> (Vec<Value>, Value) {
    let mut objects = results(&ran.out);
    let summary = objects.pop().expect("a summary");
    (objects, summary["summary"].clone())
}

/// A fault as `faults.txt` has it: cited text and message aside.
fn line(fault: &Value) -> String {
    let cell = |name: &str| fault[name].as_str().unwrap_or("-").to_string();
    ["invoice", "notice_on", "act", "rule", "severity", "charged", "allowed", "over", "currency"].map(cell).join(" ")
}
