use crate::diagnostic::{nearest, other_words};
use crate::ledger::codes::{DUPLICATE_COLUMN, MISSING_COLUMN, MISSING_MAPPED_COLUMN, OF_OPEN_ITEMS, UNMAPPED_COLUMN, hints};
use crate::ledger::fault::{listed, quoted};
use crate::ledger::mapping::{Source, TableMapping};
use crate::ledger::{Fault, Faults, INVOICE_COLUMNS, InvoiceColumn, MeantColumn};

/// A ledger column and where its values come from in one table.
#[derive(Clone, Debug)]
pub(crate) struct Column<'m> {
    /// What the file calls it; the ledger's own name for a constant.
    pub label: &'m str,
    pub slot: Slot<'m>,
}

#[derive(Clone, Debug)]
pub(crate) enum Slot<'m> {
    /// The table has none.
    Absent,
    /// A mapping gives every row the same.
    Constant(&'m str),
    /// The cell at this place, translated when the table of values is not empty.
    At { place: usize, values: &'m [(String, String)] },
}

impl Column<'_> {
    pub fn is_absent(&self) -> bool {
        matches!(self.slot, Slot::Absent)
    }
}

/// Finds the columns of a table by name, and keeps count of those asked for.
pub(crate) struct Columns<'m> {
    file: &'m str,
    line: usize,
    header: Vec<String>,
    mapping: Option<&'m TableMapping>,
    asked: Vec<&'static str>,
}

