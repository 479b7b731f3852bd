//! Tables beside the ledger, and columns in it, that nothing reads.

use super::kinds::{COLUMN_NOT_READ, FILE_NOT_READ};
use super::{Books, Detail, LedgerFinding};
use crate::run::Note;

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let unread = books.ledger.unread_files.iter();
    said.extend(unread.map(|file| FILE_NOT_READ.of_ledger(Detail::FileNotRead { file: file.clone() })));
    for note in books.run.iter().flat_map(|run| run.unread_columns()) {
        if let Note::UnreadColumns { file, columns } = note {
            said.push(COLUMN_NOT_READ.of_ledger(Detail::ColumnNotRead { file, columns }));
        }
    }
}
