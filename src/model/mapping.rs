//! How a foreign file's columns become a ledger's.

use super::condition::unknown_word;
use crate::diagnostic::{DUPLICATE, Diagnostic, FileId, MISSING, Span, Spanned, UNKNOWN_WORD};
use crate::syntax::tree::{self, MappedSource};
use crate::value::{Act, Currency, Debtor};

/// A `ledger` block: the shape of another system's file. Nothing about a file is guessed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The name it is called by.
    pub name: String,
    /// The line that opens it.
    pub head: Span,
    /// What stands between two fields.
    pub delimiter: u8,
    /// The decimal mark.
    pub decimal: char,
    /// What groups digits in threes, if anything does.
    pub grouping: Option<char>,
    /// How dates are written.
    pub dates: DateForm,
    /// The label of the file's encoding, one that `encoding_rs` knows.
    pub encoding: String,
    /// The ledger columns it fills, each once.
    pub columns: Vec<Column>,
}

/// One column of the ledger and where its values come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The ledger's own column name, as contracts.md has it (`invoice`, `due`, `balance` …).
    pub name: String,
    /// Where the value comes from.
    pub source: Source,
}

/// Where a mapped value comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Source {
    /// The same value on every row.
    Constant(String),
    /// A column of the file, by its header; with a table of values, a value outside the table is an error.
    From {
        /// The header in the file.
        header: String,
        /// The file's value and the ledger's; empty when values are taken as they are.
        values: Vec<(String, String)>,
    },
}

/// A date pattern: where year, month and day stand, and what is between them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DateForm {
    /// The pattern as written, such as `dd.mm.yyyy`: `yyyy`, `mm` and `dd` once each, any other characters standing for themselves.
    pub pattern: String,
}

impl Default for Mapping {
    /// Frist's own shape: comma, decimal point, ISO dates, UTF-8, every column under its own name.
    fn default() -> Mapping {
        Mapping {
            name: String::new(),
            head: Span::new(FileId(0), 0..0),
            delimiter: b',',
            decimal: '.',
            grouping: None,
            dates: DateForm { pattern: "yyyy-mm-dd".into() },
            encoding: "utf-8".into(),
            columns: Vec::new(),
        }
    }
}

/// The columns a mapping may fill: those of an invoice file and of an open-items file.
const COLUMNS: [&str; 21] = [
    "invoice",
    "customer",
    "debtor",
    "currency",
    "issued",
    "due",
    "amount",
    "due_agreed",
    "fee_agreed",
    "interest_agreed",
    "sent",
    "arose",
    "tags",
    "balance",
    "last_step",
    "last_act",
    "last_sent",
    "last_deadline",
    "charged_notices",
    "fees",
    "disputed",
];

/// A value that a ledger column of this name could never take.
fn not_of_column(column: &str, value: &Spanned<String>) -> Option<Diagnostic> {
    let text = value.value.as_str();
    let wrong = |kind: &str, known: &[&str]| Some(unknown_word(value.span, text, kind, known.iter().copied(), "values"));
    match column {
        "debtor" if Debtor::from_word(text).is_none() => wrong("kind of debtor", &Debtor::ALL.map(|(word, _)| word)),
        "currency" if text.parse::<Currency>().is_err() => wrong("currency of ISO 4217", &["NOK", "SEK", "DKK", "EUR"]),
        "last_act" if Act::from_word(text).is_none() => wrong("act", &Act::ALL.map(|(word, _)| word)),
        "due_agreed" | "fee_agreed" | "disputed" if !["true", "false"].contains(&text) => wrong("answer", &["true", "false"]),
        _ => None,
    }
}

/// Checks the settings and columns of one mapping.
pub(super) fn build(tree: tree::Mapping) -> (Option<Mapping>, Vec<Diagnostic>) {
    let mut said = Vec::new();
    let mut mapping = Mapping { name: tree.name.value.clone(), head: tree.head, ..Mapping::default() };
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
    if let Some(delimiter) = tree.delimiter.as_ref().filter(|_| mapping.delimiter == 0) {
        let report = UNKNOWN_WORD.at(delimiter.span).with("found", &delimiter.value).with("kind", "delimiter");
        said.push(report.with("known", "usual delimiters are \";\", \",\" and `tab`"));
    }
    if let Some(grouping) = tree.grouping.as_ref().filter(|_| mapping.grouping == Some(mapping.decimal)) {
        let report =
            UNKNOWN_WORD.at(grouping.span).with("found", &grouping.value).with("kind", "grouping mark beside the same decimal mark");
        said.push(report.with("known", "leave `grouping` out where digits are not grouped"));
    }
    if let Some(dates) = &tree.dates {
        let once = |part: &str| dates.value.matches(part).count() == 1;
        if once("yyyy") && once("mm") && once("dd") {
            mapping.dates = DateForm { pattern: dates.value.clone() };
        } else {
            let report = UNKNOWN_WORD.at(dates.span).with("found", &dates.value).with("kind", "form of a date");
            said.push(report.with("known", "write `yyyy`, `mm` and `dd` once each, such as \"dd.mm.yyyy\""));
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
    for column in tree.columns {
        if !COLUMNS.contains(&column.name.value.as_str()) && column.name.value != "hold_until" {
            said.push(unknown_word(column.span, &column.name.value, "column of the ledger", COLUMNS.into_iter(), "columns"));
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
    let unknown_column = mapping.columns.iter().any(|column| !COLUMNS.contains(&column.name.as_str()) && column.name != "hold_until");
    for needed in ["invoice", "customer", "currency", "issued", "amount"] {
        if !mapping.columns.iter().any(|column| column.name == needed) && !unknown_column && !tree.broken.may_hold(needed) {
            let report = MISSING.at(tree.head).with("what", format!("ledger mapping `{}`", mapping.name)).with("missing", needed);
            said.push(report.with("why", "every ledger has this column").with("example", format!("{needed} from \"…\"")));
        }
    }
    (Some(mapping), said)
}
