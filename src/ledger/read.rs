//! From a ledger's files to a [`Ledger`]: strictly, and with every fault of every file told at once.

mod cell;
mod column;
mod customers;
mod customers_currencies;
mod event_kinds;
mod events;
mod file;
mod folder;
mod invoices;
mod number_index;
mod openings;
mod row;
mod settings;
mod shape;
mod sums;
mod table;
mod text;

pub use cell::{is_ambiguous, own_amount, own_number};
pub use file::{File, Files};
pub use folder::{folder, open_items};

pub(super) use column::{Column, Slot};
pub(super) use row::{Row, Sign};
pub(super) use shape::Shape;
pub(super) use table::Table;
pub(super) use text::Text;
