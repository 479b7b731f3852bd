use std::fs::File;
use std::io;
use std::path::Path;

use tempfile::{NamedTempFile, TempPath};

use super::ending;

/// How a file begins, and ends, that has not taken its place yet.
pub const BEGINS: &str = ".frist-";
/// As [`BEGINS`].
pub const ENDS: &str = ".tmp";

/// What is written until it is complete.
pub enum Content {
    /// A file without a name, which is gone with whoever has it open.
    Nameless(File),
    /// A file with a name for the meantime, where there is no other.
    Named(NamedTempFile),
}

impl Content {
    /// A file that is to be copied to where it goes.
    pub fn to_copy(folder: &Path) -> io::Result<Content> {
        tempfile::tempfile_in(folder).map(Content::Nameless)
    }

    /// A file that is to take a place in the folder. One that is to be a file of its own may be read like any other.
    pub fn to_stay(folder: &Path, of_its_own: bool) -> io::Result<Content> {
        match nameless(folder, of_its_own) {
            Ok(file) => Ok(Content::Nameless(file)),
            Err(_) => named(folder, of_its_own).map(Content::Named),
        }
    }

    /// The file to write to.
    pub fn file(&self) -> &File {
        match self {
            Content::Nameless(file) => file,
            Content::Named(file) => file.as_file(),
        }
    }

    /// Takes the place of a file in its folder, there or not.
    pub fn take_place(self, folder: &Path, target: &Path) -> io::Result<()> {
        match self {
            Content::Named(file) => file.persist(target).map(drop).map_err(|error| error.error),
            Content::Nameless(file) => match name(&file, target) {
                // A name that is taken changes hands only from another name.
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                    between(folder, &file)?.persist(target).map_err(|error| error.error)
                }
                named => named,
            },
        }
    }
}

fn between(folder: &Path, file: &File) -> io::Result<TempPath> {
    let named = tempfile::Builder::new().prefix(BEGINS).suffix(ENDS).make_in(folder, |path| name(file, path))?;
    Ok(named.into_temp_path())
}

#[cfg(unix)]
fn mode(of_its_own: bool) -> u32 {
    if of_its_own { 0o666 } else { 0o600 }
}

/// A file without a name, which no other run takes for one that was left behind once it has one.
#[cfg(target_os = "linux")]
fn nameless(folder: &Path, of_its_own: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt;
    // What is open already is named by the system's name for it.
    std::fs::metadata("/proc/self/fd")?;
    let flags = rustix::fs::OFlags::TMPFILE.bits() as i32;
    let file = File::options().read(true).write(true).mode(mode(of_its_own)).custom_flags(flags).open(folder)?;
    file.lock()?;
    Ok(file)
}

#[cfg(target_os = "linux")]
fn name(file: &File, path: &Path) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    let open = format!("/proc/self/fd/{}", file.as_raw_fd());
    Ok(rustix::fs::linkat(rustix::fs::CWD, open, rustix::fs::CWD, path, rustix::fs::AtFlags::SYMLINK_FOLLOW)?)
}

#[cfg(not(target_os = "linux"))]
fn nameless(_: &Path, _: bool) -> io::Result<File> {
    Err(io::ErrorKind::Unsupported.into())
}

#[cfg(not(target_os = "linux"))]
fn name(_: &File, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// A file with a name, which no other run takes for one that was left behind, and which goes when this one is told to end.
fn named(folder: &Path, of_its_own: bool) -> io::Result<NamedTempFile> {
    let mut new = tempfile::Builder::new();
    new.prefix(BEGINS).suffix(ENDS);
    #[cfg(unix)]
    new.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode(of_its_own)));
    #[cfg(not(unix))]
    let _ = of_its_own;
    loop {
        let mut begun = ending::hold();
        let file = new.tempfile_in(folder)?;
        begun.push(file.path().to_path_buf());
        drop(begun);
        file.as_file().lock()?;
        // Before it was locked, another may have removed it.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    /// What takes a place is whole, whether it had a name before or not, and leaves no other name; what has one for the meantime is gone when the run is told
    /// to end. One test, since all of a process are told.
    #[test]
    fn with_and_without_a_name() {
        for before in [None, Some("old")] {
            let folder = tempfile::tempdir().expect("a folder");
            let target = folder.path().join("target");
            let contents = [named(folder.path(), true).map(Content::Named), nameless(folder.path(), true).map(Content::Nameless)];
            for content in contents.into_iter().flatten() {
                before.iter().for_each(|old| std::fs::write(&target, old).expect("written"));
                content.file().write_all(b"new").expect("written");
                content.take_place(folder.path(), &target).expect("a place");
                assert_eq!(std::fs::read(&target).expect("read"), b"new");
                assert_eq!(std::fs::read_dir(folder.path()).expect("read").count(), 1);
                std::fs::remove_file(&target).expect("removed");
            }
        }
        let folder = tempfile::tempdir().expect("a folder");
        let begun = named(folder.path(), true).expect("a file");
        begun.as_file().write_all(b"half").expect("written");
        assert!(begun.path().exists());
        ending::leave_nothing();
        assert!(!begun.path().exists());
    }
}
