use crate::claim::{Claim, Interruptions};
use crate::decide::CustomerTotals;
use crate::value::{Day, Minor};

/// How an invoice may stand when a run comes: what payments, credit notes, interest, disputes and the customer's other invoices have made of it.
///
/// Part payments and returned payments move the balance both ways, so any sequence of these is possible as long as the principal never rises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Amount less credit notes.
    pub principal: Minor,
    /// Principal outstanding; 0 only where charges are pursued.
    pub balance: Minor,
    /// Interest and fees not paid.
    pub extras: Minor,
    /// Whether an objection is open.
    pub disputed: bool,
    /// What the customer's other invoices come to.
    pub others: CustomerTotals,
}

impl Standing {
    /// The money of the invoice.
    pub fn claim(&self) -> Claim {
        Claim { principal: self.principal, balance: self.balance, interest: Some(self.extras), ..Claim::default() }
    }

    /// What is open besides.
    pub fn interruptions(&self) -> Interruptions {
        Interruptions { disputed: self.disputed.then_some(Day::FIRST), ..Interruptions::default() }
    }

    /// The customer's totals, this invoice included.
    pub fn totals(&self, overdue: i32) -> CustomerTotals {
        let mut totals = self.others;
        totals.add(&self.claim(), overdue);
        totals
    }
}
