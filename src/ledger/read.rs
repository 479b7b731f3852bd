//! From a ledger's files to a [`Ledger`]: strictly, and with every fault of every file told at once.

mod cell;
mod column;
mod customers;
mod events;
mod invoices;
mod number_index;
mod openings;
mod row;
mod settings;
mod shape;
mod table;
mod text;

use super::codes::NO_TABLE;
use super::{Fault, Faults, Ledger};
use crate::ledger::mapping::Mapping;

pub(super) use column::{Column, Columns, Slot};
pub(super) use row::{Row, Sign};
pub(super) use shape::Shape;
pub(super) use table::Table;
pub(super) use text::Text;

/// The name and the content of one file.
#[derive(Clone, Copy, Debug)]
pub struct File<'b> {
    /// The name that faults give it.
    pub name: &'b str,
    /// Its bytes, a byte-order mark and all.
    pub bytes: &'b [u8],
}

/// The tables of a ledger folder; all but the invoices may be absent.
#[derive(Clone, Copy, Default, Debug)]
pub struct Files<'b> {
    /// `invoices.csv`.
    pub invoices: Option<File<'b>>,
    /// `customers.csv`.
    pub customers: Option<File<'b>>,
    /// `events.csv`.
    pub events: Option<File<'b>>,
    /// `ledger.csv`.
    pub ledger: Option<File<'b>>,
}

/// Reads a ledger folder in Frist's own shape.
///
/// The result depends on the order of rows only where a ledger means something by it: invoices stay in file order, and so do events of one invoice,
/// day and kind.
///
/// # Errors
/// Every fault of every file, none of which is passed over.
pub fn folder(files: &Files) -> Result<Ledger, Faults> {
    let mut faults = Faults::default();
    let mut ledger = Ledger::default();
    let Some(file) = files.invoices else {
        let fault = Fault::new(NO_TABLE, "invoices.csv", 0, "there is no such file, and a ledger folder needs one");
        faults.push(fault.hint("a single file of open items is named itself, not its folder"));
        return faults.or(ledger);
    };
    let invoices = invoices::read(file, None, &mut ledger, &mut faults);
    if let Some(file) = files.customers {
        customers::read(file, &mut ledger, &mut faults);
    }
    match files.events {
        Some(file) => events::read(file, &invoices, &mut ledger, &mut faults),
        None => ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1],
    }
    if let Some(file) = files.ledger {
        settings::read(file, &mut ledger, &mut faults);
    }
    invoices.finish(&mut ledger);
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
    let mut faults = Faults::default();
    let mut ledger =
        Ledger { open_items: mapping.is_none_or(|mapping| mapping.columns.iter().any(|c| c.name == "balance")), ..Ledger::default() };
    let invoices = invoices::read(File { name, bytes }, mapping, &mut ledger, &mut faults);
    ledger.invoices.first_event = vec![0; ledger.invoices.len() + 1];
    invoices.finish(&mut ledger);
    faults.or(ledger)
}
