use crate::value::{Money, Rate, Rounding};

/// How much a fee is.
#[derive(Clone, PartialEq, Debug)]
pub enum FeeAmount {
    /// The most the law allows.
    Statutory,
    /// An amount.
    Fixed(Money),
    /// A share of what is owed, then the adjustments in the order written.
    Share(Rate, Base, Vec<Adjust>),
    /// By size: up to an amount (included), or above all others.
    Bands(Base, Vec<(Option<Money>, FeeAmount)>),
}

impl FeeAmount {
    /// Whether it may be the most the law allows, if only in one band.
    pub fn may_be_statutory(&self) -> bool {
        match self {
            FeeAmount::Statutory => true,
            FeeAmount::Fixed(_) | FeeAmount::Share(..) => false,
            FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| amount.may_be_statutory()),
        }
    }

    /// Whether it looks at the principal.
    pub fn follows_principal(&self) -> bool {
        match self {
            FeeAmount::Statutory | FeeAmount::Fixed(_) => false,
            FeeAmount::Share(_, base, _) => *base == Base::Principal,
            FeeAmount::Bands(base, bands) => *base == Base::Principal || bands.iter().any(|(_, amount)| amount.follows_principal()),
        }
    }
}

/// What a share or a band looks at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Base {
    /// Principal still outstanding.
    Balance,
    /// The invoice amount less credit notes.
    Principal,
}

impl Base {
    /// Both with their words.
    pub const ALL: [(&'static str, Base); 2] = [("balance", Base::Balance), ("principal", Base::Principal)];
}

/// A step of a share's sum.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adjust {
    /// Not below this.
    AtLeast(Money),
    /// Not above this.
    AtMost(Money),
    /// To multiples of a unit.
    Rounded(Rounding, Money),
}
