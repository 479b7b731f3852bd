use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::evaluate::day;
use super::ledger::{print_wrong_facts, read, tell_debtors};
use super::load::{Statutes, load_assuming, print_faults, refuses};
use super::output::{deliver, format_among};
use super::{Answer, Outcome};
use crate::forward::{Simulation, simulate};
use crate::ledger::{Ledger, named};
use crate::plan::Plan;
use crate::report;
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; an invoice belongs to the first policy that fits
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file; it is only read
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    /// The first day
    #[arg(long, value_name = "DATE", value_parser = day)]
    from: Day,
    /// The last day
    #[arg(long, value_name = "DATE", value_parser = day)]
    to: Day,
    /// The one day through which payments are known; each simulated day if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    payments_through: Option<Day>,
    /// Read a foreign file: the name of a `ledger` block among the policies, or a file with one
    #[arg(long, value_name = "NAME|FILE")]
    map: Option<String>,
    /// How to print; by the ending of --output if left out, otherwise as text
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

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Text,
    Csv,
    Json,
    Svg,
}

pub fn run(arguments: &Arguments) -> Outcome {
    let (from, to) = (arguments.from, arguments.to);
    if to < from {
        return Err(format!("--to {to} comes before --from {from}"));
    }
    let endings = [("txt", Format::Text), ("csv", Format::Csv), ("json", Format::Json), ("jsonl", Format::Json), ("svg", Format::Svg)];
    let known = ".txt, .csv, .json or .svg";
    let format = format_among(arguments.format, arguments.output.as_ref(), Format::Text, &endings, known)?;
    let loaded = load_assuming(&arguments.policies, &arguments.statutes, arguments.assume_law_unchanged)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let mapping = arguments.map.as_ref().map(|map| super::ledger::mapping(map, &loaded)).transpose()?;
    let mut ledger = match read(&arguments.ledger, mapping.as_ref())? {
        Ok(ledger) => ledger,
        Err(faults) => {
            print_faults(&faults);
            return Ok(Answer::NotAsked);
        }
    };
    tell_debtors(&ledger);
    let policies = loaded.plans();
    let simulation = match simulate(&policies, &mut ledger, (from, to), arguments.payments_through) {
        Ok(simulation) => simulation,
        Err(wrong) => {
            print_wrong_facts(&wrong);
            return Ok(Answer::NotAsked);
        }
    };
    tell(&ledger, &simulation, &policies, arguments.assume_law_unchanged);
    let text = match format {
        Format::Text => report::simulate_text(&simulation),
        Format::Csv => report::simulate::csv(&simulation),
        Format::Json => report::simulate::json(&simulation),
        Format::Svg => report::simulate_svg(&simulation),
    };
    deliver(&text, arguments.output.as_ref())?;
    Ok(Answer::Yes)
}

/// Says what the figures leave out.
fn tell(ledger: &Ledger, simulation: &Simulation, policies: &[&Plan], unchanged: bool) {
    if ledger.open_items {
        eprintln!(
            "note: an open-items file: interest runs on each balance from its due date, and unknown history is read to the debtor's advantage"
        );
    }
    if !simulation.unmatched.is_empty() {
        let names = named(&ledger.invoices.number, simulation.unmatched.iter().copied());
        eprintln!("note: on some day no policy covers {names}, or a fact is missing; `frist evaluate --all` says why");
    }
    let mut told: Vec<&str> = Vec::new();
    for plan in policies {
        let statute = &plan.law;
        if simulation.to > statute.known_until && !told.contains(&statute.name.as_str()) {
            told.push(&statute.name);
            let how = if unchanged { "taken to stay as it is" } else { "not known; see --assume-law-unchanged" };
            eprintln!("note: the law of {} after {} is {how}", statute.name, statute.known_until);
        }
    }
}
