use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, Tables, print_faults};
use super::lock::FolderLock;
use super::output::tell;
use super::replace::{append, replace};
use crate::ledger::record;

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
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    // From reading to writing nobody else records.
    let lock = FolderLock::take(&arguments.ledger)?;
    let tables = Tables::read(&arguments.ledger)?;
    match record(&tables.files(), sent.file(), keys) {
        Err(faults) => {
            print_faults(&faults);
            Ok(ExitAnswer::NotAsked)
        }
        Ok(recorded) => {
            let old = tables.files().events.map_or(&[][..], |events| events.bytes);
            match recorded.text.as_bytes().strip_prefix(old).filter(|_| !old.is_empty()) {
                // What another program adds meanwhile stays.
                Some(new) => append(&path, new)?,
                None => replace(&path, &recorded.text)?,
            }
            drop(lock);
            let left = recorded.skipped + recorded.left_out;
            let rest = if left > 0 { format!("; {left} not sent, or not asked for") } else { String::new() };
            tell(&format!("{} recorded in {}{rest}\n", recorded.added, path.display()))?;
            Ok(ExitAnswer::Yes)
        }
    }
}
