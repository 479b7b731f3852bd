use super::column::Column;
use super::row::Row;
use super::row_filter::TestedRow;
use super::table::Head;
use crate::ledger::Faults;
use crate::ledger::mapping::{CreditNotes, TableMapping};

/// Which rows of invoices a mapping says are none: what their customers have to their credit.
pub(super) struct CreditRows<'m> {
    is_below_zero: bool,
    notes: Option<TestedRow<'m>>,
    payments: Option<TestedRow<'m>>,
}

/// What a customer has to its credit.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Credit {
    Note,
    Payment,
}

impl<'m> CreditRows<'m> {
    /// `None` where it says nothing of them. Tells of columns that the file has not.
    pub fn of(mapping: &'m TableMapping, head: &Head, faults: &mut Faults) -> Option<CreditRows<'m>> {
        let mut tested = |test| TestedRow::of(test, mapping, (head.file, head.line), &head.header, faults);
        let (is_below_zero, notes) = match &mapping.credit_notes {
            None => (false, None),
            Some(CreditNotes::BelowZero) => (true, None),
            Some(CreditNotes::Where(test)) => (false, tested(test)),
        };
        let payments = mapping.payments.as_ref().and_then(tested);
        mapping.has_credit().then_some(CreditRows { is_below_zero, notes, payments })
    }

    /// What a row is, in which this column says what is owed; `None` of an invoice.
    pub fn what<'r>(&self, row: &mut Row<'r>, owed: &Column<'r>) -> Option<Credit> {
        if self.payments.is_some_and(|tested| tested.holds(row.record)) {
            return Some(Credit::Payment);
        }
        let is_note = self.notes.is_some_and(|tested| tested.holds(row.record)) || self.is_below_zero && row.is_below_zero(owed);
        is_note.then_some(Credit::Note)
    }
}
