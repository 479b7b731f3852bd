use std::path::PathBuf;

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::{Bytes, print_faults};
use super::output::{tell, write_whole};
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
    let events = Bytes::read(&path)?;
    let Some(sent) = Bytes::read(&arguments.sent)? else { return Err(format!("there is no worklist at `{}`", arguments.sent.display())) };
    let keys = (!arguments.keys.is_empty()).then_some(arguments.keys.as_slice());
    match record(events.as_ref().map(Bytes::file), sent.file(), keys) {
        Err(faults) => {
            print_faults(&faults);
            Ok(ExitAnswer::NotAsked)
        }
        Ok(recorded) => {
            write_whole(&path, &recorded.text)?;
            let left = recorded.skipped + recorded.left_out;
            let rest = if left > 0 { format!("; {left} not sent, or not asked for") } else { String::new() };
            tell(&format!("{} recorded in {}{rest}\n", recorded.added, path.display()));
            Ok(ExitAnswer::Yes)
        }
    }
}
