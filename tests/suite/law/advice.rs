//! What only `check` sees: advice on a letter, and rules on terms. A first line `# expect: CODE CODE` lists what it says; `# expect:` alone is nothing.

use std::fs;
use std::path::Path;

use frist::check::{Laws, check};
use frist::model::Program;

use super::program;
use crate::checked::files_below;

/// A policy and the rules of law it breaks.
pub struct Advice {
    name: String,
    program: Program,
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
            let (program, _) = program(&name, &text).unwrap_or_else(|said| panic!("{said}"));
            Advice { name, program, expected }
        };
        files_below(folder, "frist").iter().map(read).collect()
    }

    /// Whether this rule is what it is about: its file is named for the rules it tries.
    pub fn is_about(&self, rule: &str) -> bool {
        self.name.contains(rule)
    }

    /// What `check` says of it under these laws, if it is not what is expected. Findings of other kinds are not looked at.
    pub fn objection(&self, laws: &Laws) -> Option<String> {
        let rules = laws.values().flat_map(|law| law.statute.rules.iter()).map(|rule| rule.id.value.clone());
        let known: Vec<String> = rules.chain(self.expected.iter().cloned()).collect();
        let mut told: Vec<String> = check(&self.program, laws).into_iter().map(|finding| finding.diagnostic.code).collect();
        told.retain(|code| known.contains(code));
        told.sort();
        told.dedup();
        (told != self.expected).then(|| format!("{}: expected {:?}, told {told:?}", self.name, self.expected))
    }
}
