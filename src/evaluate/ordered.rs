use std::io::{Read, Write};

use super::answer::Answer;
use super::asked::{Asked, NotWritten, Worklist};
use super::part::Part;
use super::source::Source;
use super::twice::Fingerprints;
use crate::ledger::{
    Cut, FactColumns, File, Files, Fingerprinter, Ledger, NotOrdered, Opened, Ordered, Sums, can_be_counted, folder_with, sums as sums_of,
};
use crate::threads::on_threads;

/// The tables of a ledger folder, each to be read from its beginning.
pub struct Tables<'s> {
    /// `invoices.csv`.
    pub invoices: Option<&'s dyn Source>,
    /// `customers.csv`.
    pub customers: Option<&'s dyn Source>,
    /// `events.csv`.
    pub events: Option<&'s dyn Source>,
    /// `ledger.csv`.
    pub ledger: Option<&'s dyn Source>,
    /// Tables beside them, under names that no ledger has.
    pub unread: Vec<String>,
}

/// Decides a ledger folder whose tables are all ordered by customer, byte by byte, and writes its worklist, without ever having the ledger in memory. The
/// events name their customer in every row.
///
/// `None` where the tables are not ordered, and where there is anything wrong with them: then whatever was written is no worklist, and the ledger is to be
/// read as a whole, which says what is wrong.
///
/// # Errors
/// When a file cannot be read, or the worklist not written.
pub fn ordered(asked: &Asked, tables: &Tables, out: &mut dyn Write) -> Result<Option<Worklist>, NotWritten> {
    let Some(invoices) = tables.invoices else { return Ok(None) };
    let names = |column: &str| asked.names(column);
    let settings = tables.ledger.map(|table| table.bytes().map_err(unreadable(table))).transpose()?;
    let settings = settings.as_ref().map(|bytes| File { name: Files::NAMES[3], bytes });
    let open = |table| opened(table, asked.piece());
    let (customers, events) = (tables.customers.map(open).transpose()?, tables.events.map(open).transpose()?);
    let mut cuts = match Ordered::open(open(invoices)?, customers, events) {
        Ok(cuts) => cuts,
        Err(NotOrdered::Row) => return Ok(None),
        Err(NotOrdered::Unreadable(name, error)) => return Err(NotWritten::Unreadable(name, error)),
    };
    let mut answer = Answer::begin(asked, out)?;
    let (mut fingerprints, mut sums, mut known) = (Fingerprints::new(), Sums::new(), None);
    let fingerprinter = Fingerprinter::default();
    let work = |cut: Cut| {
        let mut ledger = folder_with(&Files { ledger: settings, ..cut.files() }, FactColumns::Named(&names)).ok()?;
        drop(cut);
        ledger.payments_through = asked.payments_through.or(ledger.payments_through);
        let part = Part::whole(asked, &ledger);
        let prints: Vec<u64> = ledger.invoices.number.iter().map(|number| fingerprinter.of(number)).collect();
        part.wrong.is_empty().then(|| (part, prints, sums_of(&ledger), ledger.header()))
    };
    let next = || match cuts.next_cut(asked.part) {
        Ok(cut) => Ok(cut),
        Err(NotOrdered::Row) => Err(Stop::NotOrdered),
        Err(NotOrdered::Unreadable(name, error)) => Err(Stop::NotWritten(NotWritten::Unreadable(name, error))),
    };
    let done = |part: Option<(Part, Vec<u64>, Sums, Ledger)>| {
        let (part, prints, of_part, of_header) = part.ok_or(Stop::NotOrdered)?;
        fingerprints.extend(&prints);
        of_part.into_iter().for_each(|(currency, sum)| *sums.entry(currency).or_default() += sum);
        known.get_or_insert(of_header);
        answer.take(part, prints.len()).map_err(Stop::NotWritten)
    };
    match on_threads(asked.threads, next, work, done) {
        Ok(()) => {}
        Err(Stop::NotOrdered) => return Ok(None),
        Err(Stop::NotWritten(error)) => return Err(error),
    }
    // An invoice that may be there twice, sums that cannot be counted: whoever reads the whole says so.
    let Some(known) = known.filter(|_| fingerprints.twice().is_empty() && can_be_counted(&sums)) else { return Ok(None) };
    let header = Ledger { unread_files: tables.unread.clone(), ..known };
    answer.finish(&header).map(Some)
}

fn opened(table: &dyn Source, piece: usize) -> Result<Opened<'_, Box<dyn Read + Send + '_>>, NotWritten> {
    Ok(Opened { name: table.name(), from: table.open().map_err(unreadable(table))?, piece, mapping: None })
}

fn unreadable(table: &dyn Source) -> impl Fn(std::io::Error) -> NotWritten {
    move |error| NotWritten::Unreadable(table.name().into(), error)
}

/// Why no more parts are decided.
enum Stop {
    NotOrdered,
    NotWritten(NotWritten),
}
