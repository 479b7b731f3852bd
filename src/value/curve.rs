use super::{Day, DayCount, Rate};

/// A yearly rate over time as a running sum, so that the interest of any stretch of days costs two look-ups.
///
/// The sum up to a day is that of rate in parts per million times the day's weight over `YEAR_DENOMINATOR`.
#[derive(Clone, Debug)]
pub struct Curve {
    pieces: Vec<Piece>,
    assumed_after: Day,
}

/// Days on which nothing changes.
#[derive(Clone, Copy, Debug)]
struct Piece {
    first: Day,
    /// What one of its days adds; 0 where the rate is not known.
    daily: i64,
    is_known: bool,
    /// The sum of all days before it, and how many of them are not known.
    before: (i64, i32),
}

impl Piece {
    /// The sum up to and with one of its days, and how many days up to then are not known.
    fn through(&self, day: Day) -> (i64, i32) {
        let days = day.since(self.first) + 1;
        let (sum, unknown) = self.before;
        (sum + self.daily * i64::from(days), unknown + if self.is_known { 0 } else { days })
    }
}

impl Curve {
    /// A rate that never changes.
    pub fn constant(rate: Rate, day_count: DayCount) -> Curve {
        Curve::build(day_count, Day::LAST, &[(Day::FIRST, Some(rate))])
    }

    /// A rate that is never known.
    pub fn unknown() -> Curve {
        Curve::build(DayCount::Actual365, Day::LAST, &[])
    }

    /// A rate by its periods, each with its first day, in ascending order; `None` where it is not known, as it is before the first.
    /// Days after `assumed_after` rest on an assumption.
    pub fn build(day_count: DayCount, assumed_after: Day, periods: &[(Day, Option<Rate>)]) -> Curve {
        let mut curve = Curve { pieces: Vec::new(), assumed_after };
        curve.add(Day::FIRST, None, 0);
        for (at, (first, rate)) in periods.iter().enumerate() {
            let Some(rate) = rate else {
                curve.add(*first, None, 0);
                continue;
            };
            let last = periods.get(at + 1).map_or(Day::LAST, |(next, _)| next.plus(-1));
            curve.add(*first, Some(*rate), day_count.weight(*first));
            let mut weight = day_count.weight(*first);
            for january in (first.year() + 1..=last.year()).filter_map(|year| Day::new(year, 1, 1)) {
                // A year that is as long as the one before begins no piece of its own.
                if day_count.weight(january) != weight {
                    weight = day_count.weight(january);
                    curve.add(january, Some(*rate), weight);
                }
            }
        }
        curve
    }

    fn add(&mut self, first: Day, rate: Option<Rate>, weight: i64) {
        // A period that begins where the one before did takes its place.
        self.pieces.pop_if(|piece| piece.first == first);
        let before = self.pieces.last().map_or((0, 0), |piece| piece.through(first.plus(-1)));
        self.pieces.push(Piece { first, daily: rate.map_or(0, |rate| rate.ppm() * weight), is_known: rate.is_some(), before });
    }

    fn through(&self, day: Day) -> (i64, i32) {
        let at = self.pieces.partition_point(|piece| piece.first <= day);
        self.pieces[..at].last().map_or((0, 0), |piece| piece.through(day))
    }

    /// The sum over the days after `from` up to and including `to`; 0 when there are none. `None` when the rate of one of them is unknown.
    pub fn between(&self, from: Day, to: Day) -> Option<i64> {
        if to <= from {
            return Some(0);
        }
        let ((from, unknown_from), (to, unknown_to)) = (self.through(from), self.through(to));
        (unknown_from == unknown_to).then(|| to - from)
    }

    /// What a day adds, where that is known, and the last day on which that stays the same.
    pub fn day(&self, day: Day) -> (Option<i64>, Day) {
        let next = self.pieces.partition_point(|piece| piece.first <= day);
        let daily = self.pieces[..next].last().filter(|piece| piece.is_known).map(|piece| piece.daily);
        (daily, self.pieces.get(next).map_or(Day::LAST, |next| next.first.plus(-1)))
    }

    /// Whether days up to this one rest on the assumption that the law has not changed.
    pub fn is_assumed(&self, to: Day) -> bool {
        to > self.assumed_after
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().expect("a day")
    }

    #[test]
    fn pieces_add_up_to_what_the_days_do() {
        let rates = [
            (day("2019-07-01"), Some(Rate::from_ppm(92_500))),
            (day("2020-03-10"), None),
            (day("2020-03-12"), Some(Rate::from_ppm(80_000))),
        ];
        for count in [DayCount::Actual365, DayCount::CalendarYear] {
            let curve = Curve::build(count, Day::LAST, &rates);
            let rate = |on: Day| rates.iter().rev().find(|(from, _)| *from <= on).and_then(|(_, rate)| *rate);
            for from in (0..900).step_by(37).map(|days| day("2019-06-20").plus(days)) {
                for to in (0..1_500).step_by(41).map(|days| from.plus(days)) {
                    let days = (1..=to.since(from)).map(|days| from.plus(days));
                    let slow: Option<i64> = days.map(|on| Some(rate(on)?.ppm() * count.weight(on))).sum();
                    assert_eq!(curve.between(from, to), slow, "{from} to {to}");
                }
            }
        }
    }
}
