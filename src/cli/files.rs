//! Files as commands read them.

use std::borrow::Cow;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::progress::Counted;
use super::say::{say, say_all};
use super::{inputs, memory, progress};

use crate::diagnostic::LISTED;
use crate::evaluate::{self, Source};
#[cfg(feature = "parquet")]
use crate::ledger::Seekable;
use crate::ledger::{Faults, File, Files, is_xml};
use crate::run::NotOfType;
use crate::words::wrong_facts;

/// Prints what is wrong with a ledger that is to be decided.
pub fn print_faults(faults: &Faults) {
    print_faults_and(faults, "nothing was decided and nothing was written");
}

/// What was made of a ledger; where facts of it are of another type, what is wrong is printed and there is nothing.
pub fn or_faults<T>(made: Result<T, Vec<NotOfType>>) -> Option<T> {
    made.map_err(|wrong| print_faults(&wrong_facts(&wrong))).ok()
}

/// Prints what is wrong with a ledger, and what was not done because of it.
pub fn print_faults_and(faults: &Faults, not_done: &str) {
    for fault in faults.listed() {
        say_all(&format!("error[{}]: {fault}\n", fault.kind.code));
    }
    let count = faults.count();
    let listed = if count > LISTED { format!(" (the first {LISTED} are listed)") } else { String::new() };
    let s = if count == 1 { "" } else { "s" };
    say(format_args!("{count} mistake{s}{listed}; {not_done}"));
}

/// Files as named; a folder stands for every policy file below it, in the order of their names.
pub fn expand(paths: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut files = Vec::new();
    for path in paths {
        if path.is_dir() {
            let mut found = Vec::new();
            below(path, &mut found)?;
            found.sort();
            if found.is_empty() {
                return Err(format!("`{}` holds no `.frist` file", path.display()));
            }
            files.extend(found);
        } else {
            files.push(path.clone());
        }
    }
    Ok(files)
}

fn below(folder: &Path, found: &mut Vec<PathBuf>) -> Result<(), String> {
    let entries = std::fs::read_dir(folder).map_err(|error| format!("cannot read `{}`: {error}", folder.display()))?;
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "frist") {
            found.push(path);
        }
    }
    Ok(())
}

/// The text of a file. Where bytes of it are no UTF-8 a character stands that no text has: who reads the text tells.
pub fn text_of(path: &Path) -> Result<String, String> {
    Ok(String::from_utf8_lossy(&bytes_of(path)?).into_owned())
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, String> {
    inputs::remember(path);
    std::fs::read(path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// The first bytes of a file, at most so many.
pub fn first_bytes(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    inputs::remember(path);
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map(|_| bytes).map_err(|error| format!("cannot read `{}`: {error}", path.display()))
}

/// A text file in UTF-8, to be written back.
pub fn read_text(path: &Path) -> Result<String, String> {
    String::from_utf8(bytes_of(path)?).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("`{}` is not UTF-8: line {line} holds other bytes; save the file as UTF-8", path.display())
    })
}

/// A file of a ledger, to be read, and its size in bytes.
fn open(path: &Path) -> io::Result<(std::fs::File, u64)> {
    let file = std::fs::File::open(path)?;
    let size = file.metadata()?.len();
    Ok((file, size))
}

/// A file of a ledger, all of it at once.
fn whole(path: &Path) -> io::Result<Vec<u8>> {
    let (file, size) = open(path)?;
    memory::look(memory::of_whole(size))?;
    let mut bytes = Vec::new();
    bytes.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX)).map_err(|_| memory::too_large(memory::of_whole(size)))?;
    match progress::told(file, size).read_to_end(&mut bytes) {
        // A pipe tells no size.
        Err(error) if error.kind() == io::ErrorKind::OutOfMemory => Err(memory::too_large(memory::of_whole(bytes.len() as u64))),
        read => read.map(|_| bytes),
    }
}

/// A table of a ledger, to be read from its beginning into memory; `None` where there is none.
pub fn table(path: &Path) -> Result<Option<Counted>, String> {
    inputs::remember(path);
    // What is read from a table takes hardly less than the table.
    let opened = open(path).and_then(|(file, size)| memory::look(size).map(|()| progress::told(file, size)));
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read `{}`: {error}", path.display())),
    }
}

/// A file's name and bytes.
pub struct Bytes {
    name: String,
    bytes: Vec<u8>,
}

