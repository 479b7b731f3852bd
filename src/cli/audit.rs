use clap::{Args, ValueEnum};

use super::answer::{Answer, Ended};
use super::day::day;
use super::given::{LedgerFiles, Output, Statutes, print_notes};
use super::output::{deliver_with, format_of};
use super::statute::statute;
use crate::audit::audit;
use crate::model::Wanted;
use crate::report::audit::{csv, human, json};
use crate::run::{Note, of_ledger};
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// The statute, such as NO
    #[arg(long, value_name = "NAME")]
    law: String,
    #[command(flatten)]
    ledger: LedgerFiles,
    /// The last day whose notices are looked at; all of them if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    until: Option<Day>,
    /// How to print; by the ending of --output if left out, otherwise for people
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
    Csv,
}

pub fn run(arguments: &Arguments) -> Ended {
    let output = arguments.output.file.as_ref();
    let format = format_of(arguments.format, output, [Format::Human, Format::Json, Format::Csv])?;
    let Some(loaded) = arguments.statutes.read(&[], Wanted::Also(&arguments.law))? else { return Ok(Answer::NotAsked) };
    let law = statute(&loaded, &arguments.law)?;
    let Some(ledger) = arguments.ledger.read(&loaded)? else { return Ok(Answer::NotAsked) };
    let until = arguments.until.unwrap_or(Day::LAST);
    let notes: Vec<Note> = of_ledger(&ledger).into_iter().filter(|note| *note != Note::OpenItems).collect();
    print_notes(&ledger, until, &notes);
    if ledger.open_items {
        eprintln!(
            "note: an open-items file tells of the last notice alone: its day and its deadline are judged, charges and earlier notices are not"
        );
    }
    let audit = audit(law, &ledger, until);
    deliver_with(output, |out| match format {
        Format::Human => human(&audit, &ledger, out),
        Format::Json => json(&audit, &ledger, out),
        Format::Csv => csv(&audit, &ledger, out),
    })?;
    Ok(if audit.summary.errors > 0 { Answer::No } else { Answer::Yes })
}
