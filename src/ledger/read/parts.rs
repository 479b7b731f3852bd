//! A file of invoices or open items read in parts, on as many threads as there are: no part knows of another.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::io::{self, Read};

#[cfg(feature = "parquet")]
use super::columnar::{Batch, Batches, Seekable};
use super::fact_columns::FactColumns;
use super::in_pieces::{Opened, RowPieces};
use super::invoices::{InvoiceReader, ReadRows};
use super::pieces::TextPiece;
use super::sums::{self, Sums};
use super::table::{Head, Rows};
use crate::ledger::codes::DUPLICATE_INVOICE;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{Fault, Faults, Fingerprinter, Ledger};

/// How such a file is read, whichever part of it.
pub struct InvoiceFile<'m> {
    head: Head<'m>,
    reader: InvoiceReader<'m>,
    /// What the header tells, without any invoice.
    ledger: Ledger,
    fingerprinter: Fingerprinter,
}

/// The pieces of such a file, behind its header.
pub struct InvoicePieces<R>(Of<R>);

/// What they are cut from.
enum Of<R> {
    Text(RowPieces<R>),
    #[cfg(feature = "parquet")]
    Columns(Box<Batches>),
}

/// Some rows of such a file, one after another.
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

/// A file in memory and its pieces.
type InMemory<'m> = (InvoiceFile<'m>, InvoicePieces<&'m [u8]>);

impl<R: Read> InvoicePieces<R> {
    /// The next piece; `None` behind the last.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn next_piece(&mut self) -> io::Result<Option<Piece>> {
        match &mut self.0 {
            Of::Text(pieces) => Ok(pieces.next_piece()?.map(|piece| Piece(Rest::Text(piece)))),
            #[cfg(feature = "parquet")]
            Of::Columns(batches) => Ok(batches.next().map(|batch| Piece(batch.map_or_else(Rest::Broken, Rest::Columns)))),
        }
    }
}

impl<'m> InvoiceFile<'m> {
    /// Reads the beginning of a file of open items, in Frist's own shape or in that of a mapping, up to its header. `None` where no row can be read, for
    /// reasons that `faults` has then.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open<R: Read>(
        file: Opened<'m, R>,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> io::Result<Option<(InvoiceFile<'m>, InvoicePieces<R>)>> {
        let open_items = has_openings(file.mapping);
        InvoiceFile::open_any(file, open_items, wanted, faults)
    }

    /// The same of a file that may be one of invoices.
    pub(super) fn open_any<R: Read>(
        file: Opened<'m, R>,
        open_items: bool,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> io::Result<Option<(InvoiceFile<'m>, InvoicePieces<R>)>> {
        let mapping = file.mapping;
        let Some((head, pieces)) = file.table(faults)? else { return Ok(None) };
        let file = InvoiceFile::of(head, mapping, open_items, wanted, faults);
        Ok(Some((file, InvoicePieces(Of::Text(pieces)))))
    }

    /// The same of a file in memory, which may be Parquet.
    pub(super) fn open_bytes(file: Opened<'m, &'m [u8]>, wanted: FactColumns, faults: &mut Faults) -> io::Result<Option<InMemory<'m>>> {
        #[cfg(feature = "parquet")]
        if super::is_parquet(file.name, file.from) {
            /// So many rows are in memory twice.
            const ROWS: usize = 1 << 12;
            let from = Box::new(io::Cursor::new(file.from.to_vec()));
            return Ok(InvoiceFile::open_columns(file.name, from, ROWS, file.mapping, wanted, faults));
        }
        InvoiceFile::open(file, wanted, faults)
    }

    /// The same of a Parquet file, in pieces of at most so many rows.
    #[cfg(feature = "parquet")]
    pub fn open_columns<R: Read>(
        file: &'m str,
        from: Box<dyn Seekable>,
        rows: usize,
        mapping: Option<&'m TableMapping>,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> Option<(InvoiceFile<'m>, InvoicePieces<R>)> {
        let batches = Batches::open(file, from, rows, mapping, wanted, faults)?;
        let head = Head::of(file, batches.header(), mapping).filtered(mapping, faults);
        let items = InvoiceFile::of(head, mapping, has_openings(mapping), wanted, faults);
        Some((items, InvoicePieces(Of::Columns(Box::new(batches)))))
    }

    fn of(
        head: Head<'m>,
        mapping: Option<&'m TableMapping>,
        open_items: bool,
        wanted: FactColumns,
        faults: &mut Faults,
    ) -> InvoiceFile<'m> {
        let mut ledger = Ledger { open_items, ..Ledger::default() };
        let reader = InvoiceReader::of(&head, mapping, wanted, &mut ledger, faults);
        InvoiceFile { head, reader, ledger, fingerprinter: Fingerprinter::default() }
    }

    /// What the header tells of the ledger, without any invoice.
    pub fn header(&self) -> &Ledger {
        &self.ledger
    }

    /// What the file calls itself, and the column of the invoice number, if there is one.
    pub(super) fn names(&self) -> (&'m str, Option<&str>) {
        (self.head.file, self.reader.label())
    }

    /// Reads a piece of the file.
    pub fn read(&self, piece: &Piece) -> ReadPart {
        let ReadRows { ledger, faults, .. } = self.rows(piece);
        let fingerprints = ledger.invoices.number.iter().map(|number| self.fingerprinter.of(number)).collect();
        let mut sums = BTreeMap::new();
        sums::add(&ledger, &mut sums);
        ReadPart { ledger, faults, fingerprints, sums }
    }

    /// The rows of a piece of the file.
    pub(super) fn rows(&self, piece: &Piece) -> ReadRows {
        match &piece.0 {
            Rest::Text(piece) => {
                let text = piece.text();
                // Hardly a row is shorter.
                let about = piece.bytes().len() / 48;
                self.reader.read(&self.head, &mut Rows::of(self.head.delimiter, &text, piece.line, piece.is_end), about, &self.ledger)
            }
            #[cfg(feature = "parquet")]
            Rest::Columns(batch) => self.reader.read(&self.head, &mut batch.rows(), batch.rows, &self.ledger),
            #[cfg(feature = "parquet")]
            Rest::Broken(fault) => ReadRows { faults: Faults::from_iter([fault.clone()]), ..ReadRows::default() },
        }
    }

    /// Tells where amounts, all together, are more than can be counted.
    pub fn judge(&self, sums: &Sums, faults: &mut Faults) {
        sums::judge(sums, self.head.file, faults);
    }

    /// Reads the file once more, and tells of the invoices that are there twice, among those with one of these fingerprints.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn tell_twice<R: Read>(&self, mut pieces: InvoicePieces<R>, suspects: &HashSet<u64>, faults: &mut Faults) -> io::Result<()> {
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
                        let fault = Fault::new(DUPLICATE_INVOICE, self.head.file, line)
                            .column(self.reader.label().unwrap_or_default())
                            .value(number);
                        faults.push(fault.with("line", first));
                    }
                }
            }
        }
        Ok(())
    }
}

/// Whether a file that is the whole ledger is one of open items: with a mapping, whether that fills a balance.
fn has_openings(mapping: Option<&TableMapping>) -> bool {
    mapping.is_none_or(|mapping| mapping.has_own_columns() || mapping.has_openings())
}
