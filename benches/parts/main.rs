//! What the parts of a run cost, through the public door of the library: `cargo bench --bench parts [ROUNDS]`.
//!
//! Each part is timed in turn, round after round, and its median is told with its ratio to one record of the bare reader. Nothing is asserted of time.

mod ledgers;
mod timed;

use timed::{Part, medians, tenths};

const POLICY: &str = include_str!("../policies/norway.frist");
/// The day that is decided; rows of the ledgers count from it.
const AS_OF: &str = "2026-09-15";
/// Enough that what is done once for a ledger is lost beside it.
const INVOICES: usize = 5_000;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let rounds = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(5);
    let on = AS_OF.parse()?;
    let policies = frist::read([("norway.frist", POLICY)])?;
    let norway = frist::law("NO")?;
    let mut sources = frist::diagnostic::Sources::default();
    let file = sources.add("norway.frist", POLICY);
    let waiting = ledgers::waiting(INVOICES);
    let unpaid = ledgers::unpaid(INVOICES);
    let reminded = ledgers::reminded(INVOICES);
    let read = |files: &ledgers::Files| frist::ledger(&files.iter().map(|(name, text)| (*name, text.as_bytes())).collect::<Vec<_>>());
    let (waits, sends, sent) = (read(&waiting)?, read(&unpaid)?, read(&reminded)?);
    let parts = [
        Part::new("a record, read by the csv crate alone", INVOICES, || ledgers::records(&unpaid[0].1)),
        Part::new("an invoice, read", INVOICES, || read(&unpaid).map_or(0, |ledger| ledger.invoices.number.len())),
        Part::new("an invoice that waits: one claim", INVOICES, || decided(&policies, &waits, on)),
        Part::new("an invoice that is sent: one claim, one judgement", INVOICES, || decided(&policies, &sends, on)),
        Part::new("a notice, audited: one judgement", INVOICES, || frist::audit(&norway, &sent, on).faults.len()),
        Part::new("two policies, parsed and laid out", 1, || frist::format(&sources, file).map_or(0, |text| text.len())),
        Part::new("two policies, parsed and lowered with their law", 1, || read_policies().map_or(0, |policies| policies.plans().len())),
        Part::new("two policies, checked", 1, || frist::check(&policies).len()),
    ];
    let medians = medians(&parts, rounds);
    let unit = medians[0];
    println!("{:<52} {:>12} {:>12}", "part", "median, ns", "ratio");
    for (part, median) in parts.iter().zip(&medians) {
        println!("{:<52} {:>12} {:>12}", part.name, tenths(*median), tenths(*median * 10 / unit.max(1)));
    }
    Ok(())
}

fn read_policies() -> Result<frist::model::Project, frist::Error> {
    frist::read([("norway.frist", POLICY)])
}

fn decided(policies: &frist::model::Project, ledger: &frist::ledger::Ledger, on: frist::value::Day) -> usize {
    frist::decide(policies, ledger, on).map_or(0, |run| run.decided.len())
}
