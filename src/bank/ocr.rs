//! OCR giro of Nets (Norway), as of its "Systemspesifikasjon OCR giro" (Nets, now Mastercard Payment Services): a transmission of assignments of
//! transactions, in records of 80 characters. Amounts are in øre.

use std::io::{self, BufRead};

use super::keys::key;
use super::payment::{BankPayment, Flow};
use super::records::{Record, Records};
use super::told::Told;
use crate::ledger::{ENDS_EARLY, Fault, RECORD_OUT_OF_PLACE};
use crate::value::{Currency, Day, Minor, Money};

/// The kinds of transaction: from an account, standing orders, remittance, terminal, counter, AvtaleGiro, telephone, cash; reversals and purchases.
const TRANSACTIONS: std::ops::RangeInclusive<u32> = 10..=21;
/// Those that take a payment back: with a KID and with a text.
const REVERSALS: [u32; 2] = [18, 20];
/// The service of payments; others, such as changes of AvtaleGiro agreements, bring no money.
const OCR_GIRO: u32 = 9;

/// Reads all of it.
///
/// # Errors
/// Where the file cannot be read on.
pub fn read(told: &mut Told, from: impl BufRead) -> io::Result<Vec<BankPayment>> {
    let mut records = Records::of(from);
    let mut ocr =
        Ocr { told, payments: Vec::new(), transmission: String::new(), all: Tally::default(), assignment: None, state: State::Before };
    while let Some(record) = records.next_record(ocr.told)? {
        ocr.record(&record);
    }
    if ocr.state != State::Behind && ocr.told.faults.is_empty() {
        ocr.told.faults.push(Fault::new(ENDS_EARLY, ocr.told.file, records.line()).value("89"));
    }
    Ok(ocr.payments)
}

struct Ocr<'t, 'f> {
    told: &'t mut Told<'f>,
    payments: Vec<BankPayment>,
    /// The number of the transmission.
    transmission: String,
    all: Tally,
    assignment: Option<Assignment>,
    state: State,
}

#[derive(PartialEq, Eq)]
enum State {
    Before,
    Within,
    Behind,
}

/// What is counted for the end records.
#[derive(Default)]
struct Tally {
    transactions: u64,
    records: u64,
    /// All amounts, whichever way.
    gross: Minor,
    /// The same less what was taken back.
    net: Minor,
}

impl Tally {
    /// Adds to both sums. No file is so long that they end; one that is made so does not fit its end record.
    fn add(&mut self, gross: Minor, net: Minor) {
        self.gross = self.gross.saturating_add(gross);
        self.net = self.net.saturating_add(net);
    }
}

struct Assignment {
    is_ocr: bool,
    number: String,
    tally: Tally,
    /// The transaction whose records come, with its payment's place.
    last: Option<(u64, Option<usize>)>,
}

impl Ocr<'_, '_> {
    fn record(&mut self, record: &Record) {
        self.all.records += 1;
        if let Some(assignment) = &mut self.assignment {
            assignment.tally.records += 1;
        }
        let kind = record.small(7, 8).filter(|_| record.text(1, 2) == "NY");
        match (kind, &self.state, &mut self.assignment) {
            (Some(10), State::Before, None) => {
                self.transmission = record.text(17, 23);
                self.state = State::Within;
            }
            (Some(20), State::Within, None) => {
                let tally = Tally { records: 1, ..Tally::default() };
                let is_ocr = record.small(3, 4) == Some(OCR_GIRO);
                self.assignment = Some(Assignment { is_ocr, number: record.text(18, 24), tally, last: None });
            }
            (Some(30), State::Within, Some(assignment)) if assignment.is_ocr => self.first(record),
            (Some(31 | 32), State::Within, Some(assignment)) if assignment.is_ocr => {
                match assignment.last.filter(|(number, _)| record.number(9, 15) == Some(*number)) {
                    Some((_, place)) => self.more(record, place),
                    None => self.out_of_place(record),
                }
            }
            (Some(88), State::Within, Some(_)) => self.end_of_assignment(record),
            (Some(89), State::Within, None) => self.end(record),
            // What other services say is only counted.
            (Some(30..=80), State::Within, Some(assignment)) if !assignment.is_ocr => {}
            _ => self.out_of_place(record),
        }
    }

    fn out_of_place(&mut self, record: &Record) {
        self.told.faults.push(Fault::new(RECORD_OUT_OF_PLACE, self.told.file, record.line).value(&record.text(7, 8)));
    }

