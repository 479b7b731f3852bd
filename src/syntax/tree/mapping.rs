use super::Broken;
use crate::diagnostic::{Span, Spanned};
use crate::ledger::mapping::Holds;
use crate::terms::Name;

/// The shapes of another system's files.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// What `--map` calls it.
    pub name: Name,
    /// What people call it.
    pub title: Option<String>,
    /// What is said of all its files, and of the one it is about where it names none.
    pub of_all: MappedTable,
    /// What is said of each file that is named.
    pub files: Vec<MappedTable>,
    /// The line that opens it.
    pub head: Span,
}

/// What is said of one table.
#[derive(Clone, PartialEq, Debug)]
pub struct MappedTable {
    /// The file it stands in, and what it holds.
    pub file: Option<(Spanned<String>, Holds)>,
    /// What stands between fields.
    pub delimiter: Option<Spanned<String>>,
    /// The decimal mark.
    pub decimal: Option<Spanned<String>>,
    /// What groups digits.
    pub grouping: Option<Spanned<String>>,
    /// How dates are written.
    pub dates: Option<Spanned<String>>,
    /// The encoding's label.
    pub encoding: Option<Spanned<String>>,
    /// How many lines stand above the header.
    pub skip: Option<Spanned<usize>>,
    /// Which rows are read.
    pub only: Vec<RowTest>,
    /// How rows begin that sum up others.
    pub total: Option<Spanned<String>>,
    /// Which rows are credit notes: those below zero where it says no more.
    pub credit_notes: Option<Spanned<Option<RowTest>>>,
    /// Which rows are payments.
    pub payments: Option<Spanned<RowTest>>,
    /// The columns.
    pub columns: Vec<MappedColumn>,
    /// The line that opens it.
    pub head: Span,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

/// `"Header" is "value" or "value"`.
#[derive(Clone, PartialEq, Debug)]
pub struct RowTest {
    /// A column of the file.
    pub header: String,
    /// Whether its value is to be one of these; none of them otherwise.
    pub is: bool,
    /// The values.
    pub values: Vec<String>,
}

/// One column of the ledger.
#[derive(Clone, PartialEq, Debug)]
pub struct MappedColumn {
    /// Its name in the ledger.
    pub name: Name,
    /// The words that name it, as written.
    pub span: Span,
    /// Where it comes from.
    pub source: MappedSource,
}

/// Where a column's values come from.
#[derive(Clone, PartialEq, Debug)]
pub enum MappedSource {
    /// `is …`.
    Constant(Spanned<String>),
    /// `from "…"`, with the values it takes.
    From(String, Vec<(String, Spanned<String>)>),
}

impl MappedTable {
    /// One of which nothing is said yet.
    pub fn new(head: Span) -> MappedTable {
        MappedTable {
            file: None,
            delimiter: None,
            decimal: None,
            grouping: None,
            dates: None,
            encoding: None,
            skip: None,
            only: Vec::new(),
            total: None,
            credit_notes: None,
            payments: None,
            columns: Vec::new(),
            head,
            broken: Broken::default(),
        }
    }
}
