//! An invoice, what its debtor and its creditor do, and the days on which the policy is run.

use std::collections::BTreeSet;

use frist::decide::{BoundPlan, Decision, DecisionKind};
use frist::forward::Rehearsal;
use frist::law::Measure;
use frist::ledger::EventKind;
use frist::plan::{Fact, FactValue, FeeAmount, Right};
use frist::terms::{BuiltIn, Effect, Interest};
use frist::value::{Day, Minor, Rate};

use super::brute::window;
use super::draw::Draw;

/// The figures a policy and its law tell apart.
pub struct Cuts {
    amounts: Vec<Minor>,
    /// Days on which the law or the policy changes, within the window or up to three years before it.
    days: Vec<Day>,
    first: Day,
    last: Day,
}

impl Cuts {
    /// Of one plan.
    pub fn of(bound: &BoundPlan) -> Cuts {
        let (first, last) = window(bound);
        let unit = bound.plan.currency.unit();
        let mut amounts: BTreeSet<Minor> = [1, 10 * unit, 100 * unit, 1_000 * unit, 25_000 * unit].into();
        let mut around = |threshold: Minor| amounts.extend([threshold - 1, threshold, threshold + 1]);
        let comparisons = bound.plan.steps.iter().filter_map(|step| step.when.as_ref()).flat_map(|when| when.comparisons());
        for comparison in comparisons {
            let by_days = matches!(comparison.fact, Fact::BuiltIn(BuiltIn::Overdue));
            match &comparison.right {
                Right::Value(FactValue::Whole(threshold)) if !by_days => around(*threshold),
                Right::Fact(_, more) if *more > 0 => around(*more),
                _ => {}
            }
        }
        for fee in bound.plan.steps.iter().flat_map(|step| step.fee.amounts()) {
            match fee {
                FeeAmount::Bands(_, bands) => bands.iter().filter_map(|(up_to, _)| up_to.as_ref()).for_each(|up_to| around(up_to.minor)),
                FeeAmount::Share(share, ..) if share.ppm() > 0 => {
                    // Where the share comes to some whole units.
                    [1, 5, 12, 35, 38, 60, 100, 180].iter().for_each(|fee| around(fee * unit * 1_000_000 / share.ppm()));
                }
                _ => {}
            }
        }
        around(bound.plan.ignore);
        let limits =
            bound.plan.law.rules.iter().filter_map(|rule| if let Effect::Limit(_, amount) = &rule.effect { Some(amount) } else { None });
        for measure in limits.flat_map(|amount| amount.measures()) {
            if let Measure::ByPrincipal(bands) = measure {
                bands.iter().filter_map(|(up_to, _)| *up_to).for_each(|up_to| around(up_to.minor));
            }
        }
        let mut days = bound.plan.law.changes();
        days.extend(bound.plan.steps.iter().flat_map(|step| step.fee.changes()));
        days.extend([first, last]);
        days.retain(|day| *day >= first.plus_months(-36) && *day <= last);
        Cuts { amounts: amounts.into_iter().filter(|amount| *amount > 0).collect(), days, first, last }
    }

    /// One of the amounts, or any other.
    pub fn amount(&self, draw: &mut Draw) -> Minor {
        if draw.chance(70) { draw.of(&self.amounts) } else { 10_i64.pow(draw.within(1, 6) as u32) + draw.within(0, 99_999) }
    }
}

/// What came of one invoice.
pub struct Ran {
    /// The invoice with all that happened to it.
    pub rehearsal: Rehearsal,
    /// The notices that were sent.
    pub sent: usize,
    /// The first decision that withheld one, and its day.
    pub withheld: Option<(Day, Decision)>,
}

/// Draws an invoice and runs the policy over it, the guard in place.
pub fn run(bound: &BoundPlan, cuts: &Cuts, seed: u64) -> Ran {
    let mut draw = Draw(seed);
    let due = due_date(cuts, &mut draw);
    let mut rehearsal = invoice(bound, cuts, due, &mut draw);
    happen(bound, cuts, due, &mut rehearsal, &mut draw);
    let mut on = rehearsal.issued.max(cuts.first);
    // Some run every day, some weekly, some whenever somebody remembers.
    let late = draw.of(&[0, 0, 3, 10, 40]);
    let (mut sent, mut runs) = (0, 0);
    while on <= cuts.last && runs < 60 {
        let decision = rehearsal.decide(bound, on);
        runs += 1;
        if decision.kind == DecisionKind::Withheld {
            return Ran { rehearsal, sent, withheld: Some((on, decision)) };
        }
        if matches!(decision.kind, DecisionKind::Settled) && rehearsal.events.iter().all(|event| event.on <= on) {
            break;
        }
        if decision.kind == DecisionKind::Send {
            sent += 1;
            rehearsal.record(bound, &decision, on);
        }
        let slept = draw.of(&[1, 1, 1, 2, late + 1]) + if draw.chance(30) { draw.within(0, late) } else { 0 };
        let next = on.plus(slept as i32);
        // Nothing comes before the day it says, unless something happens first.
        let event = rehearsal.events.iter().map(|event| event.on).find(|day| *day >= next);
        let waits = decision.next_on.filter(|_| decision.kind == DecisionKind::Wait && draw.chance(80));
        on = match waits.map(|day| event.map_or(day, |event| event.min(day))) {
            Some(day) => next.max(if draw.chance(70) { day } else { day.plus(draw.within(0, late) as i32) }),
            None => next,
        };
    }
    Ran { rehearsal, sent, withheld: None }
}

