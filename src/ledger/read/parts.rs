//! An open-items file read in parts, on as many threads as there are: no part knows of another.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::BuildHasher;
use std::io::{self, Read};

use hashbrown::DefaultHashBuilder;

#[cfg(feature = "parquet")]
use super::columnar::{Batch, Batches, Seekable};
use super::fact_columns::FactColumns;
use super::invoices::InvoiceReader;
use super::pieces::{Pieces, TextPiece};
use super::sums::{self, Sums};
use super::table::{Head, NextRow, Rows};
use crate::ledger::codes::DUPLICATE_INVOICE;
use crate::ledger::mapping::Mapping;
use crate::ledger::{BALANCE, Fault, Faults, Ledger, RowPlaces};

/// How an open-items file is read, whichever part of it.
pub struct OpenItems<'m> {
    head: Head<'m>,
    reader: InvoiceReader<'m>,
    /// What the header tells, without any invoice.
    ledger: Ledger,
    hasher: DefaultHashBuilder,
}

/// The pieces of an open-items file, behind its header.
pub struct ItemPieces<R>(Of<R>);

/// What they are cut from.
enum Of<R> {
    Text {
        pieces: Pieces<R>,
        first: Option<TextPiece>,
    },
    #[cfg(feature = "parquet")]
    Columns(Box<Batches>),
}

/// Some rows of an open-items file, one after another.
pub struct Piece(Rest);

enum Rest {
    Text(TextPiece),
    #[cfg(feature = "parquet")]
    Columns(Batch),
    /// The rest of the file cannot be read.
    #[cfg(feature = "parquet")]
    Broken(Fault),
}

/// One part of the invoices.
pub struct ReadPart {
    /// The invoices. Each has a customer of its own: whose several are is not looked up.
    pub ledger: Ledger,
    /// What is wrong with its rows.
    pub faults: Faults,
    /// A number for each invoice number: two of the same invoice number are the same.
    pub fingerprints: Vec<u64>,
    /// What its amounts come to.
    pub sums: Sums,
}

impl<R: Read> ItemPieces<R> {
    /// The next piece; `None` behind the last.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        match &mut self.0 {
            Of::Text { pieces, first } => {
                let piece = first.take().map_or_else(|| pieces.next_piece(), |first| Ok(Some(first)))?;
                Ok(piece.map(|piece| Piece(Rest::Text(piece))))
            }
            #[cfg(feature = "parquet")]
            Of::Columns(batches) => Ok(batches.next().map(|batch| Piece(batch.map_or_else(Rest::Broken, Rest::Columns)))),
        }
    }
}

