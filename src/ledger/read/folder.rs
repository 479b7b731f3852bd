use super::fact_columns::FactColumns;
use super::file::{File, Files};
use super::{customers, events, invoices, settings, sums};
use crate::ledger::codes::NO_TABLE;
use crate::ledger::mapping::Mapping;
use crate::ledger::{BALANCE, Fault, Faults, Ledger, NoHistory};

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
    let mut faults = Faults::default();
    let mut ledger = Ledger::default();
    let Some(file) = files.invoices else {
        faults.push(Fault::new(NO_TABLE, "invoices.csv", 0));
        return faults.or(ledger);
    };
    let invoices = invoices::read(file, None, wanted, &mut ledger, &mut faults);
    // The invoices alone can be read by themselves, with a mapping.
    faults.no_more_mappings();
    if let Some(file) = files.customers {
        customers::read(file, wanted, &mut ledger, &mut faults);
    }
    match files.events {
        Some(file) => events::read(file, &invoices, &mut ledger, &mut faults),
        None => {
            ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1];
            ledger.no_history = Some(NoHistory::NoEvents);
        }
    }
    if let Some(file) = files.ledger {
        settings::read(file, &mut ledger, &mut faults);
    }
    invoices.finish(&mut ledger);
    sums::check(&ledger, file, &mut faults);
    faults.or(ledger)
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
    let mut ledger =
        Ledger { open_items: mapping.is_none_or(|mapping| mapping.columns.iter().any(|c| c.name == BALANCE)), ..Ledger::default() };
    let invoices = invoices::read_any(File { name, bytes }, mapping, wanted, &mut ledger, &mut faults);
    ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1];
    invoices.finish(&mut ledger);
    sums::check(&ledger, File { name, bytes }, &mut faults);
    faults.or(ledger)
}
