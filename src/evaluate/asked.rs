//! What is asked of a ledger, and what the answer is.

use crate::ledger::{Faults, Kept};
use crate::plan::Plan;
use crate::report::EscalationRow;
use crate::run::Note;
use crate::value::Day;

/// What is asked of a ledger.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The policies, in the order in which they are tried.
    pub policies: &'a [&'a Plan],
    /// The as-of date.
    pub on: Day,
    /// The day through which payments are known, in place of what the ledger says.
    pub payments_through: Option<Day>,
    /// A line for every invoice, not only what somebody has to act on.
    pub all: bool,
    /// How the lines are written.
    pub format: Format,
    /// On how many threads, at least 1: the worklist is the same.
    pub threads: usize,
    /// About how many invoices are decided at a time, at least 1: the worklist is the same. [`Asked::PART`] where nothing speaks for another number.
    pub part: usize,
    /// What is remarked on besides, before anything else.
    pub also: &'a [Note],
}

/// How a worklist is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// For people: a table, and what customers need below it.
    Table,
    /// One object a line: decisions, then escalations, then notes.
    Json,
    /// A header and a line for each decision; escalations and notes have no room in it.
    Csv,
    /// Columns with types; escalations and notes have no room in it either.
    #[cfg(feature = "parquet")]
    Parquet,
}

/// A worklist that was written, and what else there is to say.
#[derive(Debug)]
pub struct Worklist {
    /// Its lines.
    pub rows: usize,
    /// Escalations: by policy, as written, by customer.
    pub escalations: Vec<EscalationRow>,
    /// What the run remarks on.
    pub notes: Vec<Note>,
}

/// Why there is no worklist. Whatever was written until then is not one.
#[derive(Debug)]
pub enum NotWritten {
    /// Mistakes in the ledger.
    Faults(Faults),
    /// A file that cannot be read.
    Unreadable(String, std::io::Error),
    /// The worklist cannot be written.
    Unwritable(std::io::Error),
}

impl From<std::io::Error> for NotWritten {
    fn from(error: std::io::Error) -> NotWritten {
        NotWritten::Unwritable(error)
    }
}

impl<'a> Asked<'a> {
    /// So many invoices are enough for a thread to do, and stay in memory that is near it and need not go back to the system in between.
    pub const PART: usize = 1 << 9;

    /// About so many bytes of a file are read for a part: a row has some sixty.
    pub(super) fn piece(&self) -> usize {
        self.part.saturating_mul(64)
    }

    /// How much of a list of numbers is told.
    pub(super) fn kept(&self) -> Kept {
        if self.format == Format::Json { Kept::All } else { Kept::First }
    }

    /// Whether what is decided of an invoice may depend on others of its customer.
    pub fn asks_of_customers(&self) -> bool {
        let together = |plan: &Plan| plan.steps.iter().any(|step| step.together);
        self.policies.iter().any(|plan| plan.asks_about_customer() || plan.speaks_of_customers() || together(plan))
    }

    /// Whether something is told of a customer once, however many invoices it has: what is decided of it, or that a value of it is none of its fact's.
    pub(super) fn tells_of_customers(&self) -> bool {
        self.asks_of_customers() || self.policies.iter().any(|plan| !plan.facts.is_empty())
    }

    /// Whether a policy names a column as a fact.
    pub fn names(&self, column: &str) -> bool {
        self.policies.iter().any(|plan| plan.customer_facts.iter().any(|fact| fact.name == column))
    }
}
