use std::io::Read;

use super::accounts::{Accounts, Against};
use super::item::{Item, Names, What};
use super::meaning::items;
use super::records::{Record, Records};
use super::sum::owed;
use super::texts::Texts;
use crate::xml::{Step, XmlFault};

/// Why a file is not read on.
#[derive(Debug)]
pub(super) enum Stopped {
    Xml(XmlFault),
    /// A voucher that begins on this line has more than [`MOST_LINES`] lines of customers.
    TooManyLines(usize),
}

impl From<XmlFault> for Stopped {
    fn from(fault: XmlFault) -> Stopped {
        Stopped::Xml(fault)
    }
}

/// So many lines of customers are kept of a voucher until it ends.
pub(super) const MOST_LINES: usize = 1 << 17;

/// One voucher that is being read.
pub(super) struct Voucher {
    lines: Vec<Item>,
    against: Against,
}

/// The states of an open item of which nothing is open.
const SETTLED: [&str; 2] = ["Settled", "Credited"];

impl Voucher {
    pub fn none() -> Voucher {
        Voucher { lines: Vec::new(), against: Against::default() }
    }

    /// Takes in what was read last. Once a voucher ends in which something is about customers, what it comes to, and its number.
    ///
    /// # Errors
    /// Where it is too long.
    pub fn take<R: Read>(
        &mut self,
        (record, step): (Record, Step),
        records: &Records<R>,
        accounts: &Accounts,
        default_currency: &str,
    ) -> Result<Option<Vec<Item>>, Stopped> {
        let is_open_item = records.is_in(Record::OpenItems);
        let head = records.texts(Record::Voucher);
        match (record, step) {
            (Record::Voucher, Step::Begins) => *self = Voucher::none(),
            (Record::Line, Step::Ends) => match of_customer(records, accounts) {
                Some(line) => {
                    if self.lines.len() == MOST_LINES {
                        return Err(Stopped::TooManyLines(head.line));
                    }
                    self.lines.push(item(head, line, default_currency));
                }
                None if !is_open_item => accounts.against(records.texts(Record::Line).get("AccountID"), &mut self.against),
                None => {}
            },
            (Record::Voucher, Step::Ends) if !self.lines.is_empty() => {
                return Ok(Some(items(std::mem::take(&mut self.lines), (!is_open_item).then_some(self.against))));
            }
            _ => {}
        }
        Ok(None)
    }
}

/// The line that was read last, where it is about what a customer owes.
pub(super) fn of_customer<'r, R: Read>(records: &'r Records<R>, accounts: &Accounts) -> Option<&'r Texts> {
    let line = records.texts(Record::Line);
    let is_counted = if records.is_in(Record::OpenItems) {
        !is_settled(records.texts(Record::Voucher))
    } else {
        accounts.is_receivable(line.get("AccountID"))
    };
    (is_counted && !line.get("CustomerID").is_empty()).then_some(line)
}

/// Whether a voucher is an open item of which nothing is open.
pub(super) fn is_settled(head: &Texts) -> bool {
    SETTLED.iter().any(|settled| settled.eq_ignore_ascii_case(head.get("PaymentStatus")))
}

fn item(head: &Texts, line: &Texts, default_currency: &str) -> Item {
    let text = |field: &str| line.get(field).to_owned();
    let (amount, currency) = owed(line, default_currency);
    let due = [line.get("DueDate"), head.get("DueDate")].into_iter().find(|due| !due.is_empty()).unwrap_or_default();
    Item {
        what: What::NoSale,
        line: line.line,
        customer: text("CustomerID"),
        amount,
        currency,
        on: head.get("TransactionDate").into(),
        value_on: text("ValueDate"),
        due: due.into(),
        names: Names {
            reference: text("ReferenceNumber"),
            cross: text("CrossReference"),
            cid: text("CID"),
            document: text("SourceDocumentID"),
            voucher: head.get("TransactionID").into(),
            record: text("RecordID"),
        },
    }
}
