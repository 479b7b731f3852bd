//! The parts of a ledger put together again.

use std::io::{self, Write};

use super::asked::{Asked, Format, NotWritten, Worklist};
use super::part::{Lines, Part};
use crate::ledger::{Faults, Ledger};
use crate::report::{self, EscalationRow, Table};
use crate::run::Remarks;

/// What is known so far of a worklist that is being written.
pub struct Answer<'a, 'w> {
    asked: &'a Asked<'a>,
    out: &'w mut dyn Write,
    #[cfg(feature = "parquet")]
    groups: Option<report::RowGroups>,
    rows: usize,
    invoices: usize,
    table: Table,
    escalations: Vec<EscalationRow>,
    remarks: Remarks,
    wrong: Faults,
}

impl<'a, 'w> Answer<'a, 'w> {
    /// Before the first part.
    pub fn begin(asked: &'a Asked<'a>, out: &'w mut dyn Write) -> Result<Answer<'a, 'w>, NotWritten> {
        if asked.format == Format::Csv {
            out.write_all(report::csv_header().as_bytes())?;
        }
        let (table, remarks) = (Table::default(), Remarks::none(asked.kept()));
        Ok(Answer {
            asked,
            out,
            #[cfg(feature = "parquet")]
            groups: (asked.format == Format::Parquet).then(report::RowGroups::begin).transpose()?,
            rows: 0,
            invoices: 0,
            table,
            escalations: Vec::new(),
            remarks,
            wrong: Faults::default(),
        })
    }

    /// Takes a part of so many invoices that follows, in the ledger, on those taken so far.
    pub fn take(&mut self, part: Part, invoices: usize) -> Result<(), NotWritten> {
        let lines = self.keep(part);
        self.rows += lines.ends.len();
        self.write(&lines.text)?;
        self.table.extend(lines.table, self.invoices);
        self.invoices += invoices;
        Ok(())
    }

    /// Writes some lines behind the others.
    fn write(&mut self, lines: &str) -> io::Result<()> {
        #[cfg(feature = "parquet")]
        if let Some(groups) = &mut self.groups {
            return groups.add(lines, self.out);
        }
        self.out.write_all(lines.as_bytes())
    }

    /// Keeps what else than its lines there is to say of a part; answers with its lines.
    pub fn keep(&mut self, part: Part) -> Lines {
        self.wrong.extend(part.wrong);
        self.escalations.extend(part.escalations);
        self.remarks.extend(part.remarks);
        part.lines
    }

    /// Writes the lines of parts of so many invoices, which are mixed in the ledger.
    pub fn write_mixed(&mut self, parts: Vec<Lines>, invoices: usize) -> Result<(), NotWritten> {
        self.invoices += invoices;
        let mut order: Vec<(usize, u32, usize, usize)> = Vec::new();
        for (at, lines) in parts.iter().enumerate() {
            let starts = std::iter::once(0).chain(lines.ends.iter().map(|(_, end)| *end));
            order.extend(lines.ends.iter().zip(starts).map(|((place, end), start)| (*place, at as u32, start, *end)));
        }
        order.sort_unstable();
        for (_, at, start, end) in &order {
            self.write(&parts[*at as usize].text[*start..*end])?;
        }
        self.rows += order.len();
        parts.into_iter().for_each(|lines| self.table.extend(lines.table, 0));
        Ok(())
    }

    /// Writes what stands behind the lines.
    pub fn finish(mut self, header: &Ledger) -> Result<Worklist, NotWritten> {
        std::mem::take(&mut self.wrong).or(()).map_err(NotWritten::Faults)?;
        let asked = self.asked;
        self.escalations.sort_by_key(EscalationRow::order);
        let notes = [asked.also.to_vec(), self.remarks.notes(header, asked.policies.iter().copied(), asked.on)].concat();
        match asked.format {
            Format::Csv => {}
            #[cfg(feature = "parquet")]
            Format::Parquet => self.groups.map_or(Ok(()), |groups| groups.finish(self.out))?,
            Format::Json => {
                self.out.write_all(report::escalations_json(&self.escalations).as_bytes())?;
                self.out.write_all(report::notes_json(asked.on, &notes).as_bytes())?;
            }
            Format::Table => {
                self.rows = self.table.len();
                let escalations = report::escalations_table(&self.escalations);
                let gap = if escalations.is_empty() { "" } else { "\n" };
                write!(self.out, "{}{gap}{escalations}", self.table.text(asked.on, self.invoices, asked.all))?;
            }
        }
        Ok(Worklist { rows: self.rows, escalations: self.escalations, notes })
    }
}
