//! The columns that a table fills: their names, the values they can take, and those that must be there.

use super::super::condition::unknown_word;
use crate::diagnostic::{DUPLICATE, Diagnostic, MISSING, Span, Spanned, nearest};
use crate::ledger::mapping::{Column, Holds, Source, TableMapping};
use crate::ledger::{BALANCE, CUSTOMER_COLUMNS, ColumnKind, EVENT_COLUMNS, INVOICE_COLUMNS, InvoiceColumn};
use crate::syntax::tree::{MappedSource, MappedTable};
use crate::value::{Act, Currency, Debtor};

/// A value that a ledger column of this name could never take.
fn not_of_column(column: &str, value: &Spanned<String>) -> Option<Diagnostic> {
    let text = value.value.as_str();
    let wrong = |kind: &str, known: &[&str]| Some(unknown_word(value.span, text, kind, known.iter().copied(), "values"));
    match InvoiceColumn::named(column)?.kind {
        ColumnKind::Debtor if Debtor::from_word(text).is_none() => wrong("kind of debtor", &Debtor::ALL.map(|(word, _)| word)),
        ColumnKind::Currency if text.parse::<Currency>().is_err() => wrong("currency of ISO 4217", &["NOK", "SEK", "DKK", "EUR"]),
        ColumnKind::Act if Act::from_word(text).is_none() => wrong("act", &Act::ALL.map(|(word, _)| word)),
        ColumnKind::Truth if !["true", "false", "yes", "no"].contains(&text) => wrong("answer", &["true", "false", "yes", "no"]),
        ColumnKind::Debtor | ColumnKind::Currency | ColumnKind::Act | ColumnKind::Truth => None,
        // Whether a value is one of these hangs on how the file writes them: the reader tells.
        ColumnKind::Text | ColumnKind::Day | ColumnKind::Amount | ColumnKind::Rate | ColumnKind::Count | ColumnKind::Tags => None,
    }
}

/// The columns that such a table may have and Frist knows.
fn known(holds: Holds) -> Vec<&'static str> {
    match holds {
        Holds::Invoices => INVOICE_COLUMNS.iter().map(|column| column.name).collect(),
        Holds::Customers => CUSTOMER_COLUMNS.to_vec(),
        Holds::Events => EVENT_COLUMNS.to_vec(),
    }
}

/// The columns that such a table must have.
fn needed(holds: Holds) -> Vec<&'static str> {
    match holds {
        Holds::Invoices => INVOICE_COLUMNS.iter().filter(|column| column.needed).map(|column| column.name).collect(),
        Holds::Customers => vec!["customer"],
        Holds::Events => vec!["date", "event"],
    }
}

/// Fills the columns of a table.
pub(super) fn build(table: &mut TableMapping, tree: &MappedTable, said: &mut Vec<Diagnostic>) {
    let known = known(table.holds);
    let is_mapped = |name: &str| tree.columns.iter().any(|column| column.name.value == name);
    let mut has_unknown = false;
    for column in &tree.columns {
        let name = column.name.value.as_str();
        // What Frist does not know is a fact that a policy may name. What is nearly one of its own names is hardly one.
        if !known.contains(&name) {
            let near = nearest(name, known.iter().copied().filter(|known| !is_mapped(known)));
            let is_fact = near.is_none() && table.holds != Holds::Events;
            has_unknown |= !is_fact;
            if !is_fact {
                said.push(unknown_word(column.span, name, "column of the ledger", known.iter().copied(), "columns"));
            }
        }
        table.columns.push(Column { name: name.into(), source: source(table.holds, name, &column.source, said) });
    }
    // Of those that have the ledger's own columns the file tells.
    if tree.columns.is_empty() && tree.broken.0.is_empty() {
        return;
    }
    let what = || format!("ledger mapping `{}`", table.name);
    let missing = |at: Span, missing: &str, why: String| {
        MISSING.at(at).with("what", what()).with("missing", missing).with("why", why).with("example", format!("{missing} from \"…\""))
    };
    for needed in needed(table.holds) {
        if !is_mapped(needed) && !has_unknown && !tree.broken.may_hold(needed) {
            said.push(missing(tree.head, needed, "every ledger has this column".into()));
        }
    }
    let says_whose = ["invoice", "customer"].iter().any(|name| is_mapped(name) || tree.broken.may_hold(name));
    if table.holds == Holds::Events && !says_whose && !has_unknown {
        said.push(missing(tree.head, "invoice", "an event is one of an invoice, or of a customer".into()));
    }
    let fills_balance = is_mapped(BALANCE) || tree.broken.may_hold(BALANCE) || table.holds != Holds::Invoices;
    let of_open_items = |name: &str| InvoiceColumn::named(name).is_some_and(|column| column.of_open_items);
    if let Some(column) = tree.columns.iter().find(|column| !fills_balance && of_open_items(&column.name.value)) {
        let why = format!("only open items have the column `{}`, and without a balance nobody would read it", column.name.value);
        said.push(missing(column.span, BALANCE, why));
    }
}

fn source(holds: Holds, name: &str, source: &MappedSource, said: &mut Vec<Diagnostic>) -> Source {
    let judge = |value: &Spanned<String>, said: &mut Vec<Diagnostic>| {
        said.extend((holds == Holds::Invoices).then(|| not_of_column(name, value)).flatten());
    };
    match source {
        MappedSource::Constant(value) => {
            judge(value, said);
            Source::Constant(value.value.clone())
        }
        MappedSource::From(header, values) => {
            for (at, (from, to)) in values.iter().enumerate() {
                judge(to, said);
                if values[..at].iter().any(|(other, _)| other == from) {
                    said.push(DUPLICATE.at(to.span).with("found", from).with("what", "in this table of values"));
                }
            }
            let values = values.iter().map(|(from, to)| (from.clone(), to.value.clone())).collect();
            Source::From { header: header.clone(), values }
        }
    }
}
