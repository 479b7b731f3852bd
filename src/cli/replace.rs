//! Files that are written whole or not at all, and that stay what they are: a link stays a link, a device a device, a file keeps its owner and its mode, and
//! nothing a run has read is written over by its result.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Seek, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::inputs;

/// A file whose new content is complete, and waits to take its place.
pub struct Draft {
    /// As it was named.
    path: PathBuf,
    place: Place,
    content: NamedTempFile,
}

/// Where a file's content goes.
enum Place {
    /// A file of its own: the draft takes its place.
    Replace(PathBuf),
    /// What is more than a name for one file, or is not ours to replace: a device, a pipe, a file with several names or another owner.
    Into(PathBuf),
}

impl Draft {
    /// Writes the new content of a file that is a result: never of one that was read.
    pub fn of_result(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Draft, String> {
        if let Some(read) = inputs::read(path) {
            return Err(format!(
                "`{}` was read in this run ({}), and a result is never written over what it comes from",
                path.display(),
                read.display()
            ));
        }
        Draft::of(path, write)
    }

    /// Writes the new content of a file.
    pub fn of(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Draft, String> {
        let failed = |error| failed(path, &error);
        let (place, folder) = place_of(path)?;
        remove_strays(&folder);
        let content = tempfile::Builder::new().prefix(BEGINS).suffix(ENDS).tempfile_in(&folder).map_err(failed)?;
        // While it is locked, no other run takes it for one that was left behind.
        let _ = content.as_file().try_lock();
        let mut out = BufWriter::new(content);
        write(&mut out).map_err(failed)?;
        let content = out.into_inner().map_err(|error| failed(error.into_error()))?;
        content.as_file().sync_all().map_err(failed)?;
        Ok(Draft { path: path.to_path_buf(), place, content })
    }

    /// Lets it take its place.
    pub fn finish(self) -> Result<(), String> {
        let Draft { path, place, content } = self;
        let failed = |error| failed(&path, &error);
        let place = match place {
            Place::Replace(target) => match std::fs::metadata(&target) {
                Ok(old) if alike(content.as_file(), &old).is_err() => Place::Into(target),
                Ok(_) => Place::Replace(target),
                Err(_) => {
                    readable(content.as_file());
                    Place::Replace(target)
                }
            },
            into @ Place::Into(_) => into,
        };
        match place {
            Place::Replace(target) => content.persist(target).map(drop).map_err(|error| failed(error.error)),
            Place::Into(target) => pour(content.as_file(), &target).map_err(failed),
        }
    }
}

/// Writes the new content of a file at once.
pub fn replace(path: &Path, text: &str) -> Result<(), String> {
    Draft::of(path, |out| out.write_all(text.as_bytes()))?.finish()
}

/// Adds to the end of a file, and is sure that it is there.
pub fn append(path: &Path, more: &[u8]) -> Result<(), String> {
    let add = || {
        let mut file = OpenOptions::new().append(true).open(path)?;
        file.write_all(more)?;
        file.sync_all()
    };
    add().map_err(|error| failed(path, &error))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "other failures speak for themselves")]
fn failed(path: &Path, error: &io::Error) -> String {
    let path = path.display();
    match error.kind() {
        io::ErrorKind::NotFound => format!("cannot write `{path}`: there is no such folder"),
        io::ErrorKind::PermissionDenied => format!("cannot write `{path}`: it, or its folder, may not be written to"),
        _ => format!("cannot write `{path}`: {error}"),
    }
}

/// Where the content of a file goes, and the folder in which it is made ready.
fn place_of(path: &Path) -> Result<(Place, PathBuf), String> {
    let beside = |path: &Path| path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_path_buf();
    let elsewhere = std::env::temp_dir();
    // What the system keeps there stands for something that is open already.
    if ["/dev", "/proc"].iter().any(|system| path.starts_with(system)) {
        return Ok((Place::Into(path.to_path_buf()), elsewhere));
    }
    match std::fs::metadata(path) {
        Ok(old) if old.is_dir() => Err(format!("cannot write `{}`: it is a folder", path.display())),
        Ok(old) if !old.is_file() => Ok((Place::Into(path.to_path_buf()), elsewhere)),
        Ok(old) => {
            let target = std::fs::canonicalize(path).map_err(|error| failed(path, &error))?;
            let folder = beside(&target);
            Ok((if has_several_names(&old) { Place::Into(target) } else { Place::Replace(target) }, folder))
        }
        Err(_) => {
            // A link to a file that is not there yet.
            let target = std::fs::read_link(path).map_or_else(|_| path.to_path_buf(), |to| beside(path).join(to));
            let folder = beside(&target);
            Ok((Place::Replace(target), folder))
        }
    }
}

/// Writes a draft into what is there.
fn pour(mut content: &File, target: &Path) -> io::Result<()> {
    content.rewind()?;
    let is_file = std::fs::metadata(target).is_ok_and(|old| old.is_file()) && !target.starts_with("/dev") && !target.starts_with("/proc");
    let mut file = OpenOptions::new().write(true).truncate(is_file).open(target)?;
    match io::copy(&mut content, &mut file).and_then(|_| file.flush()) {
        // A reader that stops early is no fault.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => return Err(error),
        _ => {}
    }
    if is_file { file.sync_all() } else { Ok(()) }
}

/// How a file begins, and ends, that is not complete.
const BEGINS: &str = ".frist-";
const ENDS: &str = ".tmp";

/// Removes what runs that were killed have left behind.
fn remove_strays(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_draft = name.to_str().is_some_and(|name| name.starts_with(BEGINS) && name.ends_with(ENDS));
        if is_draft && File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Gives a draft the owner and the mode of the file whose place it takes.
#[cfg(unix)]
fn alike(content: &File, old: &Metadata) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, fchown};
    let own = content.metadata()?;
    if (own.uid(), own.gid()) != (old.uid(), old.gid()) {
        fchown(content, Some(old.uid()), Some(old.gid()))?;
    }
    content.set_permissions(old.permissions())
}

#[cfg(not(unix))]
fn alike(content: &File, old: &Metadata) -> io::Result<()> {
    content.set_permissions(old.permissions())
}

#[cfg(unix)]
fn has_several_names(old: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    old.nlink() > 1
}

#[cfg(not(unix))]
fn has_several_names(_: &Metadata) -> bool {
    false
}

/// A new file is readable like any other; a draft is not.
fn readable(content: &File) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = content.set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = content;
}
