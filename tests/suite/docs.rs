//! The book is run: its policies, its commands and what they print.

mod blocks;
mod commands;
mod statutes;

use std::fs;
use std::path::{Path, PathBuf};

use crate::checked::{files_below, repository};

/// A fenced block of a page.
struct Block {
    page: PathBuf,
    line: usize,
    /// What stands behind the opening fence.
    kind: String,
    /// The file it is saved as, from a line `<!-- file: … -->` above it.
    file: Option<String>,
    text: String,
}

impl Block {
    fn place(&self) -> String {
        format!("{}:{}", self.page.strip_prefix(repository("")).unwrap().display(), self.line)
    }
}

/// The pages of `docs` and the README, as far as they are written.
fn pages() -> Vec<PathBuf> {
    let mut pages = files_below(&repository("docs"), "md");
    pages.extend([repository("README.md")].into_iter().filter(|page| page.exists()));
    pages
}

fn blocks_of(page: &Path) -> Vec<Block> {
    let text = fs::read_to_string(page).unwrap();
    let (mut blocks, mut open, mut file) = (Vec::new(), None::<Block>, None);
    for (at, line) in text.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(kind), None) => {
                open = Some(Block { page: page.into(), line: at + 1, kind: kind.trim().into(), file: file.take(), text: String::new() });
            }
            (None, Some(block)) => block.text.push_str(&format!("{line}\n")),
            (None, None) => {
                file = line
                    .strip_prefix("<!-- file: ")
                    .and_then(|rest| rest.strip_suffix(" -->"))
                    .map(Into::into)
                    .or(file.filter(|_| line.is_empty()));
            }
        }
    }
    assert!(open.is_none(), "{}: a fence is left open", page.display());
    blocks
}
