use std::io::Read;

use super::invoice_rows::Invoices;
use super::item::{Item, What};
use super::items::Items;
use super::remarks::{Gathered, SaftKind};
use super::study::{Known, Study};
use super::sum::Sum;
use crate::ledger::TextColumn;
use crate::ledger::read::{MakesRows, Values};

/// The columns of the rows.
pub(super) const COLUMNS: [&str; 6] = ["invoice", "date", "event", "customer", "amount", "currency"];

/// Makes the rows of what was paid and credited: first what customers had to their credit when the file begins.
pub(super) struct EventRows<'s, R> {
    pub items: Items<'s, R>,
    pub study: &'s Study,
    pub invoices: &'s Invoices,
    /// The numbers of the invoices by their places.
    pub numbers: &'s TextColumn,
    pub opening: std::collections::btree_map::Iter<'s, String, Known>,
    pub remarks: &'s mut Gathered,
}

/// A row: its invoice, and what is on no invoice its customer, currency and amount.
struct Row<'r> {
    invoice: &'r str,
    date: &'r str,
    event: &'r str,
    customer: &'r str,
    amount: &'r str,
    currency: &'r str,
}

impl Row<'_> {
    fn put(&self, values: &mut Values) {
        for value in [self.invoice, self.date, self.event, self.customer, self.amount, self.currency] {
            values.push(value);
        }
    }
}

impl<R: Read> MakesRows for EventRows<'_, R> {
    fn make(&mut self, values: &mut Values) -> Option<usize> {
        if let Some(line) = self.opening(values) {
            return Some(line);
        }
        loop {
            let item = self.items.next(|item| item.what != What::Invoice)?;
            if self.item(&item, values) {
                return Some(item.line);
            }
        }
    }
}

impl<R> EventRows<'_, R> {
    /// What the next customer had to its credit.
    fn opening(&mut self, values: &mut Values) -> Option<usize> {
        let is_credit = |known: &Known| known.opening.is_some_and(|opening| opening.is_sign_negative() && !opening.is_zero());
        // What is open when the file ends has it in it.
        let (number, known) = self.opening.find(|(_, known)| is_credit(known)).filter(|_| !self.study.has_open_items)?;
        let (date, amount) = (self.study.begins().to_string(), Sum::Of(known.opening.unwrap_or_default()).written());
        let of_customer =
            Row { invoice: "", date: &date, event: "payment", customer: number, amount: &amount, currency: &self.study.currency };
        if self.is_in_other_currency(number, &self.study.currency) {
            Row { event: "hold", amount: "", currency: "", ..of_customer }.put(values);
        } else {
            of_customer.put(values);
        }
        Some(known.line)
    }

    /// What a line says that happened; whether it says anything.
    fn item(&mut self, item: &Item, values: &mut Values) -> bool {
        let currency = item.currency_or(&self.study.currency);
        let amount = item.amount.written();
        let remark = |remarks: &mut Gathered, kind| {
            let number = if let Sum::Of(amount) = item.amount { Some((amount, currency)) } else { None };
            remarks.add(kind, &item.names.voucher, number);
        };
        let event = match item.what {
            What::Invoice => return false,
            What::NoSale => {
                remark(self.remarks, SaftKind::NoSale);
                return false;
            }
            What::Payment => "payment",
            What::Credit => "credit",
        };
        let date = if item.value_on.is_empty() { &item.on } else { &item.value_on };
        let of_customer = Row { invoice: "", date, event, customer: &item.customer, amount: &amount, currency };
        if self.is_in_other_currency(&item.customer, currency) {
            remark(self.remarks, SaftKind::OtherCurrency);
            Row { event: "hold", amount: "", currency: "", ..of_customer }.put(values);
            return true;
        }
        // What is left of an open item is left of all that it was matched with.
        let invoice = if self.study.has_open_items { None } else { self.invoices.found.by(item) };
        match invoice {
            Some(place) => Row { invoice: &self.numbers[place as usize], customer: "", ..of_customer }.put(values),
            None if self.invoices.has(&item.customer) || self.study.customers.contains_key(&item.customer) => {
                remark(self.remarks, SaftKind::OnNoInvoice);
                of_customer.put(values);
            }
            None => {
                remark(self.remarks, SaftKind::OfStranger);
                return false;
            }
        }
        true
    }

    /// Whether money in a currency can be on none of a customer's invoices, since it has some, and all are in others.
    fn is_in_other_currency(&self, customer: &str, currency: &str) -> bool {
        self.invoices.has(customer) && !self.invoices.has_in(customer, currency)
    }
}
