use std::io::{self, Read};

use super::column::Columns;
use super::in_pieces::Opened;
use super::table::Rows;
use crate::ledger::codes::{DUPLICATE_SETTING, UNKNOWN_SETTING};
use crate::ledger::{Faults, Ledger};

/// Reads `ledger.csv`: what is true of the whole ledger.
pub(super) fn read<R: Read>(file: Opened<R>, ledger: &mut Ledger, faults: &mut Faults) -> io::Result<()> {
    let mapping = file.mapping;
    let Some((head, mut pieces)) = file.table(faults)? else { return Ok(()) };
    let mut columns = Columns::of(head.file, head.line, &head.header, mapping, faults);
    let (key, value) = (columns.required("key", faults), columns.required("value", faults));
    let mut line_of_first = None;
    while let Some(piece) = pieces.next_piece()? {
        let text = piece.text();
        let mut rows = Rows::of(head.delimiter, &text, piece.line, piece.is_end);
        while let Some(mut row) = rows.next(&head, faults) {
            if !row.sound {
                continue;
            }
            row.require(&key);
            row.require(&value);
            if row.word(&key, &[("payments_through", ())], UNKNOWN_SETTING).is_none() {
                continue;
            }
            if let Some(line) = line_of_first {
                row.faults.push(row.fault(DUPLICATE_SETTING, &key, "payments_through").with("line", line));
            }
            line_of_first = line_of_first.or(Some(row.line));
            ledger.payments_through = row.day(&value);
        }
    }
    Ok(())
}
