use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evaluate::day;
use super::ledger::{mapping, read, tell_debtors};
use super::load::{Statutes, load_with, print_faults, refuses, statute};
use super::output::{deliver_with, format_of};
use super::{Answer, Outcome};
use crate::audit::audit;
use crate::model::Wanted;
use crate::report::audit::{csv, human, json};
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// The statute, such as NO
    #[arg(long, value_name = "NAME")]
    law: String,
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    /// Read a foreign file: a file with a `ledger` block
    #[arg(long, value_name = "FILE")]
    map: Option<String>,
    /// The last day whose notices are looked at; all of them if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Day>,
    /// How to print; by the ending of --output if left out, otherwise for people
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Csv,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = load_with(&[], &arguments.statutes, Wanted::Also(&arguments.law))?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let law = statute(&loaded, &arguments.law)?;
    let format = format_of(arguments.format, arguments.output.as_ref(), [Format::Human, Format::Json, Format::Csv])?;
    let mapping = arguments.map.as_ref().map(|map| mapping(map, &loaded)).transpose()?;
    let ledger = match read(&arguments.ledger, mapping.as_ref())? {
        Ok(ledger) => ledger,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Answer::NotAsked);
        }
    };
    tell_debtors(&ledger);
    if ledger.open_items {
        eprintln!(
            "note: an open-items file tells of the last notice alone: its day and its deadline are judged, charges and earlier notices are not"
        );
    }
    let audit = audit(law, &ledger, arguments.until.unwrap_or(Day::LAST));
    deliver_with(arguments.output.as_ref(), |out| match format {
        Format::Human => human(&audit, &ledger, out),
        Format::Json => json(&audit, &ledger, out),
        Format::Csv => csv(&audit, &ledger, out),
    })?;
    Ok(if audit.summary.errors > 0 { Answer::No } else { Answer::Yes })
}