impl Bytes {
    /// Reads a file; `None` where there is none.
    pub fn read(path: &Path) -> Result<Option<Bytes>, String> {
        inputs::remember(path);
        match whole(path) {
            Ok(bytes) => Ok(Some(Bytes { name: path.display().to_string(), bytes })),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(format!("cannot read `{}`: {error}", path.display())),
        }
    }

    /// The file as the ledger reads it.
    pub fn file(&self) -> File<'_> {
        File { name: &self.name, bytes: &self.bytes }
    }
}

impl Source for Bytes {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        Ok(Box::new(self.bytes.as_slice()))
    }

    fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        Ok(Cow::Borrowed(&self.bytes))
    }
}

/// A file that stays where it is, to be read piece by piece.
pub struct OnDisk {
    name: String,
    path: PathBuf,
}

impl OnDisk {
    /// The file of a name; `None` where there is none that can be read twice.
    pub fn at(path: &Path) -> Option<OnDisk> {
        inputs::remember(path);
        let is_file = std::fs::metadata(path).is_ok_and(|there| there.is_file());
        is_file.then(|| OnDisk { name: path.display().to_string(), path: path.to_path_buf() })
    }
}

impl Source for OnDisk {
    fn name(&self) -> &str {
        &self.name
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        let (file, size) = open(&self.path)?;
        Ok(Box::new(progress::told(file, size)))
    }

    fn bytes(&self) -> io::Result<Cow<'_, [u8]>> {
        whole(&self.path).map(Cow::Owned)
    }

    #[cfg(feature = "parquet")]
    fn open_anywhere(&self) -> io::Result<Box<dyn Seekable>> {
        let (file, size) = open(&self.path)?;
        Ok(Box::new(progress::told(file, size).without_lines()))
    }
}

/// A file that is a ledger by itself; `None` where there is none.
pub fn source(path: &Path) -> Result<Option<Box<dyn Source>>, String> {
    match OnDisk::at(path) {
        Some(file) => Ok(Some(Box::new(file))),
        // What can be read but once, such as a pipe, is kept.
        None => Ok(Bytes::read(path)?.map(|bytes| Box::new(bytes) as Box<dyn Source>)),
    }
}

/// Whether a file is XML, by how it begins.
pub fn is_in_xml(source: &dyn Source) -> Result<bool, String> {
    /// Blanks may stand before it.
    const FIRST: u64 = 1 << 10;
    let mut first = Vec::new();
    let read = source.open().and_then(|file| file.take(FIRST).read_to_end(&mut first));
    read.map(|_| is_xml(&first)).map_err(|error| format!("cannot read `{}`: {error}", source.name()))
}

/// A ledger folder whose tables stay where they are.
pub struct FolderOnDisk {
    tables: [Option<OnDisk>; 4],
    unread: Vec<String>,
}

impl FolderOnDisk {
    /// The folder of a name; `None` where it has no invoices, or something else than a file stands for a table.
    pub fn at(folder: &Path) -> Option<FolderOnDisk> {
        let paths = Files::NAMES.map(|name| folder.join(name));
        let tables = paths.each_ref().map(|path| OnDisk::at(path));
        let are_files = paths.iter().zip(&tables).all(|(path, table)| table.is_some() || std::fs::symlink_metadata(path).is_err());
        (are_files && tables[0].is_some()).then(|| FolderOnDisk { tables, unread: unread_tables(folder) })
    }

    /// The tables, to be read while they are decided.
    pub fn tables(&self) -> evaluate::Tables<'_> {
        let [invoices, customers, events, ledger] = self.tables.each_ref().map(|table| table.as_ref().map(|table| table as &dyn Source));
        evaluate::Tables { invoices, customers, events, ledger, unread: self.unread.clone() }
    }
}

/// The tables in a folder, by the ends of their names, in order.
pub fn tables_of(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut tables: Vec<String> = entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    tables.retain(|name| is_table(name));
    tables.sort_unstable();
    tables
}

/// The tables in a folder that stand under names no ledger has: nothing reads them.
pub fn unread_tables(folder: &Path) -> Vec<String> {
    let mut unread = tables_of(folder);
    unread.retain(|name| !Files::NAMES.contains(&name.as_str()));
    unread
}

/// Whether a file may be a table that somebody meant to be read, by the end of its name.
fn is_table(name: &str) -> bool {
    const ENDINGS: [&str; 7] = ["csv", "tsv", "txt", "xls", "xlsx", "xml", "parquet"];
    Path::new(&name.to_lowercase()).extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known))
}
