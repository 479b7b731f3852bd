//! A ledger into its worklist, part by part: parts are decided on all cores, their lines come out in ledger order, and nothing of a part outlives its lines.
//!
//! A decision about an invoice depends on the policy, the law, the day, the invoice's own events and its customer's other invoices, payments and facts; on
//! nothing of any other customer. So a ledger may be cut between customers anywhere.

mod answer;
mod asked;
mod file;
mod ordered;
mod part;
mod source;
mod streamed;
mod twice;
mod whole;

pub use asked::{Asked, Format, NotWritten, Worklist};
pub use file::file;
pub use ordered::{Tables, ordered};
pub use source::Source;
pub use whole::ledger;
