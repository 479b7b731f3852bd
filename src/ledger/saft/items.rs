use std::collections::VecDeque;
use std::io::Read;

use super::item::Item;
use super::records::Records;
use super::study::Study;
use super::voucher::{Stopped, Voucher};

/// The items of a file one after another: those of its entries, or of its list of open items where it has one.
pub(super) struct Items<'s, R> {
    records: Records<R>,
    study: &'s Study,
    voucher: Voucher,
    /// Those of the voucher that was read last.
    read: VecDeque<Item>,
    /// Why nothing more is read.
    stopped: &'s mut Option<Stopped>,
}

impl<'s, R: Read> Items<'s, R> {
    /// Those of a file that was studied. Why they end before the file does is put into `stopped`.
    pub fn of(from: R, study: &'s Study, stopped: &'s mut Option<Stopped>) -> Items<'s, R> {
        Items { records: Records::of(from), study, voucher: Voucher::none(), read: VecDeque::new(), stopped }
    }

    /// The next one of some kind; `None` behind the last.
    pub fn next(&mut self, is_wanted: impl Fn(&Item) -> bool) -> Option<Item> {
        loop {
            while let Some(item) = self.read.pop_front() {
                if is_wanted(&item) {
                    return Some(item);
                }
            }
            match self.read_voucher() {
                Ok(Some(items)) => self.read = items.into(),
                Ok(None) => return None,
                Err(why) => {
                    *self.stopped = Some(why);
                    return None;
                }
            }
        }
    }

    fn read_voucher(&mut self) -> Result<Option<Vec<Item>>, Stopped> {
        let Items { records, study, voucher, .. } = self;
        while let Some(record) = records.next()? {
            if !records.is_in(study.source()) {
                continue;
            }
            if let Some(items) = voucher.take(record, records, &study.accounts, &study.currency)? {
                return Ok(Some(items));
            }
        }
        Ok(None)
    }
}
