use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::day::{day, today};
use super::exit_answer::{Ended, ExitAnswer};
use super::files::print_faults;
use super::given::{LawOptions, Output, print_notes, read_ledger};
use super::output::{deliver, format_of};
use crate::diff::{changed, compare, totals};
use crate::ledger::Ledger;
use crate::model::Project;
use crate::report::{diff as report, notes_json};
use crate::run::{Run, run as decide};
use crate::value::Day;
use crate::words::wrong_facts;

#[derive(Args)]
pub struct Arguments {
    /// The policy as it is: a file, or a folder of them
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The policy as it shall be: a file, or a folder of them
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Compare what is decided about this ledger: a folder, or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: Option<PathBuf>,
    /// The day to decide for; today if left out
    #[arg(long, value_name = "DATE", value_parser = day, requires = "ledger")]
    as_of: Option<Day>,
    /// The day through which payments are known, in place of what the ledger says
    #[arg(long, value_name = "DATE", value_parser = day, requires = "ledger")]
    payments_through: Option<Day>,
    /// Read a foreign file: the name of a `ledger` block among the policies, or a file with one
    #[arg(long, value_name = "NAME|FILE", requires = "ledger")]
    map: Option<String>,
    /// How to print; by the ending of --output if left out, otherwise for people
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
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
    // Both are read before either is refused, so that every mistake is said.
    let (old, new) = (side(arguments, &arguments.old)?, side(arguments, &arguments.new)?);
    let (Some(old), Some(new)) = (old, new) else { return Ok(ExitAnswer::NotAsked) };
    for (path, side) in [(&arguments.old, &old), (&arguments.new, &new)] {
        if side.policies.is_empty() {
            return Err(format!("`{}` holds no policy to compare", path.display()));
        }
    }
    let text = match (&arguments.ledger, format) {
        (Some(path), format) => match with_ledger(arguments, path, [&old, &new], format)? {
            Some(text) => text,
            None => return Ok(ExitAnswer::NotAsked),
        },
        (None, Format::Human) => report::diff(&compare(&old, &new)),
        (None, Format::Json) => report::diff_json(&compare(&old, &new)),
        (None, Format::Csv) => return Err("without a ledger there are no rows: say --format human or json, or give --ledger".into()),
    };
    deliver(&text, output)?;
    Ok(ExitAnswer::Yes)
}

fn side(arguments: &Arguments, path: &Path) -> Result<Option<Project>, String> {
    arguments.law.to_apply(&[path.to_path_buf()])
}

/// What changes for the invoices of a ledger; `None` where it cannot be decided.
fn with_ledger(arguments: &Arguments, path: &Path, [old, new]: [&Project; 2], format: Format) -> Result<Option<String>, String> {
    let Some(mut ledger) = read_ledger(path, arguments.map.as_deref(), &[new, old])? else { return Ok(None) };
    ledger.payments_through = arguments.payments_through.or(ledger.payments_through);
    let on = arguments.as_of.unwrap_or_else(today);
    let (before, after) = (decided(old, &ledger, on), decided(new, &ledger, on));
    let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
    let notes = after.notes();
    if format != Format::Json {
        print_notes(&ledger, on, &notes);
    }
    let (changed, totals, invoices) = (changed(&before, &after), totals(&before, &after), ledger.invoices.len());
    Ok(Some(match format {
        Format::Human => report::ledger(&changed, &totals, on, invoices),
        Format::Json => report::ledger_json(&changed, &totals, on, invoices, &notes_json(&ledger, on, &notes)),
        Format::Csv => report::ledger_csv(&changed),
    }))
}

/// The ledger under one side; says what keeps it from being decided.
fn decided<'a>(side: &'a Project, ledger: &'a Ledger, on: Day) -> Option<Run<'a>> {
    match decide(&side.plans(), ledger, on) {
        Ok(run) => Some(run),
        Err(wrong) => {
            print_faults(&wrong_facts(&wrong));
            None
        }
    }
}
