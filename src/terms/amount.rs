use crate::value::{Money, Rate, Rounding};

/// An amount of law, rounded last where a rounding is named.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount<V> {
    /// The larger of these; at least one.
    pub terms: Vec<Measure<V>>,
    /// To multiples of a unit.
    pub rounding: Option<Rounding>,
}

/// One amount.
#[derive(Clone, PartialEq, Debug)]
pub enum Measure<V> {
    /// An amount.
    Fixed(Money),
    /// A value on a day.
    Value(V, DateOf),
    /// A dated share of another measure.
    DatedShare(V, DateOf, Box<Measure<V>>),
    /// A share of another measure.
    Share(Rate, Box<Measure<V>>),
    /// The ledger's own amount.
    Principal,
    /// Principal still outstanding.
    Balance,
    /// The statutory rate of the day.
    Statutory,
    /// The agreed rate; none is 0.
    Agreed,
    /// All fees on this invoice, this notice included.
    TotalFees,
    /// By the ledger's own amount: up to (included), or above all others.
    ByPrincipal(Vec<(Option<Money>, Amount<V>)>),
}

impl<V> Amount<V> {
    /// Every measure in it, those within shares and bands too, each before what is within it.
    pub fn measures(&self) -> Vec<&Measure<V>> {
        let mut all = Vec::new();
        for measure in &self.terms {
            measure.each(&mut |one| all.push(one));
        }
        all
    }

    /// Whether it is never less than the statute's late rate, where that is known.
    pub fn allows_statutory(&self) -> bool {
        self.rounding.is_none() && self.terms.iter().any(|measure| matches!(measure, Measure::Statutory))
    }

    /// Whether it is never less than the agreed late rate.
    pub fn allows_agreed(&self) -> bool {
        self.rounding.is_none() && self.terms.iter().any(|measure| matches!(measure, Measure::Agreed))
    }

    /// Whether it follows the invoice's money, within a band.
    pub fn follows_money(&self) -> bool {
        self.measures().iter().any(|measure| matches!(measure, Measure::Principal | Measure::Balance))
    }

    /// Whether it reads a value on such a day.
    pub fn reads(&self, on: DateOf) -> bool {
        self.measures().into_iter().filter_map(Measure::names).any(|(_, day)| day == on)
    }

    /// Where its bands of the invoice's own amount end.
    pub fn band_ends(&self) -> impl Iterator<Item = Money> {
        self.measures().into_iter().filter_map(Measure::bands).flatten().filter_map(|(up_to, _)| *up_to)
    }

    /// The same of values named otherwise; `None` where one of them has no counterpart. Each is tried, so that every mistake is told.
    pub fn translated<W>(&self, value: &mut impl FnMut(&V) -> Option<W>) -> Option<Amount<W>> {
        let terms: Vec<Option<Measure<W>>> = self.terms.iter().map(|measure| measure.translated(value)).collect();
        Some(Amount { terms: terms.into_iter().collect::<Option<_>>()?, rounding: self.rounding })
    }
}

impl<V> Measure<V> {
    fn each<'a>(&'a self, one: &mut dyn FnMut(&'a Measure<V>)) {
        one(self);
        match self {
            Measure::DatedShare(_, _, of) | Measure::Share(_, of) => of.each(one),
            Measure::ByPrincipal(bands) => bands.iter().flat_map(|(_, amount)| &amount.terms).for_each(|measure| measure.each(one)),
            Measure::Fixed(_)
            | Measure::Value(..)
            | Measure::Principal
            | Measure::Balance
            | Measure::Statutory
            | Measure::Agreed
            | Measure::TotalFees => {}
        }
    }

    /// The value it names, and the day that is read on.
    pub fn names(&self) -> Option<(&V, DateOf)> {
        match self {
            Measure::Value(value, on) | Measure::DatedShare(value, on, _) => Some((value, *on)),
            Measure::Fixed(_)
            | Measure::Share(..)
            | Measure::Principal
            | Measure::Balance
            | Measure::Statutory
            | Measure::Agreed
            | Measure::TotalFees
            | Measure::ByPrincipal(_) => None,
        }
    }

    fn bands(&self) -> Option<&Vec<(Option<Money>, Amount<V>)>> {
        if let Measure::ByPrincipal(bands) = self { Some(bands) } else { None }
    }

    fn translated<W>(&self, value: &mut impl FnMut(&V) -> Option<W>) -> Option<Measure<W>> {
        Some(match self {
            Measure::Fixed(money) => Measure::Fixed(*money),
            Measure::Value(name, on) => Measure::Value(value(name)?, *on),
            Measure::DatedShare(name, on, of) => {
                let (name, of) = (value(name), of.translated(value));
                Measure::DatedShare(name?, *on, Box::new(of?))
            }
            Measure::Share(share, of) => Measure::Share(*share, Box::new(of.translated(value)?)),
            Measure::Principal => Measure::Principal,
            Measure::Balance => Measure::Balance,
            Measure::Statutory => Measure::Statutory,
            Measure::Agreed => Measure::Agreed,
            Measure::TotalFees => Measure::TotalFees,
            Measure::ByPrincipal(bands) => {
                let bands: Vec<Option<_>> = bands.iter().map(|(up_to, amount)| Some((*up_to, amount.translated(value)?))).collect();
                Measure::ByPrincipal(bands.into_iter().collect::<Option<_>>()?)
            }
        })
    }
}

/// Which day a value is read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOf {
    /// The day the notice is sent.
    Send,
    /// The due date.
    Due,
    /// The day the claim arose.
    Arose,
    /// The first day that bears interest.
    InterestStart,
}

impl DateOf {
    /// Each with its words.
    pub const ALL: [(&'static str, DateOf); 4] =
        [("send date", DateOf::Send), ("due date", DateOf::Due), ("arose", DateOf::Arose), ("interest start", DateOf::InterestStart)];

    /// Its words.
    pub fn words(self) -> &'static str {
        DateOf::ALL[self as usize].0
    }
}
