//! Runs the tests beside a policy: each case every day, with what is sent recorded as sent.

use std::cmp::Ordering;

use super::{Rehearsal, rehearsal_plan};
use crate::decide::{BoundPlan, Decision, DecisionKind, Why};
use crate::ledger::{EventKind, Notice};
use crate::plan::{FactValue, Plan};
use crate::terms::{Expect, Expected, Happening, TestCase};
use crate::value::{Act, Day, Minor, Money};

/// An expectation that was not met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missed {
    /// Which of the case's expectations.
    pub expect: usize,
    /// What came instead.
    pub instead: Instead,
}

/// What came instead of what was expected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Instead {
    /// The policy is not valid on the day.
    NotValid,
    /// Something else, and the day on which the expected step goes out.
    Else(DayOutcome, Option<Day>),
    /// It is not this rule that withholds it.
    NotBy(DayOutcome),
    /// The figures are others.
    Figures(Vec<Mismatch>),
    /// A notice, where nothing more was expected.
    More(DayOutcome),
}

/// What a day came to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DayOutcome {
    /// The day.
    pub on: Day,
    /// Which of the nine decisions.
    pub kind: DecisionKind,
    /// The step, by its place in the policy.
    pub step: Option<usize>,
    /// When the next step comes.
    pub next_on: Option<Day>,
    /// The rule that withholds it.
    pub rule: Option<String>,
}

/// A figure that was expected otherwise: first what was expected, then what came. Amounts are minor units; `None` is not known, or no deadline.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mismatch {
    /// The fee.
    Fee(Minor, Option<Minor>),
    /// The compensation.
    Compensation(Minor, Option<Minor>),
    /// The late interest.
    Interest(Minor, Option<Minor>),
    /// The balance.
    Balance(Minor, Option<Minor>),
    /// Everything owed.
    Claim(Minor, Option<Minor>),
    /// The last day to pay.
    Deadline(Day, Option<Day>),
}

/// What a case showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// The version of the policy that was tried, by its place among those given.
    pub version: usize,
    /// Every expectation that was not met.
    pub missed: Vec<Missed>,
    /// The steps that were sent.
    pub sent: Vec<usize>,
    /// The sides of the steps' thresholds the invoice stood on, on days when a step could come next.
    pub sides: Vec<(usize, usize, Ordering)>,
}

/// The longest a case is followed after the last thing it names, in days.
const AFTERMATH: i32 = 400;

/// Runs one case against the version of its policy that is valid on the day the invoice falls due, or the first.
pub fn try_case(policies: &[&Plan], case: &TestCase) -> Option<Tried> {
    let due = case.invoice.due.unwrap_or(case.invoice.issued);
    let version = policies.iter().position(|policy| policy.valid.holds(due)).unwrap_or(0);
    let policy = policies.get(version)?;
    let bound = rehearsal_plan(policy);
    let mut rehearsal = rehearse(policy, case);
    for happening in &case.happenings {
        let (on, what) = &happening.value;
        apply(&mut rehearsal, &bound, *on, what);
    }
    let expected_days = case.expects.iter().filter_map(|expect| match &expect.value {
        Expect::On(expected) => Some(expected.on),
        Expect::NothingAfter => None,
    });
    let last = expected_days.chain(case.happenings.iter().map(|happening| happening.value.0)).max().unwrap_or(case.invoice.issued);
    let mut tried = Tried { version, missed: Vec::new(), sent: Vec::new(), sides: Vec::new() };
    let decisions = run(&bound, &mut rehearsal, case.invoice.issued.max(policy.valid.from), last, &mut tried.sides);
    tried
        .sent
        .extend(decisions.iter().filter(|(_, decision)| decision.kind == DecisionKind::Send).filter_map(|(_, decision)| decision.step));
    let mut after = Day::FIRST;
    for (at, expect) in case.expects.iter().enumerate() {
        let instead = match &expect.value {
            Expect::On(expected) => {
                after = after.max(expected.on);
                let decision = decisions.iter().find(|(on, _)| *on == expected.on).map(|(_, decision)| decision);
                compare(&bound, expected, decision, &decisions)
            }
            Expect::NothingAfter => decisions
                .iter()
                .find(|(on, decision)| *on > after && decision.kind == DecisionKind::Send)
                .map(|(on, decision)| Instead::More(DayOutcome::of(*on, decision))),
        };
        tried.missed.extend(instead.map(|instead| Missed { expect: at, instead }));
    }
    Some(tried)
}

fn rehearse(policy: &Plan, case: &TestCase) -> Rehearsal {
    let invoice = &case.invoice;
    let mut rehearsal = Rehearsal::new(policy.currency, invoice.debtor, invoice.amount.minor, invoice.issued, invoice.due);
    rehearsal.due_agreed = invoice.due_agreed;
    rehearsal.fee_agreed = invoice.fee_agreed;
    rehearsal.interest_agreed = invoice.interest_agreed;
    rehearsal.tags.clone_from(&invoice.tags);
    rehearsal.customer_tags.clone_from(&invoice.customer_tags);
    rehearsal.facts = policy
        .facts
        .iter()
        .map(|fact| {
            let given = invoice.facts.iter().find(|(name, _)| name.value == fact.name).map(|(_, value)| &value.value);
            given.map(FactValue::of).or(fact.default.clone())
        })
        .collect();
    rehearsal
}

