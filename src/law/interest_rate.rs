use super::value::{Known, Value, ValueId};
use crate::value::{Curve, Day, DayCount, Debtors, Rate};

/// What `statutory` interest is for some kinds of debtor.
#[derive(Clone, PartialEq, Debug)]
pub struct InterestRule {
    /// Whose.
    pub debtors: Debtors,
    /// The dated rate.
    pub value: ValueId,
    /// Percentage points on top.
    pub plus: Rate,
    /// A second value, read on the due date, on top.
    pub plus_on_due: Option<ValueId>,
}

/// The rates of a law as running sums.
#[derive(Clone, Debug)]
pub struct Curves {
    /// The statutory rate by kind of debtor, its fixed margin included.
    pub statutory: [Curve; 3],
    /// A rate of one part per million.
    pub unit: Curve,
    /// A rate nobody knows.
    pub never: Curve,
}

impl Curves {
    /// Before a statute is made ready.
    pub fn none(day_count: DayCount) -> Curves {
        let never = Curve::unknown;
        Curves { statutory: [never(), never(), never()], unit: Curve::constant(Rate::from_ppm(1), day_count), never: never() }
    }
}

/// The rate that a rule of interest names as a running sum, its fixed margin included.
pub fn summed(value: &Value, rule: &InterestRule, day_count: DayCount, known: Known) -> Curve {
    let entries = value.entries.iter().map(|entry| entry.from);
    let mut days: Vec<Day> = entries.chain([known.from, known.until.plus(1)]).collect();
    days.sort();
    days.dedup();
    let rate = |day: Day| (day, value.read(day, known).map(|rate| Rate::from_ppm(rate as i64).plus(rule.plus)));
    let periods: Vec<(Day, Option<Rate>)> = days.into_iter().map(rate).collect();
    Curve::build(day_count, if known.then_unchanged { known.until } else { Day::LAST }, &periods)
}
