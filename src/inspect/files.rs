//! Tables beside the ledger, and columns in it, that nothing reads.

use super::kinds::{COLUMN_NOT_READ, EVENT_COLUMN_NOT_READ, FILE_NOT_READ, NO_HISTORY};
use super::{Books, Detail, LedgerFinding};
use crate::run::{Note, unread_event_columns};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let unread = books.ledger.unread_files.iter();
    said.extend(unread.map(|file| FILE_NOT_READ.of_ledger(Detail::FileNotRead { file: file.clone() })));
    said.extend(books.ledger.no_history.iter().map(|why| NO_HISTORY.of_ledger(Detail::NoHistory(why.clone()))));
    if let Some(Note::UnreadColumns { file, columns }) = unread_event_columns(books.ledger) {
        said.push(EVENT_COLUMN_NOT_READ.of_ledger(Detail::ColumnNotRead { file, columns }));
    }
    for note in books.run.iter().flat_map(|run| run.unread_columns()) {
        if let Note::UnreadColumns { file, columns } = note {
            said.push(COLUMN_NOT_READ.of_ledger(Detail::ColumnNotRead { file, columns }));
        }
    }
}
