//! Every `frist` block is read and its tests pass, every `frist fails` block fails, and every code has its page.

use std::collections::BTreeSet;

use frist::diagnostic::CODES;
use frist::forward::try_case;
use frist::ledger::codes;
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
const WITHOUT_EXAMPLE: [&str; 2] = ["F4036", "F9001"];

/// The codes that a block shows as a command prints them.
fn shown_by(block: &Block) -> BTreeSet<String> {
    let printed = block.text.lines().filter_map(|line| line.strip_prefix("error[")?.split_once(']'));
    printed.map(|(code, _)| code.to_string()).collect()
}

/// Whether a page has a `frist fails` block, or of a code of the ledger an example that shows it alone, and behind it one that shows nothing. That
/// commands print what stands there is tried with all commands.
fn has_example(code: &str) -> bool {
    let blocks = blocks_of(&repository(&format!("docs/errors/{code}.md")));
    if !code.starts_with("F4") {
        return blocks.iter().any(|block| block.kind == "frist fails");
    }
    let printed: Vec<BTreeSet<String>> = blocks.iter().filter(|block| block.kind == "text").map(shown_by).collect();
    printed == [BTreeSet::from([code.to_string()]), BTreeSet::new()]
}

#[test]
fn every_code_has_its_page() {
    let of_ledgers = codes().map(|kind| (kind.code, kind.title, kind.page));
    let codes: Vec<_> = CODES.iter().map(|code| (code.code, code.title, code.page)).chain(of_ledgers).collect();
    let mut wrong = Vec::new();
    for (code, title, page) in &codes {
        let title = format!("# {code}: {title}");
        if page.lines().next() != Some(&title) {
            wrong.push(format!("{code}: the page does not begin with `{title}`"));
        }
        if has_example(code) == WITHOUT_EXAMPLE.contains(code) {
            wrong.push(format!("{code}: the page has no example that shows the code, or says why and has one"));
        }
    }
    for page in files_below(&repository("docs/errors"), "md") {
        let name = page.file_stem().unwrap().to_str().unwrap();
        if !codes.iter().any(|(code, ..)| *code == name) {
            wrong.push(format!("docs/errors/{name}.md is the page of no code"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
