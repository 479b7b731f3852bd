//! Which file of a folder is which table.

use super::mapping::{Holds, Mapping, TableMapping};
use crate::ledger::Files;

/// The files of a ledger's folder by what they hold, each with its shape; `None` for Frist's own.
#[derive(PartialEq, Debug)]
pub struct FolderFiles {
    /// The invoices, or open items.
    pub invoices: Option<FolderFile>,
    /// The customers.
    pub customers: Option<FolderFile>,
    /// The events: those of other systems in the order of the mapping, and behind them those under Frist's own name.
    pub events: Vec<FolderFile>,
    /// What is true of the whole ledger.
    pub settings: Option<FolderFile>,
    /// The shape in which an `events.csv` that no mapping names is, or would be.
    pub of_own_events: Option<TableMapping>,
}

/// A file of a folder.
#[derive(Clone, PartialEq, Debug)]
pub struct FolderFile {
    /// Its name in the folder.
    pub name: String,
    /// How it is written, and what its columns are.
    pub shape: Option<TableMapping>,
}

/// Why nobody can tell which file is which.
#[derive(PartialEq, Debug)]
pub enum NotAssigned {
    /// No file has a name of this pattern.
    None(String),
    /// Several files are fitted by what can be one only.
    Several(Holds, Vec<String>),
}

impl FolderFiles {
    /// Tells the files of these names apart. What the mapping does not name stands under Frist's own names: in the shape that the mapping gives to all
    /// files where it says nothing of columns, and otherwise in Frist's own.
    ///
    /// # Errors
    /// As [`NotAssigned`] says: a file that is not there, or one of several, would be left out in silence.
    pub fn of(names: &[String], mapping: Option<&Mapping>) -> Result<FolderFiles, NotAssigned> {
        let tables = mapping.map_or(&[][..], |mapping| &mapping.tables);
        let mut taken: Vec<(Holds, FolderFile)> = Vec::new();
        for table in tables {
            let Some(pattern) = &table.file else { continue };
            let is_free = |name: &&String| taken.iter().all(|(_, file)| file.name != **name);
            let mut fits: Vec<&String> = names.iter().filter(|name| pattern.fits(name)).filter(is_free).collect();
            fits.sort_unstable();
            if fits.is_empty() {
                return Err(NotAssigned::None(pattern.written().into()));
            }
            let found = fits.into_iter().map(|name| (table.holds, FolderFile { name: name.clone(), shape: Some(table.clone()) }));
            taken.extend(found.collect::<Vec<_>>());
        }
        let of_all = tables.iter().find(|table| table.file.is_none() && table.has_own_columns());
        let own_shape = |holds: Holds| {
            let own = tables.iter().find(|table| table.file.is_none() && table.holds == holds && !table.has_own_columns());
            own.cloned().or_else(|| of_all.map(|table| table.written_alike(holds)))
        };
        let own = |name: &str, holds: Holds| {
            let is_there = names.iter().any(|other| other == name) && taken.iter().all(|(_, file)| file.name != name);
            is_there.then(|| FolderFile { name: name.into(), shape: own_shape(holds) })
        };
        let all = |holds: Holds| {
            let named: Vec<FolderFile> = taken.iter().filter(|(of, _)| *of == holds).map(|(_, file)| file.clone()).collect();
            // A file of the same kind under Frist's own name is one more of events, and otherwise the only one.
            let has_own = named.is_empty() || holds == Holds::Events;
            [named, own(holds.own_file(), holds).filter(|_| has_own).into_iter().collect()].concat()
        };
        let one = |holds: Holds| match all(holds).as_slice() {
            [] => Ok(None),
            [only] => Ok(Some(only.clone())),
            several => Err(NotAssigned::Several(holds, several.iter().map(|file| file.name.clone()).collect())),
        };
        Ok(FolderFiles {
            invoices: one(Holds::Invoices)?,
            customers: one(Holds::Customers)?,
            events: all(Holds::Events),
            settings: own(Files::NAMES[3], Holds::Events)
                .map(|file| FolderFile { shape: of_all.map(|table| table.written_alike(Holds::Events)), ..file }),
            of_own_events: own_shape(Holds::Events),
        })
    }

    /// All of them, in the order in which they are read.
    pub fn all(&self) -> impl Iterator<Item = &FolderFile> {
        self.invoices.iter().chain(&self.customers).chain(&self.events).chain(&self.settings)
    }
}

impl TableMapping {
    /// A table whose file is written alike, and has the ledger's own columns.
    fn written_alike(&self, holds: Holds) -> TableMapping {
        let TableMapping { name, delimiter, decimal, grouping, dates, encoding, .. } = self.clone();
        TableMapping { name, holds, delimiter, decimal, grouping, dates, encoding, ..TableMapping::default() }
    }
}
