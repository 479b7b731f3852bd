//! SAF-T Financial, the Norwegian audit file: customers, invoices and payments from a general ledger, in the versions 1.10, 1.20 and 1.30 and in the draft of
//! 2.0 with its open items. The published schemas of Skatteetaten say what its elements are; what they mean for a ledger is decided here, in tables:
//! which records and fields are read (`records`), which accounts count (`accounts`), what a voucher is by what stands against its receivables (`meaning`),
//! and by what a payment names its invoice (`numbers`).
//!
//! The file is read from its beginning four times: to know it, for the invoices, for the customers, and for what was paid. Nothing of it is kept but what the
//! ledger keeps, and some bytes for each invoice and customer.

mod accounts;
mod customer_rows;
mod event_rows;
mod invoice_rows;
mod item;
mod items;
mod meaning;
mod numbers;
mod period;
mod records;
mod remarks;
mod study;
mod sum;
mod terms;
mod texts;
mod voucher;

use std::io::{self, Read};

use invoice_rows::Invoices;
use items::Items;
use records::Records;
pub use remarks::{FromSaft, SaftKind, SaftRemark};
use study::Study;
use voucher::{MOST_LINES, Stopped};

use super::codes::{
    A_BANK_STATEMENT, NOT_AN_AMOUNT, SAFT_OF_NO_COUNTRY, SAFT_OF_OTHER_COUNTRY, SAFT_WITHOUT_ENTRIES, XML_BEYOND, XML_OF_OTHER_KIND,
};
use super::fault::quoted;
use super::read::{MadeLedger, without_mark};
use super::xml_fault::xml_fault;
use super::{FactColumns, Fault, FaultKind, Faults, Kept, Ledger, Listed, NotRead};

/// Whether a file is XML, by how it begins: then it is read by [`saft`].
pub fn is_xml(first: &[u8]) -> bool {
    let in_utf_16 = first.starts_with(b"\xFF\xFE<\0") || first.starts_with(b"\xFE\xFF\0<");
    in_utf_16 || without_mark(first).trim_ascii_start().starts_with(b"<")
}

/// Files that are XML of another kind, by their outermost element.
const OTHERS: [(&str, &FaultKind); 1] = [("Document", A_BANK_STATEMENT)];

/// The country whose SAF-T is read.
const COUNTRY: &str = "NO";

/// Reads a ledger from a SAF-T file, which is opened anew for each pass over it, with no more facts than are wanted.
///
/// # Errors
/// Every fault of the file: where it is no SAF-T of Norway, and what its values have wrong. A file that cannot be read.
pub fn saft<'f>(name: &str, open: &dyn Fn() -> io::Result<Box<dyn Read + Send + 'f>>, wanted: FactColumns) -> Result<Ledger, NotRead> {
    let unreadable = |error| NotRead::Unreadable(name.into(), error);
    let one = |fault: Fault| NotRead::Faults(Faults::from_iter([fault]));
    let stop = |stopped: Stopped| match stopped {
        Stopped::Xml(fault) => xml_fault(name, fault).map_or_else(unreadable, one),
        Stopped::TooManyLines(line) => {
            one(Fault::new(XML_BEYOND, name, line).with("reason", format!("a voucher has more than {MOST_LINES} lines of customers")))
        }
    };
    let open = || open().map_err(unreadable);
    let mut records = Records::of(open()?);
    let root = records.root().map_err(|fault| stop(fault.into()))?;
    if root != "AuditFile" {
        let kind = OTHERS.iter().find(|(known, _)| *known == root).map_or(XML_OF_OTHER_KIND, |(_, kind)| kind);
        return Err(one(Fault::new(kind, name, 0).value(root)));
    }
    let mut study = Study::of(records).map_err(stop)?;
    if let Some(fault) = not_to_be_read(name, &study) {
        return Err(one(fault));
    }
    let mut remarks = std::mem::take(&mut study.remarks);
    let (mut stopped, mut invoices) = (None, Invoices::default());
    let known = Ledger { payments_through: study.period.through, open_items: study.has_open_items, ..Ledger::default() };
    let columns: &[&str] = if study.has_open_items { &invoice_rows::COLUMNS_OF_OPEN_ITEMS } else { &invoice_rows::COLUMNS };
    let rows = invoice_rows::InvoiceRows {
        items: Items::of(open()?, &study, &mut stopped),
        study: &study,
        invoices: &mut invoices,
        remarks: &mut remarks,
    };
    let mut made = MadeLedger::invoices(name, known, wanted, columns, rows);
    made.customers(wanted, &customer_rows::COLUMNS, customer_rows::CustomerRows::of(open()?, &mut stopped));
    let numbers = made.ledger.invoices.number.clone();
    let rows = event_rows::EventRows {
        items: Items::of(open()?, &study, &mut stopped),
        study: &study,
        invoices: &invoices,
        numbers: &numbers,
        opening: study.customers.iter(),
        remarks: &mut remarks,
    };
    made.events(&event_rows::COLUMNS, rows);
    if let Some(why) = stopped {
        return Err(stop(why));
    }
    for (line, text) in &study.wrong_balances {
        made.faults.push(Fault::new(NOT_AN_AMOUNT, name, *line).column("balance").value(text));
    }
    let mut accounts = Listed::new(Kept::First);
    study.accounts.stated().iter().for_each(|account| accounts.push(account));
    made.ledger.saft = Some(FromSaft {
        version: study.version.clone(),
        through: study.period.through,
        accounts,
        open_items: study.has_open_items,
        remarks: remarks.all(),
    });
    made.done().map_err(NotRead::Faults)
}

/// Why no ledger can be made of a file, whatever its values.
fn not_to_be_read(name: &str, study: &Study) -> Option<Fault> {
    let kind = match study {
        Study { country, .. } if country.is_empty() => SAFT_OF_NO_COUNTRY,
        Study { country, .. } if country != COUNTRY => SAFT_OF_OTHER_COUNTRY,
        Study { has_entries: false, has_open_items: false, .. } => SAFT_WITHOUT_ENTRIES,
        _ => return None,
    };
    let value = quoted(&study.country);
    Some(Fault::new(kind, name, 0).with("value", value))
}
