//! One entry of a camt message, `Ntry`, and the payments in it.

use rust_decimal::Decimal;

use super::keys::key;
use super::told::Told;
use super::{BankPayment, Flow, Unclear};
use crate::ledger::{ELEMENT_MISSING, Fault};
use crate::value::{Currency, Day, Minor, Money};

/// An entry while it is read: texts as they stand.
#[derive(Default)]
pub struct Entry {
    /// Where it begins.
    pub line: usize,
    amount: Amount,
    /// Whether money came in; `None` where that is not said.
    pub is_credit: Option<bool>,
    is_reversal: bool,
    /// `BOOK`, `PDNG`, `INFO` or `FUTR`.
    pub status: String,
    booked: String,
    valued: String,
    bank_ref: String,
    entry_ref: String,
    text: String,
    /// Whether it says that its details stand in another message.
    is_elsewhere: bool,
    /// How many payments a collective entry says it has.
    batch: Option<u64>,
    /// Its details.
    pub transactions: Vec<Transaction>,
}

/// The details of one payment, `TxDtls`.
#[derive(Default)]
pub struct Transaction {
    bank_ref: String,
    /// Those that are one payment's alone: `TxId`, `UETR`.
    own_ref: String,
    /// What the payer calls it: others may call theirs the same.
    payers_ref: String,
    amount: Amount,
    /// The amount in the currency of the account, in versions that have no other.
    amount_booked: Amount,
    is_credit: Option<bool>,
    is_returned: bool,
    texts: Vec<String>,
    /// Structured remittance: a reference, a document's number, and how much of the payment is for it.
    pub parts: Vec<Part>,
    debtor: Party,
    creditor: Party,
}

/// One `Strd`.
#[derive(Default)]
pub struct Part {
    reference: String,
    document: String,
    amount: Amount,
}

#[derive(Default)]
struct Party {
    name: String,
    account: String,
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

    /// The payments in it; what keeps them from being booked is told.
    pub fn payments(mut self, told: &mut Told) -> Vec<BankPayment> {
        let needed = [("Amt", self.amount.number.is_empty()), ("CdtDbtInd", self.is_credit.is_none()), ("Sts", self.status.is_empty())];
        let no_day = ("BookgDt", self.booked.is_empty() && self.valued.is_empty());
        for (element, _) in needed.into_iter().chain([no_day]).filter(|(_, is_missing)| *is_missing) {
            told.faults.push(Fault::new(ELEMENT_MISSING, told.file, self.line).with("element", element));
        }
        let Some(currency) = self.amount.currency(told) else { return Vec::new() };
        let amount = self.amount.minor(told, currency);
        let on = self.day(told);
        let (Some(amount), Some(on), Some(is_credit)) = (amount, on, self.is_credit) else { return Vec::new() };
        let transactions = std::mem::take(&mut self.transactions);
        let whole = Booked { entry: &self, on, amount, currency, is_credit };
        let is_collective = transactions.is_empty() && (self.batch.is_some_and(|number| number > 1) || self.is_elsewhere);
        match transactions.as_slice() {
            [] => whole.one(&Transaction::default(), is_collective.then_some(Unclear::Elsewhere), told),
            [one] => whole.one(one, None, told),
            several => whole.several(several, told),
        }
    }

    fn day(&self, told: &mut Told) -> Option<Day> {
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
    fn booked(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
        let is_booked = |amount: &&Amount| !amount.number.is_empty() && amount.currency == currency.code();
        [&self.amount, &self.amount_booked].into_iter().find(is_booked)?.minor(told, currency)
    }
}

/// An entry that is sound, with what all payments of it share.
struct Booked<'e> {
    entry: &'e Entry,
    on: Day,
    amount: Minor,
    currency: Currency,
    is_credit: bool,
}

