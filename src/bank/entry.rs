//! One entry of a camt message, `Ntry`, while it is read.

use rust_decimal::Decimal;

use super::told::Told;
use crate::value::{Currency, Day, Minor, Money};

/// An entry while it is read: texts as they stand.
#[derive(Default)]
pub struct Entry {
    /// Where it begins.
    pub line: usize,
    pub amount: Amount,
    /// Whether money came in; `None` where that is not said.
    pub is_credit: Option<bool>,
    pub is_reversal: bool,
    /// `BOOK`, `PDNG`, `INFO` or `FUTR`.
    pub status: String,
    pub booked: String,
    pub valued: String,
    pub bank_ref: String,
    pub entry_ref: String,
    pub text: String,
    /// Whether it says that its details stand in another message.
    pub is_elsewhere: bool,
    /// How many payments a collective entry says it has.
    pub batch: Option<u64>,
    /// Its details.
    pub transactions: Vec<Transaction>,
}

/// The details of one payment, `TxDtls`.
#[derive(Default)]
pub struct Transaction {
    pub bank_ref: String,
    /// Those that are one payment's alone: `TxId`, `UETR`.
    pub own_ref: String,
    /// What the payer calls it: others may call theirs the same.
    pub payers_ref: String,
    pub amount: Amount,
    /// The amount in the currency of the account, in versions that have no other.
    pub amount_booked: Amount,
    pub is_credit: Option<bool>,
    pub is_returned: bool,
    pub texts: Vec<String>,
    /// Structured remittance: a reference, a document's number, and how much of the payment is for it.
    pub parts: Vec<Part>,
    pub debtor: Party,
    pub creditor: Party,
}

/// One `Strd`.
#[derive(Default)]
pub struct Part {
    pub reference: String,
    pub document: String,
    pub amount: Amount,
}

/// Somebody who paid or was paid.
#[derive(Default)]
pub struct Party {
    pub name: String,
    pub account: String,
}

/// An amount as it stands.
#[derive(Clone, Default)]
pub struct Amount {
    /// Where.
    pub line: usize,
    /// With a decimal point; empty where there is none.
    pub number: String,
    /// Its code; empty where there is none.
    pub currency: String,
}

impl Entry {
    /// One that begins.
    pub fn at(line: usize) -> Entry {
        Entry { line, ..Entry::default() }
    }

    /// Whether it is booked.
    pub fn is_booked(&self) -> bool {
        self.status == "BOOK"
    }

    /// What it says it comes to, in whole units.
    pub fn decimal(&self) -> Option<Decimal> {
        self.amount.number.parse().ok()
    }

    /// Does something with the details that are read.
    pub fn transaction(&mut self, with: impl FnOnce(&mut Transaction)) {
        if let Some(last) = self.transactions.last_mut() {
            with(last);
        }
    }

    /// Takes what stands in an element of it.
    pub fn take(&mut self, path: &[&str], text: &str, amount: &Amount) {
        match path {
            ["Amt"] => self.amount = amount.clone(),
            ["CdtDbtInd"] => self.is_credit = credit(text),
            ["RvslInd"] => self.is_reversal = text == "true" || text == "1",
            ["Sts"] | ["Sts", "Cd"] if !text.is_empty() => self.status = text.into(),
            ["BookgDt", _] => self.booked = text.into(),
            ["ValDt", _] => self.valued = text.into(),
            ["AcctSvcrRef"] => self.bank_ref = text.into(),
            ["NtryRef"] => self.entry_ref = text.into(),
            ["AddtlNtryInf"] => self.text = text.into(),
            ["AddtlInfInd", ..] => self.is_elsewhere = true,
            ["NtryDtls", "Btch", "NbOfTxs"] => self.batch = text.parse().ok(),
            ["NtryDtls", "TxDtls", within @ ..] => {
                if let Some(last) = self.transactions.last_mut() {
                    last.take(within, text, amount);
                }
            }
            _ => {}
        }
    }

