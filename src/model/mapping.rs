//! A `ledger` block: its tables, one by one and beside each other.

mod columns;
mod table;

use crate::diagnostic::{DUPLICATE, Diagnostic, Spanned, UNKNOWN_WORD};
use crate::ledger::BALANCE;
use crate::ledger::mapping::{FilePattern, Holds, Mapping, TableMapping};
use crate::syntax::tree;

/// Checks the tables of one mapping.
pub(super) fn build(tree: tree::Mapping) -> (Option<Spanned<Mapping>>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let tree::Mapping { name, of_all, files, head, .. } = tree;
    let mut mapping = Mapping { name: name.value.clone(), tables: Vec::new() };
    // What stands beside the files that are named is said of all of them. Columns, and what is said of rows, are those of the invoices.
    let has_own = files.is_empty() || has_columns_or_rows(&of_all);
    for table in files.iter().chain(has_own.then_some(&of_all)) {
        let built = table::build(&name.value, table, &of_all, &mut said);
        let is_the_same = |other: &TableMapping| other.holds == built.holds && other.file == built.file;
        if mapping.tables.iter().any(is_the_same) {
            let found = built.file.as_ref().map_or(built.holds.own_file(), FilePattern::written);
            said.push(DUPLICATE.at(table.head).with("found", found).with("what", "mapped"));
        }
        mapping.tables.push(built);
    }
    let holds = |table: &&TableMapping| table.holds == Holds::Events;
    if let Some((place, _)) = mapping.tables.iter().enumerate().find(|(_, table)| table.has_openings())
        && mapping.tables.iter().any(|table| holds(&table))
    {
        let place = files.get(place).map_or(head, |file| file.head);
        let report = UNKNOWN_WORD.at(place).with("found", BALANCE).with("kind", "column of invoices whose events are mapped too");
        said.push(report.with("known", "open items have no history: leave out `balance`, or the events"));
    }
    (Some(Spanned::new(mapping, head)), said)
}

fn has_columns_or_rows(table: &tree::MappedTable) -> bool {
    let of_rows =
        !table.only.is_empty() || table.total.is_some() || table.credit_notes.is_some() || table.payments.is_some() || table.skip.is_some();
    !table.columns.is_empty() || of_rows
}
