//! The trees of built-in texts, kept: a program that reads many policies parses each statute once.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use crate::diagnostic::{Diagnostic, FileId, Sources};
use crate::syntax::parse;
use crate::syntax::tree::Item;

type Parsed = (Vec<Item>, Vec<Diagnostic>);

/// By the name of each text, where it last stood among the files of a run, and its tree there: a tree holds its places.
static KEPT: Mutex<BTreeMap<String, (FileId, Parsed)>> = Mutex::new(BTreeMap::new());

/// The tree of a file that holds a built-in text, as [`parse`] gives it.
pub(super) fn parsed(sources: &Sources, file: FileId) -> Parsed {
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, parsed)) = kept.get(sources.name(file)).filter(|(at, _)| *at == file) {
        return parsed.clone();
    }
    let parsed = parse(sources, file);
    kept.insert(sources.name(file).into(), (file, parsed.clone()));
    parsed
}
