use crate::diagnostic::Span;

/// A statement without layout and comments, and those of its block.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Statement {
    /// Where it begins.
    pub span: Span,
    /// Its words with one blank between; texts in their quotes.
    pub words: String,
    /// What stands in its block.
    pub within: Vec<Statement>,
}
