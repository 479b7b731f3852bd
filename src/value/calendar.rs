use super::Day;

/// A day that is not a business day, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holiday {
    /// The name people know it by.
    pub title: String,
    /// Which day of each year.
    pub on: HolidayRule,
    /// The first day the rule holds, if it is younger than what the statute knows.
    pub from: Option<Day>,
    /// The last day the rule holds, if it was abolished.
    pub until: Option<Day>,
}

/// How a holiday finds its day in a year.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum HolidayRule {
    /// The same date each year: month, day.
    Fixed(u32, u32),
    /// So many days after Easter Sunday; before it when negative.
    Easter(i32),
    /// The first such weekday (Monday is 0) on or after a date: weekday, month, day.
    WeekdayFrom(u8, u32, u32),
}

impl HolidayRule {
    fn in_year(self, year: i32) -> Option<Day> {
        match self {
            HolidayRule::Fixed(month, day) => Day::new(year, month, day),
            HolidayRule::Easter(days) => Day::easter(year).map(|easter| easter.plus(days)),
            HolidayRule::WeekdayFrom(weekday, month, day) => {
                Day::new(year, month, day).map(|from| from.plus((i32::from(weekday) - i32::from(from.weekday())).rem_euclid(7)))
            }
        }
    }
}

/// Which days are business days: all but Saturdays, Sundays and a statute's holidays.
#[derive(Clone, Debug)]
pub struct Calendar {
    business: Vec<bool>,
}

impl Calendar {
    /// The calendar of these holidays, from [`Day::FIRST`] to [`Day::LAST`].
    pub fn new(holidays: &[Holiday]) -> Calendar {
        let mut business: Vec<bool> = (Day::FIRST.number()..=Day::LAST.number()).map(|n| Day::from_number(n).weekday() < 5).collect();
        for holiday in holidays {
            for year in Day::FIRST.year()..=Day::LAST.year() {
                if let Some(day) = holiday.on.in_year(year)
                    && holiday.from.is_none_or(|from| from <= day)
                    && holiday.until.is_none_or(|until| day <= until)
                {
                    business[day.number() as usize] = false;
                }
            }
        }
        Calendar { business }
    }

    /// Whether business is done on this day.
    pub fn is_business_day(&self, day: Day) -> bool {
        self.business[day.number() as usize]
    }

    /// This day, or the first business day after it.
    pub fn on_or_after(&self, day: Day) -> Day {
        self.step_while(day, 1, |day| !self.is_business_day(day))
    }

    /// The last business day before this day.
    pub fn before(&self, day: Day) -> Day {
        self.step_while(day.plus(-1), -1, |day| !self.is_business_day(day))
    }

    /// The `n`th business day after `day` (before it when `n` is negative); `day` itself when `n` is 0.
    pub fn plus_business_days(&self, day: Day, n: i32) -> Day {
        let step = n.signum();
        (0..n.abs()).fold(day, |day, _| self.step_while(day.plus(step), step, |day| !self.is_business_day(day)))
    }

    /// How many business days lie after `from` up to and including `to`.
    pub fn business_days_between(&self, from: Day, to: Day) -> i32 {
        (from.number() + 1..=to.number()).filter(|n| self.business[*n as usize]).count() as i32
    }

    fn step_while(&self, mut day: Day, step: i32, more: impl Fn(Day) -> bool) -> Day {
        while more(day) && day > Day::FIRST && day < Day::LAST {
            day = day.plus(step);
        }
        day
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a date")
    }

    #[test]
    fn holidays_and_business_days() {
        let holiday = |title: &str, on| Holiday { title: title.into(), on, from: None, until: None };
        let calendar = Calendar::new(&[
            holiday("Good Friday", HolidayRule::Easter(-2)),
            holiday("Easter Monday", HolidayRule::Easter(1)),
            holiday("Midsummer Eve", HolidayRule::WeekdayFrom(4, 6, 19)),
            Holiday { title: "abolished".into(), on: HolidayRule::Fixed(5, 4), from: None, until: Some(day("2023-12-31")) },
            Holiday { title: "new".into(), on: HolidayRule::Fixed(6, 8), from: Some(day("2026-01-01")), until: None },
        ]);
        assert_eq!(calendar.on_or_after(day("2026-04-03")), day("2026-04-07"));
        assert_eq!(calendar.before(day("2026-04-07")), day("2026-04-02"));
        assert_eq!(calendar.plus_business_days(day("2026-04-02"), 2), day("2026-04-08"));
        assert_eq!(calendar.plus_business_days(day("2026-04-07"), -1), day("2026-04-02"));
        assert_eq!(calendar.business_days_between(day("2026-04-02"), day("2026-04-08")), 2);
        assert!(!calendar.is_business_day(day("2026-06-19")));
        assert!(!calendar.is_business_day(day("2023-05-04")) && calendar.is_business_day(day("2026-05-04")));
        assert!(calendar.is_business_day(day("2023-06-08")) && !calendar.is_business_day(day("2026-06-08")));
    }
}
