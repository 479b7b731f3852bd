//! Money of the bank in the events: what is there, by the bank's reference, and what is added.

use rust_decimal::Decimal;

use super::super::codes::UNENCODABLE;
use super::super::mapping::TableMapping;
use super::super::read::{Table, Text};
use super::super::{Fault, Faults, File, Files};
use super::book::Book;
use super::past::Past;
use super::rows::EventRow;
use super::written::Written;
use crate::value::{Currency, Day};

/// The columns of money in `events.csv`, in the order of a new file.
const MONEY_COLUMNS: [&str; 8] = ["invoice", "date", "event", "amount", "customer", "currency", "bank_ref", "note"];

/// A payment or a reversal to be added to the events, its values as the file has them.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewMoney {
    /// The invoice; empty for a payment that is on none yet.
    pub invoice: String,
    /// The customer of a payment that is on no invoice; otherwise empty.
    pub customer: String,
    /// The day it was booked, as `2026-03-30`.
    pub date: String,
    /// Whether it takes a payment back.
    pub is_reversal: bool,
    /// How much, above zero, as `1234.50`.
    pub amount: String,
    /// The currency of a payment that is on no invoice; otherwise empty.
    pub currency: String,
    /// The bank's reference, by which it is known again.
    pub bank_ref: String,
    /// Why it is on no invoice; otherwise empty.
    pub note: String,
}

impl EventRow for NewMoney {
    fn value(&self, column: &str) -> &str {
        match column {
            "invoice" => &self.invoice,
            "customer" => &self.customer,
            "date" => &self.date,
            "event" if self.is_reversal => "reversal",
            "event" => "payment",
            "amount" => &self.amount,
            "currency" => &self.currency,
            "bank_ref" => &self.bank_ref,
            "note" => &self.note,
            _ => "",
        }
    }
}

/// A payment or a reversal that stands in the events.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct MoneyRow {
    /// The invoice's number; empty where it is on none.
    pub invoice: String,
    /// The customer's number, where the row names it.
    pub customer: String,
    /// The day.
    pub on: Day,
    /// Whether it takes a payment back.
    pub is_reversal: bool,
    /// How much, in whole units of its currency.
    pub amount: Decimal,
    /// The bank's reference; empty where the row was not made from a file of the bank.
    pub bank_ref: String,
}

impl MoneyRow {
    /// Whether it is of so many minor units of a currency.
    pub fn is_of(&self, minor: i64, currency: Currency) -> bool {
        self.amount == Decimal::new(minor, currency.decimals())
    }
}

/// The payments and reversals of the events, in the order of the file.
///
/// # Errors
/// Where it cannot be read as a table.
pub fn money_rows(events: File, shape: Option<&TableMapping>) -> Result<Vec<MoneyRow>, Faults> {
    let (mut faults, mut all) = (Faults::default(), Vec::new());
    if let Some(text) = Text::decode(events, shape, &mut faults)
        && let Some(mut table) = Table::open(events.name, &text, shape, &mut faults)
    {
        let mut columns = table.columns(shape, &mut faults);
        let [date, event] = ["date", "event"].map(|name| columns.required(name, &mut faults));
        let [invoice, customer, amount, bank_ref] =
            ["invoice", "customer", "amount", "bank_ref"].map(|name| columns.optional(name, &mut faults));
        while let Some(mut row) = table.next(&mut faults) {
            let is_reversal = match row.text(&event) {
                Some("payment") => false,
                Some("reversal") => true,
                _ => continue,
            };
            // What is wrong with a row is told where the ledger is read.
            let (Some(on), Some(amount)) = (row.day(&date), row.number(&amount)) else { continue };
            let mut text = |column| row.text(column).unwrap_or_default().to_owned();
            all.push(MoneyRow { invoice: text(&invoice), customer: text(&customer), on, is_reversal, amount, bank_ref: text(&bank_ref) });
        }
    }
    faults.or(all)
}

