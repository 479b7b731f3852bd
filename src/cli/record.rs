use std::path::{Path, PathBuf};

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, Tables, print_faults};
use super::inputs::{behind_links, folder_of};
use super::lock::FolderLock;
use super::output::tell;
use super::replace::{append, replace};
use crate::ledger::{Faults, Recorded, record};

#[derive(Args)]
pub struct Arguments {
    /// The ledger folder whose events.csv is added to
    #[arg(long, value_name = "DIR")]
    ledger: PathBuf,
    /// The worklist that was sent: what `evaluate` wrote as csv or json
    #[arg(long, value_name = "FILE")]
    sent: PathBuf,
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
    // From reading to writing nobody else records, by whatever name they know the file.
    let lock = FolderLock::take(&folder_of(&behind_links(&path)))?;
    match write(arguments, &path, &sent)? {
        Err(faults) => {
            print_faults(&faults);
            Ok(ExitAnswer::NotAsked)
        }
        Ok(recorded) => {
            drop(lock);
            let left = recorded.skipped + recorded.left_out;
            let rest = if left > 0 { format!("; {left} not sent, or not asked for") } else { String::new() };
            let done = format!("{} recorded in {}{rest}", recorded.added, path.display());
            tell(&format!("{done}\n")).map_err(|error| format!("{done}, but {error}"))?;
            Ok(ExitAnswer::Yes)
        }
    }
}

/// Writes what was sent behind what is there, or all of it anew where the header lacks a column.
fn write(arguments: &Arguments, path: &Path, sent: &Bytes) -> Result<Result<Recorded, Faults>, String> {
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    loop {
        let tables = Tables::read(&arguments.ledger)?;
        let recorded = match record(&tables.files(), sent.file(), keys) {
            Ok(recorded) => recorded,
            faults => return Ok(faults),
        };
        let old = tables.files().events.map(|events| events.bytes);
        match recorded.text.as_bytes().strip_prefix(old.unwrap_or_default()).filter(|_| old.is_some_and(|old| !old.is_empty())) {
            // What another program adds meanwhile stays.
            Some(new) => append(path, new)?,
            None => {
                // What another program has added meanwhile is read first.
                let now = Bytes::read(path)?;
                if now.as_ref().map(|now| now.file().bytes) != old {
                    continue;
                }
                replace(path, &recorded.text)?;
            }
        }
        return Ok(Ok(recorded));
    }
}
