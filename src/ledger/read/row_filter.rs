use super::records::Record;
use crate::ledger::codes::MISSING_MAPPED_COLUMN;
use crate::ledger::fault::listed;
use crate::ledger::mapping::{RowTest, TableMapping};
use crate::ledger::{Fault, Faults};

/// Which rows of a table a mapping leaves out.
#[derive(Clone, Default)]
pub(crate) struct RowFilter<'m> {
    only: Vec<TestedRow<'m>>,
    total: Option<&'m str>,
}

/// A question about a row, and where its column stands.
#[derive(Clone, Copy)]
pub(crate) struct TestedRow<'m> {
    place: usize,
    test: &'m RowTest,
}

impl<'m> RowFilter<'m> {
    /// Tells of columns that the file has not.
    pub fn of(mapping: &'m TableMapping, file: &str, line: usize, header: &[String], faults: &mut Faults) -> RowFilter<'m> {
        let only = mapping.only.iter().filter_map(|test| TestedRow::of(test, mapping, (file, line), header, faults)).collect();
        RowFilter { only, total: mapping.total.as_deref() }
    }

    pub fn leaves_out(&self, row: Record) -> bool {
        if self.only.is_empty() && self.total.is_none() {
            return false;
        }
        let is_total = || {
            let first = row.iter().map(str::trim).find(|cell| !cell.is_empty()).unwrap_or_default();
            self.total.is_some_and(|begin| first.starts_with(begin))
        };
        is_total() || !self.only.iter().all(|tested| tested.holds(row))
    }
}

impl<'m> TestedRow<'m> {
    /// `None` where the file has no such column, which was told.
    pub fn of(
        test: &'m RowTest,
        mapping: &TableMapping,
        (file, line): (&str, usize),
        header: &[String],
        faults: &mut Faults,
    ) -> Option<TestedRow<'m>> {
        let place = header.iter().position(|other| *other == test.header);
        if place.is_none() {
            let fault = Fault::new(MISSING_MAPPED_COLUMN, file, line).column(&test.header).with("mapping", &mapping.name);
            let fault = fault.with("name", "which rows count").hint(crate::ledger::hints::HEADER_NAMES);
            faults.push(fault.with("known", listed(header.iter().map(String::as_str).filter(|header| !header.is_empty()))));
        }
        place.map(|place| TestedRow { place, test })
    }

    /// Whether it holds of a row. What the row ends before is empty.
    pub fn holds(&self, row: Record) -> bool {
        let value = row.get(self.place).unwrap_or_default().trim();
        self.test.values.iter().any(|one| one == value) == self.test.is
    }
}
