//! BgMax of Bankgirot (Sweden), as of "Bankgiro Inbetalningar, Teknisk manual" (Bankgirocentralen BGC AB): a section for each deposit, in records of 80
//! characters. The day and the sum stand in the record that ends a section. Amounts are in öre. Records of other types are passed over, as it asks.

use std::io::{self, BufRead};

use super::keys::key;
use super::payment::{BankPayment, Flow};
use super::records::{Record, Records};
use super::told::Told;
use crate::ledger::{ENDS_EARLY, Fault, RECORD_OUT_OF_PLACE};
use crate::value::{Currency, Day, Minor, Money};

/// Reads all of it.
///
/// # Errors
/// Where the file cannot be read on.
pub fn read(told: &mut Told, from: impl BufRead) -> io::Result<Vec<BankPayment>> {
    let mut records = Records::of(from);
    let mut bgmax = BgMax { told, payments: Vec::new(), section: None, counted: [0; 4], is_over: false };
    while let Some(record) = records.next_record(bgmax.told)? {
        bgmax.record(&record);
    }
    if !bgmax.is_over && bgmax.told.faults.is_empty() {
        bgmax.told.faults.push(Fault::new(ENDS_EARLY, bgmax.told.file, records.line()).value("70"));
    }
    Ok(bgmax.payments)
}

struct BgMax<'t, 'f> {
    told: &'t mut Told<'f>,
    payments: Vec<BankPayment>,
    section: Option<Section>,
    /// Payments, deductions, further references and deposits, as the end record counts them.
    counted: [u64; 4],
    is_over: bool,
}

struct Section {
    /// The number that was paid to.
    bankgiro: String,
    currency: Option<Currency>,
    payments: Vec<Open>,
    /// Payments less deductions.
    sum: Minor,
    records: u64,
}

/// A payment whose day is not known yet.
struct Open {
    payment: BankPayment,
    /// The bank's serial number; empty where it has none.
    serial: String,
    /// What the payer gave each reference.
    parts: Vec<(String, Minor)>,
}

/// What the end record counts, by the type of record.
const COUNTED: [(&str, [u32; 2]); 4] =
    [("payment records", [20, 20]), ("deduction records", [21, 21]), ("reference records", [22, 23]), ("deposit records", [15, 15])];

impl BgMax<'_, '_> {
    fn record(&mut self, record: &Record) {
        let kind = record.small(1, 2);
        for (counted, (_, kinds)) in self.counted.iter_mut().zip(COUNTED) {
            *counted += u64::from(kind.is_some_and(|kind| kinds.contains(&kind)));
        }
        match (kind, &mut self.section) {
            _ if self.is_over => self.out_of_place(record),
            (Some(1), None) if record.line == 1 => {}
            (Some(5), None) => self.open(record),
            (Some(20 | 21), Some(_)) => self.payment(record),
            (Some(22 | 23), Some(section)) => match section.payments.last_mut() {
                Some(open) => open.refer(self.told, record, section.currency),
                // What is wrong with its payment was told.
                None if section.records > 0 => {}
                None => self.out_of_place(record),
            },
            (Some(25 | 26), Some(section)) => {
                // What is said of no payment tells of none.
                if let Some(open) = section.payments.last_mut() {
                    open.tell(record);
                }
            }
            (Some(15), Some(_)) => self.deposit(record),
            (Some(70), None) => self.end(record),
            (Some(1 | 5 | 15 | 20..=23 | 70) | None, _) => self.out_of_place(record),
            (Some(_), _) => {}
        }
    }

    fn out_of_place(&mut self, record: &Record) {
        self.told.faults.push(Fault::new(RECORD_OUT_OF_PLACE, self.told.file, record.line).value(&record.text(1, 2)));
    }

    fn open(&mut self, record: &Record) {
        let currency = currency(self.told, record, 23);
        let bankgiro = record.text(3, 12);
        self.section = Some(Section { bankgiro, currency, payments: Vec::new(), sum: 0, records: 0 });
    }

