//! What becomes of each booking.

use crate::bank::{BankFileKind, BankPayment};
use crate::terms::MatchBy;
use crate::value::{Currency, Day, Money};

/// The bookings of some files, and what becomes of each.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Payments {
    /// The files, in the order in which they were named.
    pub files: Vec<ReadFile>,
    /// Every booking, file by file in their order.
    pub all: Vec<Booked>,
}

/// A file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReadFile {
    /// As it was named.
    pub name: String,
    /// What it is.
    pub kind: BankFileKind,
    /// Entries that are not booked yet, and count for nothing.
    pub not_booked: usize,
}

/// A booking, and what becomes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Booked {
    /// The place of its file in [`Payments::files`].
    pub file: usize,
    /// What the bank says.
    pub payment: BankPayment,
    /// What becomes of it.
    pub outcome: Outcome,
}

impl Booked {
    /// One of which nothing is known yet.
    pub(super) fn of(file: usize, payment: &BankPayment) -> Booked {
        Booked { file, payment: payment.clone(), outcome: Outcome::LeftOut { why: Why::NothingNamed(None) } }
    }

    /// What it comes to.
    pub fn money(&self) -> Money {
        Money::new(self.payment.amount, self.payment.currency)
    }
}

/// What becomes of a booking. Invoices and customers are named by their numbers.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Outcome {
    /// A payment of an invoice.
    Matched {
        /// Which.
        invoice: String,
        /// Whose.
        customer: String,
        /// By what.
        by: MatchBy,
    },
    /// A payment of an invoice is taken back.
    Reversed {
        /// Which.
        invoice: String,
        /// Whose.
        customer: String,
    },
    /// A payment of a customer, on no invoice.
    Unallocated {
        /// Whose.
        customer: String,
        /// Why on none.
        why: Why,
    },
    /// The events have it already.
    Known,
    /// The events get nothing of it.
    LeftOut {
        /// Why.
        why: Why,
    },
}

impl Outcome {
    /// What programs call it.
    pub fn word(&self) -> &'static str {
        match self {
            Outcome::Matched { .. } => "matched",
            Outcome::Reversed { .. } => "reversed",
            Outcome::Unallocated { .. } => "unallocated",
            Outcome::Known => "known",
            Outcome::LeftOut { .. } => "left-out",
        }
    }

    /// Why it is on no invoice, where it is on none.
    pub fn why(&self) -> Option<&Why> {
        match self {
            Outcome::Unallocated { why, .. } | Outcome::LeftOut { why } => Some(why),
            Outcome::Matched { .. } | Outcome::Reversed { .. } | Outcome::Known => None,
        }
    }

    /// Whether something speaks for an invoice and something against it: a person has to look.
    pub fn is_doubtful(&self) -> bool {
        self.why().is_some_and(Why::is_doubtful)
    }

    /// Whether the events get a row of it.
    pub fn is_recorded(&self) -> bool {
        matches!(self, Outcome::Matched { .. } | Outcome::Reversed { .. } | Outcome::Unallocated { .. })
    }
}

/// Why a booking is on no invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// It names none; how its customer is known all the same.
    NothingNamed(Option<KnownBy>),
    /// The invoice is settled.
    Settled(String),
    /// It is more than what is open on the invoice.
    TooMuch(String, Money),
    /// It names several.
    Several(Vec<String>),
    /// The invoice is in another currency.
    OtherCurrency(String, Currency),
    /// It names none, and one is open with just this amount.
    AmountAlone(String),
    /// It names none, and several are open with just this amount.
    SameAmount(Vec<String>),
    /// The customer has paid so much on that day already, by a row that has no bank reference.
    PaidBefore,
    /// Its reference is that of another booking: on this day, of this amount.
    OtherOfReference(Day, String),
    /// A collective entry whose payments stand in another file.
    Elsewhere,
    /// A collective entry whose payments come to something else.
    NotWhole(Money),
    /// No customer's payment.
    Ours,
    /// The same, and it names an invoice.
    OursOfInvoice(String),
    /// It takes back a payment that the events do not have; the invoice it names.
    NothingToTakeBack(Option<String>),
}

/// How a customer is known where no invoice is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum KnownBy {
    /// The account it came from.
    Account,
    /// The payer's name.
    Name,
}

impl Why {
    /// Whether something speaks for an invoice and something against it.
    pub fn is_doubtful(&self) -> bool {
        match self {
            Why::NothingNamed(_) | Why::Elsewhere | Why::Ours => false,
            Why::Settled(_)
            | Why::TooMuch(..)
            | Why::Several(_)
            | Why::OtherCurrency(..)
            | Why::AmountAlone(_)
            | Why::SameAmount(_)
            | Why::PaidBefore
            | Why::OtherOfReference(..)
            | Why::NotWhole(_)
            | Why::OursOfInvoice(_)
            | Why::NothingToTakeBack(_) => true,
        }
    }
}
