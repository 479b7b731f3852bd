//! The tables of a ledger folder in memory, whatever they are called and however they are written, and one of them to be added to.

use std::path::Path;

use super::files::Bytes;
use super::ledger_files::files_of;
use crate::ledger::mapping::{Mapping, TableMapping};
use crate::ledger::{Book, FactColumns, Faults, File, Files, FolderFile, Ledger, NotRead, Opened, Tables, folder_from};

/// The tables, and the name that `events.csv` has or would have.
pub struct MappedTables {
    invoices: Option<Table>,
    customers: Option<Table>,
    /// Those of other systems.
    events: Vec<Table>,
    settings: Option<Table>,
    own_events: Option<Table>,
    own_events_name: String,
    own_events_shape: Option<TableMapping>,
}

struct Table {
    bytes: Bytes,
    shape: Option<TableMapping>,
}

impl Table {
    fn opened(&self) -> Opened<'_, &[u8]> {
        Opened::at(self.bytes.file().name, self.bytes.file().bytes, self.shape.as_ref())
    }
}

impl MappedTables {
    /// Reads those that are there.
    pub fn read(folder: &Path, mapping: Option<&Mapping>) -> Result<MappedTables, String> {
        let (files, _) = files_of(folder, mapping)?;
        let read = |file: FolderFile| {
            let bytes = Bytes::read(&folder.join(&file.name))?;
            Ok::<_, String>(bytes.map(|bytes| Table { bytes, shape: file.shape }))
        };
        let own = Files::NAMES[2];
        let (own_events, events): (Vec<_>, Vec<_>) = files.events.into_iter().partition(|file| file.name == own);
        if let Some(mapped) = own_events.iter().find(|file| file.shape.as_ref().is_some_and(|shape| !shape.has_own_columns())) {
            return Err(format!(
                "`{}` is mapped as another system's file, and what was sent is written into a file of Frist's own: give that file another name",
                folder.join(&mapped.name).display()
            ));
        }
        let own_events = own_events.into_iter().next().map(read).transpose()?.flatten();
        // A mapping may say of this one file how it is written.
        let own_events_shape = match &own_events {
            Some(table) => table.shape.clone(),
            None => files.of_own_events.filter(TableMapping::has_own_columns),
        };
        Ok(MappedTables {
            invoices: files.invoices.map(read).transpose()?.flatten(),
            customers: files.customers.map(read).transpose()?.flatten(),
            events: events.into_iter().filter_map(|file| read(file).transpose()).collect::<Result<_, _>>()?,
            settings: files.settings.map(read).transpose()?.flatten(),
            own_events,
            own_events_name: folder.join(own).display().to_string(),
            own_events_shape,
        })
    }

    /// `events.csv`, if it is there.
    pub fn own_events(&self) -> Option<File<'_>> {
        self.own_events.as_ref().map(|table| table.bytes.file())
    }

    /// Adds to them: hands on what `events.csv` is, and how the ledger is read with another.
    pub fn with_book<T>(&self, add: impl FnOnce(&Book) -> T) -> T {
        let read = |events: Option<&[u8]>| self.ledger(events);
        let invoices = self.invoices.as_ref().map_or(Files::NAMES[0], |table| table.bytes.file().name);
        add(&Book { invoices, events: self.own_events(), shape: self.own_events_shape.as_ref(), read: &read })
    }

    /// The ledger with these bytes as its `events.csv`.
    fn ledger(&self, events: Option<&[u8]>) -> Result<Ledger, Faults> {
        let own = events.map(|bytes| Opened::at(&self.own_events_name, bytes, self.own_events_shape.as_ref()));
        let tables = Tables {
            invoices: self.invoices.as_ref().map(Table::opened),
            customers: self.customers.as_ref().map(Table::opened),
            events: self.events.iter().map(Table::opened).chain(own).collect(),
            settings: self.settings.as_ref().map(Table::opened),
        };
        folder_from(tables, FactColumns::All, 1).map_err(|error| match error {
            NotRead::Faults(faults) => faults,
            NotRead::Unreadable(name, error) => panic!("no memory for `{name}`: {error}"),
        })
    }
}
