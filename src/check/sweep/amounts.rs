//! Which amounts decide where a fee or a limit follows the invoice's money.
//!
//! A fee and an amount of law are lines over the money, each between two of its corners: the ends of its bands, and where one figure overtakes another.
//! Which of two is more changes only at corners and where two lines cross, so these amounts decide, and their neighbours. Where both lines rise and are
//! rounded, they overtake each other more than once near the crossing: every amount there is tried. Where they rise alike, what rounding does repeats, and one
//! whole period is tried.

use std::collections::BTreeSet;

use super::figure::Figure;
use super::lines::{Crossing, Line};
use super::outlook::concerns;
use crate::check::TooMany;
use crate::decide::{BoundPlan, Case};
use crate::law::{Amount, Effect, KeyDays, Measure, Rule, Sent};
use crate::plan::{Base, FeeAmount};
use crate::terms::{Adjust, Quantity};
use crate::value::{Day, Minor, Rate};

/// The most amounts that are tried for one notice.
const MOST: i128 = 200_000;

/// A notice whose charges may follow the invoice's money, in one band of its fee.
pub struct Charged<'a> {
    pub bound: &'a BoundPlan<'a>,
    pub case: &'a Case<'a>,
    pub history: &'a [Sent],
    pub step: usize,
    pub on: Day,
    /// Its fee in that band.
    pub fee: Option<&'a FeeAmount>,
}

/// Which amount lies above one and goes up to another.
pub type Above = (Base, Minor, Minor);

/// The stretches of amounts in which one band of a fee holds, with that band's fee: which amount, above what and up to what.
pub fn bands<'a>(fee: &'a FeeAmount, within: &[Above]) -> Vec<(Vec<Above>, Option<&'a FeeAmount>)> {
    let FeeAmount::Bands(base, bands) = fee else { return vec![(within.to_vec(), Some(fee))] };
    let mut all = Vec::new();
    let mut above = Minor::MIN;
    for (up_to, fee) in bands {
        let end = up_to.as_ref().map_or(Minor::MAX, |up_to| up_to.minor);
        if end > above {
            all.extend(self::bands(fee, &[within, &[(*base, above, end)]].concat()));
        }
        above = above.max(end);
    }
    if above < Minor::MAX {
        all.push(([within, &[(*base, above, Minor::MAX)]].concat(), None));
    }
    all
}

impl<'a> Charged<'a> {
    /// The amount its fee follows: the balance, unless it is the principal.
    pub fn base(&self) -> Base {
        match self.fee {
            Some(FeeAmount::Share(_, base, _) | FeeAmount::Bands(base, _)) => *base,
            Some(FeeAmount::Fixed(_) | FeeAmount::Statutory) | None => Base::Balance,
        }
    }

