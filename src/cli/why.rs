use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evaluate::{cannot_be_used, day, today};
use super::ledger::{mapping, print_wrong_facts, read};
use super::load::{Statutes, load_assuming, print_faults, refuses};
use super::{Answer, Outcome};
use crate::diagnostic::nearest;
use crate::explain::why;
use crate::ledger::{InvoiceId, Ledger};
use crate::report::why::{human, json};
use crate::value::Day;

#[derive(Args)]
#[command(override_usage = "frist why [OPTIONS] --ledger <PATH> <POLICY>... <INVOICE>")]
pub struct Arguments {
    /// Policy files, or folders of them, the same as for `evaluate`; and last the invoice number
    #[arg(required = true, value_name = "POLICY|INVOICE")]
    given: Vec<String>,
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    /// The day that is asked about; today if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// The day through which payments are known, in place of what the ledger says
    #[arg(long, value_name = "DATE", value_parser = day)]
    payments_through: Option<Day>,
    /// Read a foreign file: the name of a `ledger` block among the policies, or a file with one
    #[arg(long, value_name = "NAME|FILE")]
    map: Option<String>,
    /// Go on with the last known values after the day through which the law is known, and mark what rests on it
    #[arg(long)]
    assume_law_unchanged: bool,
    /// How to print
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let Some((number, policies)) = arguments.given.split_last().filter(|(_, policies)| !policies.is_empty()) else {
        return Err("name the policies first and then the invoice: frist why POLICY… --ledger PATH INVOICE".into());
    };
    let policies: Vec<PathBuf> = policies.iter().map(PathBuf::from).collect();
    let loaded = load_assuming(&policies, &arguments.statutes, arguments.assume_law_unchanged)?;
    if refuses(&loaded) || cannot_be_used(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let mapping = arguments.map.as_ref().map(|map| mapping(map, &loaded)).transpose()?;
    let mut ledger = match read(&arguments.ledger, mapping.as_ref())? {
        Ok(ledger) => ledger,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Answer::NotAsked);
        }
    };
    ledger.payments_through = arguments.payments_through.or(ledger.payments_through);
    let invoice = find(&ledger, number)?;
    match why(&loaded.plans(), &ledger, invoice, arguments.as_of.unwrap_or_else(today)) {
        Ok(told) => {
            print!("{}", if arguments.format == Format::Json { json(&told) } else { human(&told) });
            Ok(Answer::Yes)
        }
        Err(wrong) => {
            print_wrong_facts(&wrong);
            Ok(Answer::NotAsked)
        }
    }
}

fn find(ledger: &Ledger, number: &str) -> Result<InvoiceId, String> {
    let numbers = &ledger.invoices.number;
    numbers.iter().position(|one| one == number).ok_or_else(|| match nearest(number, numbers.iter().map(String::as_str)) {
        Some(near) => format!("the ledger has no invoice `{number}`; is `{near}` meant?"),
        None => format!("the ledger has no invoice `{number}`"),
    })
}
