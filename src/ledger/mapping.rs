//! How a foreign file's columns become a ledger's.

pub use super::date_form::DateForm;

/// A `ledger` block: the shape of another system's file. Nothing about a file is guessed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The name it is called by.
    pub name: String,
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

impl Default for Mapping {
    /// Frist's own shape: comma, decimal point, ISO dates, UTF-8, every column under its own name.
    fn default() -> Mapping {
        Mapping {
            name: String::new(),
            delimiter: b',',
            decimal: '.',
            grouping: None,
            dates: DateForm::default(),
            encoding: "utf-8".into(),
            columns: Vec::new(),
        }
    }
}
