//! The plain form.

use super::file_kind::BankFileKind;
use crate::value::{Currency, Day, Minor};

/// What one file of the bank tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankFile {
    /// As the caller named it.
    pub name: String,
    /// What it is.
    pub kind: BankFileKind,
    /// What was booked, in the file's order.
    pub payments: Vec<BankPayment>,
    /// Entries that are not booked yet, or for information alone: they come again once they are booked.
    pub not_booked: usize,
}

/// One booking of the bank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BankPayment {
    /// The line of its file, from 1.
    pub line: usize,
    /// The day it was booked.
    pub on: Day,
    /// How much, in minor units, above 0; which way says `flow`.
    pub amount: Minor,
    /// In which currency.
    pub currency: Currency,
    /// Which way.
    pub flow: Flow,
    /// The structured references: a KID, an OCR number, a creditor reference. Most often one.
    pub references: Vec<String>,
    /// What the payer wrote.
    pub text: String,
    /// The payer's name; of money that went out, the receiver's.
    pub payer: String,
    /// The payer's account.
    pub account: String,
    /// By what it is known again: the kind of file and the bank's own reference. No two of one file have the same.
    pub bank_ref: String,
    /// What keeps it from being booked as it stands.
    pub unclear: Option<Unclear>,
}

/// Which way money went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Flow {
    /// Somebody paid.
    In,
    /// A payment that came in before was taken back.
    TakenBack,
    /// No customer's payment: we paid somebody, or that came back.
    Ours,
}

/// What keeps a booking from being one payment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unclear {
    /// A collective entry whose payments stand in another file.
    Elsewhere,
    /// The payments within it come to so much, in minor units, and not to what was booked.
    NotWhole(Minor),
}

impl BankPayment {
    /// As several payments, one for each reference that the payer gave an amount to, where the amounts come to all of it; otherwise as it is.
    pub fn split(self, parts: &[(String, Minor)]) -> Vec<BankPayment> {
        let sum = parts.iter().try_fold(0, |sum: Minor, (_, amount)| sum.checked_add(*amount).filter(|_| *amount > 0));
        if parts.len() < 2 || sum != Some(self.amount) {
            return vec![self];
        }
        let part = |(at, (reference, amount)): (usize, &(String, Minor))| BankPayment {
            amount: *amount,
            references: vec![reference.clone()],
            bank_ref: format!("{}/{}", self.bank_ref, at + 1),
            ..self.clone()
        };
        parts.iter().enumerate().map(part).collect()
    }
}