fn apply(rehearsal: &mut Rehearsal, bound: &BoundPlan, on: Day, happening: &Happening) {
    let step = |name: &str| bound.plan.steps.iter().position(|step| step.name == name);
    let minor = |money: &Option<Money>| money.map_or(0, |money| money.minor);
    let what = match happening {
        Happening::Payment(money) => EventKind::Payment(money.minor),
        Happening::Reversal(money) => EventKind::Reversal(money.minor),
        Happening::Credit(money) => EventKind::Credit(money.minor),
        Happening::Waive { fee, interest } => EventKind::Waive(minor(fee), minor(interest)),
        Happening::Dispute => EventKind::Dispute,
        Happening::Resolved => EventKind::Resolved,
        Happening::Hold(until) => EventKind::Hold(*until),
        Happening::Release => EventKind::Release,
        Happening::Plan(until) => EventKind::Plan(*until),
        Happening::PlanEnded => EventKind::PlanEnded,
        Happening::Promise(until) => EventKind::Promise(Some(*until), 0),
        Happening::Acknowledged => EventKind::Acknowledged,
        Happening::Judgment => EventKind::Judgment,
        Happening::Recalled => EventKind::Recalled,
        Happening::WriteOff => EventKind::WriteOff,
        Happening::Cancel(name) => EventKind::Cancelled(None, step(&name.value).map(|step| step as u32)),
        Happening::Handover => {
            let notice =
                Notice { act: Act::Handover, step: None, deadline: None, fee: 0, compensation: 0, interest_rate: None, letter: None };
            return rehearsal.send(on, notice);
        }
        Happening::Sent { step: name, fee, compensation, deadline } => {
            let step = step(&name.value);
            let act = step.map_or(Act::Reminder, |step| bound.plan.steps[step].act);
            let (fee, compensation) = (minor(fee), minor(compensation));
            let step = step.map(|step| step as u32);
            return rehearsal.send(on, Notice { act, step, deadline: *deadline, fee, compensation, interest_rate: None, letter: None });
        }
    };
    rehearsal.happen(on, what);
}

/// Decides every day from `first` to `last`, then on until nothing more can come.
fn run(
    bound: &BoundPlan,
    rehearsal: &mut Rehearsal,
    first: Day,
    last: Day,
    sides: &mut Vec<(usize, usize, Ordering)>,
) -> Vec<(Day, Decision)> {
    let mut decisions = Vec::new();
    let mut on = first;
    while on <= last.plus(AFTERMATH) {
        // What happens after the last thing the case names is not what it tries.
        let before = if on <= last { rehearsal.sides(bound, on) } else { Vec::new() };
        let decision = rehearsal.run(bound, on);
        if matches!(decision.kind, DecisionKind::Send | DecisionKind::Wait | DecisionKind::Withheld) {
            sides.extend(before);
            sides.sort_unstable();
            sides.dedup();
        }
        let over = matches!(decision.why, Why::Paid | Why::HandedOver(_) | Why::TimeBarred(_) | Why::NotCovered);
        decisions.push((on, decision));
        if over && last < on || on == Day::LAST {
            break;
        }
        on = on.plus(1);
    }
    decisions
}

/// What a day came to, where it is not as expected.
fn compare(bound: &BoundPlan, expected: &Expected, decision: Option<&Decision>, all: &[(Day, Decision)]) -> Option<Instead> {
    let step = bound.plan.steps.iter().position(|step| step.name == expected.what.value);
    let Some(decision) = decision else { return Some(Instead::NotValid) };
    let outcome = || DayOutcome::of(expected.on, decision);
    let met = match step {
        Some(step) => decision.kind == DecisionKind::Send && decision.step == Some(step),
        None => decision.kind.word() == expected.what.value,
    };
    if !met {
        let elsewhere = step.and_then(|step| all.iter().find(|(_, other)| other.kind == DecisionKind::Send && other.step == Some(step)));
        return Some(Instead::Else(outcome(), elsewhere.map(|(on, _)| *on)));
    }
    if let Some(rule) = &expected.by {
        let by = |first: &String, also: &[String]| *first == rule.value || also.contains(&rule.value);
        if !matches!(&decision.why, Why::Forbidden { rule: first, also, .. } if by(first, also)) {
            return Some(Instead::NotBy(outcome()));
        }
    }
    let figures = figures(expected, decision);
    (!figures.is_empty()).then_some(Instead::Figures(figures))
}

/// The figures that are not as expected.
fn figures(expected: &Expected, decision: &Decision) -> Vec<Mismatch> {
    let proposed = decision.proposed.as_ref();
    let charges = proposed.filter(|_| decision.kind == DecisionKind::Send).map_or(0, |proposed| proposed.fee + proposed.compensation);
    let differs = |wanted: Option<Money>, came: Option<Minor>, figure: fn(Minor, Option<Minor>) -> Mismatch| {
        wanted.filter(|wanted| came != Some(wanted.minor)).map(|wanted| figure(wanted.minor, came))
    };
    let deadline = proposed.and_then(|proposed| proposed.deadline);
    [
        differs(expected.fee, proposed.map(|proposed| proposed.fee), Mismatch::Fee),
        differs(expected.compensation, proposed.map(|proposed| proposed.compensation), Mismatch::Compensation),
        differs(expected.interest, decision.claim.interest, Mismatch::Interest),
        differs(expected.balance, Some(decision.claim.balance), Mismatch::Balance),
        differs(expected.claim, decision.claim.total().map(|total| total + charges), Mismatch::Claim),
        expected.deadline.filter(|wanted| deadline != Some(*wanted)).map(|wanted| Mismatch::Deadline(wanted, deadline)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

impl DayOutcome {
    fn of(on: Day, decision: &Decision) -> DayOutcome {
        let rule = if let Why::Forbidden { rule, .. } = &decision.why { Some(rule.clone()) } else { None };
        DayOutcome { on, kind: decision.kind, step: decision.step, next_on: decision.next_on, rule }
    }
}
