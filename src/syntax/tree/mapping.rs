use super::Broken;
use crate::diagnostic::{Span, Spanned};
use crate::terms::Name;

/// The shape of another system's file.
#[derive(Clone, PartialEq, Debug)]
pub struct Mapping {
    /// What `--map` calls it.
    pub name: Name,
    /// What people call it.
    pub title: Option<String>,
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
    /// The columns.
    pub columns: Vec<MappedColumn>,
    /// The line that opens it.
    pub head: Span,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
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
