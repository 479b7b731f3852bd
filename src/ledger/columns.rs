//! The columns of contracts.md that an invoice file may have, each once: its name, whether it must be there, what its values are.

/// A column of an invoice file or of an open-items file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InvoiceColumn {
    /// Its name.
    pub name: &'static str,
    /// Whether every ledger must have it.
    pub needed: bool,
    /// Whether only open items have it: beside a history nobody would read it.
    pub of_open_items: bool,
    /// What its values are.
    pub kind: ColumnKind,
}

/// What the values of a column are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A kind of debtor.
    Debtor,
    /// A currency.
    Currency,
    /// An act.
    Act,
    /// `true` or `false`.
    Truth,
    /// A date.
    Day,
    /// An amount.
    Amount,
    /// A yearly rate.
    Rate,
    /// A whole number.
    Count,
    /// Tags with `;` between.
    Tags,
}

const fn needed(name: &'static str, kind: ColumnKind) -> InvoiceColumn {
    InvoiceColumn { name, needed: true, of_open_items: false, kind }
}

const fn may_be(name: &'static str, kind: ColumnKind) -> InvoiceColumn {
    InvoiceColumn { name, needed: false, of_open_items: false, kind }
}

const fn of_open_items(name: &'static str, kind: ColumnKind) -> InvoiceColumn {
    InvoiceColumn { name, needed: false, of_open_items: true, kind }
}

/// The column that makes a file one of open items.
pub const BALANCE: &str = "balance";

/// All of them, in the order of contracts.md: those of every invoice file, then what an open-items file says besides.
pub const INVOICE_COLUMNS: [InvoiceColumn; 23] = [
    needed("invoice", ColumnKind::Text),
    needed("customer", ColumnKind::Text),
    may_be("name", ColumnKind::Text),
    may_be("debtor", ColumnKind::Debtor),
    needed("currency", ColumnKind::Currency),
    needed("issued", ColumnKind::Day),
    may_be("due", ColumnKind::Day),
    needed("amount", ColumnKind::Amount),
    may_be("due_agreed", ColumnKind::Truth),
    may_be("fee_agreed", ColumnKind::Truth),
    may_be("interest_agreed", ColumnKind::Rate),
    may_be("sent", ColumnKind::Day),
    may_be("arose", ColumnKind::Day),
    may_be("tags", ColumnKind::Tags),
    // An open-items file must have it besides.
    of_open_items(BALANCE, ColumnKind::Amount),
    of_open_items("last_step", ColumnKind::Text),
    of_open_items("last_act", ColumnKind::Act),
    of_open_items("last_sent", ColumnKind::Day),
    of_open_items("last_deadline", ColumnKind::Day),
    of_open_items("charged_notices", ColumnKind::Count),
    of_open_items("fees", ColumnKind::Amount),
    of_open_items("disputed", ColumnKind::Truth),
    of_open_items("hold_until", ColumnKind::Day),
];

impl InvoiceColumn {
    /// The column of this name, if there is one.
    pub fn named(name: &str) -> Option<&'static InvoiceColumn> {
        INVOICE_COLUMNS.iter().find(|column| column.name == name)
    }
}

/// The column of `customers.csv` with the customer's own credit limit.
pub const CREDIT_LIMIT: &str = "credit_limit";
/// The column of `customers.csv` with the day on which the customer's credit was last checked.
pub const CREDIT_CHECKED: &str = "credit_checked";

/// The columns of `customers.csv` that Frist knows, in the order of contracts.md. All others are facts.
pub const CUSTOMER_COLUMNS: [&str; 7] = ["customer", "name", "debtor", "country", "tags", CREDIT_LIMIT, CREDIT_CHECKED];

/// The columns of `events.csv`, in the order of contracts.md; the last three are for people.
pub const EVENT_COLUMNS: [&str; 19] = [
    "invoice",
    "date",
    "event",
    "customer",
    "amount",
    "fee",
    "interest",
    "act",
    "step",
    "deadline",
    "compensation",
    "interest_rate",
    "notice_id",
    "until",
    "currency",
    "bank_ref",
    "channel",
    "to",
    "note",
];
