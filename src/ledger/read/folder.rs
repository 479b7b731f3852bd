use std::io::{self, Read};

use super::fact_columns::FactColumns;
use super::file::{File, Files};
use super::in_pieces::Opened;
use super::known::InvoicesRead;
use super::parts::InvoiceFile;
use super::{customers, events, settings, sums};
use crate::ledger::codes::NO_TABLE;
use crate::ledger::mapping::Mapping;
use crate::ledger::{Fault, Faults, Ledger, NoHistory};

/// About so many bytes of a file are read at a time.
const PIECE: usize = 1 << 18;

/// Why there is no ledger.
#[derive(Debug)]
pub enum NotRead {
    /// Every fault of every file, none of which is passed over.
    Faults(Faults),
    /// A file that cannot be read.
    Unreadable(String, io::Error),
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
    whole(folder_from([invoices, customers, events, ledger].map(|file| file.map(Opened::of)), wanted, 1))
}

/// The same of tables that are read a piece at a time, on several threads: the invoices, the customers, the events and the settings. The ledger does not
/// depend on the pieces and the threads.
///
/// # Errors
/// As [`NotRead`] says.
pub fn folder_from<R: Read>(tables: [Option<Opened<R>>; 4], wanted: FactColumns, threads: usize) -> Result<Ledger, NotRead> {
    let mut faults = Faults::default();
    let mut ledger = Ledger::default();
    let [invoices, customers, events, settings] = tables;
    let Some(file) = invoices else {
        faults.push(Fault::new(NO_TABLE, "invoices.csv", 0));
        return faults.or(ledger).map_err(NotRead::Faults);
    };
    let name = file.name;
    let mut invoices = match InvoiceFile::open_any(file, None, false, wanted, &mut faults).map_err(unreadable(name))? {
        None => InvoicesRead::nothing(name),
        Some((file, pieces)) => {
            ledger = file.header().header();
            InvoicesRead::read(&file, pieces, threads, &mut ledger, &mut faults).map_err(unreadable(name))?
        }
    };
    // The invoices alone can be read by themselves, with a mapping.
    faults.no_more_mappings();
    if let Some(file) = customers {
        let (name, bytes) = file.whole()?;
        customers::read(File { name, bytes: &bytes }, wanted, &mut invoices, &mut ledger, &mut faults);
    }
    match events {
        Some(file) => {
            let name = file.name;
            events::read(file, &invoices, threads, &mut ledger, &mut faults).map_err(unreadable(name))?;
        }
        None => {
            ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1];
            ledger.no_history = Some(NoHistory::NoEvents);
        }
    }
    if let Some(file) = settings {
        let (name, bytes) = file.whole()?;
        settings::read(File { name, bytes: &bytes }, &mut ledger, &mut faults);
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
pub fn open_items(name: &str, bytes: &[u8], mapping: Option<&Mapping>) -> Result<Ledger, Faults> {
    open_items_with(name, bytes, mapping, FactColumns::All)
}

/// The same with no more facts than are wanted.
///
/// # Errors
/// Every fault of the file.
pub fn open_items_with(name: &str, bytes: &[u8], mapping: Option<&Mapping>, wanted: FactColumns) -> Result<Ledger, Faults> {
    let mut faults = Faults::default();
    let opened = InvoiceFile::open_bytes(Opened::of(File { name, bytes }), mapping, wanted, &mut faults);
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

fn unreadable(name: &str) -> impl Fn(io::Error) -> NotRead {
    move |error| NotRead::Unreadable(name.into(), error)
}

impl<'b> Opened<'b, &'b [u8]> {
    /// A file that is in memory.
    fn of(file: File<'b>) -> Opened<'b, &'b [u8]> {
        Opened { name: file.name, from: file.bytes, piece: PIECE.min(file.bytes.len() + 1) }
    }
}

impl<'n, R: Read> Opened<'n, R> {
    /// A file that is read from its beginning.
    pub fn at(name: &'n str, from: R) -> Opened<'n, R> {
        Opened { name, from, piece: PIECE }
    }

    /// All of it at once.
    fn whole(mut self) -> Result<(&'n str, Vec<u8>), NotRead> {
        let mut bytes = Vec::new();
        self.from.read_to_end(&mut bytes).map_err(unreadable(self.name))?;
        Ok((self.name, bytes))
    }
}
