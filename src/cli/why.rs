use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::exit_answer::{Ended, ExitAnswer};
use super::files::or_faults;
use super::given::{LawOptions, OnDay, print_notes};
use super::ledger_files::LedgerFiles;
use super::output::{Reader, deliver};
use crate::diagnostic::nearest;
use crate::explain::why;
use crate::ledger::{InvoiceId, Ledger};
use crate::report::why::{human, json};
use crate::run::{of_saft, unread_files};

#[derive(Args)]
#[command(override_usage = "frist why [OPTIONS] --ledger <PATH> <POLICY>... <INVOICE>")]
pub struct Arguments {
    /// Policy files, or folders of them, the same as for `evaluate`; and last the invoice number
    #[arg(required = true, value_name = "POLICY|INVOICE")]
    given: Vec<String>,
    #[command(flatten)]
    ledger: LedgerFiles,
    #[command(flatten)]
    day: OnDay,
    /// How to print
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    #[command(flatten)]
    law: LawOptions,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub fn run(arguments: &Arguments) -> Ended {
    let Some((number, policies)) = arguments.given.split_last().filter(|(_, policies)| !policies.is_empty()) else {
        return Err("name the policies first and then the invoice: frist why POLICY… --ledger PATH INVOICE".into());
    };
    let policies: Vec<PathBuf> = policies.iter().map(PathBuf::from).collect();
    let Some(loaded) = arguments.law.to_apply(&policies)? else { return Ok(ExitAnswer::NotAsked) };
    let Some(mut ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let (on, invoice) = (arguments.day.of(&mut ledger), find(&ledger, number)?);
    print_notes(on, &of_saft(&ledger));
    print_notes(on, unread_files(&ledger).as_slice());
    let Some(explained) = or_faults(why(&loaded.plans(), &ledger, invoice, on)) else { return Ok(ExitAnswer::NotAsked) };
    match arguments.format {
        Format::Json => deliver(Reader::Programs, &json(&explained), None)?,
        Format::Human => deliver(Reader::People, &human(&explained), None)?,
    }
    Ok(ExitAnswer::Yes)
}

fn find(ledger: &Ledger, number: &str) -> Result<InvoiceId, String> {
    let numbers = &ledger.invoices.number;
    numbers.iter().position(|one| one == number).ok_or_else(|| match nearest(number, numbers.iter()) {
        Some(near) => format!("the ledger has no invoice `{number}`; is `{near}` meant?"),
        None => format!("the ledger has no invoice `{number}`"),
    })
}
