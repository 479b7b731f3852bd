use std::fmt;
use std::str::FromStr;

use chrono::{Datelike, Months, NaiveDate};

/// A civil date, counted in days from 1970-01-01. No clock time, no time zone.
///
/// Days from 1970-01-01 to 2199-12-31 can be written; the bounds keep every table over days small.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(i32);

const EPOCH: NaiveDate = NaiveDate::from_ymd_opt(1970, 1, 1).expect("a real date");
/// The number that the calendar gives that day.
const EPOCH_FROM_CE: i32 = 719_163;

impl Day {
    /// The first day Frist can name.
    pub const FIRST: Day = Day(0);
    /// The last day Frist can name, 2199-12-31.
    pub const LAST: Day = Day(84_005);

    /// The day `year-month-day`, or `None` when there is no such day between [`Day::FIRST`] and [`Day::LAST`].
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        let date = NaiveDate::from_ymd_opt(year, month, day)?;
        let day = Day(date.num_days_from_ce() - EPOCH_FROM_CE);
        (Day::FIRST..=Day::LAST).contains(&day).then_some(day)
    }

    /// The day `number` days after 1970-01-01, held to the days Frist can name.
    pub fn from_number(number: i32) -> Day {
        Day(number.clamp(Day::FIRST.0, Day::LAST.0))
    }

    /// Year, month and day so many days after 1970-01-01, be it a day that Frist can name or not; `None` beyond every calendar.
    pub fn calendar(number: i32) -> Option<(i32, u32, u32)> {
        let date = NaiveDate::from_num_days_from_ce_opt(number.checked_add(EPOCH_FROM_CE)?)?;
        Some((date.year(), date.month(), date.day()))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i32 {
        self.0
    }

    fn date(self) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.0.max(0) + EPOCH_FROM_CE).unwrap_or(EPOCH)
    }

    /// The calendar year.
    pub fn year(self) -> i32 {
        self.date().year()
    }

    /// Monday is 0, Sunday is 6.
    pub fn weekday(self) -> u8 {
        // 1970-01-01 was a Thursday.
        (self.0 + 3).rem_euclid(7) as u8
    }

    /// The year and number of its week by ISO 8601: Monday to Sunday, in the year of its Thursday.
    pub fn iso_week(self) -> (i32, u32) {
        let week = self.date().iso_week();
        (week.year(), week.week())
    }

    /// Whether this day lies in a leap year.
    pub fn in_leap_year(self) -> bool {
        self.date().leap_year()
    }

    /// This day plus `days` calendar days (minus, when negative), held to the days Frist can name.
    pub fn plus(self, days: i32) -> Day {
        Day::from_number(self.0.saturating_add(days))
    }

    /// The same day of the month `months` later (earlier, when negative), clamped to that month's last day.
    pub fn plus_months(self, months: i32) -> Day {
        let date = if months >= 0 {
            self.date().checked_add_months(Months::new(months as u32))
        } else {
            self.date().checked_sub_months(Months::new(months.unsigned_abs()))
        };
        match date {
            Some(date) => Day::from_number(date.num_days_from_ce() - EPOCH_FROM_CE),
            None if months >= 0 => Day::LAST,
            None => Day::FIRST,
        }
    }

    /// Days from `earlier` to this day; negative when this day comes first.
    pub fn since(self, earlier: Day) -> i32 {
        self.0 - earlier.0
    }

    /// Easter Sunday of a year in the Gregorian calendar (the anonymous algorithm of 1876).
    pub fn easter(year: i32) -> Option<Day> {
        let a = year % 19;
        let (b, c) = (year / 100, year % 100);
        let (d, e) = (b / 4, b % 4);
        let g = (8 * b + 13) / 25;
        let h = (19 * a + b - d - g + 15) % 30;
        let (i, k) = (c / 4, c % 4);
        let l = (32 + 2 * e + 2 * i - h - k) % 7;
        let m = (a + 11 * h + 22 * l) / 451;
        let n = h + l - 7 * m + 114;
        Day::new(year, (n / 31) as u32, (n % 31 + 1) as u32)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(std::str::from_utf8(&self.digits()).unwrap_or_default())
    }
}

impl Day {
    /// Writes it behind a text, as `2026-03-30`.
    pub fn write(self, out: &mut String) {
        // Digits are always text.
        out.push_str(std::str::from_utf8(&self.digits()).unwrap_or_default());
    }

    fn digits(self) -> [u8; 10] {
        let date = self.date();
        let (year, month, day) = (date.year() as u32, date.month(), date.day());
        let digit = |number: u32| b'0' + (number % 10) as u8;
        let year = [digit(year / 1_000), digit(year / 100), digit(year / 10), digit(year)];
        let [y3, y2, y1, y0] = year;
        [y3, y2, y1, y0, b'-', digit(month / 10), digit(month), b'-', digit(day / 10), digit(day)]
    }
}

/// Why a text is not a [`Day`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotADay {
    /// Not of the form `2026-03-30`.
    Form,
    /// Of that form, but no such day exists.
    NoSuchDay,
    /// A day before [`Day::FIRST`] or after [`Day::LAST`].
    OutOfRange,
}

impl fmt::Display for NotADay {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(match self {
            NotADay::Form => "a date is written year-month-day, such as 2026-03-30",
            NotADay::NoSuchDay => "there is no such day in the calendar",
            NotADay::OutOfRange => "a date lies between 1970-01-01 and 2199-12-31",
        })
    }
}

impl std::error::Error for NotADay {}

impl FromStr for Day {
    type Err = NotADay;

    /// Reads an ISO date, `2026-03-30`, and nothing else.
    fn from_str(text: &str) -> Result<Day, NotADay> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return Err(NotADay::Form);
        }
        let number = |range: std::ops::Range<usize>| {
            bytes[range].iter().try_fold(0u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
        };
        match (number(0..4), number(5..7), number(8..10)) {
            (Some(y), Some(m), Some(d)) => {
                let missing = if NaiveDate::from_ymd_opt(y as i32, m, d).is_some() { NotADay::OutOfRange } else { NotADay::NoSuchDay };
                Day::new(y as i32, m, d).ok_or(missing)
            }
            _ => Err(NotADay::Form),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    #[test]
    fn bounds_and_names() {
        assert_eq!(Day::LAST.to_string(), "2199-12-31");
        assert_eq!(Day::FIRST.to_string(), "1970-01-01");
        assert_eq!("2200-01-01".parse::<Day>(), Err(NotADay::OutOfRange));
        assert_eq!("2026-02-30".parse::<Day>(), Err(NotADay::NoSuchDay));
        assert_eq!("2026-2-3".parse::<Day>(), Err(NotADay::Form));
        assert_eq!(day("2026-11-21").weekday(), 5);
        assert_eq!([day("2027-01-03"), day("2027-01-04")].map(Day::iso_week), [(2026, 53), (2027, 1)]);
    }

    #[test]
    fn months_clamp() {
        assert_eq!(day("2023-01-31").plus_months(1), day("2023-02-28"));
        assert_eq!(day("2024-01-31").plus_months(1), day("2024-02-29"));
        assert_eq!(day("2024-03-31").plus_months(-1), day("2024-02-29"));
    }

    #[test]
    fn easter_of_known_years() {
        for (year, date) in [
            (1970, "1970-03-29"),
            (2000, "2000-04-23"),
            (2024, "2024-03-31"),
            (2025, "2025-04-20"),
            (2026, "2026-04-05"),
            (2038, "2038-04-25"),
        ] {
            assert_eq!(Day::easter(year), Some(day(date)));
        }
    }
}
