use super::standing::Standing;
use crate::decide::Proposed;

/// One notice of a history, and how the invoice stood when it went out.
#[derive(Clone, PartialEq, Debug)]
pub struct EarlierNotice {
    /// The notice.
    pub sent: Proposed,
    /// How the invoice stood.
    pub standing: Standing,
    /// Whether it was one line of a letter of several invoices whose fee another line carried.
    pub line: bool,
}
