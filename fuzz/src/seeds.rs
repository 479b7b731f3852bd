//! What a run begins with: the repository's own files, as they are when it begins.

use std::fs;
use std::path::{Path, PathBuf};

/// What stands between the files of one input.
pub const BETWEEN: u8 = 0x1e;

/// A file of the repository.
pub fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// Every file below a folder with this ending, in the order of their names.
pub fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut found: Vec<PathBuf> = entries
        .flat_map(|entry| match entry.path() {
            path if path.is_dir() => below(&path, ending),
            path if path.extension().is_some_and(|extension| extension == ending) => vec![path],
            _ => Vec::new(),
        })
        .collect();
    found.sort();
    found
}

/// Everything that is written in Frist, shipped or tried.
pub fn texts() -> Vec<Vec<u8>> {
    contents(["policies", "tests"].iter().flat_map(|folder| below(&repository(folder), "frist")))
}

/// Every table of the repository.
pub fn tables() -> Vec<Vec<u8>> {
    contents(["policies", "tests"].iter().flat_map(|folder| below(&repository(folder), "csv")))
}

/// The texts in which a line begins with a word.
pub fn texts_with(word: &str) -> Vec<Vec<u8>> {
    let begins = |text: &Vec<u8>| text.split(|byte| *byte == b'\n').any(|line| line.starts_with(word.as_bytes()));
    texts().into_iter().filter(begins).collect()
}

/// Every folder with tables of these names, as one input: those that it lacks are empty.
pub fn folders(names: &[&str]) -> Vec<Vec<u8>> {
    let first = |path: &PathBuf| path.file_name().is_some_and(|name| name == names[0]);
    let tables = ["policies", "tests"].iter().flat_map(|folder| below(&repository(folder), "csv"));
    let table = |folder: &Path, name: &&str| fs::read(folder.join(name)).unwrap_or_default();
    let folders = tables.filter(first).filter_map(|path| path.parent().map(Path::to_path_buf));
    folders.map(|folder| names.iter().map(|name| table(&folder, name)).collect::<Vec<_>>().join(&BETWEEN)).collect()
}

/// The tables that tell of open items: those in which a row has a balance.
pub fn open_items() -> Vec<Vec<u8>> {
    let has_balance = |table: &Vec<u8>| String::from_utf8_lossy(table).lines().next().is_some_and(|head| head.contains("balance"));
    tables().into_iter().filter(has_balance).collect()
}

/// The files of one input.
pub fn parts(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split(|byte| *byte == BETWEEN)
}

/// Lays seeds into the corpus of a target.
pub fn lay(target: &str, seeds: Vec<Vec<u8>>) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    fs::create_dir_all(&corpus).expect("a folder for the corpus");
    for (at, seed) in seeds.iter().enumerate() {
        fs::write(corpus.join(format!("seed-{at:03}")), seed).expect("a seed");
    }
}

fn contents(paths: impl Iterator<Item = PathBuf>) -> Vec<Vec<u8>> {
    paths.map(|path| fs::read(path).expect("a file of the repository")).collect()
}
