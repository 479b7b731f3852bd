//! Where a fee and its limit are both shares of the invoice's money and both rounded: no corner decides them, a period does.
//!
//! For x in minor units `round(p·x) − round(r·x)` repeats with the least common multiple of both denominators and drifts by a constant: so the first
//! and the last period of every cell decide the cell.

use super::cuts::Cuts;
use super::runs::{EarlierNotice, JudgedNotice};
use super::standing::Standing;
use crate::decide::{BoundPlan, Case, CaseState, Context, DecisionKind, Draft, decide_in};
use crate::law::{Amount, Breach, BreachKind, Effect, KeyDays, Measure};
use crate::plan::FeeAmount;
use crate::terms::Adjust;
use crate::value::{Minor, Rate};

/// The longest period that is gone through, in minor units.
pub const LONGEST: i128 = 200_000;

/// The period of a step's fee against every limit that follows the invoice's money; `None` where corners decide.
pub fn period(bound: &BoundPlan, step: usize, dates: KeyDays) -> Option<i128> {
    let fee = bound.plan.steps[step].fee.on(dates.send)?;
    let mut period = 1;
    of_fee(fee, &mut period);
    let act = bound.plan.steps[step].act;
    let mut limited = false;
    for rule in &bound.plan.law.rules {
        let Effect::Limit(_, amount) = &rule.effect else { continue };
        if rule.of.is_about(act) && follows_money(amount) {
            limited = true;
            of_amount(bound, amount, dates, &mut period);
        }
    }
    (limited && *fee != FeeAmount::Statutory).then_some(period)
}

/// What is done with a rule that is broken: its name, the amount and the history that show it, and how.
type Each<'e> = &'e mut dyn FnMut(&str, Minor, Vec<EarlierNotice>, &BreachKind);

/// Tries every amount of the periods that decide, for a notice that was judged, and reports each rule broken with the amount that shows it.
pub fn sweep(bound: &BoundPlan, cuts: &Cuts, judged: &JudgedNotice, period: Minor, each: Each) {
    let Some(last) = judged.past.last() else { return };
    let (on, step) = (last.sent.on, last.sent.step);
    let facts = &judged.facts;
    let mut broken: Vec<&str> = Vec::new();
    for amount in amounts(bound, cuts, judged.case.amount, period) {
        let case = Case { amount, ..*judged.case };
        let standing = Standing { disputed: last.standing.disputed, others: last.standing.others, ..Standing::plain(amount) };
        let (claim, interruptions) = (standing.claim(), standing.interruptions());
        let context = Context {
            totals: standing.totals(on.since(case.due(bound))),
            unguarded: true,
            payments_through: Some(on),
            ..Context::default()
        };
        let state = CaseState { claim: &claim, interruptions: &interruptions, progress: judged.notice.progress, not_barred_until: None };
        let decision = decide_in(bound, &case, facts, context, &state, on);
        let Some(sent) = decision.proposed.filter(|sent| decision.kind == DecisionKind::Send && sent.step == step) else { continue };
        let notice = Draft { case: &case, claim: &claim, ..judged.notice };
        for Breach { rule, fault } in notice.judge(&sent) {
            let id = rule.id.as_str();
            if matches!(fault, BreachKind::TooMuch(..)) && !broken.contains(&id) {
                broken.push(id);
                let mut past = judged.past.to_vec();
                past.pop();
                past.push(EarlierNotice { sent: sent.clone(), standing });
                each(id, amount, past, &fault);
            }
        }
    }
}

/// The first and the last period of every cell between two cut points, in ascending order.
fn amounts(bound: &BoundPlan, cuts: &Cuts, most: Minor, period: Minor) -> impl Iterator<Item = Minor> {
    let least = bound.plan.ignore.max(1);
    let mut ends: Vec<Minor> =
        cuts.money.iter().chain(&cuts.bands).copied().chain([least, most]).filter(|end| (least..=most).contains(end)).collect();
    ends.sort_unstable();
    ends.dedup();
    let mut next = least;
    let ranges: Vec<(Minor, Minor)> = ends.into_iter().map(|end| ((end - period).max(least), (end + period).min(most))).collect();
    ranges.into_iter().flat_map(move |(from, to)| {
        let range = from.max(next)..=to;
        next = next.max(to + 1);
        range
    })
}

/// Whether an amount of law follows the invoice's money within a band.
fn follows_money(amount: &Amount) -> bool {
    amount.measures().iter().any(|measure| matches!(measure, Measure::Principal | Measure::Balance))
}

fn of_fee(fee: &FeeAmount, period: &mut i128) {
    match fee {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => {}
        FeeAmount::Bands(_, bands) => bands.iter().for_each(|(_, fee)| of_fee(fee, period)),
        FeeAmount::Share(share, _, adjusts) => {
            let units =
                adjusts.iter().filter_map(|adjust| if let Adjust::Rounded(rounding, _) = adjust { Some(rounding.unit) } else { None });
            // What is not rounded to a unit is rounded to the minor unit at the end.
            for unit in units.chain([1]) {
                join(period, share.ppm().into(), Rate::WHOLE, unit);
            }
        }
    }
}

fn of_amount(bound: &BoundPlan, amount: &Amount, dates: KeyDays, period: &mut i128) {
    let unit = amount.rounding.map_or(1, |rounding| rounding.unit);
    for measure in &amount.terms {
        of_measure(bound, measure, (1, 1), unit, dates, period);
    }
}

fn of_measure(bound: &BoundPlan, measure: &Measure, share: (i128, i128), unit: Minor, dates: KeyDays, period: &mut i128) {
    match measure {
        Measure::Principal | Measure::Balance => join(period, share.0, share.1, unit),
        Measure::Share(rate, of) => of_measure(bound, of, (share.0 * i128::from(rate.ppm()), share.1 * Rate::WHOLE), unit, dates, period),
        Measure::DatedShare(value, day, of) => {
            // Where the share is not told the judge lets nothing pass but what another figure allows: no amount of this one decides.
            if let Ok(share_of) = bound.plan.law.read(*value, dates.of(*day)) {
                of_measure(bound, of, (share.0 * share_of, share.1 * Rate::WHOLE), unit, dates, period);
            }
        }
        Measure::ByPrincipal(bands) => bands.iter().for_each(|(_, amount)| of_amount(bound, amount, dates, period)),
        Measure::Fixed(_) | Measure::Value(..) | Measure::Statutory | Measure::Agreed | Measure::TotalFees => {}
    }
}

/// After so many minor units `x·over/under`, rounded to the unit, repeats.
fn join(period: &mut i128, over: i128, under: i128, unit: Minor) {
    if over == 0 {
        return;
    }
    let whole = under * i128::from(unit);
    let own = whole / gcd(over.abs(), whole);
    // A period beyond every amount is too long to be gone through, however much longer it is.
    *period = (*period / gcd(*period, own)).saturating_mul(own);
}

fn gcd(a: i128, b: i128) -> i128 {
    if b == 0 { a } else { gcd(b, a % b) }
}
