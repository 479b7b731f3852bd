use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, print_faults_and};
use super::inputs::{behind_links, folder_of, is_same_place};
use super::ledger_files::{Map, mapping};
use super::lock::FolderLock;
use super::mapped_tables::MappedTables;
use super::output::tell;
use super::replace::{Draft, append};
use crate::ledger::mapping::{Mapping, TableMapping};
use crate::ledger::{Faults, Recorded, Sent, record_in};

#[derive(Args)]
pub struct Arguments {
    /// The ledger folder whose events.csv is added to
    #[arg(long, value_name = "DIR")]
    ledger: PathBuf,
    #[command(flatten)]
    map: Map,
    /// The worklist that was sent: what `evaluate` wrote as csv or json
    #[arg(long, value_name = "FILE")]
    sent: PathBuf,
    /// How the worklist is written, where another program has saved it: as for --map
    #[arg(long, value_name = "NAME|FILE")]
    sent_map: Option<String>,
    /// Only these keys of it; all that says `send` if left out
    #[arg(value_name = "KEY")]
    keys: Vec<String>,
}

pub fn run(arguments: &Arguments) -> Ended {
    if !arguments.ledger.is_dir() {
        return Err(format!("`{}` is not a ledger folder", arguments.ledger.display()));
    }
    let path = arguments.ledger.join("events.csv");
    let Some(sent) = Bytes::read(&arguments.sent)? else { return Err(format!("there is no worklist at `{}`", arguments.sent.display())) };
    let (map, sent_map) = (arguments.map.read(&[])?, arguments.sent_map.as_deref().map(|map| mapping(map, &[])).transpose()?);
    let sent_shape = sent_map.map(as_worklist).transpose()?;
    // From reading to writing nobody else records, by whatever name they know the file.
    let lock = FolderLock::take(&folder_of(&behind_links(&path)))?;
    match write(arguments, &path, map.as_ref(), (&sent, sent_shape.as_ref()))? {
        Err(faults) => {
            print_faults_and(&faults, "nothing was recorded");
            Ok(ExitAnswer::NotAsked)
        }
        Ok(recorded) => {
            drop(lock);
            let left = recorded.skipped + recorded.left_out;
            let rest = if left > 0 { format!("; {left} not sent, or not asked for") } else { String::new() };
            let done = format!("{} recorded in {}{rest}", recorded.added, path.display());
            tell(&done).map_err(|error| format!("{done}, but {error}"))?;
            Ok(ExitAnswer::Yes)
        }
    }
}

/// How often a table is read again that another program has written anew.
const TRIES: usize = 10;

/// How long a program may take from opening the old table to adding to it.
const STILL_WRITING: Duration = Duration::from_millis(20);

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

/// The shape of a worklist: a mapping that says how files are written, and nothing of their columns.
fn as_worklist(map: Mapping) -> Result<TableMapping, String> {
    match map.tables.as_slice() {
        [table] if table.has_own_columns() => Ok(table.clone()),
        _ => Err(format!("`{}` names columns, and a worklist has its own: name a mapping that only says how files are written", map.name)),
    }
}

/// Writes what was sent behind what is there, or all of it anew where the header lacks a column.
fn write(
    arguments: &Arguments,
    path: &Path,
    map: Option<&Mapping>,
    (sent, sent_shape): (&Bytes, Option<&TableMapping>),
) -> Result<Result<Recorded, Faults>, String> {
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    let mut tries = 0..TRIES;
    loop {
        let tables = MappedTables::read(&arguments.ledger, map)?;
        let sent = Sent { file: sent.file(), shape: sent_shape };
        let recorded = match tables.with_book(|book| record_in(book, sent, keys)) {
            Ok(recorded) => recorded,
            faults => return Ok(faults),
        };
        // Where there is nothing to add no file is begun.
        if recorded.added == 0 {
            return Ok(Ok(recorded));
        }
        let old = tables.own_events().map(|events| events.bytes);
        match recorded.bytes.strip_prefix(old.unwrap_or_default()).filter(|_| old.is_some_and(|old| !old.is_empty())) {
            // What another program adds meanwhile stays.
            Some(new) => append(path, new)?,
            None => {
                let draft = Draft::of(path, |out| out.write_all(&recorded.bytes))?;
                // Whoever has written the table anew meanwhile is read first. Who only adds to it may go on: what is added to the old one while the new
                // one takes its place is added to that.
                let replaced = File::open(path).ok();
                let now = Bytes::read(path)?;
                let only_added = now.as_ref().map(|now| now.file().bytes).unwrap_or_default().starts_with(old.unwrap_or_default());
                if !only_added && tries.next().is_some() {
                    continue;
                }
                if !only_added {
                    return Err(format!("another program writes `{}` again and again; nothing was recorded", path.display()));
                }
                draft.finish()?;
                let late = replaced.map_or(Ok(Vec::new()), |file| behind(file, path, old.map_or(0, <[u8]>::len)));
                append(path, &late.map_err(|error| format!("cannot read what was added to `{}`: {error}", path.display()))?)?;
            }
        }
        return Ok(Ok(recorded));
    }
}
