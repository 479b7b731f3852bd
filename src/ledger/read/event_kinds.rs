//! The kinds of rows of `events.csv`: the one table of their words, of what they use and of whose they may be.

use crate::ledger::EventKind;

/// The kinds of row, by the word in the column `event`.
#[derive(Clone, Copy, PartialEq)]
pub enum RowKind {
    Payment,
    Reversal,
    Credit,
    Uncredit,
    Waive,
    Notice,
    Cancelled,
    Hold,
    Plan,
    Promise,
    Handover,
    Assignment,
    WriteOff,
    /// One that needs nothing but its day.
    Plain(EventKind),
}

/// Whose a row may be.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// One invoice's.
    Invoice,
    /// One invoice's, or a customer's where it is money that is on none yet.
    Money,
    /// One invoice's, or a customer's: then it is of every invoice of it.
    InvoiceOrAll,
    /// A customer's: it is of every invoice of it.
    All,
}

/// A kind of row: its word, what it is, whose it may be, and the columns it uses besides those of every row. What stands in another is a mistake, never
/// ignored.
pub type Kind = (&'static str, RowKind, Whose, &'static [&'static str]);

pub const KINDS: [Kind; 23] = [
    ("payment", RowKind::Payment, Whose::Money, &["amount", "bank_ref"]),
    ("reversal", RowKind::Reversal, Whose::Invoice, &["amount", "bank_ref"]),
    ("credit", RowKind::Credit, Whose::Money, &["amount"]),
    ("uncredit", RowKind::Uncredit, Whose::Invoice, &["amount"]),
    ("waive", RowKind::Waive, Whose::Invoice, &["fee", "interest"]),
    ("notice", RowKind::Notice, Whose::Invoice, OF_NOTICE),
    ("cancelled", RowKind::Cancelled, Whose::Invoice, &["act", "step"]),
    ("dispute", RowKind::Plain(EventKind::Dispute), Whose::InvoiceOrAll, &[]),
    ("resolved", RowKind::Plain(EventKind::Resolved), Whose::InvoiceOrAll, &[]),
    ("hold", RowKind::Hold, Whose::InvoiceOrAll, &["until"]),
    ("release", RowKind::Plain(EventKind::Release), Whose::InvoiceOrAll, &[]),
    ("plan", RowKind::Plan, Whose::InvoiceOrAll, &["until"]),
    ("plan-ended", RowKind::Plain(EventKind::PlanEnded), Whose::InvoiceOrAll, &[]),
    ("promise", RowKind::Promise, Whose::Invoice, &["until", "amount"]),
    ("acknowledged", RowKind::Plain(EventKind::Acknowledged), Whose::Invoice, &[]),
    ("judgment", RowKind::Plain(EventKind::Judgment), Whose::Invoice, &[]),
    ("handover", RowKind::Handover, Whose::Invoice, OF_HANDOVER),
    ("assignment", RowKind::Assignment, Whose::Invoice, &["step"]),
    ("recalled", RowKind::Plain(EventKind::Recalled), Whose::Invoice, &[]),
    ("write-off", RowKind::WriteOff, Whose::Invoice, &["amount"]),
    ("reopened", RowKind::Plain(EventKind::Reopened), Whose::Invoice, &[]),
    ("insolvency", RowKind::Plain(EventKind::Insolvency), Whose::All, &[]),
    ("insolvency-ended", RowKind::Plain(EventKind::InsolvencyEnded), Whose::All, &[]),
];

/// What a letter says.
const OF_NOTICE: &[&str] = &["act", "step", "deadline", "fee", "compensation", "interest_rate", "interest", "notice_id"];
/// The same where the act is known.
const OF_HANDOVER: &[&str] = &["step", "deadline", "fee", "compensation", "interest_rate", "interest", "notice_id"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_event_of_the_contract_has_a_kind_of_its_own() {
        for (i, (word, kind, ..)) in KINDS.iter().enumerate() {
            assert!(KINDS[i + 1..].iter().all(|(other, same, ..)| other != word && same != kind), "{word}");
        }
    }
}
