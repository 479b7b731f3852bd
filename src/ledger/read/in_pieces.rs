use std::io::{self, Read};

use super::pieces::{Pieces, TextPiece};
use super::table::{Head, Rows};
use crate::ledger::codes::EMPTY_FILE;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{Fault, Faults};

/// A file that is open, to be read from its beginning in pieces of about so many bytes.
#[derive(Debug)]
pub struct Opened<'n, R> {
    /// The name that faults give it.
    pub name: &'n str,
    /// Its bytes, a byte-order mark and all.
    pub from: R,
    /// How many bytes a piece has.
    pub piece: usize,
    /// How it is written, and what its columns are; `None` for Frist's own shape.
    pub mapping: Option<&'n TableMapping>,
}

/// The rows of a table a piece at a time, behind its header.
pub(super) struct RowPieces<R> {
    pieces: Pieces<R>,
    first: Option<TextPiece>,
}

impl<'n, R: Read> Opened<'n, R> {
    /// Reads the header of a table. `None` where no row can be read, for reasons that `faults` has then.
    pub(super) fn table(self, faults: &mut Faults) -> io::Result<Option<(Head<'n>, RowPieces<R>)>> {
        let mapping = self.mapping;
        let (label, delimiter) = (mapping.map(|mapping| mapping.encoding.as_str()), mapping.map_or(b',', |mapping| mapping.delimiter));
        let Some(mut pieces) = Pieces::open(self.name, self.from, self.piece, label, delimiter, faults)? else { return Ok(None) };
        let Some(mut first) = pieces.next_piece()? else { return Ok(None) };
        first.leave_lines(mapping.map_or(0, |mapping| mapping.skip));
        if first.is_empty() {
            faults.push(Fault::new(EMPTY_FILE, self.name, 0));
            return Ok(None);
        }
        let (head, end) = {
            let text = first.text();
            let mut rows = Rows::of(delimiter, &text, first.line, first.is_end);
            let Some(head) = Head::read(self.name, &mut rows, mapping, faults) else { return Ok(None) };
            (head, rows.end_of_record())
        };
        // Where bytes were replaced by longer ones, places are those of the text.
        first.begin_at(end);
        Ok(Some((head, RowPieces { pieces, first: Some(first).filter(|first| !first.is_empty()) })))
    }
}

impl<R: Read> RowPieces<R> {
    /// The next piece; `None` behind the last.
    pub fn next_piece(&mut self) -> io::Result<Option<TextPiece>> {
        self.first.take().map_or_else(|| self.pieces.next_piece(), |first| Ok(Some(first)))
    }
}
