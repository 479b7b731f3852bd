//! Tables that somebody put beside the ledger and nothing reads.

use super::kinds::FILE_NOT_READ;
use super::{Books, Detail, LedgerFinding};

pub fn find(books: &Books, said: &mut Vec<LedgerFinding>) {
    let unread = books.ledger.unread_files.iter();
    said.extend(unread.map(|file| FILE_NOT_READ.of_ledger(Detail::FileNotRead { file: file.clone() })));
}
