//! Runs the tests beside a policy: each case as a little ledger, decided every day as `evaluate` would, with what is sent recorded as sent.

use std::cmp::Ordering;

use super::expectation::{DayTried, Missed, missed};
use super::test_ledger::test_ledger;
use crate::decide::{Answers, Asked, Decision, DecisionKind, Why};
use crate::ledger::{Event, EventKind, Ledger, undoes_nothing};
use crate::plan::{Condition, Plan};
use crate::run::{Run, outgoing, record, run_despite};
use crate::terms::{Expect, Happened, Happening, TestCase};
use crate::value::Day;

/// What a case showed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tried {
    /// Every expectation that was not met, and every line that undoes a notice where none stands.
    pub missed: Vec<Missed>,
    /// What was sent: the version of the policy, by its place among those given, and its step.
    pub sent: Vec<(usize, usize)>,
    /// The sides of the steps' thresholds an invoice stood on, on days when a step could come next.
    pub sides: Vec<Side>,
}

/// The version of a policy, its step, which of its comparisons, and the side.
pub type Side = (usize, usize, usize, Ordering);

/// The longest a case is followed after the last thing it names, in days.
const AFTERMATH: i32 = 400;

/// Runs one case against the versions of its policy. It is followed until nothing more can come; `None` without a policy.
pub fn try_case(versions: &[&Plan], case: &TestCase) -> Option<Tried> {
    followed(versions, case, AFTERMATH)
}

/// Whether a case meets every expectation. It is followed no further than these reach.
pub fn passes(versions: &[&Plan], case: &TestCase) -> bool {
    let further = if case.expects.iter().any(|expect| expect.value == Expect::NothingAfter) { AFTERMATH } else { 0 };
    followed(versions, case, further).is_some_and(|tried| tried.missed.is_empty())
}

/// The days before one on which something would be sent for the first invoice of a case, with nothing recorded but what the case says was sent.
pub fn would_send(versions: &[&Plan], case: &TestCase, before: Day) -> Vec<Day> {
    let Some((begins, issued)) = begins(versions, case) else { return Vec::new() };
    let mut ledger = test_ledger(versions, case);
    let first = issued.max(begins);
    let days = (0..before.since(first).max(0)).map(|days| first.plus(days));
    let mut sends = |on: &Day| {
        ledger.payments_through = Some(*on);
        let (run, _) = run_despite(versions, &ledger, *on);
        matches!(&run.decided[0].by, Some((_, decision)) if decision.kind == DecisionKind::Send)
    };
    days.filter(|on| sends(on)).collect()
}

/// The first day of the policy, in whichever version, and the first issue date.
fn begins(versions: &[&Plan], case: &TestCase) -> Option<(Day, Day)> {
    let issued = case.invoices.iter().map(|invoice| invoice.value.issued).min()?;
    Some((versions.iter().map(|plan| plan.valid.from).min()?, issued))
}

fn followed(versions: &[&Plan], case: &TestCase, further: i32) -> Option<Tried> {
    let (begins, issued) = begins(versions, case)?;
    let happened = case.happenings.iter().map(|happening| happening.value.on);
    let last = case.expects.iter().filter_map(|expect| expect.value.on()).chain(happened).max().unwrap_or(issued);
    let mut ledger = test_ledger(versions, case);
    let mut tried = Tried { missed: Vec::new(), sent: Vec::new(), sides: Vec::new() };
    let mut days: Vec<DayTried> = Vec::new();
    let mut on = issued.max(begins);
    while on <= last.plus(further) {
        ledger.payments_through = Some(on);
        let (sent, day) = {
            // A value of another type is none: the case was read with the policy, and there is nobody to tell it to.
            let (run, _) = run_despite(versions, &ledger, on);
            // What happens after the last thing the case names is not what it tries.
            if on <= last {
                tried.sides.extend((0..case.invoices.len()).flat_map(|id| sides(&run, id)));
                tried.sides.sort_unstable();
                tried.sides.dedup();
            }
            (outgoing(&run), DayTried::of(&run, case.invoices.len()))
        };
        record(&mut ledger, versions, sent);
        let over = day.decided.iter().all(|by| match by {
            Some((_, decision)) => is_over(decision),
            None => versions.iter().all(|plan| plan.valid.from <= on),
        });
        days.push(day);
        if over && last < on || on == Day::LAST {
            break;
        }
        on = on.plus(1);
    }
    let decided = days.iter().flat_map(|day| day.decided.iter().flatten());
    let sent = decided.filter(|(_, decision)| decision.kind == DecisionKind::Send);
    tried.sent.extend(sent.filter_map(|(at, decision)| Some((*at, decision.step?))));
    tried.missed = idle(case, &ledger).map(Missed::UndoesNothing).chain(missed(case, versions, &days)).collect();
    Some(tried)
}

/// The lines that are to undo a notice where none stands, in the ledger of a case with all that was sent.
fn idle<'c>(case: &'c TestCase, ledger: &'c Ledger) -> impl Iterator<Item = usize> + 'c {
    let undoes = |line: &Happened| {
        let what = if let Happening::Cancel(step) = &line.what {
            EventKind::Cancelled(None, ledger.texts.find(&step.value))
        } else {
            EventKind::of_test(&line.what).filter(|what| *what == EventKind::Recalled)?
        };
        Some((line.invoice?, Event { on: line.on, what }))
    };
    let lines: Vec<_> = case.happenings.iter().map(|line| undoes(&line.value)).collect();
    let idle = move |at: &usize| {
        let Some((invoice, event)) = lines[*at] else { return false };
        // Lines that say the same are events in their order.
        let before = lines[..*at].iter().filter(|line| **line == lines[*at]).count();
        let events = ledger.events_of(invoice);
        let mut same = (0..events.len()).filter(|place| events[*place] == event);
        same.nth(before).is_some_and(|place| undoes_nothing(events, place, &ledger.notices))
    };
    (0..case.happenings.len()).filter(idle)
}

/// Whether nothing can follow.
fn is_over(decision: &Decision) -> bool {
    matches!(decision.why, Why::Paid | Why::HandedOver(_) | Why::Assigned(_) | Why::TimeBarred(_) | Why::NotCovered)
}

/// On which side of each threshold in the steps' conditions an invoice stands, where a step can come next.
fn sides(run: &Run, id: usize) -> Vec<Side> {
    let Some((at, decision)) = &run.decided[id].by else { return Vec::new() };
    if !matches!(decision.kind, DecisionKind::Send | DecisionKind::Wait | DecisionKind::Withheld) {
        return Vec::new();
    }
    let (bound, case, facts) = (&run.plans[*at], run.case(id), run.facts(*at, id));
    let (totals, claim) = (run.context(id).totals, &decision.claim);
    let asked = Asked { bound, case: &case, facts: &facts, totals, claim, due: decision.due, on: run.on, listener: None };
    let steps = bound.plan.steps.iter().enumerate();
    let comparisons = steps.flat_map(|(step, of)| of.when.iter().flat_map(Condition::comparisons).enumerate().map(move |one| (step, one)));
    comparisons.filter_map(|(step, (which, one))| Some((*at, step, which, asked.ordering(one).ok().flatten()?))).collect()
}
