use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::exit_answer::{Ended, ExitAnswer};
use super::files::or_faults;
use super::given::{LawOptions, LedgerFiles, OnDay, Output, print_notes};
use super::output::{Reader, deliver, draft, format_of};
use super::replace::{Draft, is_no_file};
use super::say::say;
use crate::check::{check, failed};
use crate::report;
use crate::run::{Run, run as decide};

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; an invoice belongs to the first policy that fits
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    ledger: LedgerFiles,
    #[command(flatten)]
    day: OnDay,
    /// One decision for every invoice, not only what somebody has to act on
    #[arg(long)]
    all: bool,
    /// Prove the policies first, as `frist check` does, and warn of those that fail
    #[arg(long)]
    check: bool,
    /// How to print; by the ending of --output if left out, otherwise a table
    #[arg(long, value_enum)]
    format: Option<Format>,
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    law: LawOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

pub fn run(arguments: &Arguments) -> Ended {
    let output = arguments.output.file.as_ref();
    let format = format_of(arguments.format, output, [Format::Table, Format::Json, Format::Csv])?;
    let Some(loaded) = arguments.law.to_apply(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let failed = if arguments.check { failed(&loaded, &check(&loaded)) } else { Vec::new() };
    let Some(mut ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let on = arguments.day.of(&mut ledger);
    let Some(run) = or_faults(decide(&loaded.plans(), &ledger, on)) else { return Ok(ExitAnswer::NotAsked) };
    let notes = [failed, run.notes()].concat();
    if format != Format::Json {
        print_notes(&ledger, on, &notes);
    }
    let rows = report::rows(&run, arguments.all);
    let text = match format {
        Format::Table => {
            let escalations = report::escalations_table(&run);
            let gap = if escalations.is_empty() { "" } else { "\n" };
            format!("{}{gap}{escalations}", report::table(&rows, on, ledger.invoices.len(), arguments.all))
        }
        Format::Json => report::json(&rows) + &report::escalations_json(&run) + &report::notes_json(&ledger, on, &notes),
        Format::Csv => report::csv(&rows),
    };
    let reader = if format == Format::Table { Reader::People } else { Reader::Programs };
    let escalations = counted(run.escalations.len(), "escalation");
    // Only a worklist as CSV has no room for them.
    let apart = format == Format::Csv && speaks_of_customers(&run);
    match output.filter(|output| !is_no_file(output)) {
        None => {
            deliver(reader, &text, output)?;
            if apart && !run.escalations.is_empty() {
                say(format_args!("note: {escalations} of customers not printed; with --output FILE they go to a second file"));
            }
        }
        // Both are complete before either takes its place: where a policy has escalations, its worklist never stands beside another day's. The second is
        // written even when it is empty, for the same reason.
        Some(output) => {
            let beside = apart.then(|| escalations_file(output));
            let first = draft(reader, output, &text)?;
            let second = beside.as_ref().map(|beside| draft(reader, beside, &report::escalations_csv(&run))).transpose()?;
            second.map_or(Ok(()), Draft::finish)?;
            first.finish()?;
            say(format_args!("{} written to {}", counted(rows.len(), "row"), output.display()));
            if let Some(beside) = beside {
                say(format_args!("{escalations} written to {}", beside.display()));
            }
        }
    }
    Ok(ExitAnswer::Yes)
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Whether a policy says what is done about customers.
fn speaks_of_customers(run: &Run) -> bool {
    run.plans.iter().any(|bound| bound.plan.speaks_of_customers())
}

/// The name of the second file: `worklist.csv` has `worklist.escalations.csv`.
fn escalations_file(output: &Path) -> PathBuf {
    output.with_extension("escalations.csv")
}