/// A day about which something changes, or any other.
pub fn due_date(cuts: &Cuts, draw: &mut Draw) -> Day {
    let day = match draw.within(0, 3) {
        0 => cuts.first.plus(draw.within(-80, 20) as i32),
        1 => draw.of(&cuts.days).plus(draw.of(&[-90, -60, -45, -30, -28, -15, -14, -10, 0, 0, 0]) + draw.within(-2, 2) as i32),
        2 => cuts.first.plus(draw.within(-1_000, 0) as i32),
        _ => cuts.first.plus(draw.within(0, i64::from(cuts.last.since(cuts.first)).max(1)) as i32),
    };
    day.min(cuts.last)
}

/// An invoice that a policy is for and that does not contradict it.
pub fn invoice(bound: &BoundPlan, cuts: &Cuts, due: Day, draw: &mut Draw) -> Rehearsal {
    let plan = bound.plan;
    let debtor = draw.of(&plan.debtors.iter().collect::<Vec<_>>());
    let least = plan.sent_before_due.unwrap_or(0);
    let term = (least + draw.of(&[0, 1, 13, 14, 14, 30, 30, 60])).min(if draw.chance(50) { least.max(14) } else { 90 });
    let mut rehearsal = Rehearsal::new(plan.currency, debtor, cuts.amount(draw), due.plus(-term), Some(due));
    if draw.chance(10) && plan.law.no_due_date >= least {
        (rehearsal.issued, rehearsal.due) = (due.plus(-plan.law.no_due_date), None);
    }
    rehearsal.due_agreed = draw.chance(85);
    let agreed = if plan.agreed_fee { [None, Some(true)] } else { [None, Some(draw.chance(50))] };
    rehearsal.fee_agreed = draw.of(&agreed);
    let own_rate = matches!(plan.interest, Some(Interest::AgreedOtherwiseStatutory(_))) && plan.agreed_interest.is_none();
    rehearsal.interest_agreed = (own_rate && draw.chance(50)).then(|| Rate::from_ppm(draw.of(&[50_000, 90_000, 180_000])));
    rehearsal
}

/// Money that comes in part, is taken back, credited or waived; objections, plans, promises, holds; the end.
pub fn happen(bound: &BoundPlan, cuts: &Cuts, due: Day, rehearsal: &mut Rehearsal, draw: &mut Draw) {
    let amount = rehearsal.amount;
    let begin = rehearsal.issued.max(cuts.first.plus(-20)).max(due.plus(-10));
    let mut paid = 0;
    for _ in 0..draw.of(&[0, 1, 1, 2, 3, 5]) {
        let on = begin.plus(draw.within(0, 90) as i32);
        let part = match draw.within(0, 2) {
            // What leaves one of the figures that matter.
            0 => amount - draw.of(&cuts.amounts),
            1 => amount / draw.within(1, 5),
            _ => draw.within(1, amount.min(5_000)),
        };
        let part = part.clamp(1, amount);
        let what = match draw.within(0, 12) {
            0..=2 => {
                paid += part;
                EventKind::Payment(part)
            }
            3 if paid > 0 => EventKind::Reversal(paid.min(part)),
            4 => draw.of(&[EventKind::Credit(part), EventKind::Credit(part), EventKind::Uncredit(part)]),
            5 | 6 => EventKind::Dispute,
            7 => EventKind::Resolved,
            8 => EventKind::Waive(draw.within(0, 4_000), draw.within(0, 500)),
            9 => {
                let promised = draw.of(&[0, part]);
                draw.of(&[EventKind::Plan(Some(on.plus(20))), EventKind::PlanEnded, EventKind::Promise(Some(on.plus(10)), promised)])
            }
            10 => draw.of(&[EventKind::Hold(Some(on.plus(15))), EventKind::Hold(None), EventKind::Release, EventKind::Release]),
            12 => draw.of(&[
                EventKind::Acknowledged,
                EventKind::Judgment,
                EventKind::WriteOff(None),
                EventKind::WriteOff(Some(part)),
                EventKind::Reopened,
            ]),
            11 => draw.of(&[EventKind::Insolvency, EventKind::InsolvencyEnded, EventKind::InsolvencyEnded]),
            _ => EventKind::Plan(None),
        };
        // A reversal takes back what came before it.
        if !matches!(what, EventKind::Reversal(_))
            || rehearsal.events.iter().any(|event| event.on <= on && matches!(event.what, EventKind::Payment(_)))
        {
            rehearsal.happen(on, what);
        }
    }
    debug_assert!(bound.plan.covers(rehearsal.debtor));
}