    /// The amounts of law that bound it or that rules on it compare its fee with.
    fn amounts(&self) -> Vec<&'a Amount> {
        let plan = self.bound.plan;
        let step = &plan.steps[self.step];
        let concerning = plan.law.rules.iter().filter(|rule| concerns(plan, step, rule, true));
        concerning.filter(|rule| !matches!(rule.effect, Effect::Limit(Quantity::InterestRate, _))).flat_map(|rule| rule.amounts()).collect()
    }

    /// Whether a condition of a rule on it compares its fee with an amount of law.
    fn is_compared(&self) -> bool {
        let plan = self.bound.plan;
        let concerning = plan.law.rules.iter().filter(|rule| concerns(plan, &plan.steps[self.step], rule, true));
        concerning.flat_map(Rule::questions).any(|question| question.amount().is_some())
    }

    /// Whether what it may cost follows the invoice's money at all.
    pub fn follows_money(&self) -> bool {
        matches!(self.fee, Some(FeeAmount::Share(..))) || self.amounts().into_iter().any(Amount::follows_money)
    }

    /// Whether its fee follows the principal and a limit the balance: then both are tried.
    pub fn follows_both(&self) -> bool {
        let balance = |amount: &&Amount| amount.measures().iter().any(|measure| matches!(measure, Measure::Balance));
        self.base() == Base::Principal && self.amounts().iter().any(balance)
    }

    /// What the ledger may have as the invoice's own amount, from `least` to `most`, beside an amount that its fee follows: those that decide where an amount
    /// of law follows it.
    ///
    /// # Errors
    /// When there are too many.
    pub fn ledger_amounts(&self, beside: Minor, least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        let principal = |amount: &&Amount| amount.measures().iter().any(|measure| matches!(measure, Measure::Principal));
        if self.amounts().iter().any(principal) { self.beside(beside, least.max(1), most) } else { Ok(vec![most]) }
    }

    /// The amounts from `least` to `most` that decide: between two neighbours nothing changes.
    ///
    /// # Errors
    /// When there are too many.
    pub fn points(&self, least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        let limits = self.limits();
        self.deciding(&self.charges(&limits), &limits, least, most)
    }

    /// The balances from `least` to `most` that decide for an invoice whose fee follows its principal.
    ///
    /// # Errors
    /// When there are too many.
    pub fn balances(&self, principal: Minor, least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        self.beside(principal, least, most)
    }

    /// The amounts that decide where what is charged follows another one.
    fn beside(&self, other: Minor, least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        let limits = self.limits();
        let fees: BTreeSet<i128> = self.charges(&limits).iter().map(|charge| charge.value(other)).collect();
        let fees: Vec<Figure> = fees.into_iter().map(|fee| Figure::flat(fee as Minor)).collect();
        // What is statutory follows the law's own amount too.
        let statutory = if self.fee == Some(&FeeAmount::Statutory) { self.charges(&limits) } else { Vec::new() };
        self.deciding(&[fees, statutory].concat(), &limits, least, most)
    }

    /// The sums that what was charged before may add.
    fn befores(&self) -> BTreeSet<Minor> {
        let fees: Minor = self.history.iter().map(|sent| sent.fee).sum();
        let compensation: Minor = self.history.iter().map(|sent| sent.compensation).sum();
        [0, fees, compensation, fees + compensation].into_iter().collect()
    }

    /// What the notice may charge: its fee, and its compensation, alone and together.
    fn charges(&self, limits: &[Figure<'a>]) -> Vec<Figure<'a>> {
        let mut fees: Vec<Figure> = match self.fee {
            None => vec![Figure::flat(0)],
            Some(FeeAmount::Fixed(money)) => vec![Figure::flat(money.minor)],
            Some(whole @ FeeAmount::Share(share, _, adjusts)) => {
                let ends = adjusts.iter().filter_map(|adjust| match adjust {
                    Adjust::AtLeast(money) | Adjust::AtMost(money) => Some(Line::flat(money.minor)),
                    Adjust::Rounded(..) => None,
                });
                ends.chain([Line::share(share.ppm().into(), Rate::WHOLE)]).map(|line| Figure::of_fee(line, whole)).collect()
            }
            Some(FeeAmount::Statutory) => self.left(limits),
            Some(FeeAmount::Bands(..)) => Vec::new(),
        };
        if self.bound.plan.steps[self.step].compensation {
            let compensation = self.left(limits);
            let both: Vec<Figure> = fees.iter().flat_map(|fee| compensation.iter().map(|other| fee.and(other))).collect();
            fees.extend(both);
            fees.extend(compensation);
        }
        fees
    }

    /// What limits leave beside what was charged before: what is statutory comes to the least of these.
    fn left(&self, limits: &[Figure<'a>]) -> Vec<Figure<'a>> {
        let befores = self.befores();
        limits.iter().flat_map(|limit| befores.iter().map(|before| limit.with(-before))).collect()
    }

    /// Every figure of an amount of law that the notice is held to, and nothing at all.
    fn limits(&self) -> Vec<Figure<'a>> {
        let Case { arose, .. } = *self.case;
        let dates = KeyDays { send: self.on, due: self.case.due(self.bound), arose, interest_from: self.case.interest_from(self.bound) };
        let mut all = vec![Figure::flat(0)];
        self.amounts().into_iter().for_each(|amount| self.figures(amount, dates, &mut all));
        all
    }

    /// The figures that an amount is the largest of. All fees alone are no limit to them.
    fn figures(&self, amount: &Amount, dates: KeyDays, found: &mut Vec<Figure<'a>>) {
        let figures = amount.terms.iter().filter(|measure| !matches!(measure, Measure::TotalFees));
        let mut all = Vec::new();
        figures.for_each(|measure| self.of_measure(measure, dates, &mut all));
        found.extend(all.into_iter().map(|figure| match amount.rounding {
            Some(rounding) => figure.rounded(rounding),
            None => figure,
        }));
    }

    fn of_measure(&self, measure: &Measure, dates: KeyDays, found: &mut Vec<Figure<'a>>) {
        let law = &self.bound.plan.law;
        let mut part = |of: &Measure, ppm: i128| {
            let mut whole = Vec::new();
            self.of_measure(of, dates, &mut whole);
            found.extend(whole.into_iter().map(|figure| figure.times(ppm)));
        };
        match measure {
            Measure::Fixed(money) => found.push(Figure::flat(money.minor)),
            // Where a value is not told the judge lets nothing pass but what another figure allows: no amount of this one decides.
            Measure::Value(value, on) => found.extend(law.read(*value, dates.of(*on)).ok().map(|sum| Figure::flat(sum as Minor))),
            Measure::Principal | Measure::Balance => found.push(Figure::of_law(Line::share(1, 1))),
            Measure::Share(rate, of) => part(of, rate.ppm().into()),
            Measure::DatedShare(value, on, of) => {
                if let Ok(share) = law.read(*value, dates.of(*on)) {
                    part(of, share);
                }
            }
            Measure::ByPrincipal(bands) => {
                bands.iter().for_each(|(_, amount)| self.figures(amount, dates, found));
            }
            Measure::TotalFees => {
                let own = match self.fee {
                    Some(FeeAmount::Share(share, ..)) => Line::share(share.ppm().into(), Rate::WHOLE),
                    Some(FeeAmount::Fixed(money)) => Line::flat(money.minor),
                    Some(FeeAmount::Statutory | FeeAmount::Bands(..)) | None => Line::flat(0),
                };
                found.extend(self.befores().into_iter().map(|before| Figure::of_law(own.plus(Line::flat(before)))));
            }
            Measure::Statutory | Measure::Agreed => {}
        }
    }

    fn deciding(&self, charges: &[Figure], limits: &[Figure], least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        let too_many = TooMany::Amounts { step: self.step };
        let mut points: BTreeSet<Minor> = [least, most].into_iter().collect();
        let clip = |amount: i128| amount.clamp(least.into(), most.into()) as Minor;
        let ends = self.amounts().into_iter().flat_map(Amount::band_ends).map(|end| end.minor);
        points.extend(ends.flat_map(|end| [end, end + 1]).filter(|amount| (least..=most).contains(amount)));
        // Corners: where one figure overtakes another of its kind.
        for figures in [charges, limits] {
            for (at, one) in figures.iter().enumerate() {
                for other in &figures[..at] {
                    if let Crossing::Near(amount, _) = one.whole().crosses(&other.whole(), 0) {
                        points.extend((amount - 1..=amount + 1).map(clip));
                    }
                }
            }
        }
        let corners = points.clone();
        let compared = self.is_compared();
        let mut period = 1;
        for charge in charges {
            for before in self.befores() {
                let charge = charge.with(before);
                for limit in limits {
                    let error = charge.error() + limit.error();
                    match charge.whole().crosses(&limit.whole(), error) {
                        Crossing::Never(apart) if apart.abs() <= error && (compared || !charge.is_of_law()) => {
                            period = limit.join(charge.join(period));
                        }
                        Crossing::Never(_) => {}
                        Crossing::Near(amount, near) if charge.is_flat() || limit.is_flat() => {
                            let exceeds = |amount: Minor| charge.value(amount) > limit.value(amount);
                            turn(clip(amount - near), clip(amount + near), &mut points, exceeds);
                        }
                        Crossing::Near(amount, near) => {
                            let (from, to) = (clip(amount - near), clip(amount + near));
                            if i128::from(to) - i128::from(from) >= MOST {
                                return Err(too_many);
                            }
                            points.extend(from..=to);
                        }
                    }
                }
            }
        }
        if period > MOST {
            return Err(too_many);
        }
        if period > 1 {
            points.extend(corners.into_iter().flat_map(|corner| corner..=clip(i128::from(corner) + period)));
        }
        Ok(points.into_iter().collect())
    }
}

/// The last amount of one kind and the first of the other, where something holds from some amount on, or up to one.
fn turn(least: Minor, most: Minor, points: &mut BTreeSet<Minor>, holds: impl Fn(Minor) -> bool) {
    let (mut not, mut does) = (least, most);
    let first = holds(not);
    if first == holds(does) {
        return;
    }
    while does - not > 1 {
        let middle = not + (does - not) / 2;
        if holds(middle) == first { not = middle } else { does = middle }
    }
    points.extend([not, does]);
}
