use std::fmt;

use rust_decimal::Decimal;

use super::Currency;

/// An amount in the minor unit of a currency that the context names (øre, cent): the hot path's money.
pub type Minor = i64;

/// The largest amount Frist takes, in minor units: ten billion kroner. It leaves room to sum and multiply without overflow.
const LARGEST: u64 = 1_000_000_000_000;

/// An exact amount with its currency.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// The amount in minor units; may be negative.
    pub minor: Minor,
    /// The currency; amounts of two currencies never add.
    pub currency: Currency,
}

/// Why a decimal number is not an amount of a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotMoney {
    /// More decimals than the currency has.
    Decimals,
    /// Beyond ten billion whole units.
    TooLarge,
}

impl Money {
    /// An amount of `minor` units.
    pub fn new(minor: Minor, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// The amount a decimal number of whole units names, without rounding.
    ///
    /// # Errors
    /// When the number has more decimals than the currency, trailing zeros aside, or is too large.
    pub fn from_decimal(number: Decimal, currency: Currency) -> Result<Money, NotMoney> {
        let mut scaled = number.normalize();
        if scaled.scale() > currency.decimals() {
            return Err(NotMoney::Decimals);
        }
        scaled.rescale(currency.decimals());
        let minor = i64::try_from(scaled.mantissa()).map_err(|_| NotMoney::TooLarge)?;
        // A rescale that does not fit leaves the scale behind; the bound below is far from there.
        if scaled.scale() != currency.decimals() || minor.unsigned_abs() > LARGEST {
            return Err(NotMoney::TooLarge);
        }
        Ok(Money { minor, currency })
    }

    /// The amount of so many minor units, where it is no larger than what Frist takes.
    pub fn from_minor(minor: Minor, currency: Currency) -> Option<Money> {
        (minor.unsigned_abs() <= LARGEST).then_some(Money { minor, currency })
    }

    /// The amount as programs read it: `1234.50`, without the currency.
    pub fn plain(self) -> String {
        let mut out = String::new();
        self.write_plain(&mut out);
        out
    }

    /// Writes it so behind a text.
    pub fn write_plain(self, out: &mut String) {
        self.write(out, false);
    }

    /// The amount as people read it, without the currency: `1 234.50`.
    pub fn grouped(self) -> String {
        let mut out = String::new();
        self.write_grouped(&mut out);
        out
    }

    /// Writes it so behind a text.
    pub fn write_grouped(self, out: &mut String) {
        self.write(out, true);
    }

    fn write(self, out: &mut String, grouped: bool) {
        let (decimals, minor) = (self.currency.decimals(), self.minor.unsigned_abs());
        // A one in front of the decimals keeps their zeros. Nearly every currency has two, and a division by a number known ahead takes less time.
        let (whole, rest) = match decimals {
            2 => (minor / 100, 100 + minor % 100),
            _ => {
                let unit = self.currency.unit().unsigned_abs();
                (minor / unit, unit + minor % unit)
            }
        };
        if self.minor < 0 {
            out.push('-');
        }
        let mut digits = itoa::Buffer::new();
        let whole = digits.format(whole);
        if grouped {
            group(whole, out)
        } else {
            out.push_str(whole)
        }
        if decimals > 0 {
            out.push('.');
            out.push_str(&digits.format(rest)[1..]);
        }
    }

    /// The amount as it is written in a policy: `1 234.50 NOK`, `35 NOK` when there are no minor units.
    pub fn written(self) -> String {
        let grouped = self.grouped();
        let number = if self.minor % self.currency.unit() == 0 { grouped.split('.').next().unwrap_or(&grouped) } else { &grouped };
        format!("{number} {}", self.currency)
    }
}

/// A number with its digits before the point in groups of three.
pub fn grouped(plain: &str) -> String {
    let (sign, digits) = plain.strip_prefix('-').map_or(("", plain), |rest| ("-", rest));
    let whole = digits.find('.').unwrap_or(digits.len());
    let mut out = String::from(sign);
    group(&digits[..whole], &mut out);
    out.push_str(&digits[whole..]);
    out
}

/// Writes digits in groups of three.
fn group(mut digits: &str, out: &mut String) {
    let first = digits.len() % 3;
    if first > 0 && digits.len() > 3 {
        out.push_str(&digits[..first]);
        out.push(' ');
        digits = &digits[first..];
    }
    while digits.len() > 3 {
        out.push_str(&digits[..3]);
        out.push(' ');
        digits = &digits[3..];
    }
    out.push_str(digits);
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let mut out = String::with_capacity(24);
        self.write_grouped(&mut out);
        f.write_str(&out)?;
        write!(f, " {}", self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_forms() {
        let nok: Currency = "NOK".parse().expect("a currency");
        let jpy: Currency = "JPY".parse().expect("a currency");
        assert_eq!(Money::new(123_456_750, nok).to_string(), "1 234 567.50 NOK");
        assert_eq!(Money::new(-50, nok).plain(), "-0.50");
        assert_eq!(Money::new(3_500, nok).written(), "35 NOK");
        assert_eq!(Money::new(1_000, jpy).to_string(), "1 000 JPY");
        assert_eq!(Money::from_decimal(Decimal::new(12_345, 3), nok), Err(NotMoney::Decimals));
        assert_eq!(Money::from_decimal(Decimal::new(12_300, 3), nok), Ok(Money::new(1_230, nok)));
        assert_eq!(Money::from_decimal(Decimal::MAX, nok), Err(NotMoney::TooLarge));
    }
}
