use super::value::{Value, ValueId, number};
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

/// The rate that a rule of interest names as a running sum, its fixed margin included; `known` are the first and the last day the law is known.
pub fn summed(value: &Value, rule: &InterestRule, day_count: DayCount, known: (Day, Day), assume_unchanged: bool) -> Curve {
    let (first, last) = known;
    let entries = value.entries.iter().map(|entry| entry.from);
    let mut days: Vec<Day> = entries.chain([first, last.plus(1)]).collect();
    days.sort();
    days.dedup();
    let mut last_known = None;
    let rate = |day: Day| {
        let told = value.entry(day).filter(|_| (first..=last).contains(&day)).and_then(|entry| number(entry.state));
        let told = told.map(|ppm| ppm as i64);
        last_known = told.or(last_known);
        // Between its known days an unknown rate stays unknown; after them the last one may be taken to hold on.
        let ppm = if day > last && assume_unchanged { last_known } else { told };
        (day, ppm.map(|ppm| Rate::from_ppm(ppm).plus(rule.plus)))
    };
    let periods: Vec<(Day, Option<Rate>)> = days.into_iter().map(rate).collect();
    Curve::build(day_count, if assume_unchanged { last } else { Day::LAST }, &periods)
}