    /// The day it was booked; without one, that from which it bears interest.
    pub fn day(&self, told: &mut Told) -> Option<Day> {
        let (element, text) = if self.booked.is_empty() { ("ValDt", &self.valued) } else { ("BookgDt", &self.booked) };
        if text.is_empty() {
            return None;
        }
        // A time of day, and the zone of the bank, count for nothing.
        let day =
            text.get(..10).and_then(|day| day.parse().ok()).filter(|_| text.len() == 10 || text[10..].starts_with(['T', '+', '-', 'Z']));
        if day.is_none() {
            told.value(self.line, element, text, "a day of the calendar");
        }
        day
    }
}

impl Transaction {
    fn take(&mut self, path: &[&str], text: &str, amount: &Amount) {
        match path {
            ["Refs", "AcctSvcrRef"] => self.bank_ref = text.into(),
            ["Refs", "TxId" | "UETR"] => fill(&mut self.own_ref, text),
            // Whoever gives no reference of its own says so in these words.
            ["Refs", "EndToEndId" | "InstrId"] if text != "NOTPROVIDED" => fill(&mut self.payers_ref, text),
            ["Amt"] => self.amount = amount.clone(),
            ["AmtDtls", "TxAmt", "Amt"] => self.amount_booked = amount.clone(),
            ["CdtDbtInd"] => self.is_credit = credit(text),
            ["RtrInf", ..] => self.is_returned = true,
            ["RmtInf", "Ustrd"] | ["AddtlTxInf"] if !text.is_empty() => self.texts.push(text.into()),
            ["RmtInf", "Strd", within @ ..] => {
                let Some(part) = self.parts.last_mut() else { return };
                match within {
                    ["CdtrRefInf", "Ref"] => part.reference = text.into(),
                    ["RfrdDocInf", "Nb"] => part.document = text.into(),
                    ["RfrdDocAmt", "RmtdAmt"] => part.amount = amount.clone(),
                    ["AddtlRmtInf"] => self.texts.push(text.into()),
                    _ => {}
                }
            }
            ["RltdPties", "Dbtr", "Nm"] | ["RltdPties", "Dbtr", "Pty", "Nm"] => self.debtor.name = text.into(),
            ["RltdPties", "Cdtr", "Nm"] | ["RltdPties", "Cdtr", "Pty", "Nm"] => self.creditor.name = text.into(),
            ["RltdPties", "DbtrAcct", "Id", "IBAN"] | ["RltdPties", "DbtrAcct", "Id", "Othr", "Id"] => self.debtor.account = text.into(),
            ["RltdPties", "CdtrAcct", "Id", "IBAN"] | ["RltdPties", "CdtrAcct", "Id", "Othr", "Id"] => self.creditor.account = text.into(),
            _ => {}
        }
    }

    /// What of an entry in a currency it is; `None` where it does not say.
    pub fn amount_in(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
        let is_booked = |amount: &&Amount| !amount.number.is_empty() && amount.currency == currency.code();
        [&self.amount, &self.amount_booked].into_iter().find(is_booked)?.minor(told, currency)
    }
}

impl Amount {
    /// Its currency; what is none is told.
    pub fn currency(&self, told: &mut Told) -> Option<Currency> {
        let currency = self.currency.parse().ok();
        if currency.is_none() && !self.number.is_empty() {
            told.value(self.line, "Ccy", &self.currency, "a currency of ISO 4217");
        }
        currency
    }

    /// In minor units; what is no amount is told.
    pub fn minor(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
        let is_plain = self.number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let money = self.number.parse().ok().filter(|_| is_plain).and_then(|number: Decimal| Money::from_decimal(number, currency).ok());
        if money.is_none() && !self.number.is_empty() {
            told.value(self.line, "Amt", &self.number, &format!("an amount of {currency}, without a sign, of at most ten billion"));
        }
        money.map(|money| money.minor)
    }

    /// The same where it is in this currency.
    pub fn minor_in(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
        (self.currency == currency.code()).then(|| self.minor(told, currency)).flatten()
    }
}

fn credit(text: &str) -> Option<bool> {
    match text {
        "CRDT" => Some(true),
        "DBIT" => Some(false),
        _ => None,
    }
}

/// Takes the first text there is.
fn fill(slot: &mut String, text: &str) {
    if slot.is_empty() {
        *slot = text.into();
    }
}
