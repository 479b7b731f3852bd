use super::super::mapping::TableMapping;
use super::super::{Faults, File, Files, Ledger, folder};

/// Reads a ledger with other events.
pub type ReadWith<'b> = dyn Fn(Option<&[u8]>) -> Result<Ledger, Faults> + 'b;

/// A ledger whose `events.csv` is added to.
pub struct Book<'b> {
    /// What the file of its invoices is called.
    pub invoices: &'b str,
    /// `events.csv` as it is, if it is there.
    pub events: Option<File<'b>>,
    /// How that file is written; `None` for Frist's own shape. It has the ledger's own columns.
    pub shape: Option<&'b TableMapping>,
    /// Reads the ledger with these bytes as its `events.csv`, without one where there are none.
    pub read: &'b ReadWith<'b>,
}

/// Adds to a ledger in Frist's own shape.
pub fn in_own_shape<T>(files: &Files, add: impl FnOnce(&Book) -> T) -> T {
    let name = files.events.map_or(Files::NAMES[2], |file| file.name);
    let read = |events: Option<&[u8]>| folder(&Files { events: events.map(|bytes| File { name, bytes }), ..*files });
    add(&Book { invoices: files.invoices.map_or("", |file| file.name), events: files.events, shape: None, read: &read })
}
