//! Text to tree and back: a permissive shape, then the strict tree, and the formatter.

#![allow(clippy::wildcard_enum_match_arm, reason = "whatever else stands in a text is not what was expected")]

mod braces;
mod cursor;
mod format;
mod lower;
mod number;
mod shape;
pub mod tree;

pub use format::{NotFormatted, format};
pub use shape::statements;

use crate::diagnostic::{Diagnostic, FileId, Sources};

/// Reads a file into its tree. Every mistake is its own diagnostic, in the order of the text; the tree holds all statements without one.
pub fn parse(sources: &Sources, file: FileId) -> (Vec<tree::Item>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let lines = shape::read(sources, file, &mut diagnostics);
    let items = lower::file(&lines, &mut diagnostics);
    diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    (items, diagnostics)
}
