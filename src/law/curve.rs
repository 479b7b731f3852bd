use super::value::number;
use super::{InterestRule, Law};
use crate::value::{Curve, Day, DayCount, Rate};

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

/// The rate that `interest` names as a running sum, its fixed margin included.
pub fn of(law: &Law, rule: &InterestRule) -> Curve {
    let entries = law.values[rule.value].entries.iter().map(|entry| entry.from);
    let mut days: Vec<Day> = entries.chain([law.known_from, law.known_until.plus(1)]).collect();
    days.sort();
    days.dedup();
    let mut last_known = None;
    let rate = |day: Day| {
        let told = number(law.state_on(rule.value, day)).map(|ppm| ppm as i64);
        last_known = told.or(last_known);
        // Between its known days an unknown rate stays unknown; after them the last one may be taken to hold on.
        let ppm = if day > law.known_until && law.assume_unchanged { last_known } else { told };
        (day, ppm.map(|ppm| Rate::from_ppm(ppm).plus(rule.plus)))
    };
    let periods: Vec<(Day, Option<Rate>)> = days.into_iter().map(rate).collect();
    let assumed_after = if law.assume_unchanged { law.known_until } else { Day::LAST };
    Curve::build(law.day_count, assumed_after, &periods)
}
