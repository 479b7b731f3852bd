use std::path::PathBuf;

use clap::Args;

use super::events::{Added, add_to_events};
use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, print_faults_and};
use super::ledger_files::{Map, mapping};
use super::output::tell;
use crate::ledger::mapping::{Mapping, TableMapping};
use crate::ledger::{Sent, record_in};

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
    let Some(sent) = Bytes::read(&arguments.sent)? else { return Err(format!("there is no worklist at `{}`", arguments.sent.display())) };
    let map = arguments.map.read(&[])?;
    let sent_map = arguments.sent_map.as_deref().map(|map| mapping(map, &[])).transpose()?;
    let shape = sent_map.map(as_worklist).transpose()?;
    let sent = Sent { file: sent.file(), shape: shape.as_ref() };
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    let added = add_to_events(&arguments.ledger, map.as_ref(), |tables| {
        let mut recorded = tables.with_book(|book| record_in(book, sent, keys))?;
        // Where there is nothing to add no file is begun.
        let bytes = (recorded.added > 0).then(|| std::mem::take(&mut recorded.bytes));
        Ok(Added { bytes, told: recorded })
    })?;
    match added {
        Err(faults) => {
            print_faults_and(&faults, "nothing was recorded");
            Ok(ExitAnswer::NotAsked)
        }
        Ok(recorded) => {
            let left = recorded.skipped + recorded.left_out;
            let rest = if left > 0 { format!("; {left} not sent, or not asked for") } else { String::new() };
            let done = format!("{} recorded in {}{rest}", recorded.added, arguments.ledger.join("events.csv").display());
            tell(&done).map_err(|error| format!("{done}, but {error}"))?;
            Ok(ExitAnswer::Yes)
        }
    }
}

/// The shape of a worklist: a mapping that says how files are written, and nothing of their columns.
fn as_worklist(map: Mapping) -> Result<TableMapping, String> {
    match map.tables.as_slice() {
        [table] if table.has_own_columns() => Ok(table.clone()),
        _ => Err(format!("`{}` names columns, and a worklist has its own: name a mapping that only says how files are written", map.name)),
    }
}