    /// The first record of a transaction: what, when, how much, with which KID.
    fn first(&mut self, record: &Record) {
        let line = record.line;
        let kind = record.small(5, 6).filter(|kind| TRANSACTIONS.contains(kind));
        if kind.is_none() {
            self.told.value(line, "transaction type", &record.text(5, 6), "one from 10 to 21");
        }
        let number = record.number(9, 15);
        if number.is_none() {
            self.told.value(line, "transaction number", &record.text(9, 15), "a number");
        }
        let is_reversal = kind.is_some_and(|kind| REVERSALS.contains(&kind)) || record.text(32, 32) == "-";
        let on = day(self.told, line, "date", record, 16);
        let amount = self.told.minor(line, "amount", &record.text(33, 49), record.number(33, 49), nok());
        if amount == Some(0) {
            self.told.value(line, "amount", &record.text(33, 49), "above zero");
        }
        let Some(assignment) = &mut self.assignment else { return };
        assignment.tally.transactions += 1;
        let place = (on, amount, number);
        let (Some(on), Some(amount), Some(number)) = place else {
            assignment.last = number.map(|number| (number, None));
            return;
        };
        assignment.tally.add(amount, if is_reversal { -amount } else { amount });
        assignment.last = Some((number, Some(self.payments.len())));
        let reference = record.text(50, 74);
        self.payments.push(BankPayment {
            line,
            on,
            amount,
            currency: nok(),
            flow: if is_reversal { Flow::TakenBack } else { Flow::In },
            references: if reference.is_empty() { Vec::new() } else { vec![reference] },
            text: String::new(),
            payer: String::new(),
            account: String::new(),
            bank_ref: key("ocr", &[&on.to_string(), &self.transmission, &assignment.number, &record.text(9, 15)]),
            unclear: None,
        });
    }

    /// The second and the third one: the account it came from, and what was written.
    fn more(&mut self, record: &Record, place: Option<usize>) {
        let Some(payment) = place.and_then(|place| self.payments.get_mut(place)) else { return };
        if record.small(7, 8) == Some(31) {
            let account = record.text(48, 58);
            payment.account = if account.bytes().all(|digit| digit == b'0') { String::new() } else { account };
        } else {
            payment.text = record.text(16, 55);
        }
    }

    fn end_of_assignment(&mut self, record: &Record) {
        let Some(assignment) = self.assignment.take() else { return };
        let mut tally = assignment.tally;
        if assignment.is_ocr {
            check(self.told, "assignment", record, &tally);
        } else {
            // What they count as a transaction is theirs.
            tally.transactions = record.number(9, 16).unwrap_or_default();
        }
        self.all.transactions += tally.transactions;
        self.all.add(tally.gross, tally.net);
    }

    fn end(&mut self, record: &Record) {
        check(self.told, "transmission", record, &self.all);
        self.state = State::Behind;
    }
}

/// Holds what an end record says against what was read. Its sum has no sign: it is that of all amounts, or that of what is left of them.
fn check(told: &mut Told, of: &str, record: &Record, tally: &Tally) {
    for (what, (first, last), found) in [("transactions", (9, 16), tally.transactions), ("records", (17, 24), tally.records)] {
        if record.number(first, last) != Some(found) {
            told.sum(record.line, &format!("{what} of the {of}"), record.text(first, last), found);
        }
    }
    let stated = record.number(25, 41);
    let sums = [tally.net, tally.gross].map(Minor::unsigned_abs);
    if stated.is_none_or(|stated| !sums.contains(&stated)) {
        let shown = stated.and_then(|stated| i64::try_from(stated).ok()).map(|stated| Money::new(stated, nok()).to_string());
        told.sum(
            record.line,
            &format!("the amount of the {of}"),
            shown.unwrap_or_else(|| record.text(25, 41)),
            Money::new(tally.net, nok()),
        );
    }
}

/// A date of six digits, day, month and year, from a place on.
fn day(told: &mut Told, line: usize, element: &str, record: &Record, at: usize) -> Option<Day> {
    let year = record.small(at + 4, at + 5).map(|year| 2000 + year);
    told.day(line, element, &record.text(at, at + 5), [year, record.small(at + 2, at + 3), record.small(at, at + 1)])
}

fn nok() -> Currency {
    Currency::NOK
}
