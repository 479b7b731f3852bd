//! From a ledger's files to a [`Ledger`]: strictly, and with every fault of every file told at once.

mod cell;
mod column;
#[cfg(feature = "parquet")]
mod columnar;
mod credit_rows;
mod customers;
mod customers_currencies;
mod event_columns;
mod event_kinds;
mod event_order;
mod event_rows;
mod event_what;
mod event_whose;
mod events;
mod fact_columns;
mod file;
mod folder;
mod in_pieces;
mod invoices;
mod known;
mod made;
mod made_ledger;
mod not_read;
mod openings;
mod ordered;
mod parts;
mod pieces;
mod records;
mod row;
mod row_filter;
mod said;
mod settings;
mod shape;
mod sums;
mod table;
mod taken_back;
mod text;

pub use cell::{is_ambiguous, own_amount, own_number};
#[cfg(feature = "parquet")]
pub use columnar::{Seekable, tell_no_held_panics};
pub use fact_columns::FactColumns;
pub use file::{File, Files};
pub use folder::{Tables, folder, folder_from, folder_with, open_items, open_items_with};
pub use in_pieces::Opened;
pub use not_read::NotRead;
pub use ordered::{Cut, NotOrdered, Ordered};
pub use parts::{InvoiceFile, InvoicePieces, Piece, ReadPart};
pub use sums::{Sums, can_be_counted, sums};
pub use text::is_parquet;

pub(super) use column::{Column, Slot};
pub(super) use made::MakesRows;
pub(super) use made_ledger::MadeLedger;
pub(super) use records::Values;
pub(super) use row::{Row, Sign};
pub(super) use shape::Shape;
pub(super) use table::Table;
pub(super) use text::{Text, without_mark};
