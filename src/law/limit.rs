//! The most a limit allows: one reading for the judge, for `statutory` and for whoever explains it.

use super::grace::Grace;
use super::names::{Amount, Measure};
use super::notice::{Invoice, KeyDays, Proposal};
use super::statute::Law;
use super::value::{Unknown, ValueId};
use crate::terms::{DateOf, Quantity};
use crate::value::{Act, Day, Minor, Money, Rate, Rounding};

/// Reads a law for one notice.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The law.
    pub law: &'a Law,
    /// The invoice.
    pub invoice: &'a Invoice<'a>,
    /// The notice.
    pub proposal: &'a Proposal<'a>,
    /// The day a statutory rate is read on, where it is not the sending day.
    pub rate_day: Day,
}

impl Reader<'_> {
    /// The days of grace that follow the due date.
    pub fn grace(&self) -> Grace {
        self.law.grace(self.invoice.debtor, self.invoice.due)
    }
}

/// How a notice stands to one limit. Amounts are minor units.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bound {
    /// What came before this notice and counts.
    pub before: Minor,
    /// What this notice adds.
    pub own: Minor,
    /// Whether the limit counts notices of this act: what a legal step costs is not for the totals.
    pub counts: bool,
    /// The most allowed in all, as far as it is known; `None` where no figure of it is.
    pub allowed: Option<Minor>,
    /// A figure the law does not tell, which might allow more.
    pub unknown: Option<Unknown>,
    /// Whether it allows as much as all fees come to, this notice's included.
    pub follows_fees: bool,
}

impl Bound {
    /// How far a notice goes: what is charged in all, and what is known to be allowed. `None` where it keeps within the limit.
    ///
    /// A limit is broken only by a notice that itself adds to what it bounds. What one known figure allows is allowed, whatever another may be.
    ///
    /// # Errors
    /// When only a figure the law does not tell could allow it.
    pub fn excess(&self) -> Result<Option<(Minor, Minor)>, Unknown> {
        let charged = self.before + self.own;
        if self.own == 0 || !self.counts || self.allowed.is_some_and(|allowed| charged <= allowed) {
            return Ok(None);
        }
        match &self.unknown {
            Some(unknown) => Err(unknown.clone()),
            None => Ok(Some((charged, self.allowed.unwrap_or(0)))),
        }
    }

    /// What the limit leaves beside what is counted already, at least 0: what `statutory` comes to. It is never read from a part of the figures alone.
    ///
    /// # Errors
    /// When a figure is one the law does not tell.
    pub fn left(&self) -> Result<Minor, Unknown> {
        match (&self.unknown, self.allowed) {
            (Some(unknown), _) => Err(unknown.clone()),
            (None, allowed) => Ok((allowed.unwrap_or(0) - self.before - self.own).max(0)),
        }
    }
}

/// An exact fraction of minor units, or of parts per million for a rate.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    numerator: i128,
    denominator: i128,
}

impl Fraction {
    fn whole(number: impl Into<i128>) -> Fraction {
        Fraction { numerator: number.into(), denominator: 1 }
    }

    fn times(self, share: i128) -> Fraction {
        Fraction { numerator: self.numerator * share, denominator: self.denominator * Rate::WHOLE }
    }

    fn rounded(self, rounding: Rounding) -> Fraction {
        Fraction::whole(rounding.apply(self.numerator, self.denominator))
    }

    /// The largest whole number that is not above it.
    fn floor(self) -> i128 {
        self.numerator.div_euclid(self.denominator)
    }

    fn max(self, other: Fraction) -> Fraction {
        if self.is_below(other) { other } else { self }
    }

    fn is_below(self, other: Fraction) -> bool {
        match (self.numerator.checked_mul(other.denominator), other.numerator.checked_mul(self.denominator)) {
            (Some(mine), Some(others)) => mine < others,
            _ => self.is_below_by_parts(other),
        }
    }

