//! Files of the bank, read into one plain form: what came in, what was taken back, and what is no customer's money. It knows no invoices.

mod bgmax;
mod booked;
mod camt;
mod entry;
mod file_kind;
mod keys;
mod ocr;
mod payment;
mod reader;
mod records;
mod told;

pub use file_kind::BankFileKind;
pub use payment::{BankFile, BankPayment, Flow, Unclear};
pub use reader::read;
