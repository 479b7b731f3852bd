//! A `ledger` block: names, marks and columns checked.

use super::condition::unknown_word;
use crate::diagnostic::{DUPLICATE, Diagnostic, MISSING, Span, Spanned, UNKNOWN_WORD};
use crate::ledger::mapping::{Column, DateForm, Mapping, Source};
use crate::ledger::{BALANCE, ColumnKind, INVOICE_COLUMNS, InvoiceColumn};
use crate::syntax::tree::{self, MappedSource};
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

/// Checks the settings and columns of one mapping.
pub(super) fn build(tree: tree::Mapping) -> (Option<Spanned<Mapping>>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let mut mapping = Mapping { name: tree.name.value.clone(), ..Mapping::default() };
    let mut one_char = |setting: &Option<Spanned<String>>, kind: &str| -> Option<char> {
        let setting = setting.as_ref()?;
        let mut chars = setting.value.chars();
        match (chars.next(), chars.next()) {
            (Some(one), None) => Some(one),
            _ => {
                let report = UNKNOWN_WORD.at(setting.span).with("found", &setting.value).with("kind", kind);
                said.push(report.with("known", "write one character in double quotes"));
                None
            }
        }
    };
    if let Some(delimiter) = one_char(&tree.delimiter, "delimiter") {
        mapping.delimiter = if delimiter.is_ascii() { delimiter as u8 } else { 0 };
    }
    if let Some(decimal) = one_char(&tree.decimal, "decimal mark") {
        mapping.decimal = decimal;
    }
    mapping.grouping = one_char(&tree.grouping, "grouping mark");
    let marks = [(&tree.delimiter, "delimiter"), (&tree.decimal, "decimal mark"), (&tree.grouping, "grouping mark")];
    for (mark, kind) in marks.into_iter().filter_map(|(mark, kind)| Some((mark.as_ref()?, kind))) {
        if mark.value.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '+')) && mark.value.chars().count() == 1 {
            let report = UNKNOWN_WORD.at(mark.span).with("found", &mark.value).with("kind", kind);
            said.push(
                report.with("known", "a digit, a letter or a sign stands in values themselves: write the mark that stands between them"),
            );
        }
    }
    if let Some(delimiter) = tree.delimiter.as_ref().filter(|_| mapping.delimiter == 0) {
        let report = UNKNOWN_WORD.at(delimiter.span).with("found", &delimiter.value).with("kind", "delimiter");
        said.push(report.with("known", "usual delimiters are \";\", \",\" and `tab`"));
    }
    if let Some(grouping) = tree.grouping.as_ref().filter(|_| mapping.grouping == Some(mapping.decimal) && !tree.broken.may_hold("decimal"))
    {
        let report =
            UNKNOWN_WORD.at(grouping.span).with("found", &grouping.value).with("kind", "grouping mark beside the same decimal mark");
        said.push(report.with("known", "leave `grouping` out where digits are not grouped"));
    }
    if let Some(dates) = &tree.dates {
        match DateForm::of(&dates.value) {
            Some(form) => mapping.dates = form,
            None => {
                let report = UNKNOWN_WORD.at(dates.span).with("found", &dates.value).with("kind", "form of a date");
                said.push(
                    report.with(
                        "known",
                        "write year, month and day once each, such as \"dd.mm.yyyy\", or \"d.m.yy\" where zeros are left out",
                    ),
                );
            }
        }
    }
    if let Some(encoding) = &tree.encoding {
        if encoding_rs::Encoding::for_label(encoding.value.as_bytes()).is_some() {
            mapping.encoding = encoding.value.clone();
        } else {
            let known = ["utf-8", "windows-1252", "iso-8859-1", "iso-8859-15"];
            said.push(unknown_word(encoding.span, &encoding.value, "encoding Frist knows", known.into_iter(), "usual encodings"));
        }
    }
    let columns: Vec<(String, Span)> = tree.columns.iter().map(|column| (column.name.value.clone(), column.span)).collect();
    for column in tree.columns {
        if InvoiceColumn::named(&column.name.value).is_none() {
            let known = INVOICE_COLUMNS.iter().map(|column| column.name);
            said.push(unknown_word(column.span, &column.name.value, "column of the ledger", known, "columns"));
        }
        let source = match column.source {
            MappedSource::Constant(value) => {
                said.extend(not_of_column(&column.name.value, &value));
                Source::Constant(value.value)
            }
            MappedSource::From(header, values) => {
                for (at, (from, to)) in values.iter().enumerate() {
                    said.extend(not_of_column(&column.name.value, to));
                    if values[..at].iter().any(|(other, _)| other == from) {
                        said.push(DUPLICATE.at(to.span).with("found", from).with("what", "in this table of values"));
                    }
                }
                Source::From { header, values: values.into_iter().map(|(from, to)| (from, to.value)).collect() }
            }
        };
        mapping.columns.push(Column { name: column.name.value, source });
    }
    let unknown_column = mapping.columns.iter().any(|column| InvoiceColumn::named(&column.name).is_none());
    for needed in INVOICE_COLUMNS.iter().filter(|column| column.needed).map(|column| column.name) {
        if !mapping.columns.iter().any(|column| column.name == needed) && !unknown_column && !tree.broken.may_hold(needed) {
            let report = MISSING.at(tree.head).with("what", format!("ledger mapping `{}`", mapping.name)).with("missing", needed);
            said.push(report.with("why", "every ledger has this column").with("example", format!("{needed} from \"…\"")));
        }
    }
    let fills_balance = mapping.columns.iter().any(|column| column.name == BALANCE) || tree.broken.may_hold(BALANCE);
    let of_open_items = |name: &str| InvoiceColumn::named(name).is_some_and(|column| column.of_open_items);
    if let Some((name, span)) = columns.iter().find(|(name, _)| !fills_balance && of_open_items(name)) {
        let report = MISSING.at(*span).with("what", format!("ledger mapping `{}`", mapping.name)).with("missing", BALANCE);
        let why = format!("only open items have the column `{name}`, and without a balance nobody would read it");
        said.push(report.with("why", why).with("example", format!("{BALANCE} from \"…\"")));
    }
    (Some(Spanned::new(mapping, tree.head)), said)
}
