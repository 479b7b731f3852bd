use super::{Accrual, Fold};
use crate::ledger::{Event, What};
use crate::value::{Day, Minor, Rate};

/// A stretch of days on which balance, rate and year length stay the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Segment {
    /// The first day.
    pub first: Day,
    /// The last day.
    pub last: Day,
    /// The balance of each morning.
    pub balance: Minor,
    /// The yearly rate.
    pub rate: Rate,
    /// Days in the year.
    pub year: i64,
}

/// The interest of an invoice that has had no settlement, stretch by stretch: what a debtor or a court can add up again.
///
/// `rate` is the yearly rate of a day; a day of unknown rate ends the list.
pub fn segments(fold: &Fold, events: &[Event], rate: impl Fn(Day) -> Option<Rate>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut balance = fold.opening.map_or(fold.amount, |opening| opening.balance);
    let mut events = events.iter().peekable();
    for n in fold.accrual.after.number() + 1..=fold.on.number() {
        let day = Day::from_number(n);
        while let Some(event) = events.next_if(|event| event.on < day) {
            if let What::Credit(amount) = event.what {
                balance -= amount.min(balance);
            }
        }
        let Some(rate) = rate(day) else { break };
        let year = if fold.accrual.unit.between(day.plus(-1), day) == Some(365) { 366 } else { 365 };
        match segments.last_mut() {
            Some(last) if (last.balance, last.rate, last.year) == (balance, rate, year) => last.last = day,
            _ if balance == 0 => {}
            _ => segments.push(Segment { first: day, last: day, balance, rate, year }),
        }
    }
    segments
}

impl Segment {
    /// How many days it has.
    pub fn days(&self) -> i32 {
        self.last.since(self.first) + 1
    }

    /// Its interest in millionths of a hundredth of the currency's unit: six decimals.
    pub fn micro(&self) -> i128 {
        let weight = if self.year == 366 { 365 } else { 366 };
        Accrual::micro(i128::from(self.balance) * i128::from(self.rate.ppm()) * i128::from(weight) * i128::from(self.days()))
    }
}
