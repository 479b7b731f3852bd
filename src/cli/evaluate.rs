use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use chrono::Datelike;
use clap::{Args, ValueEnum};

use super::ledger::{mapping, print_wrong_facts, read, tell_debtors};
use super::load::{Statutes, load_assuming, print_faults, refuses};
use super::output::{deliver, format_of};
use super::{Answer, Outcome, overcharged};
use crate::check::{Finding, check};
use crate::decide::{Bound, Kind};
use crate::diagnostic::Diagnostic;
use crate::ledger::{Ledger, named, named_as};
use crate::model::Project;
use crate::report;
use crate::run::{Decided, run as decide};
use crate::value::Day;

#[derive(Args)]
pub struct Arguments {
    /// Policy files, or folders of them; an invoice belongs to the first policy that fits
    #[arg(required = true, value_name = "POLICY")]
    policies: Vec<PathBuf>,
    /// A ledger folder (invoices.csv, customers.csv, events.csv, ledger.csv) or one open-items file
    #[arg(long, value_name = "PATH")]
    ledger: PathBuf,
    /// The day to decide for; today if left out
    #[arg(long, value_name = "DATE", value_parser = day)]
    as_of: Option<Day>,
    /// The day through which payments are known, in place of what the ledger says
    #[arg(long, value_name = "DATE", value_parser = day)]
    payments_through: Option<Day>,
    /// Read a foreign file: the name of a `ledger` block among the policies, or a file with one
    #[arg(long, value_name = "NAME|FILE")]
    map: Option<String>,
    /// One decision for every invoice, not only what somebody has to act on
    #[arg(long)]
    all: bool,
    /// How to print; by the ending of --output if left out, otherwise a table
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to a file, whole or not at all
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Go on with the last known values after the day through which the law is known, and mark what rests on it
    #[arg(long)]
    assume_law_unchanged: bool,
    #[command(flatten)]
    statutes: Statutes,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Table,
    Json,
    Csv,
}

/// A date on the command line.
pub fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "write a date as year-month-day, such as 2026-03-30".to_string())
}

/// Today by the machine's clock in UTC: the only clock there is.
pub fn today() -> Day {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let date = chrono::DateTime::from_timestamp(seconds as i64, 0).unwrap_or_default().date_naive();
    Day::new(date.year(), date.month(), date.day()).unwrap_or(Day::FIRST)
}

