//! Runs the tests beside a policy: each case every day, with what is sent recorded as sent.

use std::cmp::Ordering;

use super::{Rehearsal, rehearsal_plan};
use crate::decide::{Bound, Decision, Kind, Why};
use crate::ledger::{Notice, What};
use crate::plan::{Plan, Value};
use crate::terms::{Case, Expect, Expected, Happening};
use crate::value::{Act, Day, Minor, Money};

/// An expectation that was not met.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Missed {
    /// Which of the case's expectations.
    pub expect: usize,
    /// What was expected, in words.
    pub expected: String,
    /// What came instead, in words.
    pub actual: String,
}

/// What a case showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// The first day of the policy's version that was tried.
    pub from: Day,
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
pub fn try_case(policies: &[&Plan], case: &Case) -> Option<Tried> {
    let due = case.invoice.due.unwrap_or(case.invoice.issued);
    let valid = |policy: &&&Plan| policy.valid.from <= due && policy.valid.until.is_none_or(|until| due <= until);
    let policy = policies.iter().find(valid).or(policies.first())?;
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
    let mut tried = Tried { from: policy.valid.from, missed: Vec::new(), sent: Vec::new(), sides: Vec::new() };
    let decisions = run(&bound, &mut rehearsal, case.invoice.issued.max(policy.valid.from), last, &mut tried.sides);
    tried.sent.extend(decisions.iter().filter(|(_, decision)| decision.kind == Kind::Send).filter_map(|(_, decision)| decision.step));
    let mut after = Day::FIRST;
    for (at, expect) in case.expects.iter().enumerate() {
        let missed = match &expect.value {
            Expect::On(expected) => {
                after = after.max(expected.on);
                let decision = decisions.iter().find(|(on, _)| *on == expected.on).map(|(_, decision)| decision);
                compare(&bound, expected, decision, &decisions)
            }
            Expect::NothingAfter => decisions
                .iter()
                .find(|(on, decision)| *on > after && decision.kind == Kind::Send)
                .map(|(on, decision)| ("nothing more".to_string(), in_words(&bound, *on, decision))),
        };
        tried.missed.extend(missed.map(|(expected, actual)| Missed { expect: at, expected, actual }));
    }
    Some(tried)
}

fn rehearse(policy: &Plan, case: &Case) -> Rehearsal {
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
            given.map(Value::of).or(fact.default.clone())
        })
        .collect();
    rehearsal
}

fn apply(rehearsal: &mut Rehearsal, bound: &Bound, on: Day, happening: &Happening) {
    let step = |name: &str| bound.plan.steps.iter().position(|step| step.name == name);
    let minor = |money: &Option<Money>| money.map_or(0, |money| money.minor);
    let what = match happening {
        Happening::Payment(money) => What::Payment(money.minor),
        Happening::Reversal(money) => What::Reversal(money.minor),
        Happening::Credit(money) => What::Credit(money.minor),
        Happening::Waive { fee, interest } => What::Waive(minor(fee), minor(interest)),
        Happening::Dispute => What::Dispute,
        Happening::Resolved => What::Resolved,
        Happening::Hold(until) => What::Hold(*until),
        Happening::Release => What::Release,
        Happening::Plan(until) => What::Plan(*until),
        Happening::PlanEnded => What::PlanEnded,
        Happening::Promise(until) => What::Promise(Some(*until), 0),
        Happening::Acknowledged => What::Acknowledged,
        Happening::Judgment => What::Judgment,
        Happening::Recalled => What::Recalled,
        Happening::WriteOff => What::WriteOff,
        Happening::Cancel(name) => What::Cancelled(None, step(&name.value).map(|step| step as u32)),
        Happening::Handover | Happening::Sent { .. } => {
            let notice = match happening {
                Happening::Sent { step: name, fee, compensation, deadline } => {
                    let step = step(&name.value);
                    let act = step.map_or(Act::Reminder, |step| bound.plan.steps[step].act);
                    let step = step.map(|step| step as u32);
                    Notice {
                        act,
                        step,
                        deadline: *deadline,
                        fee: minor(fee),
                        compensation: minor(compensation),
                        interest_rate: None,
                        letter: None,
                    }
                }
                _ => Notice { act: Act::Handover, step: None, deadline: None, fee: 0, compensation: 0, interest_rate: None, letter: None },
            };
            rehearsal.send(on, notice);
            return;
        }
    };
    rehearsal.happen(on, what);
}

