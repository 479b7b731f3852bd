use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evaluate::{day, tell, today};
use super::ledger::{mapping, print_wrong_facts, read};
use super::load::{Statutes, load_assuming, print_faults, refuses};
use super::output::{deliver, format_of};
use super::{Answer, Outcome};
use crate::diff::{changed, compare, totals};
use crate::ledger::Ledger;
use crate::model::Project;
use crate::report::diff as report;
use crate::run::{Run, run as decide};
use crate::value::Day;

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
    /// Write to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on with the last known values after the day through which the law is known
    #[arg(long)]
    assume_law_unchanged: bool,
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
    let side = |path: &PathBuf| load_assuming(std::slice::from_ref(path), &arguments.statutes, arguments.assume_law_unchanged);
    let (old, new) = (side(&arguments.old)?, side(&arguments.new)?);
    // Both are looked at before either is refused, so that every mistake is said.
    let refused = [refuses(&old), refuses(&new)];
    if refused.contains(&true) {
        return Ok(Answer::NotAsked);
    }
    for (path, side) in [(&arguments.old, &old), (&arguments.new, &new)] {
        if side.policies.is_empty() {
            return Err(format!("`{}` holds no policy to compare", path.display()));
        }
    }
    let format = format_of(arguments.format, arguments.output.as_ref(), [Format::Human, Format::Json, Format::Csv])?;
    match &arguments.ledger {
        Some(_) => with_ledger(arguments, &old, &new, format),
        None => {
            let text = match format {
                Format::Human => report::diff(&compare(&old, &new)),
                Format::Json => report::diff_json(&compare(&old, &new)),
                Format::Csv => return Err("without a ledger there are no rows: say --format human or json, or give --ledger".into()),
            };
            deliver(&text, arguments.output.as_ref())?;
            Ok(Answer::Yes)
        }
    }
}

fn with_ledger(arguments: &Arguments, old: &Project, new: &Project, format: Format) -> Outcome {
    let Some(path) = &arguments.ledger else { return Ok(Answer::NotAsked) };
    let find = |map: &String| mapping(map, new).or_else(|of_new| mapping(map, old).map_err(|_| of_new));
    let mapping = arguments.map.as_ref().map(find).transpose()?;
    let mut ledger = match read(path, mapping.as_ref())? {
        Ok(ledger) => ledger,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Answer::NotAsked);
        }
    };
    ledger.payments_through = arguments.payments_through.or(ledger.payments_through);
    let on = arguments.as_of.unwrap_or_else(today);
    let (before, after) = (decided(old, &ledger, on), decided(new, &ledger, on));
    let (Some(before), Some(after)) = (before, after) else { return Ok(Answer::NotAsked) };
    tell(&ledger, &after, arguments.assume_law_unchanged);
    let (changed, totals, invoices) = (changed(&before, &after), totals(&before, &after), ledger.invoices.len());
    let text = match format {
        Format::Human => report::ledger(&changed, &totals, on, invoices),
        Format::Json => report::ledger_json(&changed, &totals, on, invoices),
        Format::Csv => report::ledger_csv(&changed),
    };
    deliver(&text, arguments.output.as_ref())?;
    Ok(Answer::Yes)
}

/// The ledger under one side; says what keeps it from being decided.
fn decided<'a>(side: &'a Project, ledger: &'a Ledger, on: Day) -> Option<Run<'a>> {
    match decide(&side.plans(), ledger, on) {
        Ok(run) => Some(run),
        Err(wrong) => {
            print_wrong_facts(&wrong);
            None
        }
    }
}