    /// The same where products do not fit: whole parts are compared, then what is left over, turned over.
    fn is_below_by_parts(self, other: Fraction) -> bool {
        let (mine, others) = (self.floor(), other.floor());
        let rest = |of: Fraction| Fraction { numerator: of.denominator, denominator: of.numerator.rem_euclid(of.denominator) };
        let (turned, others_turned) = (rest(self), rest(other));
        match (turned.denominator, others_turned.denominator) {
            _ if mine != others => mine < others,
            (_, 0) => false,
            (0, _) => true,
            _ => others_turned.is_below_by_parts(turned),
        }
    }
}

/// What an amount of law comes to for one notice: the larger of its figures, and of what follows the fees themselves.
#[derive(Clone, Default, Debug)]
struct Ceiling {
    figure: Option<Fraction>,
    follows_fees: bool,
    unknown: Option<Unknown>,
}

impl Ceiling {
    fn also(&mut self, figure: Fraction) {
        self.figure = Some(self.figure.map_or(figure, |larger| larger.max(figure)));
    }

    /// Of several figures the law does not tell, the first counts.
    fn not_told(&mut self, unknown: Unknown) {
        self.unknown = self.unknown.take().or(Some(unknown));
    }
}

impl Reader<'_> {
    /// How the notice stands to a limit on an amount.
    pub fn bound(&self, quantity: Quantity, amount: &Amount) -> Bound {
        let proposal = self.proposal;
        let (before, own) = match quantity {
            Quantity::Fee => (0, proposal.fee),
            Quantity::LetterFee => (proposal.other_rows, proposal.fee),
            Quantity::Compensation => (0, proposal.compensation),
            Quantity::TotalCompensation => (self.compensation_before(), proposal.compensation),
            Quantity::TotalFees => (self.fees_before(), proposal.fee),
            Quantity::TotalCharges => (self.fees_before() + self.compensation_before(), proposal.fee + proposal.compensation),
            Quantity::InterestRate => (0, 0),
        };
        let total = matches!(quantity, Quantity::TotalCompensation | Quantity::TotalFees | Quantity::TotalCharges);
        let ceiling = self.ceiling(amount);
        Bound {
            before,
            own,
            counts: !total || proposal.act != Act::LegalStep,
            allowed: self.most_of(&ceiling),
            unknown: ceiling.unknown,
            follows_fees: ceiling.follows_fees,
        }
    }

    /// The highest late rate a limit allows on a day, as far as it is known, and a figure the law does not tell, which might allow more.
    pub fn highest_rate(&self, amount: &Amount, day: Day) -> (Option<Rate>, Option<Unknown>) {
        let ceiling = Reader { rate_day: day, ..*self }.ceiling(amount);
        (ceiling.figure.map(|figure| Rate::from_ppm(figure.floor() as i64)), ceiling.unknown)
    }

    /// Whether a fee is above an amount.
    ///
    /// # Errors
    /// When it hangs on a figure the law does not tell.
    pub fn is_above(&self, fee: Minor, amount: &Amount) -> Result<bool, Unknown> {
        // No amount of law is below zero, so nothing is above none of them.
        if fee == 0 {
            return Ok(false);
        }
        let ceiling = self.ceiling(amount);
        let most = self.most_of(&ceiling);
        match ceiling.unknown {
            // It is not above the larger of several figures once it is not above one of them.
            Some(unknown) if most.is_none_or(|most| fee > most) => Err(unknown),
            _ => Ok(fee > most.unwrap_or(0)),
        }
    }

    /// The largest of the figures that are told, in whole minor units; `None` where none is.
    fn most_of(&self, ceiling: &Ceiling) -> Option<Minor> {
        let fees = ceiling.follows_fees.then(|| self.fees_before() + self.proposal.fee);
        ceiling.figure.map(|figure| figure.floor() as Minor).into_iter().chain(fees).max()
    }

    fn ceiling(&self, amount: &Amount) -> Ceiling {
        let mut ceiling = Ceiling::default();
        for measure in &amount.terms {
            match measure {
                Measure::TotalFees => ceiling.follows_fees = true,
                Measure::ByPrincipal(bands) => {
                    let band = self.band(bands);
                    match band.figure {
                        Some(figure) => ceiling.also(figure),
                        // Outside every band nothing is allowed.
                        None if band.unknown.is_none() && !band.follows_fees => ceiling.also(Fraction::whole(0)),
                        None => {}
                    }
                    band.unknown.into_iter().for_each(|unknown| ceiling.not_told(unknown));
                    ceiling.follows_fees |= band.follows_fees;
                }
                Measure::Fixed(_)
                | Measure::Value(..)
                | Measure::DatedShare(..)
                | Measure::Share(..)
                | Measure::Principal
                | Measure::Balance
                | Measure::Statutory
                | Measure::Agreed => match self.figure(measure) {
                    Ok(figure) => ceiling.also(figure),
                    Err(unknown) => ceiling.not_told(unknown),
                },
            }
        }
        if let Some(rounding) = amount.rounding {
            ceiling.figure = ceiling.figure.map(|figure| figure.rounded(rounding));
        }
        ceiling
    }

    fn figure(&self, measure: &Measure) -> Result<Fraction, Unknown> {
        Ok(match measure {
            Measure::Fixed(money) => Fraction::whole(money.minor),
            Measure::Value(value, on) => Fraction::whole(self.read(*value, *on)?),
            Measure::DatedShare(value, on, of) => {
                let share = self.read(*value, *on)?;
                self.figure(of)?.times(share)
            }
            Measure::Share(share, of) => self.figure(of)?.times(share.ppm().into()),
            Measure::Principal => Fraction::whole(self.invoice.amount),
            Measure::Balance => Fraction::whole(self.invoice.balance),
            Measure::TotalFees => Fraction::whole(self.fees_before() + self.proposal.fee),
            Measure::Statutory => Fraction::whole(self.law.statutory_rate(self.invoice.debtor, self.rate_day, self.invoice.due)?.ppm()),
            Measure::Agreed => Fraction::whole(self.invoice.interest_agreed.unwrap_or(Rate::ZERO).ppm()),
            Measure::ByPrincipal(bands) => {
                let band = self.band(bands);
                match (band.figure, band.unknown) {
                    (_, Some(unknown)) => return Err(unknown),
                    (figure, None) => figure.unwrap_or(Fraction::whole(0)),
                }
            }
        })
    }

    fn dates(&self) -> KeyDays {
        let Invoice { due, arose, interest_from, .. } = *self.invoice;
        KeyDays { send: self.proposal.on, due, arose, interest_from }
    }

    /// What the band of the invoice's principal says; nothing outside every band.
    fn band(&self, bands: &[(Option<Money>, Amount)]) -> Ceiling {
        let band = bands.iter().find(|(up_to, _)| up_to.is_none_or(|up_to| self.invoice.amount <= up_to.minor));
        band.map_or_else(Ceiling::default, |(_, amount)| self.ceiling(amount))
    }

    fn read(&self, value: ValueId, on: DateOf) -> Result<i128, Unknown> {
        self.law.read(value, self.dates().of(on))
    }
}

#[cfg(test)]
mod tests {
    use super::Fraction;

    #[test]
    fn fractions_compare_exactly_whatever_their_size() {
        let of = |numerator, denominator| Fraction { numerator, denominator };
        let parts = [(0, 1), (1, 3), (333_333, 1_000_000), (1, 2), (2, 4), (7, 3), (7, 2), (-1, 3), (-1, 2), (-7, 3)];
        for (a, b) in parts {
            for (c, d) in parts {
                assert_eq!(of(a, b).is_below_by_parts(of(c, d)), a * d < c * b, "{a}/{b} {c}/{d}");
            }
        }
        // Products of these do not fit.
        let whole = 1_i128 << 120;
        assert!(of(whole - 1, whole).is_below(of(whole, whole)) && !of(whole, whole).is_below(of(whole - 1, whole)));
        assert!(of(whole, whole + 1).is_below(of(whole + 1, whole + 2)));
    }
}