impl<'m> OpenItems<'m> {
    /// Reads the beginning of a file, in pieces of about so many bytes, in Frist's own shape or in that of a mapping, up to its header. `None` where no row can be read, for reasons that
    /// `faults` has then.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open<R: Read>(
        file: &'m str,
        from: R,
        size: usize,
        mapping: Option<&'m Mapping>,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> io::Result<Option<(OpenItems<'m>, ItemPieces<R>)>> {
        let (label, delimiter) = (mapping.map(|mapping| mapping.encoding.as_str()), mapping.map_or(b',', |mapping| mapping.delimiter));
        let Some(mut pieces) = Pieces::open(file, from, size, label, delimiter, faults)? else { return Ok(None) };
        let Some(mut first) = pieces.next_piece()? else { return Ok(None) };
        let (head, end) = {
            let text = first.text();
            let mut rows = Rows::of(delimiter, &text, first.line, first.is_end);
            let Some(head) = Head::read(file, &mut rows, mapping, faults) else { return Ok(None) };
            (head, rows.end_of_record())
        };
        // Where bytes were replaced by longer ones, places are those of the text.
        first.begin_at(end);
        let items = OpenItems::of(head, mapping, wanted, faults);
        Ok(Some((items, ItemPieces(Of::Text { pieces, first: Some(first).filter(|first| !first.is_empty()) }))))
    }

    /// The same of a Parquet file, in pieces of at most so many rows.
    #[cfg(feature = "parquet")]
    pub fn open_columns<R: Read>(
        file: &'m str,
        from: Box<dyn Seekable>,
        rows: usize,
        mapping: Option<&'m Mapping>,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> Option<(OpenItems<'m>, ItemPieces<R>)> {
        let batches = Batches::open(file, from, rows, mapping, wanted, faults)?;
        let items = OpenItems::of(Head::of(file, batches.header(), mapping), mapping, wanted, faults);
        Some((items, ItemPieces(Of::Columns(Box::new(batches)))))
    }

    fn of(head: Head<'m>, mapping: Option<&'m Mapping>, wanted: FactColumns, faults: &mut Faults) -> OpenItems<'m> {
        let open_items = mapping.is_none_or(|mapping| mapping.columns.iter().any(|c| c.name == BALANCE));
        let mut ledger = Ledger { open_items, ..Ledger::default() };
        let reader = InvoiceReader::of(&head, mapping, wanted, &mut ledger, faults);
        OpenItems { head, reader, ledger, hasher: DefaultHashBuilder::default() }
    }

    /// What the header tells of the ledger, without any invoice.
    pub fn header(&self) -> &Ledger {
        &self.ledger
    }

    /// Reads a piece of the file.
    pub fn read(&self, piece: &Piece) -> ReadPart {
        match &piece.0 {
            Rest::Text(piece) => {
                let text = piece.text();
                // Hardly a row is shorter.
                let about = piece.bytes().len() / 48;
                self.read_rows(&mut Rows::of(self.head.delimiter, &text, piece.line, piece.is_end), about)
            }
            #[cfg(feature = "parquet")]
            Rest::Columns(batch) => self.read_rows(&mut batch.rows(), batch.rows),
            #[cfg(feature = "parquet")]
            Rest::Broken(fault) => {
                let (faults, ledger) = (Faults::from_iter([fault.clone()]), Ledger::default());
                ReadPart { ledger, faults, fingerprints: Vec::new(), sums: BTreeMap::new() }
            }
        }
    }

    /// Reads rows, of which there are about so many.
    fn read_rows(&self, rows: &mut impl NextRow, about: usize) -> ReadPart {
        let Ledger { open_items, invoices, .. } = &self.ledger;
        let mut ledger = Ledger { open_items: *open_items, ..Ledger::default() };
        ledger.invoices.facts.clone_from(&invoices.facts);
        let (mut faults, mut lines, mut fingerprints) = (Faults::default(), Vec::new(), Vec::new());
        ledger.invoices.reserve(about);
        ledger.invoices.opening.reserve(if self.ledger.open_items { about } else { 0 });
        while let Some(mut row) = rows.next_row(&self.head, &mut faults) {
            if row.sound {
                let customer = ledger.customers.number.len();
                ledger.customers.number.push(self.reader.customer(&mut row));
                let id = self.reader.read_row(&mut row, customer, &mut ledger);
                fingerprints.push(self.hasher.hash_one(&ledger.invoices.number[id]));
                lines.push(row.line);
            }
        }
        ledger.invoices.lines = RowPlaces::of(self.head.file, lines);
        let mut sums = BTreeMap::new();
        sums::add(&ledger, &mut sums);
        ReadPart { ledger, faults, fingerprints, sums }
    }

    /// Tells where amounts, all together, are more than can be counted.
    pub fn judge(&self, sums: &Sums, faults: &mut Faults) {
        sums::judge(sums, self.head.file, faults);
    }

    /// Reads the file once more, and tells of the invoices that are there twice, among those with one of these fingerprints.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn tell_twice<R: Read>(&self, mut pieces: ItemPieces<R>, suspects: &HashSet<u64>, faults: &mut Faults) -> io::Result<()> {
        let mut first: HashMap<String, usize> = HashMap::new();
        while let Some(piece) = pieces.next_piece()? {
            let read = self.read(&piece);
            let numbers = &read.ledger.invoices.number;
            let suspects = read.fingerprints.iter().enumerate().filter(|(_, fingerprint)| suspects.contains(fingerprint));
            for (id, _) in suspects.filter(|(id, _)| !numbers[*id].is_empty()) {
                let (number, line) = (&numbers[id], read.ledger.invoices.lines.place(id).1);
                match first.get(number) {
                    None => drop(first.insert(number.into(), line)),
                    Some(first) => {
                        let fault = Fault::new(DUPLICATE_INVOICE, self.head.file, line).column(self.reader.label()).value(number);
                        faults.push(fault.with("line", first));
                    }
                }
            }
        }
        Ok(())
    }
}
