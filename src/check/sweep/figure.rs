use super::lines::Line;
use crate::plan::{FeeAmount, amount_of};
use crate::terms::Adjust;
use crate::value::{Minor, Rate, Rounding};

/// What is charged or allowed: a line that is rounded, and a sum beside it.
#[derive(Clone)]
pub struct Figure<'a> {
    /// Before anything is rounded.
    line: Line,
    rounded: Rounded<'a>,
    beside: Minor,
}

/// How a figure is rounded.
#[derive(Clone)]
enum Rounded<'a> {
    /// As a fee of the policy is.
    AsFee(&'a FeeAmount),
    /// As an amount of law is: a line, and what is made of it, one after the other; at the end down to the minor unit.
    AsLaw(Line, Vec<Made>),
    /// Two figures together.
    Sum(Box<(Figure<'a>, Figure<'a>)>),
}

/// What is made of a figure of law.
#[derive(Clone, Copy)]
enum Made {
    /// So many millionths of it.
    Share(i128),
    Rounded(Rounding),
}

impl<'a> Figure<'a> {
    /// A fee of the policy that lies on a line.
    pub fn of_fee(line: Line, fee: &'a FeeAmount) -> Figure<'a> {
        Figure { line, rounded: Rounded::AsFee(fee), beside: 0 }
    }

    /// A figure of law that lies on a line.
    pub fn of_law(line: Line) -> Figure<'a> {
        Figure { line, rounded: Rounded::AsLaw(line, Vec::new()), beside: 0 }
    }

    /// A sum that is the same whatever the amount.
    pub fn flat(sum: Minor) -> Figure<'a> {
        Figure::of_law(Line::flat(sum))
    }

    /// So many millionths of a figure of law.
    #[must_use]
    pub fn times(self, ppm: i128) -> Figure<'a> {
        Figure { line: self.line.times(ppm), ..self.made(Made::Share(ppm)) }
    }

    /// A figure of law, rounded.
    #[must_use]
    pub fn rounded(self, rounding: Rounding) -> Figure<'a> {
        self.made(Made::Rounded(rounding))
    }

    fn made(mut self, made: Made) -> Figure<'a> {
        if let Rounded::AsLaw(_, all) = &mut self.rounded {
            all.push(made);
        }
        self
    }

    /// The same with a sum beside it.
    pub fn with(&self, sum: Minor) -> Figure<'a> {
        Figure { beside: self.beside + sum, ..self.clone() }
    }

    /// Two figures together.
    pub fn and(&self, other: &Figure<'a>) -> Figure<'a> {
        Figure { line: self.whole().plus(other.whole()), rounded: Rounded::Sum(Box::new((self.clone(), other.clone()))), beside: 0 }
    }

    /// The line with all of it.
    pub fn whole(&self) -> Line {
        self.line.plus(Line::flat(self.beside))
    }

    /// Whether it is the same for every amount.
    pub fn is_flat(&self) -> bool {
        self.line.is_flat()
    }

    /// Whether it is what the law leaves, and nothing else: it is reckoned from the limits themselves, so rounding takes it beyond none of these. What
    /// conditions compare it with is another matter.
    pub fn is_of_law(&self) -> bool {
        matches!(self.rounded, Rounded::AsLaw(..))
    }

    /// What it comes to for an amount.
    pub fn value(&self, amount: Minor) -> i128 {
        let rounded = match &self.rounded {
            Rounded::AsFee(fee) => amount_of(fee, amount, amount).unwrap_or(0).into(),
            Rounded::AsLaw(line, all) => {
                let (numerator, denominator) = all.iter().fold(line.at(amount), |(numerator, denominator), made| match made {
                    Made::Share(ppm) => (numerator * ppm, denominator * Rate::WHOLE),
                    Made::Rounded(rounding) => (rounding.apply(numerator, denominator).into(), 1),
                });
                numerator.div_euclid(denominator)
            }
            Rounded::Sum(of) => of.0.value(amount) + of.1.value(amount),
        };
        rounded + i128::from(self.beside)
    }

    /// How far rounding takes it from its line at most.
    pub fn error(&self) -> i128 {
        match &self.rounded {
            // What is not rounded to a unit is rounded to the minor unit at the end.
            Rounded::AsFee(fee) => units(fee).sum::<i128>() + 1,
            Rounded::AsLaw(_, all) => {
                all.iter().fold(0, |error, made| match made {
                    Made::Share(ppm) => error * ppm / Rate::WHOLE + 1,
                    Made::Rounded(rounding) => error + i128::from(rounding.unit),
                }) + 1
            }
            Rounded::Sum(of) => of.0.error() + of.1.error(),
        }
    }

    /// After so many minor units what rounding does to it repeats: the least that holds for a period too.
    pub fn join(&self, period: i128) -> i128 {
        match &self.rounded {
            Rounded::AsFee(fee) => units(fee).chain([1]).fold(period, |period, unit| self.line.join(period, unit)),
            Rounded::AsLaw(line, all) => {
                let mut line = *line;
                let mut period = period;
                for made in all {
                    match made {
                        Made::Share(ppm) => line = line.times(*ppm),
                        Made::Rounded(rounding) => period = line.join(period, rounding.unit.into()),
                    }
                }
                line.join(period, 1)
            }
            Rounded::Sum(of) => of.1.join(of.0.join(period)),
        }
    }
}

/// The units a fee is rounded to, one after the other.
fn units(fee: &FeeAmount) -> impl Iterator<Item = i128> {
    let adjusts = if let FeeAmount::Share(_, _, adjusts) = fee { adjusts.as_slice() } else { &[] };
    adjusts.iter().filter_map(|adjust| if let Adjust::Rounded(rounding, _) = adjust { Some(rounding.unit.into()) } else { None })
}
