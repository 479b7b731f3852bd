use std::path::PathBuf;

use clap::Args;

use super::events::{Added, add_to_events};
use super::exit_answer::{Ended, ExitAnswer};
use super::files::{print_faults_and, table};
use super::given::{Format, Printed, Statutes};
use super::inputs::remember;
use super::ledger_files::Map;
use super::mapped_tables::MappedTables;
use super::output::deliver_with;
use super::replace::Draft;
use super::say::say;
use crate::bank::{self, BankFile, Flow};
use crate::ledger::{Faults, Files, add_money, money_rows};
use crate::model::{Project, Wanted};
use crate::payments::{Outcome, Payments, Rules, match_payments};
use crate::report::payments::{csv, human, json, new_rows};
use crate::terms::MatchBy;

#[derive(Args)]
pub struct Arguments {
    /// Files of the bank: camt.053, camt.054, OCR giro or BgMax
    #[arg(required = true, value_name = "FILE")]
    bank: Vec<PathBuf>,
    /// The ledger folder whose events.csv is added to
    #[arg(long, value_name = "DIR")]
    ledger: PathBuf,
    #[command(flatten)]
    map: Map,
    /// Policy files, or folders of them: how payments are matched, and how invoices are settled
    #[arg(long = "policy", value_name = "FILE")]
    policies: Vec<PathBuf>,
    /// Say what would be added, and add nothing
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    printed: Printed,
    #[command(flatten)]
    statutes: Statutes,
}

pub fn run(arguments: &Arguments) -> Ended {
    let (format, output) = arguments.printed.ask()?;
    if !arguments.ledger.is_dir() {
        return Err(format!("`{}` is not a ledger folder", arguments.ledger.display()));
    }
    // An invoice without a policy is reckoned under the law of its customer's country.
    let Some(loaded) = arguments.statutes.read(&arguments.policies, Wanted::All)? else { return Ok(ExitAnswer::NotAsked) };
    let map = arguments.map.read(&[&loaded])?;
    let files = match arguments.read()? {
        Ok(files) => files,
        Err(faults) => return Ok(refused(&faults)),
    };
    // Who cannot be told what was added is told so before anything is.
    Files::NAMES.iter().for_each(|name| remember(&arguments.ledger.join(name)));
    output.map_or(Ok(()), |output| Draft::of_result(output, |_| Ok(())).map(drop))?;
    let made = if arguments.dry_run {
        made(&MappedTables::read(&arguments.ledger, map.as_ref())?, &files, &loaded).map(|added| added.told)
    } else {
        add_to_events(&arguments.ledger, map.as_ref(), |tables| made(tables, &files, &loaded))?
    };
    let payments = match made {
        Ok(payments) => payments,
        Err(faults) => return Ok(refused(&faults)),
    };
    let done = done(arguments, &payments);
    let delivered = deliver_with(format.reader(), output, |out| match format {
        Format::Human => human(&payments, out),
        Format::Json => json(&payments, out),
        Format::Csv => csv(&payments, out),
    });
    say(format_args!("{done}"));
    delivered?;
    let asks = |outcome: &Outcome, flow: Flow| outcome.is_doubtful() || matches!(outcome, Outcome::LeftOut { .. }) && flow != Flow::Ours;
    let has_open = payments.all.iter().any(|booked| asks(&booked.outcome, booked.payment.flow));
    Ok(if has_open { ExitAnswer::No } else { ExitAnswer::Yes })
}

impl Arguments {
    /// All files, or what is wrong with any.
    fn read(&self) -> Result<Result<Vec<BankFile>, Faults>, String> {
        let (mut files, mut faults) = (Vec::new(), Faults::default());
        for path in &self.bank {
            let name = path.display().to_string();
            let Some(from) = table(path)? else { return Err(format!("there is no file `{name}`")) };
            match bank::read(&name, from).map_err(|error| format!("cannot read `{name}`: {error}"))? {
                Ok(file) => files.push(file),
                Err(wrong) => faults.extend(wrong),
            }
        }
        Ok(faults.or(files))
    }
}

/// What is made of the bookings over a ledger: the new events, and what became of each.
fn made(tables: &MappedTables, files: &[BankFile], loaded: &Project) -> Result<Added<Payments>, Faults> {
    tables.with_book(|book| {
        let ledger = (book.read)(book.events.map(|events| events.bytes))?;
        let recorded = book.events.map_or(Ok(Vec::new()), |events| money_rows(events, book.shape))?;
        let by = loaded.matching.as_ref().map_or(&MatchBy::USUAL[..], |matching| &matching.value);
        let payments = match_payments(files, &ledger, &recorded, &Rules { by, policies: &loaded.plans(), laws: &loaded.laws() });
        let rows = new_rows(&payments);
        let bytes = if rows.is_empty() { None } else { Some(add_money(book, &rows)?) };
        Ok(Added { bytes, told: payments })
    })
}

fn refused(faults: &Faults) -> ExitAnswer {
    print_faults_and(faults, "nothing was recorded");
    ExitAnswer::NotAsked
}

/// What was done, in one line.
fn done(arguments: &Arguments, payments: &Payments) -> String {
    let count = payments.all.iter().filter(|booked| booked.outcome.is_recorded()).count();
    let events = arguments.ledger.join("events.csv");
    match (count, arguments.dry_run) {
        (0, _) => "nothing to record".into(),
        (count, true) => format!("{count} would be recorded in {}", events.display()),
        (count, false) => format!("{count} recorded in {}", events.display()),
    }
}
