use std::path::PathBuf;

use clap::Args;

use super::events::{Added, add_to_events};
use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, print_faults_and};
use super::output::tell;
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
    let Some(sent) = Bytes::read(&arguments.sent)? else { return Err(format!("there is no worklist at `{}`", arguments.sent.display())) };
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    let added = add_to_events(&arguments.ledger, |tables| {
        let recorded = record(&tables.files(), sent.file(), keys)?;
        // Where there is nothing to add no file is begun.
        let text = (recorded.added > 0).then(|| recorded.text.clone());
        Ok(Added { text, told: recorded })
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
