//! Files of the bank, read into one plain form: what came in, what was taken back, and what is no customer's money. It knows no invoices.

mod bgmax;
mod camt;
mod entry;
mod keys;
mod kind;
mod ocr;
mod payment;
mod records;
mod told;

pub use kind::{BankFileKind, read};
pub use payment::{BankFile, BankPayment, Flow, Unclear};