impl<'m> Columns<'m> {
    /// The columns of a header that stands on a line of a file.
    pub fn of(file: &'m str, line: usize, header: &[String], mapping: Option<&'m TableMapping>, faults: &mut Faults) -> Columns<'m> {
        // Where it says nothing of columns they have the ledger's own names.
        let mapping = mapping.filter(|mapping| !mapping.has_own_columns());
        let columns = Columns { file, line, header: header.to_vec(), mapping, asked: Vec::new() };
        for (i, name) in columns.header.iter().enumerate() {
            let first = columns.header.iter().position(|other| other == name) == Some(i);
            if !first && columns.reads(name) {
                faults.push(Fault::new(DUPLICATE_COLUMN, columns.file, columns.line).column(name));
            }
        }
        columns
    }

    /// Whether values of this header matter: all that have a name, or those that the mapping names.
    fn reads(&self, header: &str) -> bool {
        match self.mapping {
            None => !header.is_empty(),
            Some(mapping) => mapping.reads(header),
        }
    }

    /// A column that may be absent; a header that the mapping names may not.
    pub fn optional(&mut self, name: &'static str, faults: &mut Faults) -> Column<'m> {
        self.asked.push(name);
        self.find(name, faults).unwrap_or(Column { label: name, slot: Slot::Absent })
    }

    /// A column that must be there.
    pub fn required(&mut self, name: &'static str, faults: &mut Faults) -> Column<'m> {
        self.asked.push(name);
        self.find(name, faults).unwrap_or_else(|| {
            faults.push(self.missing(name));
            Column { label: name, slot: Slot::Absent }
        })
    }

    /// A column of an invoice file; one that every ledger needs must be there.
    pub fn of_invoice(&mut self, name: &'static str, faults: &mut Faults) -> Column<'m> {
        if InvoiceColumn::named(name).is_some_and(|column| column.needed) {
            self.required(name, faults)
        } else {
            self.optional(name, faults)
        }
    }

    /// The columns not asked for, which are kept as facts: their names and where they stand.
    pub fn rest(&self, faults: &mut Faults) -> Vec<(String, Column<'m>)> {
        let mut rest = Vec::new();
        match self.mapping {
            Some(mapping) => {
                for column in mapping.columns.iter().filter(|c| !self.asked.contains(&c.name.as_str())) {
                    rest.extend(self.find(&column.name, faults).map(|found| (column.name.clone(), found)));
                }
            }
            None => {
                for (place, name) in self.header.iter().enumerate() {
                    if !name.is_empty() && !self.asked.contains(&name.as_str()) {
                        // A fact's text is never judged, so no fault will need its label.
                        rest.push((name.clone(), Column { label: "", slot: Slot::At { place, values: &[] } }));
                    }
                }
            }
        }
        rest
    }

    /// The headers that nobody asked for, or that the mapping does not name.
    pub fn unread(&self) -> Vec<String> {
        let is_read = |header: &&String| match self.mapping {
            None => self.asked.contains(&header.as_str()),
            Some(_) => self.reads(header),
        };
        self.header.iter().filter(|header| !header.is_empty() && !is_read(header)).cloned().collect()
    }

    /// The columns that nobody asked for, near to one that was asked for, or that is `known` besides, and that the file has not.
    pub fn meant(&self, file: &'static str, known: &[&'static str]) -> Vec<MeantColumn> {
        let names: Vec<&str> = match self.mapping {
            Some(mapping) => mapping.columns.iter().map(|column| column.name.as_str()).collect(),
            None => self.header.iter().map(String::as_str).filter(|name| !name.is_empty()).collect(),
        };
        let known: Vec<&'static str> = self.asked.iter().chain(known).copied().collect();
        let absent = || known.iter().copied().filter(|known| !names.contains(known));
        let other = names.iter().filter(|name| !known.contains(name));
        other.filter_map(|name| Some(MeantColumn { file, column: (*name).into(), meant: nearest(name, absent())? })).collect()
    }

    /// Tells of the columns that only open items have: where there is no balance nobody reads what they say.
    pub fn without_openings(&self, faults: &mut Faults) {
        let is_there = |name: &str| match self.mapping {
            None => self.header.iter().any(|header| header == name),
            Some(mapping) => mapping.columns.iter().any(|column| column.name == name),
        };
        for column in INVOICE_COLUMNS.iter().filter(|column| column.of_open_items && is_there(column.name)) {
            let fault = Fault::new(OF_OPEN_ITEMS, self.file, self.line).column(column.name);
            faults.push(match self.mapping {
                None => fault,
                Some(mapping) => fault.hint(hints::FILL_BALANCE).with("mapping", &mapping.name),
            });
        }
    }

    fn find(&self, name: &str, faults: &mut Faults) -> Option<Column<'m>> {
        let Some(mapping) = self.mapping else {
            let place = self.header.iter().position(|header| header == name)?;
            let label = self.asked.iter().find(|asked| **asked == name)?;
            return Some(Column { label, slot: Slot::At { place, values: &[] } });
        };
        let column = mapping.columns.iter().find(|column| column.name == name)?;
        match &column.source {
            Source::Constant(value) => Some(Column { label: &column.name, slot: Slot::Constant(value) }),
            Source::From { header, values } => {
                let slot = match self.header.iter().position(|other| other == header) {
                    Some(place) => Slot::At { place, values },
                    None => {
                        let fault = Fault::new(MISSING_MAPPED_COLUMN, self.file, self.line).column(header);
                        let fault = fault.with("mapping", &mapping.name).with("name", quoted(name));
                        faults.push(self.with_way_out(fault, header));
                        Slot::Absent
                    }
                };
                Some(Column { label: header, slot })
            }
        }
    }

    /// Whether the file has the ledger's own columns.
    pub fn are_own(&self) -> bool {
        self.mapping.is_none()
    }

    fn missing(&self, name: &'static str) -> Fault {
        match self.mapping {
            Some(mapping) => Fault::new(UNMAPPED_COLUMN, self.file, self.line).column(name).with("mapping", &mapping.name),
            None => self.with_way_out(Fault::new(MISSING_COLUMN, self.file, self.line).column(name), name),
        }
    }

    fn with_way_out(&self, fault: Fault, name: &str) -> Fault {
        let header = self.header.iter().map(String::as_str).filter(|header| !header.is_empty());
        let unread = || header.clone().filter(|header| !self.asked.contains(header));
        let the_same = unread().find(|header| other_words(header).any(|meant| meant == name));
        match the_same.or_else(|| nearest(name, unread())) {
            Some(near) => fault.hint(hints::IS_MEANT).with("near", quoted(near)),
            None => fault.hint(hints::HEADER_NAMES).with("known", listed(header)),
        }
    }
}
