use super::{Invoice, Law, Proposal, Unknown};
use crate::syntax::tree::{Amount, DateOf, Measure};
use crate::value::{Day, Minor, Rate, Rounding};

/// An exact fraction of minor units, or of parts per million for a rate.
#[derive(Clone, Copy, Debug)]
pub struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    /// A whole number.
    pub fn whole(number: i128) -> Fraction {
        Fraction { numerator: number, denominator: 1 }
    }

    fn times(self, share: i128) -> Fraction {
        Fraction { numerator: self.numerator * share, denominator: self.denominator * Rate::WHOLE }
    }

    fn rounded(self, rounding: Rounding) -> Fraction {
        Fraction::whole(rounding.apply(self.numerator, self.denominator).into())
    }

    /// The largest whole number that is not above it.
    pub fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    fn max(self, other: Fraction) -> Fraction {
        if self.numerator * other.denominator >= other.numerator * self.denominator { self } else { other }
    }
}

/// The most a rule allows: the larger of a figure and of what follows the fees themselves.
#[derive(Clone, Debug, Default)]
pub struct Ceiling {
    /// The largest known figure.
    pub figure: Option<Fraction>,
    /// All fees up to now, where the rule allows as much as the fees come to.
    pub fees_before: Option<Minor>,
    /// A figure the law does not tell.
    pub unknown: Option<Unknown>,
    /// Whether a figure rests on the assumption that the law has not changed.
    pub assumed: bool,
}

/// Reads amounts of law for one notice.
pub struct Reader<'a> {
    pub law: &'a Law,
    pub invoice: &'a Invoice<'a>,
    pub proposal: &'a Proposal<'a>,
    /// The day a statutory rate is read on, where it is not the sending day.
    pub rate_day: Day,
}

impl Reader<'_> {
    /// What an amount allows.
    pub fn ceiling(&self, amount: &Amount) -> Ceiling {
        let mut ceiling = Ceiling::default();
        for measure in &amount.terms {
            if matches!(measure, Measure::TotalFees) {
                ceiling.fees_before = Some(self.fees_before());
                continue;
            }
            match self.measure(measure, &mut ceiling) {
                Ok(figure) => ceiling.figure = Some(ceiling.figure.map_or(figure, |larger| larger.max(figure))),
                Err(unknown) => ceiling.unknown = Some(unknown),
            }
        }
        if let Some(rounding) = amount.rounding {
            ceiling.figure = ceiling.figure.map(|figure| figure.rounded(rounding));
        }
        ceiling
    }

    /// Fees of earlier notices; those of legal steps do not count.
    pub fn fees_before(&self) -> Minor {
        self.counted().map(|sent| sent.fee).sum()
    }

    /// Compensation of earlier notices.
    pub fn compensation_before(&self) -> Minor {
        self.counted().map(|sent| sent.compensation).sum()
    }

    fn counted(&self) -> impl Iterator<Item = &super::Sent> {
        self.invoice.history.iter().filter(|sent| sent.act != Some(crate::value::Act::LegalStep))
    }

    fn measure(&self, measure: &Measure, ceiling: &mut Ceiling) -> Result<Fraction, Unknown> {
        Ok(match measure {
            Measure::Fixed(money) => Fraction::whole(money.minor.into()),
            Measure::Value(name, on) => Fraction::whole(self.read(&name.value, *on, ceiling)?),
            Measure::DatedShare(name, on, of) => {
                let share = self.read(&name.value, *on, ceiling)?;
                self.measure(of, ceiling)?.times(share)
            }
            Measure::Share(share, of) => self.measure(of, ceiling)?.times(share.ppm().into()),
            Measure::Principal => Fraction::whole(self.invoice.amount.into()),
            Measure::Balance => Fraction::whole(self.invoice.balance.into()),
            Measure::TotalFees => Fraction::whole((self.fees_before() + self.proposal.fee).into()),
            Measure::Statutory => {
                let rate = self.law.statutory_rate(self.invoice.debtor, self.rate_day, self.invoice.due)?;
                Fraction::whole(rate.ppm().into())
            }
            Measure::Agreed => Fraction::whole(self.invoice.interest_agreed.unwrap_or(Rate::ZERO).ppm().into()),
            Measure::ByPrincipal(bands) => {
                let band = bands.iter().find(|(up_to, _)| up_to.is_none_or(|up_to| self.invoice.amount <= up_to.minor));
                match band.map(|(_, amount)| self.ceiling(amount)) {
                    Some(Ceiling { figure: Some(figure), assumed, .. }) => {
                        ceiling.assumed |= assumed;
                        figure
                    }
                    Some(Ceiling { unknown: Some(unknown), .. }) => return Err(unknown),
                    _ => Fraction::whole(0),
                }
            }
        })
    }

    fn read(&self, value: &str, on: DateOf, ceiling: &mut Ceiling) -> Result<i128, Unknown> {
        let day = match on {
            DateOf::Send => self.proposal.on,
            DateOf::Due => self.invoice.due,
            DateOf::Arose => self.invoice.arose,
            DateOf::InterestStart => self.invoice.interest_from.plus(1),
        };
        let reading = self.law.read(value, day)?;
        ceiling.assumed |= reading.assumed;
        Ok(reading.number)
    }
}
