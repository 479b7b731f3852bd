//! The events of one invoice, with their dates and amounts.

use crate::book::{Book, Invoice};
use crate::courses::{Step, What};
use crate::day;
use crate::random::{Purpose, draw};

/// One event as the ledger has it. Amounts are in øre.
#[derive(Clone, Copy)]
pub struct Event {
    pub day: i64,
    pub what: Booked,
}

/// What is booked.
#[derive(Clone, Copy)]
pub enum Booked {
    Payment(i64),
    Credit(i64),
    Notice {
        step: Step,
        fee: i64,
        deadline: Option<i64>,
        /// The number of the invoice that leads a letter of several.
        letter: Option<u64>,
    },
    HandOver,
    Waiver(i64),
    Dispute,
    Resolved,
    Hold {
        until: Option<i64>,
    },
}

/// An invoice as its events go by.
pub struct History<'a> {
    book: &'a Book,
    invoice: &'a Invoice,
    next: usize,
    pub balance: i64,
    fees: i64,
    last_fee: i64,
}

impl<'a> History<'a> {
    pub fn new(book: &'a Book, invoice: &'a Invoice) -> History<'a> {
        History { book, invoice, next: 0, balance: invoice.amount, fees: 0, last_fee: 0 }
    }

    fn booked(&mut self, day: i64, what: What) -> Booked {
        let part = |thousandths: i64| self.invoice.amount * thousandths / 1000;
        match what {
            What::Pays(thousandths) => self.paid(part(thousandths)),
            What::PaysRest => self.paid(self.balance),
            What::PaysRestAndFees => self.paid(self.balance + self.fees),
            What::Credited(thousandths) => {
                let amount = part(thousandths);
                self.balance -= amount;
                Booked::Credit(amount)
            }
            What::Sent(step) => self.sent(day, step, statutory_fee(day), None),
            What::SentTogether if self.book.is_twin(self.invoice.at) => {
                let leads = self.invoice.at.is_multiple_of(2);
                let fee = if leads { statutory_fee(day) } else { 0 };
                self.sent(day, Step::Purring, fee, Some(self.book.number(self.invoice.at & !1)))
            }
            What::SentTogether => self.sent(day, Step::Purring, statutory_fee(day), None),
            What::HandedOver => Booked::HandOver,
            What::Waived => {
                self.fees -= self.last_fee;
                Booked::Waiver(self.last_fee)
            }
            What::Disputed => Booked::Dispute,
            What::Resolved => Booked::Resolved,
            What::Held(days) => Booked::Hold { until: days.map(|days| day + days) },
        }
    }

    fn paid(&mut self, amount: i64) -> Booked {
        self.balance = (self.balance - amount).max(0);
        Booked::Payment(amount)
    }

    fn sent(&mut self, day: i64, step: Step, fee: i64, letter: Option<u64>) -> Booked {
        self.last_fee = fee;
        self.fees += self.last_fee;
        // Of a hundred invoices three get ten days, two a letter without a deadline; a letter of several has one deadline.
        let deadline = match draw(self.book.seed, Purpose::Deadline, self.invoice.at) % 100 {
            _ if letter.is_some() => Some(day + 14),
            0..3 => Some(day + 10),
            3..5 => None,
            _ => Some(day + 14),
        };
        Booked::Notice { step, fee, deadline, letter }
    }
}

impl Iterator for History<'_> {
    type Item = Event;

    /// Nothing happens on the as-of date or later, nor before the day of issue.
    fn next(&mut self) -> Option<Event> {
        let planned = self.book.courses[self.invoice.course].events.get(self.next)?;
        let day = planned.day(self.invoice.due);
        if day >= self.book.as_of {
            return None;
        }
        self.next += 1;
        Some(Event { day, what: self.booked(day, planned.what) })
    }
}

/// What a reminder or a collection notice costs in Norway: a twentieth of 700 kroner, since 2026 of 750, in whole kroner.
fn statutory_fee(on: i64) -> i64 {
    if day::civil(on).0 < 2026 { 3_500 } else { 3_800 }
}