impl Booked<'_> {
    /// An entry of one payment.
    fn one(&self, transaction: &Transaction, unclear: Option<Unclear>, told: &mut Told) -> Vec<BankPayment> {
        let bank_ref = match self.entry.bank_ref.as_str() {
            "" => self.key_of(transaction, self.amount),
            of_entry => key("camt", &[of_entry]),
        };
        self.payment(transaction, (self.amount, self.is_credit), bank_ref, unclear, told)
    }

    /// A collective entry: each payment of it, if they come to all that was booked.
    fn several(&self, transactions: &[Transaction], told: &mut Told) -> Vec<BankPayment> {
        let side = |transaction: &Transaction| transaction.is_credit.unwrap_or(self.is_credit);
        let amounts: Vec<Option<Minor>> = transactions.iter().map(|one| one.booked(told, self.currency)).collect();
        let signed =
            |(one, amount): (&Transaction, &Option<Minor>)| if side(one) == self.is_credit { *amount } else { amount.map(|minor| -minor) };
        let sum: Option<Minor> = transactions.iter().zip(&amounts).map(signed).sum();
        if sum != Some(self.amount) {
            let texts = transactions.iter().flat_map(|one| one.texts.iter().cloned()).collect();
            let all = Transaction { texts, ..Transaction::default() };
            return self.one(&all, Some(Unclear::NotWhole(sum.unwrap_or_default())), told);
        }
        let payment = |(transaction, amount): (&Transaction, &Option<Minor>)| {
            let amount = amount.unwrap_or_default();
            let bank_ref = match (self.entry.bank_ref.as_str(), transaction.bank_ref.as_str()) {
                ("", _) => self.key_of(transaction, amount),
                // So a statement that has the entry alone is known again too.
                (of_entry, of_payment) if of_entry == of_payment => key("camt", &[of_entry, &transaction.own_ref]),
                (of_entry, "") => key("camt", &[of_entry, &transaction.own_ref]),
                (of_entry, of_payment) => key("camt", &[of_entry, of_payment]),
            };
            self.payment(transaction, (amount, side(transaction)), bank_ref, None, told)
        };
        transactions.iter().zip(&amounts).flat_map(payment).collect()
    }

    /// The key of a payment whose entry has none: the bank's reference of it, otherwise what else there is with the day and the amount.
    fn key_of(&self, transaction: &Transaction, amount: Minor) -> String {
        let strong = [&transaction.bank_ref, &transaction.own_ref].into_iter().find(|reference| !reference.is_empty());
        if let Some(strong) = strong {
            return key("camt", &[strong]);
        }
        let (on, amount) = (self.on.to_string(), Money::new(amount, self.currency).plain());
        let parts = &transaction.parts;
        let weak = [&self.entry.entry_ref, &transaction.payers_ref].into_iter().chain(parts.iter().map(|part| &part.reference));
        let weak = weak.chain(&transaction.texts).find(|reference| !reference.is_empty());
        key("camt", &[&on, &amount, weak.map_or("", String::as_str)])
    }

    fn payment(
        &self,
        transaction: &Transaction,
        (amount, is_credit): (Minor, bool),
        mut bank_ref: String,
        unclear: Option<Unclear>,
        told: &mut Told,
    ) -> Vec<BankPayment> {
        if amount == 0 {
            return Vec::new();
        }
        let is_back = self.entry.is_reversal || transaction.is_returned;
        let flow = match (is_credit, is_back) {
            (true, false) => Flow::In,
            (false, true) => Flow::TakenBack,
            (true, true) | (false, false) => Flow::Ours,
        };
        // Some banks give what takes a payment back the reference of the payment.
        if flow == Flow::TakenBack {
            bank_ref.push_str("/reversed");
        }
        let other = match (&transaction.debtor, &transaction.creditor) {
            (debtor, creditor) if is_credit == is_back && !creditor.name.is_empty() && debtor.name.is_empty() => creditor,
            (_, creditor) if flow == Flow::Ours && !is_credit => creditor,
            (debtor, _) => debtor,
        };
        let mut references: Vec<String> = Vec::new();
        let mut texts = transaction.texts.clone();
        for part in &transaction.parts {
            if !part.reference.is_empty() && !references.contains(&part.reference) {
                references.push(part.reference.clone());
            }
            texts.extend((!part.document.is_empty()).then(|| part.document.clone()));
        }
        if texts.is_empty() && !self.entry.text.is_empty() {
            texts.push(self.entry.text.clone());
        }
        let payment = BankPayment {
            line: self.entry.line,
            on: self.on,
            amount,
            currency: self.currency,
            flow,
            references,
            text: texts.join(" "),
            payer: other.name.clone(),
            account: other.account.clone(),
            bank_ref,
            unclear,
        };
        // A document without a reference is one to be matched by its number.
        let named = |part: &Part| if part.reference.is_empty() { part.document.clone() } else { part.reference.clone() };
        let of_part = |part: &Part| Some((named(part), part.amount.minor_in(told, self.currency)?)).filter(|(named, _)| !named.is_empty());
        let parts: Option<Vec<(String, Minor)>> = transaction.parts.iter().map(of_part).collect();
        payment.split(&parts.unwrap_or_default())
    }
}

impl Amount {
    fn currency(&self, told: &mut Told) -> Option<Currency> {
        let currency = self.currency.parse().ok();
        if currency.is_none() && !self.number.is_empty() {
            told.value(self.line, "Ccy", &self.currency, "a currency of ISO 4217");
        }
        currency
    }

    /// In minor units; what is no amount is told.
    fn minor(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
        let is_plain = self.number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let money = self.number.parse().ok().filter(|_| is_plain).and_then(|number: Decimal| Money::from_decimal(number, currency).ok());
        if money.is_none() && !self.number.is_empty() {
            told.value(self.line, "Amt", &self.number, &format!("an amount of {currency}, without a sign, of at most ten billion"));
        }
        money.map(|money| money.minor)
    }

    /// The same where it is in this currency.
    fn minor_in(&self, told: &mut Told, currency: Currency) -> Option<Minor> {
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
