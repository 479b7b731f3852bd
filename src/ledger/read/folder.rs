use std::io::Read;

use super::fact_columns::FactColumns;
use super::file::{File, Files};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::not_read::{NotRead, unreadable};
use super::parts::InvoiceFile;
use super::{customers, events, settings, sums};
use crate::ledger::codes::NO_TABLE;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{Fault, Faults, Ledger, NoHistory};

/// About so many bytes of a file are read at a time.
const PIECE: usize = 1 << 18;

/// The tables of a ledger, open, each with the shape that it has. All but the invoices may be absent.
#[derive(Debug)]
pub struct Tables<'n, R> {
    /// The invoices, or open items, where their mapping fills a balance.
    pub invoices: Option<Opened<'n, R>>,
    /// The customers.
    pub customers: Option<Opened<'n, R>>,
    /// Events: payments may stand in one file, notices in another.
    pub events: Vec<Opened<'n, R>>,
    /// What is true of the whole ledger.
    pub settings: Option<Opened<'n, R>>,
}

impl<'n, R> From<[Option<Opened<'n, R>>; 4]> for Tables<'n, R> {
    /// The tables in the order of [`Files::NAMES`].
    fn from([invoices, customers, events, settings]: [Option<Opened<'n, R>>; 4]) -> Tables<'n, R> {
        Tables { invoices, customers, events: events.into_iter().collect(), settings }
    }
}

/// Reads a ledger folder in Frist's own shape.
///
/// The result depends on the order of rows only where a ledger means something by it: invoices stay in file order, and so do events of one invoice,
/// day and kind.
///
/// # Errors
/// Every fault of every file, none of which is passed over.
pub fn folder(files: &Files) -> Result<Ledger, Faults> {
    folder_with(files, FactColumns::All)
}

/// The same with no more facts than are wanted.
///
/// # Errors
/// Every fault of every file.
pub fn folder_with(files: &Files, wanted: FactColumns) -> Result<Ledger, Faults> {
    let Files { invoices, customers, events, ledger } = *files;
    whole(folder_from([invoices, customers, events, ledger].map(|file| file.map(Opened::of)).into(), wanted, 1))
}

/// The same of tables that are read a piece at a time, on several threads. The ledger does not depend on the pieces and the threads.
///
/// # Errors
/// As [`NotRead`] says.
pub fn folder_from<R: Read>(tables: Tables<R>, wanted: FactColumns, threads: usize) -> Result<Ledger, NotRead> {
    let mut faults = Faults::default();
    let mut ledger = Ledger::default();
    let Some(file) = tables.invoices else {
        faults.push(Fault::new(NO_TABLE, "invoices.csv", 0));
        return faults.or(ledger).map_err(NotRead::Faults);
    };
    let name = file.name;
    let open_items = file.mapping.is_some_and(TableMapping::has_openings);
    let mut invoices = match InvoiceFile::open_any(file, open_items, wanted, &mut faults).map_err(unreadable(name))? {
        None => InvoicesRead::nothing(name),
        Some((file, pieces)) => {
            ledger = file.header().header();
            InvoicesRead::read(&file, pieces, threads, &mut ledger, &mut faults).map_err(unreadable(name))?
        }
    };
    if let Some(file) = tables.customers {
        let name = file.name;
        customers::read(file, wanted, &mut invoices, &mut ledger, &mut faults).map_err(unreadable(name))?;
    }
    let has_events = !tables.events.is_empty();
    events::read(tables.events, &invoices, threads, &mut ledger, &mut faults)?;
    ledger.no_history = (!has_events && !open_items).then_some(NoHistory::NoEvents);
    if let Some(file) = tables.settings {
        let name = file.name;
        settings::read(file, &mut ledger, &mut faults).map_err(unreadable(name))?;
    }
    invoices.finish(&mut ledger);
    sums::check(&ledger, name, &mut faults);
    faults.or(ledger).map_err(NotRead::Faults)
}

/// Reads one file of open items, in Frist's own shape or in the shape a mapping states.
///
/// With a mapping only the columns it names are read; one that fills no `balance` reads a plain invoice file, without openings. Without a mapping
/// unknown columns are kept as facts.
///
/// # Errors
/// Every fault of the file.
pub fn open_items(name: &str, bytes: &[u8], mapping: Option<&TableMapping>) -> Result<Ledger, Faults> {
    open_items_with(name, bytes, mapping, FactColumns::All)
}

/// The same with no more facts than are wanted.
///
/// # Errors
/// Every fault of the file.
pub fn open_items_with(name: &str, bytes: &[u8], mapping: Option<&TableMapping>, wanted: FactColumns) -> Result<Ledger, Faults> {
    let mut faults = Faults::default();
    let opened = InvoiceFile::open_bytes(Opened { mapping, ..Opened::of(File { name, bytes }) }, wanted, &mut faults);
    let Some((file, pieces)) = whole(opened.map_err(unreadable(name)))? else { return faults.or(Ledger::default()) };
    let mut ledger = file.header().header();
    let read = InvoicesRead::read(&file, pieces, 1, &mut ledger, &mut faults);
    let invoices = whole(read.map_err(unreadable(name)))?;
    ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1];
    invoices.finish(&mut ledger);
    sums::check(&ledger, name, &mut faults);
    faults.or(ledger)
}

/// What is made of bytes in memory, which can always be read.
fn whole<T>(made: Result<T, NotRead>) -> Result<T, Faults> {
    made.map_err(|error| match error {
        NotRead::Faults(faults) => faults,
        NotRead::Unreadable(name, error) => panic!("no memory for `{name}`: {error}"),
    })
}

impl<'b> Opened<'b, &'b [u8]> {
    /// A file that is in memory.
    fn of(file: File<'b>) -> Opened<'b, &'b [u8]> {
        Opened { name: file.name, from: file.bytes, piece: PIECE.min(file.bytes.len() + 1), mapping: None }
    }
}

impl<'n, R: Read> Opened<'n, R> {
    /// A file that is read from its beginning, in a shape.
    pub fn at(name: &'n str, from: R, mapping: Option<&'n TableMapping>) -> Opened<'n, R> {
        Opened { name, from, piece: PIECE, mapping }
    }
}
