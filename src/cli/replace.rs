//! Files that are written whole or not at all, and that stay what they are: a link stays a link, a device a device, a file keeps its owner and its mode, and
//! nothing a run has read is written over by its result.

use std::fs::{File, Metadata, OpenOptions};
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::content::{BEGINS, Content, ENDS};
use super::{ending, inputs, progress};

/// A file whose new content is complete, and waits to take its place.
pub struct Draft {
    /// As it was named.
    path: PathBuf,
    place: Place,
    content: Content,
}

/// Where a file's content goes.
enum Place {
    /// A file of its own: the draft takes its place.
    Replace(PathBuf),
    /// A file that is not ours to replace, since it has several names or another owner: the content is written into it.
    Into(PathBuf),
    /// What is no file: a device, a pipe, something that is open already.
    Through(PathBuf),
}

impl Draft {
    /// Writes the new content of a file that is a result: never of one that was read.
    pub fn of_result(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Draft, String> {
        if let Some(read) = inputs::read(path) {
            // A table that is not there yet would be read by the next run.
            let how = if path.exists() { "read" } else { "looked for" };
            let name = if read == path { String::new() } else { format!(" ({})", read.display()) };
            return Err(format!("`{}` was {how} in this run{name}, and a result is never written over what it comes from", path.display()));
        }
        Draft::of(path, write)
    }

    /// Writes the new content of a file.
    pub fn of(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<Draft, String> {
        let failed = |error| failed(path, &error);
        let (place, folder) = place_of(path)?;
        remove_strays(&folder);
        let content = match &place {
            Place::Replace(target) => Content::to_stay(&folder, !target.exists()),
            Place::Into(_) | Place::Through(_) => Content::to_copy(&folder),
        };
        let content = content.map_err(failed)?;
        let mut out = BufWriter::new(content.file());
        write(&mut out).and_then(|()| out.flush()).map_err(failed)?;
        drop(out);
        Ok(Draft { path: path.to_path_buf(), place, content })
    }

    /// Lets it take its place.
    pub fn finish(self) -> Result<(), String> {
        Draft::finish_all([self])
    }

    /// Lets several take their places: once the first has its own, no word to end keeps the others from theirs.
    pub fn finish_all(drafts: impl IntoIterator<Item = Draft>) -> Result<(), String> {
        let drafts: Vec<Draft> = drafts.into_iter().collect();
        progress::end();
        drafts.iter().try_for_each(|draft| draft.content.file().sync_all().map_err(|error| failed(&draft.path, &error)))?;
        // Whoever reads from a pipe may let it wait for ever.
        let waits = drafts.iter().any(|draft| matches!(draft.place, Place::Through(_)));
        let _held = (!waits).then(ending::hold);
        drafts.into_iter().try_for_each(Draft::take_place)
    }

    fn take_place(self) -> Result<(), String> {
        let Draft { path, place, content } = self;
        let done = match place {
            Place::Replace(target) => match std::fs::metadata(&target) {
                Ok(old) if alike(content.file(), &old).is_err() => pour(content.file(), &target),
                _ => content.take_place(&inputs::folder_of(&target), &target),
            },
            Place::Into(target) => pour(content.file(), &target),
            Place::Through(target) => pass(content.file(), &target),
        };
        done.map_err(|error| failed(&path, &error))
    }
}

/// Whether a name stands for no file that a result could take the place of: a device or a pipe.
pub fn is_no_file(path: &Path) -> bool {
    matches!(place_of(path), Ok((Place::Through(_), _)))
}

/// Writes the new content of a file at once.
pub fn replace(path: &Path, text: &str) -> Result<(), String> {
    Draft::of(path, |out| out.write_all(text.as_bytes()))?.finish()
}

/// Adds to the end of a file, all of it or nothing, and is sure that it is there.
pub fn append(path: &Path, more: &[u8]) -> Result<(), String> {
    let add = || {
        let _held = ending::hold();
        let mut file = OpenOptions::new().append(true).open(path)?;
        let before = file.metadata()?.len();
        let mut written = 0;
        while written < more.len() {
            match file.write(&more[written..]) {
                Ok(bytes) if bytes > 0 => written += bytes,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                failed => {
                    // Half of it is worse than nothing, unless another has added something behind it.
                    if file.metadata()?.len() == before + written as u64 {
                        file.set_len(before)?;
                    }
                    return Err(failed.err().unwrap_or(io::ErrorKind::WriteZero.into()));
                }
            }
        }
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
    // What the system keeps there stands for something that is open already.
    if is_open_already(path) {
        return Ok((Place::Through(path.to_path_buf()), std::env::temp_dir()));
    }
    match std::fs::metadata(path) {
        Ok(old) if old.is_dir() => Err(format!("cannot write `{}`: it is a folder", path.display())),
        Ok(old) if !old.is_file() => Ok((Place::Through(path.to_path_buf()), std::env::temp_dir())),
        Ok(old) if old.permissions().readonly() => Err(failed(path, &io::ErrorKind::PermissionDenied.into())),
        Ok(old) => {
            let target = std::fs::canonicalize(path).map_err(|error| failed(path, &error))?;
            let folder = inputs::folder_of(&target);
            Ok((if has_several_names(&old) { Place::Into(target) } else { Place::Replace(target) }, folder))
        }
        Err(_) => {
            let target = inputs::behind_links(path);
            if target.is_symlink() {
                return Err(format!("cannot write `{}`: it is a link that leads in a circle", path.display()));
            }
            let folder = inputs::folder_of(&target);
            Ok((Place::Replace(target), folder))
        }
    }
}

fn is_open_already(path: &Path) -> bool {
    let of_the_process = |path: &Path| path.starts_with("/proc") && path.components().any(|part| part.as_os_str() == "fd");
    ["/dev/stdout", "/dev/stderr"].iter().any(|open| path == Path::new(open)) || path.starts_with("/dev/fd") || of_the_process(path)
}

/// Writes a draft into a file that stays: first it is made long enough, so that a full disk is known before anything is lost.
fn pour(mut from: &File, target: &Path) -> io::Result<()> {
    from.rewind()?;
    let mut file = OpenOptions::new().write(true).open(target)?;
    let (old, new) = (file.metadata()?.len(), from.metadata()?.len());
    if new > old {
        file.seek(SeekFrom::End(0))?;
        if let Err(error) = io::copy(&mut io::repeat(b'\n').take(new - old), &mut file).and_then(|_| file.sync_all()) {
            file.set_len(old)?;
            return Err(error);
        }
        file.rewind()?;
    }
    io::copy(&mut from, &mut file)?;
    file.set_len(new)?;
    file.sync_all()
}

/// Writes a draft through a device or a pipe, behind what went before.
fn pass(mut content: &File, target: &Path) -> io::Result<()> {
    content.rewind()?;
    let mut file = OpenOptions::new().append(true).open(target)?;
    match io::copy(&mut content, &mut file).and_then(|_| file.flush()) {
        // A reader that stops early is no fault.
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
        _ => Ok(()),
    }
}

/// Removes what runs that were killed have left behind.
fn remove_strays(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_draft = name.to_str().is_some_and(|name| name.starts_with(BEGINS) && name.ends_with(ENDS));
        let is_draft = is_draft && entry.file_type().is_ok_and(|kind| kind.is_file());
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
