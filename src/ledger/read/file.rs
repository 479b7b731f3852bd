/// The name and the content of one file.
#[derive(Clone, Copy, Debug)]
pub struct File<'b> {
    /// The name that faults give it.
    pub name: &'b str,
    /// Its bytes, a byte-order mark and all.
    pub bytes: &'b [u8],
}

/// The tables of a ledger folder; all but the invoices may be absent.
#[derive(Clone, Copy, Default, Debug)]
pub struct Files<'b> {
    /// `invoices.csv`.
    pub invoices: Option<File<'b>>,
    /// `customers.csv`.
    pub customers: Option<File<'b>>,
    /// `events.csv`.
    pub events: Option<File<'b>>,
    /// `ledger.csv`.
    pub ledger: Option<File<'b>>,
}

impl Files<'_> {
    /// What the tables are called, in the order of the fields.
    pub const NAMES: [&'static str; 4] = ["invoices.csv", "customers.csv", "events.csv", "ledger.csv"];
}
