use crate::claim::Claim;
use crate::decide::CustomerTotals;
use crate::law::Law;
use crate::value::{Day, Debtor, Minor};

/// Another invoice of the same customer: it is not dunned, and counts in what the customer owes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OtherInvoice {
    /// With VAT, outstanding in full.
    pub amount: Minor,
    /// Issue date: the first day on which it is owed. A due date before it stands for one that was paid at first, and came back.
    pub issued: Day,
    /// Due date as a ledger states it.
    pub due: Day,
    /// The last day on which it is owed; `None` where it is never paid.
    pub until: Option<Day>,
}

impl OtherInvoice {
    /// Counts it in where it is owed on a day.
    pub fn count(&self, totals: &mut CustomerTotals, law: &Law, debtor: Debtor, on: Day) {
        if self.issued <= on && self.until.is_none_or(|until| on <= until) {
            let claim = Claim { balance: self.amount, ..Claim::default() };
            totals.add(&claim, law.grace(debtor, law.due_date(Some(self.due), self.issued)).overdue(on));
        }
    }
}
