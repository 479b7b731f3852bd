//! The files a run has read, or looked for: no result is ever written over one of them.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// One for the process, since a process is one run: whoever reads a file says so here, and cannot forget to hand it on.
static READ: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

/// Remembers a file.
pub fn remember(path: &Path) {
    if let Ok(mut all) = READ.lock() {
        all.push(path.to_path_buf());
    }
}

/// Under which name a file was read or looked for, by whatever way it is named now.
pub fn read(path: &Path) -> Option<PathBuf> {
    let all = READ.lock().ok()?;
    all.iter().find(|read| is_same(read, path)).cloned()
}

fn is_same(one: &Path, other: &Path) -> bool {
    match (std::fs::metadata(one), std::fs::metadata(other)) {
        // What is no file of its own, such as a terminal, can be read from and written to.
        (Ok(one), Ok(other)) if !one.is_file() || !other.is_file() => false,
        (Ok(a), Ok(b)) => is_same_place(&a, &b) || std::fs::canonicalize(one).ok() == std::fs::canonicalize(other).ok(),
        (Err(_), Err(_)) => not_there_yet(one) == not_there_yet(other),
        _ => false,
    }
}

/// The name of a file that is not there, in the folder that is.
fn not_there_yet(path: &Path) -> Option<PathBuf> {
    let path = behind_links(path);
    Some(std::fs::canonicalize(folder_of(&path)).ok()?.join(path.file_name()?))
}

/// The file that a name stands for, there or not: what links to files that are not there come to. One that leads in a circle stays itself.
pub fn behind_links(path: &Path) -> PathBuf {
    let mut target = path.to_path_buf();
    for _ in 0..LINKS {
        match std::fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => return target,
        }
    }
    path.to_path_buf()
}

/// As many links as a system follows one after the other.
const LINKS: usize = 40;

/// The folder in which a file stands.
pub fn folder_of(path: &Path) -> PathBuf {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf()
}

/// Whether two are one file.
#[cfg(unix)]
pub fn is_same_place(one: &std::fs::Metadata, other: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

/// Whether two are one file; where nothing tells, they are not.
#[cfg(not(unix))]
pub fn is_same_place(_: &std::fs::Metadata, _: &std::fs::Metadata) -> bool {
    false
}