/// Decides every day from `first` to `last`, then on until nothing more can come.
fn run(bound: &Bound, rehearsal: &mut Rehearsal, first: Day, last: Day, sides: &mut Vec<(usize, usize, Ordering)>) -> Vec<(Day, Decision)> {
    let mut decisions = Vec::new();
    let mut on = first;
    while on <= last.plus(AFTERMATH) {
        // What happens after the last thing the case names is not what it tries.
        let before = if on <= last { rehearsal.sides(bound, on) } else { Vec::new() };
        let decision = rehearsal.run(bound, on);
        if matches!(decision.kind, Kind::Send | Kind::Wait | Kind::Withheld) {
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

type Differs = Option<(String, String)>;

fn compare(bound: &Bound, expected: &Expected, decision: Option<&Decision>, all: &[(Day, Decision)]) -> Differs {
    let step = bound.plan.steps.iter().position(|step| step.name == expected.what.value);
    let wanted = format!("{} on {}", expected.what.value, expected.on);
    let Some(decision) = decision else { return Some((wanted, format!("the policy is not valid on {}", expected.on))) };
    let met = match step {
        Some(step) => decision.kind == Kind::Send && decision.step == Some(step),
        None => decision.kind.word() == expected.what.value,
    };
    if !met {
        let instead = in_words(bound, expected.on, decision);
        let elsewhere = step.and_then(|step| all.iter().find(|(_, other)| other.kind == Kind::Send && other.step == Some(step)));
        let elsewhere = elsewhere.map_or(String::new(), |(on, _)| format!("; {} goes out on {on}", expected.what.value));
        return Some((wanted, format!("{instead}{elsewhere}")));
    }
    if let Some(rule) = &expected.by {
        let by = match &decision.why {
            Why::Forbidden { rule: first, also, .. } => *first == rule.value || also.contains(&rule.value),
            _ => false,
        };
        if !by {
            return Some((format!("{wanted} by {}", rule.value), in_words(bound, expected.on, decision)));
        }
    }
    let money = |minor: Minor| Money::new(minor, bound.plan.currency).to_string();
    let proposed = decision.proposed.as_ref();
    let charges = proposed.filter(|_| decision.kind == Kind::Send).map_or(0, |proposed| proposed.fee + proposed.compensation);
    let amounts = [
        ("fee", expected.fee, proposed.map(|proposed| proposed.fee)),
        ("compensation", expected.compensation, proposed.map(|proposed| proposed.compensation)),
        ("interest", expected.interest, decision.claim.interest),
        ("balance", expected.balance, Some(decision.claim.balance)),
        ("claim", expected.claim, decision.claim.total().map(|total| total + charges)),
    ];
    let (mut want, mut got) = (Vec::new(), Vec::new());
    for (what, expected, actual) in amounts {
        if let Some(expected) = expected.filter(|expected| actual != Some(expected.minor)) {
            want.push(format!("{what} {}", money(expected.minor)));
            got.push(format!("{what} {}", actual.map_or("unknown".into(), money)));
        }
    }
    let deadline = proposed.and_then(|proposed| proposed.deadline);
    if let Some(expected) = expected.deadline.filter(|expected| deadline != Some(*expected)) {
        want.push(format!("deadline {expected}"));
        got.push(format!("deadline {}", deadline.map_or("none".into(), |deadline| deadline.to_string())));
    }
    (!want.is_empty()).then(|| (format!("{wanted} with {}", want.join(", ")), format!("with {}", got.join(", "))))
}

fn in_words(bound: &Bound, on: Day, decision: &Decision) -> String {
    let step = decision.step.map(|step| bound.plan.steps[step].name.as_str());
    if let Why::Forbidden { rule, .. } = &decision.why {
        return format!("withheld on {on} by {rule}");
    }
    match (decision.kind, step, decision.next_on) {
        (Kind::Send, Some(step), _) => format!("{step} on {on}"),
        (Kind::Wait, Some(step), Some(next)) => format!("wait on {on} for {step} on {next}"),
        (kind, Some(step), _) => format!("{} on {on} at {step}", kind.word()),
        (kind, None, _) => format!("{} on {on}", kind.word()),
    }
}
