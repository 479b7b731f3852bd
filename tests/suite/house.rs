//! Which module may name which: `src/` is held to `tests/house/imports.txt`.
//!
//! Sources are read as plain text: comments, texts and `#[cfg(test)]` are left out, and what remains are modules, definitions and paths. A path is
//! followed through re-exports to the file that defines its last name. Each folder of `tests/house/cases` is a small tree with rules of its own and
//! the complaints it must give.

mod circles;
mod rules;
mod scan;
mod tokens;
mod tree;

use std::fs;
use std::path::{Path, PathBuf};

use crate::checked::repository;
use circles::circles;
use rules::Rules;
use tree::Tree;

const IMPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/house/imports.txt");

/// Everything in a tree that its rules do not allow, a line each: file, line, what, and the rule.
fn complaints(src: &Path, imports: &Path) -> Vec<String> {
    let tree = Tree::read(src);
    let rules = Rules::read(imports);
    let mut all = rules.mistakes.clone();
    all.extend(rules.broken_by(&tree));
    all.extend(circles(&tree));
    all
}

/// `HOUSE=FOLDER` holds the `src` of another folder to the rules, its own if it has some.
#[test]
fn the_tree_keeps_to_its_imports() {
    let root = std::env::var_os("HOUSE").map_or_else(|| repository(""), PathBuf::from);
    let own = root.join("tests/house/imports.txt");
    let found = complaints(&root.join("src"), if own.exists() { &own } else { Path::new(IMPORTS) });
    assert!(found.is_empty(), "{} complaints\n{}", found.len(), found.join("\n"));
}

/// What was made in the folder, and is not for others, says `.gitignore`.
#[test]
fn nothing_else_stands_at_the_top() {
    let read = |file: &str| fs::read_to_string(repository(file)).expect("a list");
    let (may, ignored) = (read("tests/house/top.txt"), read(".gitignore"));
    let known = |name: &str| may.lines().any(|line| line == name) || ignored.lines().any(|line| line.trim_matches('/') == name);
    let entries = fs::read_dir(repository("")).expect("the repository").map(|entry| entry.expect("an entry").file_name());
    let strangers: Vec<_> = entries.filter(|name| name != ".git" && !name.to_str().is_some_and(known)).collect();
    assert!(strangers.is_empty(), "no line of tests/house/top.txt names {strangers:?}");
}

/// Every file that ARCHITECTURE.md sends somebody to.
#[test]
fn the_page_names_files_that_are_there() {
    let page = fs::read_to_string(repository("ARCHITECTURE.md")).expect("the page");
    let is_path =
        |text: &&str| text.contains('/') && !text.contains("XX") && text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-".contains(c));
    let named: Vec<&str> = page.split('`').skip(1).step_by(2).filter(is_path).collect();
    let stands = |path: &&str| ["", "src/"].iter().any(|below| repository(below).join(path).exists());
    let strangers: Vec<&str> = named.iter().copied().filter(|path| !stands(path)).collect();
    assert!(named.len() > 50 && strangers.is_empty(), "there is no {strangers:?}");
}

#[test]
fn the_rules_can_be_read() {
    let rules = Rules::read(Path::new(IMPORTS));
    assert!(rules.mistakes.is_empty(), "{}", rules.mistakes.join("\n"));
}

#[test]
fn small_trees_give_these_complaints() {
    let folder = repository("tests/house/cases");
    let mut cases: Vec<_> = fs::read_dir(&folder).expect("cases").map(|entry| entry.expect("a case").path()).collect();
    cases.sort();
    let mut wrong = String::new();
    for case in &cases {
        let expected = fs::read_to_string(case.join("expected.txt")).unwrap_or_default();
        let found = complaints(&case.join("src"), &case.join("imports.txt"));
        let found: String = found.iter().map(|line| format!("{line}\n")).collect();
        if found != expected {
            let name = case.file_name().unwrap_or_default().display();
            wrong.push_str(&format!("{name}\n--- expected\n{expected}--- found\n{found}\n"));
        }
    }
    assert!(!cases.is_empty() && wrong.is_empty(), "{wrong}");
}
