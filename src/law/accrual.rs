use crate::value::{Curve, Day, Minor, Mode, Rate, YEAR_DENOMINATOR, divide};

/// The late rate of one invoice over time: a statutory curve, plus a rate that never changes.
#[derive(Clone, Copy, Debug)]
pub struct Accrual<'a> {
    /// The statutory rate, where it applies.
    pub curve: Option<&'a Curve>,
    /// A yearly rate on top of it, or instead.
    pub fixed: Rate,
    /// The running sum of a rate of one part per million.
    pub unit: &'a Curve,
    /// The last day that bears no interest.
    pub after: Day,
}

impl Accrual<'_> {
    /// The denominator of [`Accrual::numerator`].
    pub const DENOMINATOR: i128 = Rate::WHOLE * YEAR_DENOMINATOR as i128;

    /// Interest on a balance over the days after `from` up to and including `to`, in minor units over a fixed denominator.
    /// `None` when the rate of one of those days is unknown.
    pub fn numerator(&self, balance: Minor, from: Day, to: Day) -> Option<i128> {
        let from = from.max(self.after);
        if to <= from || balance == 0 {
            return Some(0);
        }
        let statutory = self.curve.map_or(Some(0), |curve| curve.between(from, to))?;
        let fixed = if self.fixed == Rate::ZERO { 0 } else { i128::from(self.fixed.ppm()) * i128::from(self.unit.between(from, to)?) };
        Some(i128::from(balance) * (i128::from(statutory) + fixed))
    }

    /// A numerator as minor units, rounded once, halves away from zero.
    pub fn rounded(numerator: i128) -> Minor {
        divide(numerator, Accrual::DENOMINATOR, Mode::HalfAway)
    }

    /// Whether interest up to a day rests on the assumption that the law has not changed.
    pub fn is_assumed(&self, to: Day) -> bool {
        to > self.after && self.curve.is_some_and(|curve| curve.is_assumed(to))
    }
}
