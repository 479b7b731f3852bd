use super::cells::Cells;
use crate::ledger::codes::{EMPTY_ROW, UNDECODABLE};
use crate::ledger::read::records::Values;
use crate::ledger::read::row::Row;
use crate::ledger::read::table::{Head, NextRow};
use crate::ledger::{Fault, Faults};

/// Some rows of a file, one after another, column by column.
pub struct Batch {
    /// The number of its first row, from 1.
    pub(super) first: usize,
    pub(in crate::ledger::read) rows: usize,
    /// For each name of the header its values, where anybody reads them.
    pub(super) columns: Vec<Option<Cells>>,
}

/// The rows of a batch, one at a time.
pub struct BatchRows<'b> {
    batch: &'b Batch,
    row: usize,
    /// For each column the place of its next value.
    next: Vec<usize>,
    values: Values,
}

impl Batch {
    /// Its rows.
    pub fn rows(&self) -> BatchRows<'_> {
        BatchRows { batch: self, row: 0, next: vec![0; self.columns.len()], values: Values::default() }
    }
}

impl NextRow for BatchRows<'_> {
    fn next_row<'r>(&'r mut self, head: &'r Head, faults: &'r mut Faults) -> Option<Row<'r>> {
        let row = self.row;
        if row == self.batch.rows {
            return None;
        }
        self.row += 1;
        self.values.clear();
        let mut garbled = None;
        for (place, (column, at)) in self.batch.columns.iter().zip(&mut self.next).enumerate() {
            let is_text = self.values.push_with(|out| column.as_ref().is_none_or(|cells| cells.write(row, at, &head.shape, out)));
            garbled = garbled.or((!is_text).then_some(place));
        }
        let (record, line) = (self.values.record(), self.batch.first + row);
        let fault = if record.iter().all(|cell| cell.trim().is_empty()) {
            Some(Fault::new(EMPTY_ROW, head.file, line))
        } else {
            garbled.map(|place| {
                let fault = Fault::new(UNDECODABLE, head.file, line).column(&head.header[place]);
                fault.value(record.get(place).unwrap_or_default()).with("encoding", "utf-8")
            })
        };
        let sound = fault.is_none();
        fault.into_iter().for_each(|fault| faults.push(fault));
        Some(Row { record, line, sound, file: head.file, shape: &head.shape, own: &head.own, faults })
    }
}
