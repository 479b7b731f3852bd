//! One invoice's money, day by day and as plainly as can be: no code shared with the program.

use std::collections::BTreeMap;
use std::fs;

use frist::value::Day;

use crate::checked::repository;

/// What can happen to an invoice's money. Amounts are øre.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Happens {
    Credit(i64),
    WaiveFee(i64),
    WaiveInterest(i64),
    Payment(i64),
    Reversal(i64),
    WriteOff,
    Notice(i64),
    Cancelled,
}

impl Happens {
    /// Its turn on a day: credit notes and waivers, payments and reversals, write-offs, notices.
    pub fn turn(self) -> u8 {
        match self {
            Happens::Credit(_) | Happens::WaiveFee(_) | Happens::WaiveInterest(_) => 0,
            Happens::Payment(_) | Happens::Reversal(_) => 1,
            Happens::WriteOff => 2,
            Happens::Notice(_) | Happens::Cancelled => 4,
        }
    }
}

/// What stands in the books of one invoice.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Books {
    pub balance: i64,
    pub fees: i64,
    pub interest: i64,
    pub credit: i64,
    /// Settled so far: fees, interest, principal.
    pub settled: [i64; 3],
    pub credited: i64,
    pub written_off: i64,
    /// Over 1 000 000 × 365 × 366.
    accrued: i128,
    charged: Vec<i64>,
}

/// The rates of the statute's file, read as a person would: lines `from DATE: RATE %`.
pub fn rates() -> BTreeMap<Day, i128> {
    let text = fs::read_to_string(repository("policies/statutes/no.frist")).unwrap();
    let from = text.find("value forsinkelsesrente {").unwrap();
    let lines = text[from..].lines().take_while(|line| *line != "    }").filter_map(|line| line.trim().strip_prefix("from "));
    let figures = lines.filter_map(|line| line.split_once(": "));
    figures
        .filter_map(|(day, rest)| {
            let (whole, hundredths) = rest.split(" %").next()?.split_once('.')?;
            Some((day.parse().ok()?, (whole.parse::<i128>().ok()? * 100 + hundredths.parse::<i128>().ok()?) * 100))
        })
        .collect()
}

/// The books on a day. `order` is that of settlement: places in `settled`.
pub fn books(amount: i64, due: Day, happened: &[(Day, Happens)], order: [usize; 3], on: Day) -> Books {
    let rates = rates();
    let mut books = Books { balance: amount, ..Books::default() };
    let mut happened: Vec<_> = happened.iter().filter(|(day, _)| *day <= on).collect();
    happened.sort_by_key(|(day, what)| (*day, what.turn()));
    let first = happened.first().map_or(due, |(day, _)| due.min(*day)).min(on);
    for n in first.number()..=on.number() {
        let day = Day::from_number(n);
        if day > due {
            let leap = day.year() % 4 == 0 && (day.year() % 100 != 0 || day.year() % 400 == 0);
            let rate = rates.range(..=day).next_back().unwrap().1;
            books.accrued += i128::from(books.balance) * rate * if leap { 365 } else { 366 };
        }
        for (_, what) in happened.iter().filter(|(of, _)| *of == day) {
            books.happens(*what, order);
        }
    }
    books.round();
    books.settle(order);
    books
}

impl Books {
    fn happens(&mut self, what: Happens, order: [usize; 3]) {
        match what {
            Happens::Credit(amount) => {
                let reduces = amount.min(self.balance);
                self.balance -= reduces;
                self.credited += reduces;
                if amount > reduces {
                    self.receive(amount - reduces, order);
                }
            }
            Happens::WaiveFee(amount) => self.fees -= amount.min(self.fees),
            Happens::WaiveInterest(amount) => {
                self.round();
                self.interest -= amount.min(self.interest);
            }
            Happens::Payment(amount) => self.receive(amount, order),
            Happens::Reversal(amount) => {
                self.round();
                let mut left = amount - amount.min(self.credit);
                self.credit -= amount.min(self.credit);
                for part in order.into_iter().rev() {
                    let undone = left.min(self.settled[part]);
                    self.settled[part] -= undone;
                    *self.part(part) += undone;
                    left -= undone;
                }
            }
            Happens::WriteOff => {
                self.written_off += self.balance;
                self.balance = 0;
            }
            Happens::Notice(fee) => {
                self.fees += fee;
                self.charged.push(fee);
                self.settle(order);
            }
            Happens::Cancelled => {
                let Some(fee) = self.charged.pop() else { return };
                let owed = fee.min(self.fees);
                self.fees -= owed;
                let freed = (fee - owed).min(self.settled[0]);
                self.settled[0] -= freed;
                if freed > 0 {
                    self.receive(freed, order);
                }
            }
        }
    }

    fn receive(&mut self, amount: i64, order: [usize; 3]) {
        self.round();
        self.credit += amount;
        self.settle(order);
    }

    fn settle(&mut self, order: [usize; 3]) {
        for part in order {
            let paid = self.credit.min(*self.part(part));
            *self.part(part) -= paid;
            self.credit -= paid;
            self.settled[part] += paid;
        }
    }

    fn part(&mut self, part: usize) -> &mut i64 {
        match part {
            0 => &mut self.fees,
            1 => &mut self.interest,
            _ => &mut self.balance,
        }
    }

    /// To the øre, halves up: nothing here is negative.
    fn round(&mut self) {
        let year = 1_000_000 * 365 * 366;
        self.interest += ((2 * self.accrued + year) / (2 * year)) as i64;
        self.accrued = 0;
    }
}

#[test]
fn it_knows_the_brief_examples() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let interest = |amount, due, on| books(amount, day(due), &[], [0, 1, 2], day(on)).interest;
    assert_eq!(interest(10_000_00, "2026-06-15", "2026-07-31"), 153_36);
    assert_eq!(interest(100_000_00, "2023-12-01", "2024-01-31"), 2_024_50);
}
