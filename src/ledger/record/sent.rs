use super::super::File;
use super::super::mapping::TableMapping;

/// A worklist that was sent.
#[derive(Clone, Copy)]
pub struct Sent<'b> {
    /// What `frist evaluate` wrote, as CSV or as one JSON object a line, or what another program made of it.
    pub file: File<'b>,
    /// How it is written; `None` for Frist's own shape.
    pub shape: Option<&'b TableMapping>,
}
