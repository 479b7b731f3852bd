//! Every `frist` block is read and its tests pass, every `frist fails` block fails, and every code has its page.

use std::collections::BTreeSet;

use frist::diagnostic::CODES;
use frist::forward::try_case;
use frist::plan::Plan;

use super::{Block, blocks_of, pages};
use crate::checked::{Checked, files_below, repository};

fn blocks() -> Vec<Block> {
    pages().iter().flat_map(|page| blocks_of(page)).collect()
}

/// The code a page of `docs/errors` is about.
fn code_of(block: &Block) -> Option<String> {
    let name = block.page.file_stem()?.to_str()?;
    block.page.parent()?.ends_with("errors").then(|| name.to_string()).filter(|name| name.starts_with('F'))
}

fn run(block: &Block) -> Result<(), String> {
    let checked = Checked::of(&block.place(), &block.text);
    match (block.kind.as_str(), code_of(block)) {
        ("frist", _) => {
            let errors = checked.errors();
            if !errors.is_empty() {
                return Err(format!("errors {errors:?}"));
            }
            tests_pass(&checked)
        }
        ("frist fails", Some(code)) => {
            let codes = checked.codes();
            let others: Vec<&str> = checked.errors().into_iter().filter(|error| *error != code).collect();
            if !codes.contains(&code.as_str()) {
                return Err(format!("does not show {code}, but {codes:?}"));
            }
            if others.is_empty() { Ok(()) } else { Err(format!("shows {others:?} besides {code}")) }
        }
        ("frist fails", None) if checked.errors().is_empty() => Err("has no errors".into()),
        ("frist fails", None) => Ok(()),
        // Belongs to another block of its page: the commands below it run both.
        ("frist part", _) => Ok(()),
        (kind, _) if kind.starts_with("frist") => {
            Err(format!("`{kind}` is no kind of block: write `frist`, `frist fails` or `frist part`"))
        }
        _ => Ok(()),
    }
}

fn tests_pass(checked: &Checked) -> Result<(), String> {
    let project = &checked.project;
    for test in &project.tests {
        let plans: Vec<&Plan> = project.plans().into_iter().filter(|plan| plan.name == test.of).collect();
        for case in &test.cases {
            let tried = try_case(&plans, case).ok_or("a policy without its law")?;
            if !tried.missed.is_empty() {
                return Err(format!("test \"{}\": {:?}", test.title, tried.missed));
            }
        }
    }
    Ok(())
}

#[test]
fn every_block_does_what_it_says() {
    let wrong: Vec<String> = blocks().iter().filter_map(|block| run(block).err().map(|why| format!("{}: {why}", block.place()))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Pages that say why they have no example.
const WITHOUT_EXAMPLE: [&str; 1] = ["F9001"];

#[test]
fn every_code_has_its_page() {
    let shown: BTreeSet<String> = blocks().iter().filter(|block| block.kind == "frist fails").filter_map(code_of).collect();
    let mut wrong = Vec::new();
    for code in CODES {
        let title = format!("# {}: {}", code.code, code.title);
        if code.page.lines().next() != Some(&title) {
            wrong.push(format!("{}: the page does not begin with `{title}`", code.code));
        }
        if !shown.contains(code.code) && !WITHOUT_EXAMPLE.contains(&code.code) {
            wrong.push(format!("{}: the page has no `frist fails` block", code.code));
        }
    }
    for page in files_below(&repository("docs/errors"), "md") {
        let name = page.file_stem().unwrap().to_str().unwrap();
        if !CODES.iter().any(|code| code.code == name) {
            wrong.push(format!("docs/errors/{name}.md is the page of no code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
