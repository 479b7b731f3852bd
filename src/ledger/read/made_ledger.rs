//! A ledger from rows that are made: table by table.

use super::FactColumns;
use super::known::InvoicesRead;
use super::made::{Made, MakesRows};
use super::table::Head;
use super::{customers, events, sums};
use crate::ledger::{Faults, Ledger};

/// A ledger that is read table by table from rows that are made: the invoices first, then the customers, then what happened.
pub(crate) struct MadeLedger<'n> {
    name: &'n str,
    /// What is read of it so far.
    pub ledger: Ledger,
    /// What is wrong with it.
    pub faults: Faults,
    known: InvoicesRead,
}

impl<'n> MadeLedger<'n> {
    /// Reads the invoices of a file, of which so much is known already, from rows with these columns.
    pub fn invoices(name: &'n str, known: Ledger, wanted: FactColumns, columns: &[&str], rows: impl MakesRows) -> MadeLedger<'n> {
        let (mut ledger, mut faults) = (known, Faults::default());
        let known = InvoicesRead::of_made(&head(name, columns), &mut Made::of(rows), wanted, &mut ledger, &mut faults);
        MadeLedger { name, ledger, faults, known }
    }

    /// Reads the customers.
    pub fn customers(&mut self, wanted: FactColumns, columns: &[&str], rows: impl MakesRows) {
        customers::made(&head(self.name, columns), &mut Made::of(rows), wanted, &mut self.known, &mut self.ledger, &mut self.faults);
    }

    /// Reads what happened.
    pub fn events(&mut self, columns: &[&str], rows: impl MakesRows) {
        events::made(&head(self.name, columns), &mut Made::of(rows), &self.known, &mut self.ledger, &mut self.faults);
    }

    /// The ledger.
    ///
    /// # Errors
    /// Every fault of it.
    pub fn done(mut self) -> Result<Ledger, Faults> {
        self.known.finish(&mut self.ledger);
        sums::check(&self.ledger, self.name, &mut self.faults);
        self.faults.or(self.ledger)
    }
}

fn head<'n>(name: &'n str, columns: &[&str]) -> Head<'n> {
    Head::of(name, columns.iter().map(|column| (*column).to_owned()).collect(), None)
}
