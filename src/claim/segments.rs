use super::Fold;
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
/// `rate` is the yearly rate of a day and `changes` the days on which it may change; a day of unknown rate ends the list.
pub fn segments(fold: &Fold, events: &[Event], changes: impl IntoIterator<Item = Day>, rate: impl Fn(Day) -> Option<Rate>) -> Vec<Segment> {
    let (first, on) = (fold.accrual.after.plus(1), fold.on);
    let new_years = (first.year()..=on.year()).filter_map(|year| Day::new(year, 1, 1));
    let credits = events.iter().filter(|event| matches!(event.what, What::Credit(_)));
    // Money credited on a day still bears that day's interest.
    let mut starts: Vec<Day> = credits.clone().map(|event| event.on.plus(1)).chain(new_years).chain(changes).chain([first]).collect();
    starts.retain(|day| (first..=on).contains(day));
    starts.sort();
    starts.dedup();
    let mut segments: Vec<Segment> = Vec::new();
    for (at, start) in starts.iter().enumerate() {
        let last = starts.get(at + 1).map_or(on, |next| next.plus(-1));
        let credited: Minor = credits.clone().filter(|event| event.on < *start).map(amount).sum();
        let balance = fold.opening.map_or(fold.amount, |opening| opening.balance) - credited;
        let Some(rate) = rate(*start) else { break };
        let year = if fold.accrual.unit.between(start.plus(-1), *start) == Some(365) { 366 } else { 365 };
        match segments.last_mut() {
            _ if balance <= 0 => {}
            Some(before) if (before.balance, before.rate, before.year) == (balance, rate, year) => before.last = last,
            _ => segments.push(Segment { first: *start, last, balance, rate, year }),
        }
    }
    segments
}

fn amount(event: &Event) -> Minor {
    match event.what {
        What::Credit(amount) => amount,
        _ => 0,
    }
}

impl Segment {
    /// How many days it has.
    pub fn days(&self) -> i32 {
        self.last.since(self.first) + 1
    }
}
