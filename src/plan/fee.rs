use crate::terms::Adjust;
use crate::value::{Day, Minor, Mode, Rate, divide};

pub use crate::terms::{Base, FeeAmount};

/// What a step costs, by date.
#[derive(Clone, PartialEq, Debug)]
pub struct Fee {
    /// By first day, ascending; a line without a day holds always. None is no fee.
    pub lines: Vec<(Option<Day>, FeeAmount)>,
}

impl Fee {
    /// A fee that holds on every day; `None` is no fee.
    pub fn always(amount: Option<FeeAmount>) -> Fee {
        Fee { lines: amount.into_iter().map(|amount| (None, amount)).collect() }
    }

    /// The fee on a day; `None` is no fee.
    pub fn on(&self, day: Day) -> Option<&FeeAmount> {
        self.lines.iter().rev().find(|(from, _)| from.is_none_or(|from| from <= day)).map(|(_, amount)| amount)
    }

    /// The days on which it changes.
    pub fn changes(&self) -> impl Iterator<Item = Day> {
        self.lines.iter().filter_map(|(from, _)| *from)
    }

    /// Every amount it can be.
    pub fn amounts(&self) -> impl Iterator<Item = &FeeAmount> {
        self.lines.iter().map(|(_, amount)| amount)
    }

    /// Whether it is never anything.
    pub fn is_none(&self) -> bool {
        self.lines.is_empty()
    }
}

/// What a written fee comes to in minor units, of a balance and a principal; `None` is `statutory`.
///
/// The sum is exact until the end, and rounded to the minor unit once, halves away from zero, where the policy names no rounding of its own.
pub fn amount_of(amount: &FeeAmount, balance: Minor, principal: Minor) -> Option<Minor> {
    let base = |base: Base| match base {
        Base::Balance => balance,
        Base::Principal => principal,
    };
    match amount {
        FeeAmount::Statutory => None,
        FeeAmount::Fixed(money) => Some(money.minor),
        FeeAmount::Bands(by, bands) => {
            let size = base(*by);
            let band = bands.iter().find(|(up_to, _)| up_to.is_none_or(|up_to| size <= up_to.minor));
            band.map_or(Some(0), |(_, amount)| amount_of(amount, balance, principal))
        }
        FeeAmount::Share(share, of, adjusts) => {
            let whole = |minor: Minor| i128::from(minor) * Rate::WHOLE;
            let exact = adjusts.iter().fold(i128::from(base(*of)) * i128::from(share.ppm()), |sum, adjust| match adjust {
                Adjust::AtLeast(money) => sum.max(whole(money.minor)),
                Adjust::AtMost(money) => sum.min(whole(money.minor)),
                Adjust::Rounded(rounding, _) => whole(rounding.apply(sum, Rate::WHOLE)),
            });
            Some(divide(exact, Rate::WHOLE, Mode::HalfAway))
        }
    }
}