    fn payment(&mut self, record: &Record) {
        let Some(section) = &mut self.section else { return };
        section.records += 1;
        let Some(currency) = section.currency else { return };
        let amount = self.told.minor(record.line, "amount", &record.text(38, 55), record.number(38, 55), currency);
        let (Some(amount), reference) = (amount, record.text(13, 37)) else { return };
        let is_deduction = record.small(1, 2) == Some(21);
        section.sum = section.sum.saturating_add(if is_deduction { -amount } else { amount });
        let payment = BankPayment {
            line: record.line,
            // Known where the section ends.
            on: Day::FIRST,
            amount,
            currency,
            flow: if is_deduction { Flow::TakenBack } else { Flow::In },
            references: if reference.is_empty() { Vec::new() } else { vec![reference] },
            text: String::new(),
            payer: String::new(),
            account: unpadded(&record.text(3, 12)),
            bank_ref: String::new(),
            unclear: None,
        };
        let serial = unpadded(&record.text(58, 69));
        section.payments.push(Open { payment, serial, parts: Vec::new() });
    }

    fn deposit(&mut self, record: &Record) {
        let Some(section) = self.section.take() else { return };
        let line = record.line;
        let day = [record.small(38, 41), record.small(42, 43), record.small(44, 45)];
        let on = self.told.day(line, "payment date", &record.text(38, 45), day);
        let stated_currency = currency(self.told, record, 69);
        let (Some(on), Some(currency)) = (on, section.currency) else { return };
        if stated_currency.is_some_and(|stated| stated != currency) {
            self.told.value(line, "currency", &record.text(69, 71), &format!("that of its section, {currency}"));
        }
        let stated = record.number(51, 68).and_then(|stated| i64::try_from(stated).ok());
        if stated != Some(section.sum) {
            let shown = stated.map_or_else(|| record.text(51, 68), |stated| Money::new(stated, currency).to_string());
            self.told.sum(line, "the amount of the deposit", shown, Money::new(section.sum, currency));
        }
        if record.number(72, 79) != Some(section.records) {
            self.told.sum(line, "payments of the deposit", record.text(72, 79), section.records);
        }
        for Open { mut payment, serial, parts } in section.payments.into_iter().filter(|open| open.payment.amount > 0) {
            payment.on = on;
            let reference = payment.references.first().map_or("", String::as_str);
            let amount = Money::new(payment.amount, currency).plain();
            let of_bank = if serial.is_empty() { [amount.as_str(), reference] } else { [serial.as_str(), ""] };
            payment.bank_ref = key("bgmax", &[&unpadded(&section.bankgiro), &on.to_string(), of_bank[0], of_bank[1]]);
            let whole = BankPayment { references: references(&payment, &parts), ..payment };
            self.payments.extend(whole.split(&parts));
        }
    }

    fn end(&mut self, record: &Record) {
        for (at, ((what, _), found)) in COUNTED.iter().zip(self.counted).enumerate() {
            let (first, last) = (3 + 8 * at, 10 + 8 * at);
            if record.number(first, last) != Some(found) {
                self.told.sum(record.line, what, record.text(first, last), found);
            }
        }
        self.is_over = true;
    }
}

impl Open {
    /// A further reference, with what of the payment it is for where the payer said so; one of a credit note takes away from it.
    fn refer(&mut self, told: &mut Told, record: &Record, currency: Option<Currency>) {
        let Some(currency) = currency else { return };
        let Some(amount) = told.minor(record.line, "amount", &record.text(38, 55), record.number(38, 55), currency) else { return };
        let amount = if record.small(1, 2) == Some(23) { -amount } else { amount };
        self.parts.push((record.text(13, 37), amount));
    }

    fn tell(&mut self, record: &Record) {
        match (record.small(1, 2), self.payment.payer.is_empty()) {
            (Some(25), _) => {
                let text = format!("{} {}", self.payment.text, record.text(3, 52));
                self.payment.text = text.trim().to_owned();
            }
            (_, true) => self.payment.payer = record.text(3, 37),
            (_, false) => {}
        }
    }
}

/// Every reference of a payment, each once.
fn references(payment: &BankPayment, parts: &[(String, Minor)]) -> Vec<String> {
    let mut all = payment.references.clone();
    for (reference, _) in parts.iter().filter(|(reference, _)| !reference.is_empty()) {
        if !all.contains(reference) {
            all.push(reference.clone());
        }
    }
    all
}

fn currency(told: &mut Told, record: &Record, at: usize) -> Option<Currency> {
    let code = record.text(at, at + 2);
    let currency = code.parse().ok();
    if currency.is_none() {
        told.value(record.line, "currency", &code, "a currency of ISO 4217");
    }
    currency
}

/// A number without the zeros in front.
fn unpadded(number: &str) -> String {
    number.trim_start_matches('0').to_owned()
}
