use super::{Day, DayCount, Rate};

/// A yearly rate over time as a running sum, so that the interest of any stretch of days costs two look-ups.
///
/// The sum up to a day is that of rate in parts per million times the day's weight over `YEAR_DENOMINATOR`.
#[derive(Debug)]
pub struct Curve {
    sums: Vec<i64>,
    unknown: Vec<u32>,
    assumed_after: Day,
}

impl Curve {
    /// A rate that never changes.
    pub fn constant(rate: Rate, day_count: DayCount) -> Curve {
        Curve::build(day_count, Day::LAST, |_| Some(rate))
    }

    /// A rate that is never known.
    pub fn unknown() -> Curve {
        Curve::build(DayCount::Actual365, Day::LAST, |_| None)
    }

    /// A rate day by day; `None` where it is not known. Days after `assumed_after` rest on an assumption.
    pub fn build(day_count: DayCount, assumed_after: Day, mut rate: impl FnMut(Day) -> Option<Rate>) -> Curve {
        let days = Day::LAST.number() as usize + 1;
        let (mut sums, mut unknown) = (Vec::with_capacity(days), Vec::with_capacity(days));
        let (mut sum, mut missing) = (0_i64, 0_u32);
        for year in Day::FIRST.year()..=Day::LAST.year() {
            let (Some(first), Some(last)) = (Day::new(year, 1, 1), Day::new(year, 12, 31)) else { continue };
            let weight = day_count.weight(first);
            for n in first.number()..=last.number() {
                match rate(Day::from_number(n)) {
                    Some(rate) => sum += rate.ppm() * weight,
                    None => missing += 1,
                }
                sums.push(sum);
                unknown.push(missing);
            }
        }
        Curve { sums, unknown, assumed_after }
    }

    /// The sum over the days after `from` up to and including `to`; 0 when there are none. `None` when the rate of one of them is unknown.
    pub fn between(&self, from: Day, to: Day) -> Option<i64> {
        if to <= from {
            return Some(0);
        }
        let (from, to) = (from.number() as usize, to.number() as usize);
        (self.unknown[from] == self.unknown[to]).then(|| self.sums[to] - self.sums[from])
    }

    /// Whether days up to this one rest on the assumption that the law has not changed.
    pub fn is_assumed(&self, to: Day) -> bool {
        to > self.assumed_after
    }
}
