//! Which amounts decide where a fee or a limit follows the invoice's money.
//!
//! A share that is rounded never falls as the amount grows, so against what does not follow the money one amount is the first that is too much: it is
//! looked for. Two shares of one amount, both rounded, need more: unless they are the same share, rounding decides only among small amounts, and all of
//! these are tried; if they are, what rounding does repeats, and one whole period is tried.

use super::super::TooMany;
use super::outlook::concerns;
use crate::decide::{BoundPlan, Case, last_day, view};
use crate::law::{Amount, Effect, KeyDays, Measure, Proposal, Reader, Sent, most_fee};
use crate::plan::{Base, FeeAmount, amount_of};
use crate::terms::{Adjust, Quantity};
use crate::value::{Day, Minor, Rate};

/// The most amounts that are tried for one notice.
const MOST: Minor = 200_000;

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
        let mut all = Vec::new();
        for rule in plan.law.rules.iter().filter(|rule| concerns(plan, step, rule, true)) {
            all.extend(rule.questions().filter_map(|question| question.amount()));
            match &rule.effect {
                Effect::Limit(Quantity::InterestRate, _) | Effect::Require(_) | Effect::Advise(_) => {}
                Effect::Limit(_, amount) => all.push(amount),
            }
        }
        all
    }

    /// Whether what it may cost follows the invoice's money at all.
    pub fn follows_money(&self) -> bool {
        matches!(self.fee, Some(FeeAmount::Share(..))) || self.amounts().into_iter().any(follows_money)
    }

    /// Whether an amount of law follows the ledger's own amount of the invoice.
    pub fn follows_principal(&self) -> bool {
        self.amounts().iter().any(|amount| amount.measures().iter().any(|measure| matches!(measure, Measure::Principal)))
    }

    /// The amounts from `least` to `most` that decide: between two neighbours nothing changes.
    ///
    /// # Errors
    /// When there are too many.
    pub fn points(&self, least: Minor, most: Minor) -> Result<Vec<Minor>, TooMany> {
        let mut points = Vec::new();
        self.between(least, most, &mut points)?;
        points.sort_unstable();
        points.dedup();
        Ok(points)
    }

    /// Whether its fee follows the principal and a limit the balance: then both are tried.
    pub fn follows_both(&self) -> bool {
        let balance = |amount: &&Amount| amount.measures().iter().any(|measure| matches!(measure, Measure::Balance));
        self.base() == Base::Principal && self.amounts().iter().any(balance)
    }

    /// The balances from `least` to `most` that decide for an invoice whose fee follows its principal.
    pub fn balances(&self, principal: Minor, least: Minor, most: Minor) -> Vec<Minor> {
        let mut points = vec![least, most];
        let fee = self.fee_of(principal);
        for limit in self.amounts().into_iter().filter(|limit| follows_money(limit)) {
            for enough in self.with_earlier(fee).chain([1]) {
                turn(least, most, &mut points, |balance| self.allowed(limit, balance) >= enough);
            }
        }
        points.sort_unstable();
        points.dedup();
        points
    }

    /// A fee alone, and with what was charged before.
    fn with_earlier(&self, fee: Minor) -> impl Iterator<Item = Minor> {
        let fees: Minor = self.history.iter().map(|sent| sent.fee).sum();
        let all: Minor = fees + self.history.iter().map(|sent| sent.compensation).sum::<Minor>();
        [fee, fee + fees, fee + all].into_iter()
    }

    /// What an invoice of an amount is charged of which nothing is paid.
    fn fee_of(&self, amount: Minor) -> Minor {
        let Some(fee) = self.fee else { return 0 };
        amount_of(fee, amount, amount).unwrap_or_else(|| {
            let case = Case { amount, ..*self.case };
            let invoice = view(self.bound, &case, amount, self.history);
            let deadline = self.bound.plan.steps[self.step].deadline.map(|deadline| last_day(self.bound, deadline, self.on));
            let most = most_fee(&self.bound.plan.law, &invoice, &Proposal { deadline, ..self.proposal() });
            most.ok().and_then(|most| most.most).unwrap_or(0)
        })
    }

    fn proposal(&self) -> Proposal<'static> {
        let act = self.bound.plan.steps[self.step].act;
        Proposal { act, on: self.on, deadline: None, fee: 0, other_rows: 0, compensation: 0, interest: None }
    }

    /// What a limit allows an invoice of an amount of which nothing is paid.
    fn allowed(&self, limit: &Amount, amount: Minor) -> Minor {
        let case = if follows_money(limit) { Case { amount, ..*self.case } } else { *self.case };
        let invoice = view(self.bound, &case, amount, self.history);
        let proposal = self.proposal();
        let reader = Reader { law: &self.bound.plan.law, invoice: &invoice, proposal: &proposal, rate_day: self.on };
        reader.bound(Quantity::Fee, limit).allowed.unwrap_or(0)
    }

    fn between(&self, least: Minor, most: Minor, points: &mut Vec<Minor>) -> Result<(), TooMany> {
        let from = points.len();
        points.extend([least, most]);
        let amounts = self.amounts();
        let statutory = self.fee == Some(&FeeAmount::Statutory);
        for limit in &amounts {
            if follows_money(limit) {
                // From which amount on it allows what is charged whatever the amount, or anything at all.
                let charged = if statutory { vec![1] } else { vec![1, self.fee_of(least), self.fee_of(most)] };
                let enough = charged.into_iter().flat_map(|fee| self.with_earlier(fee));
                enough.for_each(|enough| turn(least, most, points, |amount| self.allowed(limit, amount) >= enough));
            } else {
                let allowed = self.allowed(limit, least);
                for before in self.with_earlier(0) {
                    turn(least, most, points, |amount| self.fee_of(amount) > allowed - before);
                }
            }
        }
        turn(least, most, points, |amount| self.fee_of(amount) > 0);
        let FeeShares { shares, units } = self.shares();
        let mut small = least - 1;
        let mut period = 1_i128;
        for share in &shares {
            for limit in &amounts {
                let unit = i128::from(limit.rounding.map_or(1, |rounding| rounding.unit));
                for (over, under) in self.slopes(limit) {
                    let apart = (i128::from(share.ppm()) * under - over * Rate::WHOLE).abs();
                    if apart == 0 {
                        units.iter().for_each(|unit| join(&mut period, share.ppm().into(), Rate::WHOLE, *unit));
                        join(&mut period, over, under, unit);
                    } else {
                        let error = units.iter().sum::<i128>() + unit + 2;
                        let end = error * Rate::WHOLE * under / apart + 1;
                        small = small.max(Minor::try_from(end).unwrap_or(Minor::MAX).min(most));
                    }
                }
            }
        }
        if small - least >= MOST || period > i128::from(MOST) {
            return Err(TooMany::Amounts);
        }
        points.extend(least..=small);
        if period > 1 {
            let starts: Vec<Minor> = points[from..].to_vec();
            points.extend(starts.into_iter().flat_map(|start| start..=(start + period as Minor).min(most)));
        }
        Ok(())
    }

    fn shares(&self) -> FeeShares {
        let Some(FeeAmount::Share(share, _, adjusts)) = self.fee else { return FeeShares { shares: Vec::new(), units: Vec::new() } };
        let units = adjusts.iter().filter_map(|adjust| if let Adjust::Rounded(rounding, _) = adjust { Some(rounding.unit) } else { None });
        // What is not rounded to a unit is rounded to the minor unit at the end.
        FeeShares { shares: vec![*share], units: units.chain([1]).map(i128::from).collect() }
    }

    /// The shares of the invoice's money that an amount of law has in it, as fractions.
    fn slopes(&self, amount: &Amount) -> Vec<(i128, i128)> {
        let case = self.case;
        let due = case.due(self.bound);
        let dates = KeyDays { send: self.on, due, arose: case.arose, interest_from: case.interest_from(self.bound) };
        let mut found = Vec::new();
        amount.terms.iter().for_each(|measure| self.slope(measure, (1, 1), dates, &mut found));
        found
    }

    fn slope(&self, measure: &Measure, share: (i128, i128), dates: KeyDays, found: &mut Vec<(i128, i128)>) {
        match measure {
            Measure::Principal | Measure::Balance => found.push(share),
            Measure::Share(rate, of) => self.slope(of, (share.0 * i128::from(rate.ppm()), share.1 * Rate::WHOLE), dates, found),
            Measure::DatedShare(value, day, of) => {
                // Where the share is not told the judge lets nothing pass but what another figure allows: no amount of this one decides.
                if let Ok(share_of) = self.bound.plan.law.read(*value, dates.of(*day)) {
                    self.slope(of, (share.0 * share_of, share.1 * Rate::WHOLE), dates, found);
                }
            }
            Measure::ByPrincipal(bands) => {
                bands.iter().flat_map(|(_, amount)| &amount.terms).for_each(|measure| self.slope(measure, share, dates, found));
            }
            Measure::Fixed(_) | Measure::Value(..) | Measure::Statutory | Measure::Agreed | Measure::TotalFees => {}
        }
    }
}

struct FeeShares {
    shares: Vec<Rate>,
    units: Vec<i128>,
}

/// Whether an amount of law follows the invoice's money within a band.
fn follows_money(amount: &Amount) -> bool {
    amount.measures().iter().any(|measure| matches!(measure, Measure::Principal | Measure::Balance))
}

/// The last amount for which something does not hold that holds from some amount on, and the first for which it does.
fn turn(least: Minor, most: Minor, points: &mut Vec<Minor>, holds: impl Fn(Minor) -> bool) {
    let (mut not, mut does) = (least, most);
    if holds(not) || !holds(does) {
        return;
    }
    while does - not > 1 {
        let middle = not + (does - not) / 2;
        if holds(middle) { does = middle } else { not = middle }
    }
    points.extend([not, does]);
}

/// After so many minor units `x·over/under`, rounded to the unit, repeats.
fn join(period: &mut i128, over: i128, under: i128, unit: i128) {
    if over == 0 {
        return;
    }
    let whole = under * unit;
    let own = whole / gcd(over.abs(), whole);
    // A period beyond every amount is too long to be gone through, however much longer it is.
    *period = (*period / gcd(*period, own)).saturating_mul(own);
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
