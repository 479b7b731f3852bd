//! What has to be known of a file before any row can be made of it: one pass over all of it.

use std::collections::BTreeMap;
use std::io::Read;

use rust_decimal::Decimal;

use super::accounts::Accounts;
use super::item::What;
use super::numbers::Numbers;
use super::period::Period;
use super::records::{Record, Records};
use super::remarks::{Gathered, SaftKind};
use super::sum::{Sum, booked, signed};
use super::terms::Terms;
use super::texts::Texts;
use super::voucher::{Stopped, Voucher, is_settled, of_customer};
use crate::diagnostic::LISTED;
use crate::value::{Currency, Day};
use crate::xml::Step;

/// What is known of a file.
#[derive(Default)]
pub(super) struct Study {
    pub version: String,
    pub country: String,
    pub currency: String,
    pub period: Period,
    pub accounts: Accounts,
    /// What is known of each customer by its number.
    pub customers: BTreeMap<String, Known>,
    /// Whether it has entries at all, or a list of open items.
    pub has_entries: bool,
    pub has_open_items: bool,
    /// Whether a line is about what a customer owes.
    pub has_lines: bool,
    /// The first day of a voucher.
    pub first: Option<Day>,
    /// Balances that are no numbers: the line of the customer, and the text.
    pub wrong_balances: Vec<(usize, String)>,
    /// What there is to remark on so far.
    pub remarks: Gathered,
    /// What invoices are called, among the entries and among the open items.
    of_entries: Numbers,
    of_open_items: Numbers,
}

/// What is known of a customer.
#[derive(Default)]
pub(super) struct Known {
    /// The line on which it stands.
    pub line: usize,
    pub terms: Option<Terms>,
    /// What it owes when the file begins and when it ends, in the file's own currency; `None` where the file does not say.
    pub opening: Option<Decimal>,
    pub closing: Option<Decimal>,
    /// What its lines come to.
    lines: Decimal,
}

impl Study {
    /// Reads a file from behind its outermost element to its end.
    ///
    /// # Errors
    /// Where it cannot be read on.
    pub fn of<R: Read>(mut records: Records<R>) -> Result<Study, Stopped> {
        let mut study = Study::default();
        let (mut customer, mut voucher) = (Known::default(), Voucher::none());
        while let Some((record, step)) = records.next()? {
            match (record, step) {
                (Record::Header, Step::Ends) => study.header(records.texts(Record::Header)),
                (Record::Account, Step::Ends) => study.accounts.add(records.texts(Record::Account)),
                (Record::Customer, Step::Begins) => customer = Known::default(),
                (Record::Balance, Step::Ends) => study.balance(&mut customer, records.texts(Record::Balance)),
                (Record::Customer, Step::Ends) => {
                    let texts = records.texts(Record::Customer);
                    study.balance(&mut customer, texts);
                    let known = Known { line: texts.line, terms: Terms::of(texts), ..std::mem::take(&mut customer) };
                    study.customers.entry(texts.get("CustomerID").into()).or_insert(known);
                }
                (Record::Entries, Step::Begins) => study.has_entries = true,
                (Record::OpenItems, Step::Begins) => study.open_items(),
                (Record::Line, Step::Ends) => study.line(&records),
                (Record::Voucher, Step::Ends) => study.voucher(&records),
                _ => {}
            }
            let items = voucher.take((record, step), &records, &study.accounts, &study.currency)?;
            for invoice in items.iter().flatten().filter(|item| item.what == What::Invoice) {
                let numbers = if study.has_open_items { &mut study.of_open_items } else { &mut study.of_entries };
                numbers.add(invoice);
            }
        }
        study.remark();
        Ok(study)
    }

    fn header(&mut self, header: &Texts) {
        self.version = header.get("AuditFileVersion").into();
        self.country = header.get("AuditFileCountry").into();
        self.currency = header.get("DefaultCurrencyCode").into();
        self.period = Period::of(header);
    }

    /// What stands on an account of a customer when the file begins and when it ends.
    fn balance(&mut self, customer: &mut Known, texts: &Texts) {
        let wrong = &mut self.wrong_balances;
        let mut of = |when: &str| {
            let (debit, credit) = (texts.get(&format!("{when}DebitBalance")), texts.get(&format!("{when}CreditBalance")));
            match signed(debit, credit) {
                Sum::Of(sum) if !(debit.is_empty() && credit.is_empty()) => Some(sum),
                Sum::Of(_) => None,
                Sum::Unreadable(text) => {
                    wrong.extend((wrong.len() < LISTED).then_some((texts.line, text)));
                    None
                }
            }
        };
        if self.accounts.state(texts.get("AccountID")) {
            add(&mut customer.opening, of("Opening"));
            add(&mut customer.closing, of("Closing"));
        }
    }

    /// A list of open items says again what the entries say.
    fn open_items(&mut self) {
        self.has_open_items = true;
        self.has_lines = false;
        self.customers.values_mut().for_each(|customer| customer.lines = Decimal::ZERO);
    }

    fn line<R: Read>(&mut self, records: &Records<R>) {
        let day = records.texts(Record::Voucher).get("TransactionDate").parse().ok();
        self.first = self.first.into_iter().chain(day).min();
        let Some(line) = of_customer(records, &self.accounts) else { return };
        self.has_lines = true;
        if let (Some(customer), Sum::Of(booked)) = (self.customers.get_mut(line.get("CustomerID")), booked(line)) {
            customer.lines = customer.lines.saturating_add(booked);
        }
    }

    fn voucher<R: Read>(&mut self, records: &Records<R>) {
        let voucher = records.texts(Record::Voucher);
        if records.is_in(Record::OpenItems) && is_settled(voucher) {
            self.remarks.add(SaftKind::Settled, voucher.get("TransactionID"), None);
        }
    }

    /// What its invoices are called.
    pub fn numbers(&self) -> &Numbers {
        if self.has_open_items { &self.of_open_items } else { &self.of_entries }
    }

    /// The record whose vouchers are read.
    pub fn source(&self) -> Record {
        if self.has_open_items { Record::OpenItems } else { Record::Entries }
    }

    /// The day on which it begins.
    pub fn begins(&self) -> Day {
        self.period.from.or(self.first).unwrap_or(Day::FIRST)
    }

    /// Remarks on the balances of its customers. What is open is what is left when the file ends, whatever came before.
    fn remark(&mut self) {
        let remarks = &mut self.remarks;
        if !self.has_lines {
            self.customers.keys().for_each(|number| remarks.add(SaftKind::NoLines, number, None));
        }
        for (number, customer) in &self.customers {
            let opening = if self.has_open_items { None } else { customer.opening }.unwrap_or_default();
            if !opening.is_zero() {
                let kind = if opening.is_sign_negative() { SaftKind::OpeningCredit } else { SaftKind::OpeningOwed };
                remarks.add(kind, number, Some((opening, &self.currency)));
            }
            let missing = customer.closing.and_then(|closing| closing.checked_sub(opening.saturating_add(customer.lines)));
            if let Some(missing) = missing.filter(|missing| !missing.is_zero()) {
                let decimals = self.currency.parse().map_or(2, Currency::decimals);
                remarks.add(SaftKind::DoesNotAddUp, &format!("{number}: {missing:.*}", decimals as usize), Some((missing, &self.currency)));
            }
        }
    }
}

fn add(sum: &mut Option<Decimal>, more: Option<Decimal>) {
    if let Some(more) = more {
        *sum = Some(sum.unwrap_or_default().saturating_add(more));
    }
}
