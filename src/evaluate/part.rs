//! What one part of a ledger comes to: its decisions, written.

use super::asked::{Asked, Format};
use crate::claim::Letters;
use crate::ledger::{Faults, InvoiceId, Ledger};
use crate::report::{self, EscalationRow, Table, WorklistRow};
use crate::run::{Remarks, Run, run_part};
use crate::words::wrong_facts;

/// The lines of a part, and what else there is to say of it.
pub struct Part {
    pub lines: Lines,
    pub escalations: Vec<EscalationRow>,
    pub remarks: Remarks,
    /// Values that are of another type than a policy declares: then nothing else of it counts.
    pub wrong: Faults,
}

/// The lines of some invoices.
#[derive(Default)]
pub struct Lines {
    pub text: String,
    /// For each line the place of its invoice in the ledger, and where it ends in the text.
    pub ends: Vec<(usize, usize)>,
    /// The same for people, who read a table.
    pub table: Table,
}

impl Part {
    /// Decides the invoices of a ledger, whose places are those in it.
    pub fn whole(asked: &Asked, ledger: &Ledger) -> Part {
        Part::of(asked, ledger, &Letters::of(ledger, asked.on), |id| id)
    }

    /// Decides the invoices of a part of a ledger that has these letters; the places of its invoices are these.
    pub fn of(asked: &Asked, ledger: &Ledger, letters: &Letters, place: impl Fn(InvoiceId) -> usize) -> Part {
        let (run, wrong) = run_part(asked.policies, ledger, letters, asked.on);
        let mut part = Part {
            lines: Lines::with_room(asked.format, ledger.invoices.len()),
            escalations: Vec::new(),
            remarks: Remarks::none(asked.kept()),
            wrong: wrong_facts(&wrong),
        };
        if part.wrong.is_empty() {
            part.write(asked, &run, place);
        }
        part
    }

    fn write(&mut self, asked: &Asked, run: &Run, place: impl Fn(InvoiceId) -> usize) {
        for row in report::rows(run, asked.all) {
            self.lines.add(asked.format, place(row.id()), &row);
        }
        self.escalations = report::escalation_rows(run);
        self.remarks = run.remarks(asked.kept());
    }
}

impl Lines {
    fn with_room(format: Format, invoices: usize) -> Lines {
        let bytes = if format == Format::Table { 0 } else { invoices * 64 };
        Lines { text: String::with_capacity(bytes), ..Lines::default() }
    }

    fn add(&mut self, format: Format, place: usize, row: &WorklistRow) {
        match format {
            Format::Table => self.table.add(place, row),
            Format::Csv => report::csv_line(row, &mut self.text),
            Format::Json => report::json_line(row, &mut self.text),
            #[cfg(feature = "parquet")]
            Format::Parquet => report::packed_line(row, &mut self.text),
        }
        if format != Format::Table {
            self.ends.push((place, self.text.len()));
        }
    }
}
