use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::ending;
use super::say::say;

/// A folder that nobody else changes through Frist for as long as this lives.
pub struct FolderLock {
    path: PathBuf,
    _held: File,
}

impl FolderLock {
    /// Waits until the folder is free, and says so where it is not.
    pub fn take(folder: &Path) -> Result<FolderLock, String> {
        let path = folder.join(NAME);
        let failed = |error: std::io::Error| format!("cannot lock `{}`: {error}", folder.display());
        let mut said = false;
        loop {
            if std::fs::symlink_metadata(&path).is_ok_and(|there| !there.is_file()) {
                return Err(format!("cannot lock `{}`: `{NAME}` in it is no file", folder.display()));
            }
            // Another's may be there, and may only be read.
            let new = OpenOptions::new().create(true).truncate(false).write(true).open(&path);
            let file = new.or_else(|error| File::open(&path).map_err(|_| error)).map_err(failed)?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::Error(error)) => return Err(failed(error)),
                Err(TryLockError::WouldBlock) => {
                    if !std::mem::replace(&mut said, true) {
                        say(format_args!("waiting for another frist that writes to `{}`", folder.display()));
                    }
                    file.lock().map_err(failed)?;
                }
            }
            // Whoever had it before may have removed the file that was waited for.
            if same_file(&file, &path) {
                ending::hold().push(path.clone());
                return Ok(FolderLock { path, _held: file });
            }
        }
    }
}

impl Drop for FolderLock {
    fn drop(&mut self) {
        let mut begun = ending::hold();
        let _ = std::fs::remove_file(&self.path);
        // From now on the name is another's.
        begun.retain(|file| *file != self.path);
    }
}

/// What the file is called that stands in a folder while it is locked.
const NAME: &str = ".frist.lock";

#[cfg(unix)]
fn same_file(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let place = |metadata: std::fs::Metadata| (metadata.dev(), metadata.ino());
    let there = std::fs::metadata(path).map(place).ok();
    there.is_some() && there == file.metadata().map(place).ok()
}

/// Elsewhere a file that is open cannot be removed.
#[cfg(not(unix))]
fn same_file(_: &File, _: &Path) -> bool {
    true
}
