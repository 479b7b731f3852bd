//! Results as text: for people and for programs. Data in, text out.

pub mod audit;
mod csv;
pub mod diff;
mod escalations;
pub mod findings;
pub mod inspection;
mod json;
mod law;
mod law_page;
mod notes;
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

pub use self::csv::csv;
pub use escalations::{ESCALATION_COLUMNS, escalation_cells, escalations_csv, escalations_json, escalations_table};
pub use json::json;
pub use law::{law, laws};
pub use law_page::{law_page, quoted};
pub use notes::notes_json;
pub use plan::plans;
pub use proof::proof;
pub use simulate_svg::svg as simulate_svg;
pub use simulate_text::text as simulate_text;
pub use table::{aligned, table};
pub use timeline_svg::svg as timeline_svg;
pub use worklist::{COLUMNS, WorklistRow, rows};
