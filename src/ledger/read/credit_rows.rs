use super::column::Column;
use super::row::Row;
use super::row_filter::TestedRow;
use super::table::Head;
use crate::ledger::Faults;
use crate::ledger::mapping::{CreditNotes, TableMapping};

/// Which rows of invoices a mapping says are credit notes.
pub(super) enum CreditRows<'m> {
    BelowZero,
    Where(TestedRow<'m>),
}

impl<'m> CreditRows<'m> {
    /// `None` where it says nothing of them, or the file lacks the column that tells, which was told.
    pub fn of(mapping: &'m TableMapping, head: &Head, faults: &mut Faults) -> Option<CreditRows<'m>> {
        Some(match mapping.credit_notes.as_ref()? {
            CreditNotes::BelowZero => CreditRows::BelowZero,
            CreditNotes::Where(test) => CreditRows::Where(TestedRow::of(test, mapping, (head.file, head.line), &head.header, faults)?),
        })
    }

    /// Whether a row, in which this column says what is owed, is one.
    pub fn has<'r>(&self, row: &mut Row<'r>, owed: &Column<'r>) -> bool {
        match self {
            CreditRows::BelowZero => row.is_below_zero(owed),
            CreditRows::Where(tested) => tested.holds(row.record),
        }
    }
}
