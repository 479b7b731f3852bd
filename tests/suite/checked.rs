//! A policy file read and checked the way `frist check` does it.

use std::fs;
use std::path::{Path, PathBuf};

use frist::check::{Finding, check};
use frist::decide::BoundPlan;
use frist::diagnostic::{Diagnostic, FileId, Fix, Severity, Sources};
use frist::forward::rehearsal_plan;
use frist::model::{Policy, Project};

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
    /// What is said of each finding, in their order.
    pub said_of: Vec<Diagnostic>,
}

impl Checked {
    pub fn of(name: &str, text: &str) -> Checked {
        let project = Project::read([(name, text)], false);
        let findings = if project.has_errors() { Vec::new() } else { check(&project) };
        let said_of = findings.iter().map(|finding| frist::words::diagnostic(&project, finding)).collect();
        Checked { project, findings, said_of }
    }

    pub fn text(&self) -> &str {
        self.project.sources.text(FILE)
    }

    /// Every diagnostic, those of law among them.
    pub fn said(&self) -> impl Iterator<Item = &Diagnostic> {
        self.project.mistakes.iter().chain(&self.said_of)
    }

    pub fn codes(&self) -> Vec<&str> {
        self.said().map(|diagnostic| diagnostic.code.as_str()).collect()
    }

    pub fn errors(&self) -> Vec<&str> {
        self.said().filter(|diagnostic| diagnostic.severity == Severity::Error).map(|diagnostic| diagnostic.code.as_str()).collect()
    }

    /// The policy a finding is about, ready to be tried.
    pub fn bound(&self, finding: &Finding) -> BoundPlan<'_> {
        let own = finding.policy(&self.project.policies);
        let of_name = || self.project.policies.iter().find(|Policy { plan, .. }| plan.name == finding.policy);
        rehearsal_plan(&own.or_else(of_name).unwrap().plan)
    }

    /// The name of the step a finding is about.
    pub fn step(&self, finding: &Finding) -> Option<&str> {
        let policy = finding.policy(&self.project.policies)?;
        Some(policy.plan.step_name(finding.step()?))
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

/// The words, numbers, texts and comments of a text in order, read by other means than the formatter's: what a change of layout must not touch. The last
/// bar of a row may be left out.
pub fn words(text: &str) -> Vec<String> {
    let is_blank = |c: char| [' ', '\t', '\u{a0}', '\u{202f}', '\u{feff}'].contains(&c);
    let mut words: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r']) {
        let mut rest = line.trim_matches(is_blank);
        while let Some(first) = rest.chars().next() {
            let at_end = rest[first.len_utf8()..].trim_start_matches(is_blank);
            let taken = match first {
                '#' => rest.len(),
                '"' => rest[1..].find('"').map_or(rest.len(), |end| end + 2),
                '|' if at_end.is_empty() || at_end.starts_with(['#', '{', '}']) => 0,
                '-' if rest[1..].starts_with(|c: char| c.is_ascii_digit()) => 1 + number(&rest[1..]),
                _ if rest.starts_with("yes/no") => 6,
                _ if first.is_ascii_digit() => date(rest).unwrap_or_else(|| number(rest)),
                _ if first.is_alphabetic() => rest.find(|c: char| !c.is_alphanumeric() && !['-', '_'].contains(&c)).unwrap_or(rest.len()),
                _ => first.len_utf8(),
            };
            // Blanks behind a comment, of whatever kind, are no words.
            let word = if first == '#' { rest.trim_end() } else { &rest[..taken] };
            words.extend(Some(word.to_string()).filter(|word| !word.is_empty()));
            rest = rest[taken.max(first.len_utf8())..].trim_start_matches(is_blank);
        }
    }
    words
}

/// How long the date is that a text begins with.
fn date(text: &str) -> Option<usize> {
    let mut parts = text.splitn(3, '-').map(|part| part.bytes().take_while(u8::is_ascii_digit).count());
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let is_date = [(year, 4), (month, 2), (day, 4)].iter().all(|(digits, most)| (1..=*most).contains(digits));
    Some(year + 1 + month + 1 + day).filter(|_| is_date && text[year..].starts_with('-') && text[year + 1 + month..].starts_with('-'))
}

/// How long the number is that a text begins with; a blank before three digits groups them.
fn number(text: &str) -> usize {
    let digits = |from: usize| text[from..].bytes().take_while(u8::is_ascii_digit).count();
    let mut end = digits(0);
    loop {
        let Some(next) = text[end..].chars().next() else { return end };
        let more = digits(end + next.len_utf8());
        match next {
            '.' | ',' if more > 0 => end += 1 + more,
            ' ' | '\u{a0}' | '\u{202f}' if more == 3 => end += next.len_utf8() + 3,
            _ => return end,
        }
    }
}
