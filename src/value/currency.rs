use std::fmt;
use std::str::FromStr;

/// A currency of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Currency(iso_currency::Currency);

impl Currency {
    /// No currency at all, by the code that ISO 4217 has for that.
    pub(crate) const NONE: Currency = Currency(iso_currency::Currency::XXX);

    /// The Norwegian krone.
    pub(crate) const NOK: Currency = Currency(iso_currency::Currency::NOK);

    /// Its code in capitals, `NOK`.
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals an amount of this currency has: 2 for NOK, 0 for JPY, 3 for KWD.
    pub fn decimals(self) -> u32 {
        self.0.exponent().unwrap_or(0).into()
    }

    /// How many minor units make one whole unit: 100 for NOK.
    pub fn unit(self) -> i64 {
        10_i64.pow(self.decimals())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.pad(self.0.code())
    }
}

/// The text is not a code of ISO 4217.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotACurrency;

impl FromStr for Currency {
    type Err = NotACurrency;

    /// Reads a code in capitals, `NOK`.
    fn from_str(code: &str) -> Result<Currency, NotACurrency> {
        iso_currency::Currency::from_code(code).map(Currency).ok_or(NotACurrency)
    }
}
