//! Days as numbers since 1970-01-01.

/// The number of a date as `2026-09-15`; `None` where it is none.
pub fn parsed(text: &str) -> Option<i64> {
    let mut parts = text.splitn(3, '-').map(|part| part.parse::<i64>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    let number = number(year, month, day);
    (civil(number) == (year, month, day)).then_some(number)
}

/// The number of a date. Years count from March, so that a leap day comes last.
fn number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month > 2 { year } else { year - 1 };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// The day itself, or the Monday behind it. 1970-01-01 was a Thursday.
pub fn no_weekend(number: i64) -> i64 {
    match (number + 3).rem_euclid(7) {
        5 => number + 2,
        6 => number + 1,
        _ => number,
    }
}

/// Year, month and day of a number.
pub fn civil(number: i64) -> (i64, i64, i64) {
    let shifted = number + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}
