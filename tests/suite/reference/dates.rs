//! Civil dates, by walking the calendar day by day.

use std::sync::OnceLock;

/// Days since 1970-01-01.
pub type Date = i64;

fn leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// Every day from 1970-01-01 to the end of 2060 as year, month and day: a day's number is its place.
fn calendar() -> &'static [(i64, i64, i64)] {
    static DAYS: OnceLock<Vec<(i64, i64, i64)>> = OnceLock::new();
    DAYS.get_or_init(|| {
        let mut days = Vec::new();
        for year in 1970..=2060 {
            for month in 1..=12 {
                days.extend((1..=month_length(year, month)).map(|day| (year, month, day)));
            }
        }
        days
    })
}

fn month_length(year: i64, month: i64) -> i64 {
    match month {
        2 if leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

pub fn ymd(year: i64, month: i64, day: i64) -> Date {
    calendar().binary_search(&(year, month, day)).unwrap() as Date
}

/// `2026-03-30`.
pub fn date(text: &str) -> Date {
    let part = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    ymd(part(0, 4), part(5, 7), part(8, 10))
}

pub fn show(day: Date) -> String {
    let (year, month, day) = calendar()[day as usize];
    format!("{year:04}-{month:02}-{day:02}")
}

pub fn is_in_leap_year(day: Date) -> bool {
    leap(calendar()[day as usize].0)
}

/// Monday is 0. The first day of 1970 was a Thursday.
pub fn weekday(day: Date) -> i64 {
    (day + 3) % 7
}

/// Months later, or the month's last day where it is too short.
pub fn add_months(day: Date, months: i64) -> Date {
    let (year, month, day) = calendar()[day as usize];
    let (mut year, mut month) = (year, month + months);
    while month < 1 {
        (year, month) = (year - 1, month + 12);
    }
    while month > 12 {
        (year, month) = (year + 1, month - 12);
    }
    ymd(year, month, day.min(month_length(year, month)))
}

/// The Sunday after the first full moon of the church's spring, from 1900 to 2199.
pub fn easter(year: i64) -> Date {
    let golden = year % 19;
    let mut moon = (19 * golden + 24) % 30;
    if moon == 29 || (moon == 28 && golden > 10) {
        moon -= 1;
    }
    let mut day = ymd(year, 3, 21) + moon + 1;
    while weekday(day) != 6 {
        day += 1;
    }
    day
}

#[test]
fn days_that_an_almanac_gives() {
    for (year, sunday) in
        [(2018, "2018-04-01"), (2019, "2019-04-21"), (2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2027, "2027-03-28")]
    {
        assert_eq!(show(easter(year)), sunday);
    }
    assert_eq!(weekday(date("2026-11-21")), 5);
    assert_eq!(show(add_months(date("2026-08-31"), 6)), "2027-02-28");
    assert_eq!(date("2026-03-01") - date("2024-02-29"), 731);
}
