use std::path::PathBuf;

use clap::Args;

use super::day::day;
use super::exit_answer::{Ended, ExitAnswer};
use super::given::{Format, Printed, Statutes, print_notes};
use super::ledger_files::LedgerFiles;
use super::output::deliver_with;
use super::statute::statute;
use crate::audit::audit;
use crate::model::Wanted;
use crate::report::audit::{csv, human, json};
use crate::report::notes_json;
use crate::run::of_audit;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// The statute, such as NO
    #[arg(long, value_name = "NAME")]
    law: String,
    #[command(flatten)]
    ledger: LedgerFiles,
    /// The last day whose notices are looked at; all of them if left out
    #[arg(long, value_name = "DATE", allow_hyphen_values = true, value_parser = day)]
    until: Option<Day>,
    #[command(flatten)]
    printed: Printed,
    #[command(flatten)]
    statutes: Statutes,
    #[arg(hide = true)]
    policies: Vec<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Ended {
    if let Some(policy) = arguments.policies.first() {
        return Err(format!(
            "`audit` takes no policy: it holds what was sent against the law alone, whoever sent it. Leave `{}` out, or ask `frist evaluate`",
            policy.display()
        ));
    }
    let (format, output) = arguments.printed.ask()?;
    let Some(loaded) = arguments.statutes.read(&[], Wanted::Also(&arguments.law))? else { return Ok(ExitAnswer::NotAsked) };
    let law = statute(&loaded, &arguments.law)?;
    let Some(ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let until = arguments.until.unwrap_or(Day::LAST);
    let notes = of_audit(&ledger, format.kept());
    if format != Format::Json {
        print_notes(until, &notes);
    }
    let audit = audit(law, &ledger, until);
    deliver_with(format.reader(), output, |out| match format {
        Format::Human => human(&audit, &ledger, out),
        Format::Json => json(&audit, &ledger, &notes_json(until, &notes), out),
        Format::Csv => csv(&audit, &ledger, out),
    })?;
    Ok(if audit.summary.errors > 0 { ExitAnswer::No } else { ExitAnswer::Yes })
}
