//! Rows added to the events of a ledger folder, by one frist at a time.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use std::time::Duration;

use super::files::Bytes;
use super::inputs::{behind_links, folder_of, is_same_place};
use super::lock::FolderLock;
use super::mapped_tables::MappedTables;
use super::replace::{Draft, append};
use crate::ledger::Faults;
use crate::ledger::mapping::Mapping;

/// What is to be added, and what is told of it.
pub struct Added<T> {
    /// The bytes of the whole new `events.csv`: what is there, perhaps with a wider header, and new rows behind. `None` where nothing is added.
    pub bytes: Option<Vec<u8>>,
    /// What is told.
    pub told: T,
}

/// Adds what is made of a folder's tables to its events: behind what is there, or all of it anew where the header lacks a column. What other programs add
/// meanwhile stays; where one has written the table anew, what is to be added is made again.
pub fn add_to_events<T>(
    ledger: &Path,
    map: Option<&Mapping>,
    make: impl Fn(&MappedTables) -> Result<Added<T>, Faults>,
) -> Result<Result<T, Faults>, String> {
    if !ledger.is_dir() {
        return Err(format!("`{}` is not a ledger folder", ledger.display()));
    }
    let path = ledger.join("events.csv");
    // From reading to writing nobody else records, by whatever name they know the file.
    let _lock = FolderLock::take(&folder_of(&behind_links(&path)))?;
    let mut tries = 0..TRIES;
    loop {
        let tables = MappedTables::read(ledger, map)?;
        let Added { bytes, told } = match make(&tables) {
            Ok(added) => added,
            Err(faults) => return Ok(Err(faults)),
        };
        let Some(bytes) = bytes else { return Ok(Ok(told)) };
        if put(&path, &bytes, &tables, tries.next().is_some())? {
            return Ok(Ok(told));
        }
    }
}

/// How often a table is read again that another program has written anew.
const TRIES: usize = 10;

/// How long a program may take from opening the old table to adding to it.
const STILL_WRITING: Duration = Duration::from_millis(20);

/// Puts the new text in its place; false where another program has written the table anew, and it may be tried again.
fn put(path: &Path, bytes: &[u8], tables: &MappedTables, again: bool) -> Result<bool, String> {
    let old = tables.own_events().map(|events| events.bytes);
    match bytes.strip_prefix(old.unwrap_or_default()).filter(|_| old.is_some_and(|old| !old.is_empty())) {
        // What another program adds meanwhile stays.
        Some(new) => append(path, new)?,
        None => {
            let draft = Draft::of(path, |out| out.write_all(bytes))?;
            // Whoever has written the table anew meanwhile is read first. Who only adds to it may go on: what is added to the old one while the new
            // one takes its place is added to that.
            let replaced = File::open(path).ok();
            let now = Bytes::read(path)?;
            let only_added = now.as_ref().map(|now| now.file().bytes).unwrap_or_default().starts_with(old.unwrap_or_default());
            if !only_added && again {
                return Ok(false);
            }
            if !only_added {
                return Err(format!("another program writes `{}` again and again; nothing was recorded", path.display()));
            }
            draft.finish()?;
            let late = replaced.map_or(Ok(Vec::new()), |file| behind(file, path, old.map_or(0, <[u8]>::len)));
            append(path, &late.map_err(|error| format!("cannot read what was added to `{}`: {error}", path.display()))?)?;
        }
    }
    Ok(true)
}

/// What stands in a file that was replaced behind so many bytes; nothing where it is still the file of that name.
fn behind(mut replaced: File, path: &Path, length: usize) -> std::io::Result<Vec<u8>> {
    let mut late = Vec::new();
    if !is_same_place(&replaced.metadata()?, &std::fs::metadata(path)?) {
        std::thread::sleep(STILL_WRITING);
        replaced.seek(SeekFrom::Start(length as u64))?;
        replaced.read_to_end(&mut late)?;
    }
    Ok(late)
}