pub fn run(arguments: &Arguments) -> Outcome {
    let loaded = load_assuming(&arguments.policies, &arguments.statutes, arguments.assume_law_unchanged)?;
    if refuses(&loaded) {
        return Ok(Answer::NotAsked);
    }
    let findings = check(&loaded);
    if warn(&findings, &loaded) {
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
    let on = arguments.as_of.unwrap_or_else(today);
    let run = match decide(&loaded.plans(), &ledger, on) {
        Ok(run) => run,
        Err(wrong) => {
            print_wrong_facts(&wrong);
            return Ok(Answer::NotAsked);
        }
    };
    tell(&ledger, &run, arguments.assume_law_unchanged);
    let rows = report::rows(&run, arguments.all);
    let format = format_of(arguments.format, arguments.output.as_ref(), [Format::Table, Format::Json, Format::Csv])?;
    let customers = run.escalations.len();
    // Written even when empty: what an earlier run found must not stay beside today's worklist.
    let speaks = loaded.policies.iter().any(|policy| policy.plan.speaks_of_customers());
    let beside = arguments.output.as_ref().filter(|_| format == Format::Csv && speaks).map(|output| escalations_file(output));
    let text = match format {
        Format::Table => {
            let escalations = report::escalations_table(&run);
            let gap = if escalations.is_empty() { "" } else { "\n" };
            format!("{}{gap}{escalations}", report::table(&rows, on, ledger.invoices.len(), arguments.all))
        }
        Format::Json => report::json(&rows) + &report::escalations_json(&run),
        Format::Csv => report::csv(&rows),
    };
    deliver(&text, arguments.output.as_ref())?;
    if let Some(output) = &arguments.output {
        eprintln!("{} row{} written to {}", rows.len(), if rows.len() == 1 { "" } else { "s" }, output.display());
    }
    let s = if customers == 1 { "" } else { "s" };
    if let Some(beside) = &beside {
        deliver(&report::escalations_csv(&run), Some(beside))?;
        eprintln!("{customers} escalation{s} written to {}", beside.display());
    } else if format == Format::Csv && customers > 0 {
        eprintln!("note: {customers} escalation{s} of customers not printed; with --output they go to a second file");
    }
    Ok(Answer::Yes)
}

/// The second file beside a worklist: `worklist.csv` has `worklist.escalations.csv`.
fn escalations_file(output: &Path) -> PathBuf {
    output.with_extension("escalations.csv")
}

/// Says on standard error what is unlawful. True when names are wrong and nothing can be decided.
pub fn warn(findings: &[Finding], loaded: &Project) -> bool {
    let wrong: Vec<Diagnostic> = findings
        .iter()
        .filter(|finding| finding.is_error() && finding.diagnostic.code.starts_with("F1"))
        .map(|finding| finding.diagnostic.clone())
        .collect();
    if !wrong.is_empty() {
        eprint!("{}", crate::diagnostic::render(&wrong, &loaded.sources));
        return true;
    }
    for policy in &loaded.policies {
        let unlawful: Vec<&str> = findings
            .iter()
            .filter(|finding| finding.is_error() && finding.head == Some(policy.written.head))
            .map(|finding| finding.diagnostic.code.as_str())
            .collect();
        if !unlawful.is_empty() {
            eprintln!("warning: `{}` fails `frist check` ({}); what the law forbids is withheld", policy.plan.name, unlawful.join(", "));
        }
    }
    false
}

/// Says what the figures of the run rest on.
pub fn tell(ledger: &Ledger, run: &crate::run::Run, unchanged: bool) {
    if ledger.open_items {
        eprintln!(
            "note: an open-items file: interest runs on each balance from its due date, and unknown history is read to the debtor's advantage"
        );
    }
    tell_debtors(ledger);
    let unmatched = |decided: &&Decided| decided.by.as_ref().is_some_and(|(_, decision)| decision.kind == Kind::Unmatched);
    let lacking: Vec<usize> = run.decided.iter().filter(unmatched).map(|decided| decided.invoice).collect();
    if !lacking.is_empty() {
        eprintln!("note: a fact is missing for {}; see --all", named(&ledger.invoices.number, lacking.iter().copied()));
    }
    let uncovered: Vec<usize> = run.decided.iter().filter(|decided| decided.by.is_none()).map(|decided| decided.invoice).collect();
    if !uncovered.is_empty() {
        let names = named(&ledger.invoices.number, uncovered.iter().copied());
        let why = crate::words::because(run, uncovered[0]).join("; ");
        eprintln!("note: no policy covers {names}; of the first: {why}");
    }
    let idle = |bound: &&Bound| bound.plan.is_valid(run.on) && !bound.plan.is_run_day(run.on);
    let idle: Vec<String> = run.plans.iter().filter(idle).map(|bound| format!("`{}`", bound.plan.name)).collect();
    if !idle.is_empty() {
        eprintln!("note: no notices go out on {} under {}: it is none of their days", run.on, idle.join(", "));
    }
    let mut undecided: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (customer, title, fact) in &run.undecided {
        undecided.entry((title, fact)).or_default().push(*customer);
    }
    for ((title, fact), customers) in undecided {
        let whom = named_as("customer", &ledger.customers.number, customers.into_iter());
        eprintln!("note: whether \"{title}\" concerns {whom} cannot be said: the ledger has no `{fact}`");
    }
    overcharged::tell(run);
    let facts: Vec<&str> = run.plans.iter().flat_map(|bound| bound.plan.customer_facts.iter().map(|fact| fact.name.as_str())).collect();
    for (file, columns) in [("invoices", &ledger.invoices.facts), ("customers", &ledger.customers.facts)] {
        let mut unused: Vec<&str> =
            columns.keys().map(String::as_str).filter(|name| !facts.contains(name) && !OWN_FACTS.contains(name)).collect();
        unused.sort_unstable();
        if !unused.is_empty() {
            eprintln!("note: columns of the {file} that no policy names: {}", unused.join(", "));
        }
    }
    let mut told: Vec<&str> = Vec::new();
    for bound in &run.plans {
        let statute = &bound.plan.law;
        if run.on > statute.known_until && !told.contains(&statute.name.as_str()) {
            told.push(&statute.name);
            let how = if unchanged { "taken to stay as it is" } else { "not known; see --assume-law-unchanged" };
            eprintln!("note: the law of {} after {} is {how}", statute.name, statute.known_until);
        }
    }
}

/// The customer columns that contracts.md gives a meaning of their own.
const OWN_FACTS: [&str; 3] = ["score", "credit_limit", "credit_checked"];
