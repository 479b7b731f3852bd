//! Results as text: for people and for programs. Data in, text out.

pub mod audit;
#[cfg(feature = "parquet")]
mod columnar;
mod credit;
mod credit_table;
mod csv;
pub mod diff;
mod escalations;
pub mod findings;
pub mod inspection;
mod json;
mod law;
mod law_page;
mod notes;
pub mod payments;
mod plan;
mod proof;
pub mod simulate;
mod simulate_svg;
mod simulate_text;
mod svg;
mod table;
pub mod timeline;
mod timeline_svg;
pub mod why;
mod worklist;

pub use self::csv::{csv, csv_header, csv_line};
#[cfg(feature = "parquet")]
pub use columnar::{RowGroups, packed_line};
pub use credit::{CREDIT_COLUMNS, credit_csv, credit_json};
pub use credit_table::{credit_answer, credit_table};
pub use escalations::{ESCALATION_COLUMNS, EscalationRow, escalation_rows, escalations_csv, escalations_json, escalations_table};
pub use json::{json, json_line};
pub use law::{law, laws};
pub use law_page::{law_page, quoted};
pub use notes::notes_json;
pub use plan::plans;
pub use proof::proof;
pub use simulate_svg::svg as simulate_svg;
pub use simulate_text::text as simulate_text;
pub use table::{Table, aligned};
pub use timeline_svg::svg as timeline_svg;
pub use worklist::{COLUMNS, Cell, Cells, Key, WorklistRow, rows};
