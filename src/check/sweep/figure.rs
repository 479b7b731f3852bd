use super::lines::Line;
use crate::plan::{FeeAmount, amount_of};
use crate::terms::Adjust;
use crate::value::{Minor, Rounding};

/// What is charged or allowed: a line that is rounded, and a sum beside it.
#[derive(Clone)]
pub struct Figure<'a> {
    /// What is rounded.
    pub line: Line,
    rounding: Rounded<'a>,
    beside: Minor,
}

/// How a figure is rounded.
#[derive(Clone)]
pub enum Rounded<'a> {
    /// As a fee of the policy is.
    AsFee(&'a FeeAmount),
    /// As an amount of law is: down to the minor unit, unless the law says how.
    AsLaw(Option<Rounding>),
    /// Two figures together.
    Sum(Box<(Figure<'a>, Figure<'a>)>),
}

impl<'a> Figure<'a> {
    /// A figure of one line.
    pub fn of(line: Line, rounding: Rounded<'a>) -> Figure<'a> {
        Figure { line, rounding, beside: 0 }
    }

    /// A sum that is the same whatever the amount.
    pub fn flat(sum: Minor) -> Figure<'a> {
        Figure::of(Line::flat(sum), Rounded::AsLaw(None))
    }

    /// The same with a sum beside it.
    pub fn with(&self, sum: Minor) -> Figure<'a> {
        Figure { beside: self.beside + sum, ..self.clone() }
    }

    /// Two figures together.
    pub fn and(&self, other: &Figure<'a>) -> Figure<'a> {
        Figure::of(self.whole().plus(other.whole()), Rounded::Sum(Box::new((self.clone(), other.clone()))))
    }

    /// The line with all of it.
    pub fn whole(&self) -> Line {
        self.line.plus(Line::flat(self.beside))
    }

    /// What it comes to for an amount.
    pub fn value(&self, amount: Minor) -> i128 {
        let rounded = match &self.rounding {
            Rounded::AsFee(fee) => amount_of(fee, amount, amount).unwrap_or(0).into(),
            Rounded::AsLaw(rounding) => {
                let (numerator, denominator) = self.line.at(amount);
                rounding.map_or_else(|| numerator.div_euclid(denominator), |rounding| rounding.apply(numerator, denominator).into())
            }
            Rounded::Sum(of) => of.0.value(amount) + of.1.value(amount),
        };
        rounded + i128::from(self.beside)
    }

    /// The units it is rounded to, one after the other.
    pub fn units(&self) -> Vec<i128> {
        match &self.rounding {
            Rounded::AsFee(FeeAmount::Share(_, _, adjusts)) => {
                let units =
                    adjusts.iter().filter_map(|adjust| if let Adjust::Rounded(rounding, _) = adjust { Some(rounding.unit) } else { None });
                // What is not rounded to a unit is rounded to the minor unit at the end.
                units.chain([1]).map(i128::from).collect()
            }
            Rounded::AsFee(FeeAmount::Statutory | FeeAmount::Fixed(_) | FeeAmount::Bands(..)) => vec![1],
            Rounded::AsLaw(rounding) => vec![rounding.map_or(1, |rounding| rounding.unit).into()],
            Rounded::Sum(of) => [of.0.units(), of.1.units()].concat(),
        }
    }
}
