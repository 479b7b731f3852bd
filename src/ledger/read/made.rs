//! Rows that somebody makes of what is no text, such as XML: they go through the same readers as those of CSV, and are faulted in the same words.

use super::records::Values;
use super::row::Row;
use super::table::{Head, NextRow};
use crate::ledger::Faults;

/// Who makes the rows of one table.
pub(crate) trait MakesRows {
    /// Puts the values of the next row behind one another, in the order of the header, and says on which line it stands; `None` behind the last row, or where
    /// no more can be made.
    fn make(&mut self, values: &mut Values) -> Option<usize>;
}

/// Rows as they are made, some thousand at a time: what is read of them is put together then.
pub(super) struct Made<M> {
    maker: M,
    values: Values,
    left: usize,
    is_over: bool,
}

/// So many rows at a time.
const ROWS: usize = 1 << 13;

impl<M: MakesRows> Made<M> {
    /// Those of a maker.
    pub fn of(maker: M) -> Made<M> {
        Made { maker, values: Values::default(), left: 0, is_over: false }
    }

    /// Goes on with the next thousands; whether there may be any.
    pub fn go_on(&mut self) -> bool {
        self.left = ROWS;
        !self.is_over
    }
}

impl<M: MakesRows> NextRow for Made<M> {
    fn next_row<'r>(&'r mut self, head: &'r Head, faults: &'r mut Faults) -> Option<Row<'r>> {
        if self.left == 0 || self.is_over {
            return None;
        }
        self.left -= 1;
        self.values.clear();
        let Some(line) = self.maker.make(&mut self.values) else {
            self.is_over = true;
            return None;
        };
        let record = self.values.record();
        Some(Row { record, line, sound: true, file: head.file, shape: &head.shape, own: &head.own, faults })
    }
}
