use std::io::Write;

use super::asked::{Asked, NotWritten, Worklist};
use super::source::Source;
use super::{streamed, whole};
use crate::ledger::mapping::TableMapping;
use crate::ledger::{FactColumns, Ledger, open_items_with};

/// Decides a ledger that is one file of open items, and writes its worklist. Where the policies ask nothing of a customer the file is never in memory.
///
/// # Errors
/// As [`NotWritten`] says.
pub fn file(asked: &Asked, source: &dyn Source, mapping: Option<&TableMapping>, out: &mut dyn Write) -> Result<Worklist, NotWritten> {
    // What a customer has to its credit may stand anywhere in the file.
    let has_credit = mapping.is_some_and(TableMapping::has_credit);
    if !asked.asks_of_customers() && !has_credit {
        return streamed::open_items(asked, source, mapping, out);
    }
    let names = |column: &str| asked.names(column);
    let bytes = source.bytes().map_err(|error| NotWritten::Unreadable(source.name().into(), error))?;
    let read = open_items_with(source.name(), &bytes, mapping, FactColumns::Named(&names));
    drop(bytes);
    let read = read.map_err(NotWritten::Faults)?;
    whole::ledger(asked, &Ledger { payments_through: asked.payments_through, ..read }, out)
}
