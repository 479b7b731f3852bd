//! The payments of one entry of a camt message.

use super::entry::{Entry, Part, Transaction};
use super::keys::key;
use super::payment::{BankPayment, Flow, Unclear};
use super::told::Told;
use crate::ledger::{ELEMENT_MISSING, Fault};
use crate::value::{Currency, Day, Minor, Money};

/// The payments in an entry; what keeps them from being booked is told.
pub fn payments(mut entry: Entry, told: &mut Told) -> Vec<BankPayment> {
    let needed = [("Amt", entry.amount.number.is_empty()), ("CdtDbtInd", entry.is_credit.is_none()), ("Sts", entry.status.is_empty())];
    let no_day = ("BookgDt", entry.booked.is_empty() && entry.valued.is_empty());
    for (element, _) in needed.into_iter().chain([no_day]).filter(|(_, is_missing)| *is_missing) {
        told.faults.push(Fault::new(ELEMENT_MISSING, told.file, entry.line).with("element", element));
    }
    let Some(currency) = entry.amount.currency(told) else { return Vec::new() };
    let amount = entry.amount.minor(told, currency);
    let on = entry.day(told);
    let (Some(amount), Some(on), Some(is_credit)) = (amount, on, entry.is_credit) else { return Vec::new() };
    let transactions = std::mem::take(&mut entry.transactions);
    let whole = Booked { entry: &entry, on, amount, currency, is_credit };
    let is_collective = transactions.is_empty() && (entry.batch.is_some_and(|number| number > 1) || entry.is_elsewhere);
    match transactions.as_slice() {
        [] => whole.one(&Transaction::default(), is_collective.then_some(Unclear::Elsewhere), told),
        [one] => whole.one(one, None, told),
        several => whole.several(several, told),
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
        let amounts: Vec<Option<Minor>> = transactions.iter().map(|one| one.amount_in(told, self.currency)).collect();
        let signed =
            |(one, amount): (&Transaction, &Option<Minor>)| if side(one) == self.is_credit { *amount } else { amount.map(|minor| -minor) };
        let sum = transactions.iter().zip(&amounts).map(signed).try_fold(0, |sum: Minor, amount| sum.checked_add(amount?));
        if sum != Some(self.amount) {
            let texts = transactions.iter().flat_map(|one| one.texts.iter().cloned()).collect();
            let all = Transaction { texts, ..Transaction::default() };
            return self.one(&all, Some(Unclear::NotWhole(sum.unwrap_or_default())), told);
        }
        let payment = |(at, (transaction, amount)): (usize, (&Transaction, &Option<Minor>))| {
            let amount = amount.unwrap_or_default();
            let bank_ref = match self.entry.bank_ref.as_str() {
                "" => self.key_of(transaction, amount),
                of_entry => {
                    // What begins with the entry's tells a statement that has the entry alone.
                    let is_own = |reference: &&str| !reference.is_empty() && *reference != of_entry;
                    let own = [transaction.bank_ref.as_str(), &transaction.own_ref].into_iter().find(is_own);
                    key("camt", &[of_entry, own.unwrap_or(&(at + 1).to_string())])
                }
            };
            self.payment(transaction, (amount, side(transaction)), bank_ref, None, told)
        };
        transactions.iter().zip(&amounts).enumerate().flat_map(payment).collect()
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
