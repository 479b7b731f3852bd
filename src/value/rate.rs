use std::fmt;

use rust_decimal::Decimal;

use super::Day;

/// A share or a yearly rate, in parts per million: 12.25 % is 122 500.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Rate(i64);

impl Rate {
    /// Nothing at all.
    pub const ZERO: Rate = Rate(0);
    /// Parts per million in the whole.
    pub const WHOLE: i128 = 1_000_000;

    /// A rate of so many parts per million.
    pub fn from_ppm(ppm: i64) -> Rate {
        Rate(ppm)
    }

    /// A rate of so many percent, without rounding; `None` beyond four decimals or 10 000 percent.
    pub fn from_percent(percent: Decimal) -> Option<Rate> {
        let ppm = percent.checked_mul(Decimal::new(10_000, 0))?.normalize();
        let ppm = (ppm.scale() == 0).then(|| i64::try_from(ppm.mantissa()).ok())??;
        (ppm.unsigned_abs() <= 100_000_000).then_some(Rate(ppm))
    }

    /// Parts per million.
    pub fn ppm(self) -> i64 {
        self.0
    }

    /// Two rates added: a reference rate and its margin.
    pub fn plus(self, margin: Rate) -> Rate {
        Rate(self.0 + margin.0)
    }

    /// The number of percent, `12.25`, with at least two decimals.
    pub fn percent(self) -> String {
        let mut out = String::new();
        self.write_percent(&mut out);
        out
    }

    /// Writes it so behind a text.
    pub fn write_percent(self, out: &mut String) {
        if self.0 < 0 {
            out.push('-');
        }
        let (ppm, mut digits) = (self.0.unsigned_abs(), itoa::Buffer::new());
        out.push_str(digits.format(ppm / 10_000));
        // A one in front keeps the zeros.
        let decimals = &digits.format(10_000 + ppm % 10_000)[1..];
        out.push('.');
        out.push_str(&decimals[..decimals.trim_end_matches('0').len().max(2)]);
    }

    /// Writes it as a policy does, `12.25 %`, behind a text.
    pub fn write(self, out: &mut String) {
        self.write_percent(out);
        out.push_str(" %");
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{} %", self.percent())
    }
}

/// How many days a year of interest has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DayCount {
    /// 365 on every day.
    Actual365,
    /// 366 for a day in a leap year, 365 otherwise.
    CalendarYear,
}

/// The common denominator of both year lengths: a day of a 365-day year weighs 366 of it.
pub const YEAR_DENOMINATOR: i64 = 365 * 366;

impl DayCount {
    /// The weight of one day's interest over [`YEAR_DENOMINATOR`].
    pub fn weight(self, day: Day) -> i64 {
        match self {
            DayCount::CalendarYear if day.in_leap_year() => 365,
            DayCount::CalendarYear | DayCount::Actual365 => 366,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_is_exact() {
        let rate = Rate::from_percent(Decimal::new(1225, 2)).expect("a rate");
        assert_eq!((rate.ppm(), rate.to_string()), (122_500, "12.25 %".into()));
        assert_eq!(Rate::from_ppm(-5_000).to_string(), "-0.50 %");
        assert_eq!(Rate::from_ppm(1).percent(), "0.0001");
        assert_eq!(Rate::from_percent(Decimal::new(1, 5)), None);
    }
}
