//! What is wrong with a file of the bank.

use std::fmt::Display;

use crate::ledger::{BANK_VALUE, Fault, Faults, SUM_DIFFERS};
use crate::value::{Currency, Day, Minor, Money};

/// A file whose values are judged, and what is wrong with them so far.
pub struct Told<'f> {
    /// As the caller named it.
    pub file: &'f str,
    /// What is wrong.
    pub faults: Faults,
}

impl<'f> Told<'f> {
    /// Nothing so far.
    pub fn of(file: &'f str) -> Told<'f> {
        Told { file, faults: Faults::default() }
    }

    /// Tells that a value is not what it has to be.
    pub fn value(&mut self, line: usize, element: &str, value: &str, expected: &str) {
        self.faults.push(Fault::new(BANK_VALUE, self.file, line).value(value).with("element", element).with("expected", expected));
    }

    /// Tells that a sum or a number that the file states is not what its records come to; not where that follows from what was told before.
    pub fn sum(&mut self, line: usize, what: &str, stated: impl Display, found: impl Display) {
        if self.faults.listed().iter().any(|fault| fault.kind != SUM_DIFFERS) {
            return;
        }
        let fault = Fault::new(SUM_DIFFERS, self.file, line).value(&stated.to_string());
        self.faults.push(fault.with("what", what).with("found", found));
    }

    /// A day, where a value names one.
    pub fn day(&mut self, line: usize, element: &str, value: &str, [year, month, day]: [Option<u32>; 3]) -> Option<Day> {
        let day = || Day::new(i32::try_from(year?).ok()?, month?, day?);
        let day = day();
        if day.is_none() {
            self.value(line, element, value, "a day of the calendar");
        }
        day
    }

    /// An amount that stands in minor units, where it is one that can be booked; 0 is one.
    pub fn minor(&mut self, line: usize, element: &str, value: &str, digits: Option<u64>, currency: Currency) -> Option<Minor> {
        let money = digits.and_then(|digits| i64::try_from(digits).ok()).and_then(|minor| Money::from_minor(minor, currency));
        if money.is_none() {
            self.value(line, element, value, "an amount of at most ten billion");
        }
        money.map(|money| money.minor)
    }
}
