use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::evaluate::{day, today};
use super::ledger::{mapping, read};
use super::load::{Statutes, load_with, print_faults, refuses};
use super::output::{deliver_with, format_of};
use super::{Answer, Outcome};
use crate::diagnostic::Severity;
use crate::inspect::inspect;
use crate::model::Wanted;
use crate::report::inspection::{csv, human, json};
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// List what in a ledger would make its dunning wrong, before anything is sent
    Check(Check),
}

#[derive(Args)]
struct Check {
    /// Policy files, or folders of them; without any, what needs a policy is left out
    #[arg(value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    /// The day to look at the ledger on; today if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// Read a foreign file: the name of a `ledger` block among the policies, or a file with one
    #[arg(long, value_name = "NAME|FILE")]
    map: Option<String>,
    /// Every finding, not only the first of each kind
    #[arg(long)]
    all: bool,
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
    let Command::Check(arguments) = &arguments.command;
    // An invoice without a policy is reckoned under the law of its customer's country.
    let loaded = load_with(&arguments.policies, &arguments.statutes, Wanted::All)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let format = format_of(arguments.format, arguments.output.as_ref(), [Format::Human, Format::Json, Format::Csv])?;
    let mapping = arguments.map.as_ref().map(|map| mapping(map, &loaded)).transpose()?;
    let ledger = match read(&arguments.ledger, mapping.as_ref())? {
        Ok(ledger) => ledger,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Answer::NotAsked);
        }
    };
    let found = inspect(&ledger, &loaded.plans(), &loaded.laws(), arguments.as_of.unwrap_or_else(today));
    deliver_with(arguments.output.as_ref(), |out| match format {
        Format::Human => human(&found, &ledger, arguments.all, out),
        Format::Json => json(&found, &ledger, out),
        Format::Csv => csv(&found, &ledger, out),
    })?;
    Ok(if found.count(Severity::Error) > 0 { Answer::No } else { Answer::Yes })
}
