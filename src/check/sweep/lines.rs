//! What a notice costs and what the law allows, as lines over an amount of money: a share of it and a sum beside it, rounded.

use crate::value::{Minor, Rate};

/// A share of an amount of money and a sum beside it, in minor units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Line {
    over: i128,
    under: i128,
    start: i128,
}

/// Where one line overtakes another.
pub enum Crossing {
    /// Nowhere: they are as far apart everywhere.
    Never(i128),
    /// Near an amount: so far from it rounding may decide.
    Near(i128, i128),
}

impl Line {
    /// A sum that is the same whatever the amount.
    pub fn flat(sum: Minor) -> Line {
        Line { over: 0, under: 1, start: sum.into() }
    }

    /// A share of the amount.
    pub fn share(over: i128, under: i128) -> Line {
        let by = gcd(over, under).max(1);
        Line { over: over / by, under: under / by, start: 0 }
    }

    /// So many millionths of it.
    pub fn times(self, ppm: i128) -> Line {
        Line { start: self.start * ppm / Rate::WHOLE, ..Line::share(self.over * ppm, self.under * Rate::WHOLE) }
    }

    /// The sum of two.
    pub fn plus(self, other: Line) -> Line {
        let share = Line::share(self.over * other.under + other.over * self.under, self.under * other.under);
        Line { start: self.start + other.start, ..share }
    }

    /// Whether it is the same for every amount.
    pub fn is_flat(&self) -> bool {
        self.over == 0
    }

    /// What it comes to, as a fraction.
    pub fn at(&self, amount: Minor) -> (i128, i128) {
        (self.over * i128::from(amount) + self.start * self.under, self.under)
    }

    /// Where it overtakes another, each of them off by so much in all at most.
    pub fn crosses(&self, other: &Line, error: i128) -> Crossing {
        let apart = self.over * other.under - other.over * self.under;
        let under = self.under * other.under;
        let ahead = other.start - self.start;
        if apart == 0 { Crossing::Never(ahead) } else { Crossing::Near(ahead * under / apart, error * under / apart.abs() + 1) }
    }

    /// After so many minor units its share, rounded to a unit, repeats: the least that holds for a period too.
    pub fn join(&self, period: i128, unit: i128) -> i128 {
        if self.over == 0 {
            return period;
        }
        let whole = self.under * unit;
        let own = whole / gcd(self.over.abs(), whole);
        // A period beyond every amount is too long to be gone through, however much longer it is.
        (period / gcd(period, own)).saturating_mul(own)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
