//! How the columns of foreign files become a ledger's.

use super::BALANCE;
pub use super::date_form::DateForm;
pub use super::file_pattern::FilePattern;

/// A `ledger` block: the shapes of another system's files. Nothing about a file is guessed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mapping {
    /// The name it is called by.
    pub name: String,
    /// What it says of each table, in the order written; one at least.
    pub tables: Vec<TableMapping>,
}

/// The shape of one table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TableMapping {
    /// The name of the `ledger` block.
    pub name: String,
    /// What it holds.
    pub holds: Holds,
    /// The files of a folder that it is about; the table's own name where it names none.
    pub file: Option<FilePattern>,
    /// How many lines stand above the header.
    pub skip: usize,
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
    /// Which of its rows are read: those of which all of these hold.
    pub only: Vec<RowTest>,
    /// How a row begins that sums up others: it is left out.
    pub total: Option<String>,
    /// Which rows are credit notes; none where nothing is said.
    pub credit_notes: Option<CreditNotes>,
    /// Which rows are payments that are on no invoice; none where nothing is said.
    pub payments: Option<RowTest>,
    /// The ledger columns it fills, each once. Where there are none the file has the ledger's own columns.
    pub columns: Vec<Column>,
}

/// What a table of a ledger holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Holds {
    /// Invoices; open items where it fills a balance.
    Invoices,
    /// Customers.
    Customers,
    /// What happened to them.
    Events,
}

/// A question about a row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RowTest {
    /// A column of the file, by its header.
    pub header: String,
    /// Whether its value is to be one of these; none of them otherwise.
    pub is: bool,
    /// The values, blanks at their ends aside.
    pub values: Vec<String>,
}

/// Which rows of invoices are credit notes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum CreditNotes {
    /// Those whose amount, or balance where there is one, is below zero.
    BelowZero,
    /// Those of which this holds, whatever the sign.
    Where(RowTest),
}

/// One column of the ledger and where its values come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// The ledger's own column name, as contracts.md has it (`invoice`, `due`, `balance` …), or that of a fact.
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

impl Holds {
    /// Every kind of table, and the word for it.
    pub const ALL: [(&'static str, Holds); 3] = [("invoices", Holds::Invoices), ("customers", Holds::Customers), ("events", Holds::Events)];

    /// The name of its file in a ledger folder.
    pub fn own_file(self) -> &'static str {
        match self {
            Holds::Invoices => "invoices.csv",
            Holds::Customers => "customers.csv",
            Holds::Events => "events.csv",
        }
    }
}

impl Mapping {
    /// The table that a file of this name is read by, when it is the whole ledger: the first one of invoices whose pattern fits, or that has none.
    pub fn of_file(&self, name: &str) -> Option<&TableMapping> {
        let invoices = || self.tables.iter().filter(|table| table.holds == Holds::Invoices);
        let fits = |table: &&TableMapping| table.file.as_ref().is_none_or(|pattern| pattern.fits(name));
        invoices().find(fits).or_else(|| invoices().next())
    }
}

impl TableMapping {
    /// Whether it fills a column of the ledger.
    pub fn fills(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name)
    }

    /// Whether it reads a column of the file, by its header.
    pub fn reads(&self, header: &str) -> bool {
        let of_column = |column: &Column| matches!(&column.source, Source::From { header: other, .. } if other == header);
        let of_notes = self.credit_notes.iter().filter_map(|notes| match notes {
            CreditNotes::BelowZero => None,
            CreditNotes::Where(test) => Some(test),
        });
        self.columns.iter().any(of_column) || self.only.iter().chain(of_notes).chain(&self.payments).any(|test| test.header == header)
    }

    /// Whether the file has the ledger's own columns.
    pub fn has_own_columns(&self) -> bool {
        self.columns.is_empty()
    }

    /// Whether some of its rows are what customers have to their credit.
    pub fn has_credit(&self) -> bool {
        self.credit_notes.is_some() || self.payments.is_some()
    }

    /// Whether it reads open items.
    pub fn has_openings(&self) -> bool {
        self.holds == Holds::Invoices && self.fills(BALANCE)
    }
}

impl Default for TableMapping {
    /// Frist's own shape: comma, decimal point, ISO dates, UTF-8, every column under its own name.
    fn default() -> TableMapping {
        TableMapping {
            name: String::new(),
            holds: Holds::Invoices,
            file: None,
            skip: 0,
            delimiter: b',',
            decimal: '.',
            grouping: None,
            dates: DateForm::default(),
            encoding: "utf-8".into(),
            only: Vec::new(),
            total: None,
            credit_notes: None,
            payments: None,
            columns: Vec::new(),
        }
    }
}
