//! What only `check` sees: advice on a letter, and rules on terms. A first line `# expect: CODE CODE` lists what it says; `# expect:` alone is nothing.

use std::fs;
use std::path::Path;

use frist::check::check;

use super::Statute;
use crate::checked::files_below;

/// A policy and the rules of law it breaks.
pub struct Advice {
    name: String,
    text: String,
    expected: Vec<String>,
}

impl Advice {
    pub fn read(folder: &Path) -> Vec<Advice> {
        let read = |path: &std::path::PathBuf| {
            let (name, text) = (path.display().to_string(), fs::read_to_string(path).unwrap());
            let first = text.lines().next().unwrap_or_default();
            let codes = first.strip_prefix("# expect:").unwrap_or_else(|| panic!("{name} begins with `# expect:`"));
            let mut expected: Vec<String> = codes.split_whitespace().map(Into::into).collect();
            expected.sort();
            Advice { name, text, expected }
        };
        files_below(folder, "frist").iter().map(read).collect()
    }

    /// Whether this rule is what it is about: its file is named for the rules it tries.
    pub fn is_about(&self, rule: &str) -> bool {
        self.name.contains(rule)
    }

    /// What `check` says of it under this statute, if it is not what is expected. Findings of other kinds are not looked at.
    pub fn objection(&self, statute: &Statute) -> Option<String> {
        let rules = statute.laws.iter().flat_map(|law| law.rules.iter()).map(|rule| rule.id.clone());
        let known: Vec<String> = rules.chain(self.expected.iter().cloned()).collect();
        let mut told: Vec<String> =
            check(&statute.over(&self.name, &self.text)).into_iter().map(|finding| finding.code().to_string()).collect();
        told.retain(|code| known.contains(code));
        told.sort();
        told.dedup();
        (told != self.expected).then(|| format!("{}: expected {:?}, told {told:?}", self.name, self.expected))
    }
}
