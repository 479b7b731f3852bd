use chrono::Datelike;

use crate::value::Day;

/// A date on the command line.
pub fn day(text: &str) -> Result<Day, String> {
    text.parse().map_err(|_| "write a date as year-month-day, such as 2026-03-30".to_string())
}

/// Today by the machine's clock in UTC: the only clock there is.
pub fn today() -> Day {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let date = chrono::DateTime::from_timestamp(seconds as i64, 0).unwrap_or_default().date_naive();
    Day::new(date.year(), date.month(), date.day()).unwrap_or(Day::FIRST)
}
