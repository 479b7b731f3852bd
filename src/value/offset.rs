use std::fmt;

use super::{Calendar, Day};

/// A length of time. The three kinds never mix: a month is 28 to 31 days, and a business day is no number of days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Offset {
    /// Calendar days.
    Days(i32),
    /// Business days of the statute's calendar.
    BusinessDays(i32),
    /// Calendar months, clamped to the last day of the month reached.
    Months(i32),
}

impl Offset {
    /// The day this long after `day`.
    pub fn after(self, day: Day, calendar: &Calendar) -> Day {
        match self {
            Offset::Days(n) => day.plus(n),
            Offset::BusinessDays(n) => calendar.plus_business_days(day, n),
            Offset::Months(n) => day.plus_months(n),
        }
    }

    /// The day this long before `day`.
    pub fn before(self, day: Day, calendar: &Calendar) -> Day {
        match self {
            Offset::Days(n) => day.plus(-n),
            Offset::BusinessDays(n) => calendar.plus_business_days(day, -n),
            Offset::Months(n) => day.plus_months(-n),
        }
    }
}

impl Offset {
    /// About how many calendar days it is: no holidays, and months of thirty days. It may be some days more and some less.
    pub fn about_days(self) -> i32 {
        match self {
            Offset::Days(days) => days,
            Offset::BusinessDays(days) => days * 7 / 5,
            Offset::Months(months) => months * 30,
        }
    }

    /// More calendar days than this it never is, whatever holidays fall into it: an upper bound, and not the least one.
    pub fn days_at_most(self) -> i32 {
        match self {
            Offset::Days(days) => days,
            Offset::BusinessDays(days) => days * 3 / 2 + 14,
            Offset::Months(months) => months * 31,
        }
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut out = String::new();
        self.write(&mut out);
        f.write_str(&out)
    }
}

impl Offset {
    /// Writes it as a policy does, `14 days`, behind a text.
    pub fn write(self, out: &mut String) {
        let (n, unit) = match self {
            Offset::Days(n) => (n, " day"),
            Offset::BusinessDays(n) => (n, " business day"),
            Offset::Months(n) => (n, " month"),
        };
        out.push_str(itoa::Buffer::new().format(n));
        out.push_str(unit);
        out.push_str(if n == 1 { "" } else { "s" });
    }
}
