use super::CustomerId;
use crate::value::{Currency, Day, Minor};

/// Money, or a credit note, that is on no invoice yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Unallocated {
    /// Whose it is.
    pub customer: CustomerId,
    /// The day it came in.
    pub on: Day,
    /// How much, in minor units, above 0.
    pub amount: Minor,
    /// In which currency.
    pub currency: Currency,
    /// Whether it is a credit note, and no money came in.
    pub is_credit: bool,
}

/// What of a customer is on no invoice, in minor units of one currency.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct OnNoInvoice {
    /// Money that came in.
    pub paid: Minor,
    /// Credit notes.
    pub credited: Minor,
}

impl OnNoInvoice {
    /// Both together.
    pub fn all(self) -> Minor {
        self.paid + self.credited
    }

    /// With one more.
    pub(crate) fn add(&mut self, one: &Unallocated) {
        *(if one.is_credit { &mut self.credited } else { &mut self.paid }) += one.amount;
    }
}
