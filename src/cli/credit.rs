use std::path::PathBuf;

use clap::{Args, ValueEnum};
use rust_decimal::Decimal;

use super::amount::amount;
use super::exit_answer::{Ended, ExitAnswer};
use super::files::or_faults;
use super::given::{LawOptions, OnDay, Output, print_notes};
use super::ledger_files::LedgerFiles;
use super::output::{Reader, deliver, format_of};
use crate::diagnostic::nearest;
use crate::ledger::{CustomerId, Ledger};
use crate::report;
use crate::run::{Run, law_ends, of_saft, run as decide, unread_files};
use crate::value::{Currency, Money, NotMoney};

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them, the same as for `evaluate`; one of them has credit classes
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    #[command(flatten)]
    ledger: LedgerFiles,
    #[command(flatten)]
    day: OnDay,
    /// Only the customer of this number
    #[arg(long, value_name = "NUMBER")]
    customer: Option<String>,
    /// Whether the customer may buy for this much on credit, with VAT; the exit code is 1 where it may not
    #[arg(long, allow_hyphen_values = true, value_parser = amount, requires = "customer")]
    amount: Option<Decimal>,
    /// The currency of the amount, where the customer buys in several
    #[arg(long, value_name = "CODE", value_parser = currency, requires = "amount")]
    currency: Option<Currency>,
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

const NO_CLASSES: &str = "no policy in these files has credit classes: write `credit { class … }` in one (docs/credit.md)";

fn currency(text: &str) -> Result<Currency, String> {
    text.parse().map_err(|_| "write a code of ISO 4217 in capitals, such as NOK".to_string())
}

pub fn run(arguments: &Arguments) -> Ended {
    let output = arguments.output.file.as_ref();
    let format = format_of(arguments.format, output, [Format::Table, Format::Json, Format::Csv])?;
    let Some(loaded) = arguments.law.to_apply(&arguments.policies)? else { return Ok(ExitAnswer::NotAsked) };
    let Some(mut ledger) = arguments.ledger.read(&loaded)? else { return Ok(ExitAnswer::NotAsked) };
    let on = arguments.day.of(&mut ledger);
    let Some(run) = or_faults(decide(&loaded.plans(), &ledger, on)) else { return Ok(ExitAnswer::NotAsked) };
    let customer = arguments.customer.as_ref().map(|number| find(&ledger, number)).transpose()?;
    let sale = arguments.sale(&run, customer)?;
    let standings = customer.map_or_else(|| run.standings(), |customer| run.standing(customer, sale));
    let standings = standings.ok_or(NO_CLASSES)?;
    let notes = [of_saft(&ledger), unread_files(&ledger).into_iter().collect(), law_ends(loaded.plans(), on)].concat();
    if format != Format::Json {
        print_notes(on, &notes);
    }
    let (reader, text) = match format {
        Format::Table if sale.is_some() => (Reader::People, report::credit_answer(&run, &standings)),
        Format::Table => (Reader::People, report::credit_table(&run, &standings)),
        Format::Json => (Reader::Programs, report::credit_json(&run, &standings) + &report::notes_json(on, &notes)),
        Format::Csv => (Reader::Programs, report::credit_csv(&run, &standings, sale.is_some())),
    };
    deliver(reader, &text, output)?;
    let refused = standings.iter().filter_map(|standing| standing.sale.as_ref()).any(|sale| !sale.yes);
    Ok(if refused { ExitAnswer::No } else { ExitAnswer::Yes })
}

impl Arguments {
    /// The sale that is asked about, in the currency stated or else the one in which the customer buys.
    fn sale(&self, run: &Run, customer: Option<CustomerId>) -> Result<Option<Money>, String> {
        let Some((amount, customer)) = self.amount.zip(customer) else { return Ok(None) };
        let currency = match (self.currency, run.currencies_of(customer).ok_or(NO_CLASSES)?.as_slice()) {
            (Some(stated), _) => stated,
            (None, [one]) => *one,
            (None, []) => return Err("no policy is for this customer, so nothing tells the currency: say it with --currency".into()),
            (None, several) => {
                let several: Vec<String> = several.iter().map(ToString::to_string).collect();
                return Err(format!("the customer buys in {}: say in which one with --currency", several.join(" and in ")));
            }
        };
        if amount <= Decimal::ZERO {
            return Err("a sale comes to more than zero: say its amount with VAT, such as --amount 12500".into());
        }
        Money::from_decimal(amount, currency).map(Some).map_err(|error| match error {
            NotMoney::Decimals => format!("--amount {amount} has more decimals than {currency} has"),
            NotMoney::TooLarge => format!("--amount {amount} is above ten billion"),
        })
    }
}

fn find(ledger: &Ledger, number: &str) -> Result<CustomerId, String> {
    let customers = &ledger.customers;
    customers.find(number).ok_or_else(|| match nearest(number, customers.number.iter()) {
        Some(near) => format!("the ledger has no customer `{number}`; is `{near}` meant?"),
        None => format!("the ledger has no customer `{number}`"),
    })
}
