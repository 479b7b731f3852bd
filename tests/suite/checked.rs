//! A policy file read and checked the way `frist check` does it.

use std::fs;
use std::path::{Path, PathBuf};

use frist::check::{Finding, check};
use frist::diagnostic::{Diagnostic, FileId, Fix, Severity, Sources};
use frist::evaluate::{Plan, rehearsal_plan};
use frist::project::Project;

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Every file below a folder with this ending, in the order of their names; none where there is no such folder.
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

/// The file that was checked; the statutes come behind it.
pub const FILE: FileId = FileId(0);

/// A file with everything that is said of it.
pub struct Checked {
    pub project: Project,
    pub findings: Vec<Finding>,
}

impl Checked {
    pub fn of(name: &str, text: &str) -> Checked {
        let project = Project::read([(name, text)], false);
        let findings = if project.has_errors() { Vec::new() } else { check(&project.program, &project.laws) };
        Checked { project, findings }
    }

    pub fn text(&self) -> &str {
        self.project.sources.text(FILE)
    }

    /// Every diagnostic, those of law among them.
    pub fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        self.project.mistakes.iter().chain(self.findings.iter().map(|finding| &finding.diagnostic))
    }

    pub fn codes(&self) -> Vec<&str> {
        self.said().map(|diagnostic| diagnostic.code.as_str()).collect()
    }

    pub fn errors(&self) -> Vec<&str> {
        self.said().filter(|diagnostic| diagnostic.severity == Severity::Error).map(|diagnostic| diagnostic.code.as_str()).collect()
    }

    /// The policy a finding is about, ready to be tried.
    pub fn plan(&self, finding: &Finding) -> Plan<'_> {
        let of_step = |policy: &&frist::model::Policy| {
            policy.name == finding.policy && finding.step.as_ref().is_none_or(|name| policy.steps.iter().any(|step| step.name == *name))
        };
        let policy = self.project.program.policies.iter().find(of_step).unwrap();
        rehearsal_plan(policy, &self.project.laws[&policy.law.value])
    }

    /// The text with a fix applied.
    pub fn mended(&self, fix: &Fix) -> String {
        assert_eq!(fix.span.file, FILE, "a fix of another file");
        let mut text = self.text().to_string();
        text.replace_range(fix.span.range(), &fix.text);
        text
    }

    /// The line a diagnostic points at.
    pub fn line(&self, diagnostic: &Diagnostic) -> usize {
        self.project.sources.position(diagnostic.span.file, diagnostic.span.start).0
    }
}

/// A text as a source of its own.
pub fn source(text: &str) -> Sources {
    let mut sources = Sources::default();
    sources.add("policy.frist", text);
    sources
}
