use super::column::{Column, Columns};
use super::event_kinds::{KINDS, Kind, Whose};
use crate::ledger::Faults;

/// The columns of `events.csv`.
pub(super) struct EventColumns<'m> {
    pub invoice: Column<'m>,
    pub date: Column<'m>,
    pub event: Column<'m>,
    pub customer: Column<'m>,
    pub amount: Column<'m>,
    pub fee: Column<'m>,
    pub interest: Column<'m>,
    pub act: Column<'m>,
    pub step: Column<'m>,
    pub deadline: Column<'m>,
    pub compensation: Column<'m>,
    pub interest_rate: Column<'m>,
    pub notice_id: Column<'m>,
    pub until: Column<'m>,
    pub currency: Column<'m>,
    pub bank_ref: Column<'m>,
    /// For each kind of event those that the table has and the event does not use.
    pub unused: Vec<Vec<Column<'m>>>,
}

impl<'m> EventColumns<'m> {
    pub fn of(columns: &mut Columns<'m>, faults: &mut Faults) -> EventColumns<'m> {
        let mut columns = EventColumns {
            // Another system's payments may name customers alone.
            invoice: if columns.are_own() { columns.required("invoice", faults) } else { columns.optional("invoice", faults) },
            date: columns.required("date", faults),
            event: columns.required("event", faults),
            customer: columns.optional("customer", faults),
            amount: columns.optional("amount", faults),
            fee: columns.optional("fee", faults),
            interest: columns.optional("interest", faults),
            act: columns.optional("act", faults),
            step: columns.optional("step", faults),
            deadline: columns.optional("deadline", faults),
            compensation: columns.optional("compensation", faults),
            interest_rate: columns.optional("interest_rate", faults),
            notice_id: columns.optional("notice_id", faults),
            until: columns.optional("until", faults),
            currency: columns.optional("currency", faults),
            bank_ref: columns.optional("bank_ref", faults),
            unused: Vec::new(),
        };
        columns.unused = KINDS.iter().map(|kind| columns.unused_by(kind)).collect();
        columns
    }

    fn unused_by(&self, (_, _, whose, uses): &Kind) -> Vec<Column<'m>> {
        let of_one = (*whose == Whose::All).then_some(&self.invoice);
        let some = self.of_some().into_iter().filter(|(name, column)| !column.is_absent() && !uses.contains(name));
        some.map(|(_, column)| column).chain(of_one).cloned().collect()
    }

    /// Those that some events use and others do not, whatever a file calls them.
    fn of_some(&self) -> [(&'static str, &Column<'m>); 11] {
        [
            ("amount", &self.amount),
            ("fee", &self.fee),
            ("interest", &self.interest),
            ("act", &self.act),
            ("step", &self.step),
            ("deadline", &self.deadline),
            ("compensation", &self.compensation),
            ("interest_rate", &self.interest_rate),
            ("notice_id", &self.notice_id),
            ("until", &self.until),
            ("bank_ref", &self.bank_ref),
        ]
    }
}
