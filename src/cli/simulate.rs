use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::day::day;
use super::exit_answer::{Ended, ExitAnswer};
use super::files::or_faults;
use super::given::{LawOptions, Output, print_notes};
use super::ledger_files::LedgerFiles;
use super::output::{Reader, deliver, format_among};
use crate::forward::simulate;
use crate::ledger::Kept;
use crate::report;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; an invoice belongs to the first policy that fits
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    ledger: LedgerFiles,
    /// The first day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    from: Day,
    /// The last day
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    to: Day,
    /// The one day through which payments are known; each simulated day if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    payments_through: Option<Day>,
    /// How to print; by the ending of --output if left out, otherwise as text
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
    Svg,
}

pub fn run(arguments: &Arguments) -> Ended {
    let (from, to) = (arguments.from, arguments.to);
    if to < from {
        return Err(format!("--to {to} comes before --from {from}"));
    }
    let output = arguments.output.file.as_ref();
    let endings = [("txt", Format::Text), ("csv", Format::Csv), ("json", Format::Json), ("jsonl", Format::Json), ("svg", Format::Svg)];
    let format = format_among(arguments.format, output, Format::Text, &endings, ".txt, .csv, .json or .svg")?;
    let Some(loaded) = arguments.law.to_apply(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let Some(mut ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let plans = loaded.plans();
    let simulation = simulate(&plans, &mut ledger, (from, to), arguments.payments_through);
    let Some(simulation) = or_faults(simulation) else { return Ok(ExitAnswer::NotAsked) };
    let notes = simulation.notes(&ledger, if format == Format::Json { Kept::All } else { Kept::First });
    if format != Format::Json {
        print_notes(to, &notes);
    }
    let text = match format {
        Format::Text => report::simulate_text(&simulation),
        Format::Csv => report::simulate::csv(&simulation),
        Format::Json => report::simulate::json(&simulation) + &report::notes_json(to, &notes),
        Format::Svg => report::simulate_svg(&simulation),
    };
    let reader = if format == Format::Text { Reader::People } else { Reader::Programs };
    deliver(reader, &text, output)?;
    Ok(ExitAnswer::Yes)
}
