use std::path::PathBuf;

use clap::Args;

use super::day::{day, today};
use super::exit_answer::{Ended, ExitAnswer};
use super::given::{Format, NOTHING, Printed, Statutes, print_notes};
use super::ledger_files::LedgerFiles;
use super::output::deliver_with;
use crate::diagnostic::Severity;
use crate::inspect::inspect;
use crate::model::Wanted;
use crate::report::inspection::{csv, human, json};
use crate::run::of_saft;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; without any, what needs a policy is left out
    #[arg(value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    ledger: LedgerFiles,
    /// The day to look at the ledger on; today if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    as_of: Option<Day>,
    /// Every finding, not only the first of each kind
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    printed: Printed,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Ended {
    let (format, output) = arguments.printed.ask()?;
    // An invoice without a policy is reckoned under the law of its customer's country.
    let Some(loaded) = arguments.statutes.read(&arguments.policies, Wanted::All)? else { return Ok(ExitAnswer::NotAsked) };
    if !arguments.policies.is_empty() && loaded.is_empty() {
        return Err(format!("{NOTHING}; name none to look at the ledger without a policy"));
    }
    let Some(ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let on = arguments.as_of.unwrap_or_else(today);
    print_notes(on, &of_saft(&ledger));
    let found = inspect(&ledger, &loaded.plans(), &loaded.laws(), on);
    deliver_with(format.reader(), output, |out| match format {
        Format::Human => human(&found, &ledger, arguments.all, out),
        Format::Json => json(&found, &ledger, out),
        Format::Csv => csv(&found, &ledger, out),
    })?;
    Ok(if found.count(Severity::Error) > 0 { ExitAnswer::No } else { ExitAnswer::Yes })
}
