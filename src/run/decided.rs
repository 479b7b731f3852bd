use crate::decide::Decision;
use crate::ledger::InvoiceId;

/// What was decided of one invoice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decided {
    /// The invoice.
    pub invoice: InvoiceId,
    /// The policy it belongs to, as a place in [`super::Run::plans`], and what that says; `None` when no policy covers it.
    pub by: Option<(usize, Decision)>,
}
