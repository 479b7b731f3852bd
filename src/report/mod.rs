//! Results as text: for people and for programs. Data in, text out.

pub mod audit;
mod csv;
pub mod diff;
pub mod findings;
mod json;
mod law;
mod law_page;
mod proof;
mod table;
mod worklist;

pub use self::csv::csv;
pub use json::json;
pub use law::{law, laws};
pub use law_page::{law_page, quoted};
pub use proof::proof;
pub use table::{aligned, table};
pub use worklist::{COLUMNS, Row, rows, uncovered};
