use std::path::{Path, PathBuf};

use clap::Args;

use super::exit_answer::{Ended, ExitAnswer};
use super::files::or_faults;
use super::given::{Format, LawOptions, OnDay, Printed, Threads, print_notes};
use super::ledger_files::{Map, read_ledger};
use super::output::deliver;
use crate::diff::{changed, compare, totals};
use crate::ledger::FactColumns;
use crate::model::Project;
use crate::report::{diff as report, notes_json};
use crate::run::run as decide;

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
    #[command(flatten)]
    day: OnDay,
    #[command(flatten)]
    map: Map,
    #[command(flatten)]
    printed: Printed,
    #[command(flatten)]
    law: LawOptions,
}

pub fn run(arguments: &Arguments) -> Ended {
    let (format, output) = arguments.printed.ask()?;
    if arguments.ledger.is_none() && arguments.day.is_stated() {
        return Err("--as-of and --payments-through are about a ledger: give --ledger PATH too".into());
    }
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
    deliver(format.reader(), &text, output)?;
    Ok(ExitAnswer::Yes)
}

fn side(arguments: &Arguments, path: &Path) -> Result<Option<Project>, String> {
    // Which side holds no policy is said where they are compared.
    let (project, all) = arguments.law.to_try(&[path.to_path_buf()])?;
    Ok(all.then_some(project))
}

/// What changes for the invoices of a ledger; `None` where it cannot be decided.
fn with_ledger(arguments: &Arguments, path: &Path, [old, new]: [&Project; 2], format: Format) -> Result<Option<String>, String> {
    let Some(mut ledger) = read_ledger(path, &arguments.map, &[new, old], FactColumns::All, Threads::OF_MACHINE.count())? else {
        return Ok(None);
    };
    let on = arguments.day.of(&mut ledger);
    let (before, after) = (or_faults(decide(&old.plans(), &ledger, on)), or_faults(decide(&new.plans(), &ledger, on)));
    let (Some(before), Some(after)) = (before, after) else { return Ok(None) };
    let notes = after.notes(format.kept());
    if format != Format::Json {
        print_notes(on, &notes);
    }
    let (changed, totals, invoices) = (changed(&before, &after), totals(&before, &after), ledger.invoices.len());
    Ok(Some(match format {
        Format::Human => report::ledger(&changed, &totals, on, invoices),
        Format::Json => report::ledger_json(&changed, &totals, on, invoices, &notes_json(on, &notes)),
        Format::Csv => report::ledger_csv(&changed),
    }))
}