/// The bytes of the whole new `events.csv`: the rows that are there, byte for byte, and behind them those that are added. Only where the header lacks a column that
/// one of these fills is it given an empty value in each.
///
/// # Errors
/// A file that cannot be read; a text that its encoding cannot write; whatever the ledger could not be read with afterwards.
pub fn add_money(book: &Book, rows: &[NewMoney]) -> Result<Vec<u8>, Faults> {
    let mut faults = Faults::default();
    let written = Written::of(book.shape);
    let past = book.events.and_then(|file| Past::read(file, book.shape, &mut faults));
    let name = book.events.map_or(Files::NAMES[2], |file| file.name);
    for row in rows {
        if let Some(column) = MONEY_COLUMNS.iter().find(|column| written.bytes(row.value(column)).is_none()) {
            let fault = Fault::new(UNENCODABLE, name, 0).column(column).value(row.value(column));
            faults.push(fault.with("encoding", written.encoding()).with("file", name));
        }
    }
    let new_file = Past::new_file(&MONEY_COLUMNS, &written);
    let (text, _) = past.as_ref().unwrap_or(&new_file).with(&MONEY_COLUMNS, rows, &written);
    // What was there could be read in this encoding.
    let bytes = faults.or(written.bytes(&text).unwrap_or_default())?;
    (book.read)(Some(&bytes))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::super::book::in_own_shape;
    use super::*;

    fn added(files: &Files, rows: &[NewMoney]) -> Result<String, Faults> {
        let bytes = in_own_shape(files, |book| add_money(book, rows));
        bytes.map(|bytes| String::from_utf8(bytes).expect("a text"))
    }

    const INVOICES: &str = "invoice,customer,currency,issued,amount\n1,C1,NOK,2026-03-01,100\n2,C2,NOK,2026-03-01,100\n";

    fn files(events: Option<&str>) -> Files<'_> {
        let file = |name, text: &'static str| Some(File { name, bytes: text.as_bytes() });
        let events = events.map(|events| File { name: "events.csv", bytes: events.as_bytes() });
        Files { invoices: file("invoices.csv", INVOICES), events, ..Files::default() }
    }

    fn payment(invoice: &str, customer: &str) -> NewMoney {
        NewMoney {
            invoice: invoice.into(),
            customer: customer.into(),
            date: "2026-04-01".into(),
            is_reversal: false,
            amount: "40.00".into(),
            currency: String::new(),
            bank_ref: "camt:A,1".into(),
            note: if customer.is_empty() { String::new() } else { "no reference".into() },
        }
    }

    #[test]
    fn rows_stay_and_what_is_added_is_read_again() {
        let new = added(&files(None), &[payment("1", "")]).expect("added");
        assert_eq!(new, "invoice,date,event,amount,customer,currency,bank_ref,note\n1,2026-04-01,payment,40.00,,,\"camt:A,1\",\n");
        let old = "date,invoice,event,amount\r\n2026-03-30, 1 ,payment,12.5\r\n";
        let more = added(&files(Some(old)), &[payment("", "C2")]).expect("added");
        assert_eq!(
            more,
            "date,invoice,event,amount,customer,bank_ref,note\r\n2026-03-30, 1 ,payment,12.5,,,\r\n\
             2026-04-01,,payment,40.00,C2,\"camt:A,1\",no reference\r\n"
        );
        let rows = money_rows(File { name: "events.csv", bytes: more.as_bytes() }, None).expect("rows");
        assert_eq!((rows.len(), rows[1].bank_ref.as_str(), rows[1].customer.as_str()), (2, "camt:A,1", "C2"));
        assert!(rows[0].bank_ref.is_empty() && rows[0].is_of(12_50, "NOK".parse().expect("a currency")));
    }

    #[test]
    fn what_the_ledger_could_not_be_read_with_is_not_added() {
        let said = added(&files(None), &[payment("3", "")]).expect_err("faults").to_string();
        assert_eq!(said, "events.csv:2: column `invoice`: `3` is not an invoice of invoices.csv\n");
    }
}
