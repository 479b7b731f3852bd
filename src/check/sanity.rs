//! Findings about one policy that are not about a rule of law: its period, what is taken for granted, what is left on the table.

use super::proof::{Proof, Trying};
use super::{Finding, Given, Mend, Never, Problem, Role, mend, refusals};
use crate::decide::{BoundPlan, Charge, DecisionKind, Why};
use crate::diagnostic::Span;
use crate::forward::Rehearsal;
use crate::model::Policy;
use crate::plan::USUAL_TERM;
use crate::terms::Valid;
use crate::value::Day;

/// What a policy alone shows.
pub fn one(policy: &Policy, bound: &BoundPlan, proof: &Proof, trying: &Trying, findings: &mut Vec<Finding>) {
    let Policy { plan, written } = policy;
    let mut say = |span: Span, problem: Problem| findings.push(Finding::of(policy, span, problem));
    let (valid, law) = (plan.valid, &plan.law);
    if valid.until.is_none_or(|until| until > law.known_until) || valid.from < law.known_from {
        say(written.valid, Problem::BeyondTheLaw(valid, Valid { from: law.known_from, until: Some(law.known_until) }));
    }
    for (at, coming) in law.announced.iter().enumerate() {
        // Without a day of its own, it may be in force on any day the law is not known for.
        let until = coming.expected.map_or(law.known_until, |expected| expected.plus(-1));
        if valid.until.is_none_or(|valid| valid > until) {
            say(written.valid, Problem::ComingLaw(at, until));
        }
    }
    let given = [
        (Given::ReminderFee, written.agreed_fee),
        (Given::LateInterest, written.agreed_interest),
        (Given::SentBeforeDue, written.sent_before_due),
    ];
    for (given, span) in given {
        span.into_iter().for_each(|span| say(span, Problem::TakenAsGiven(given)));
    }
    refusals::one(policy, bound, findings);
    unlimited(policy, proof, findings);
    fees(policy, proof, trying, findings);
    steps(policy, bound, proof, findings);
}

/// Charges that are `statutory` and that no rule limits for some invoice, where that was not refused at first sight.
fn unlimited(policy: &Policy, proof: &Proof, findings: &mut Vec<Finding>) {
    for (at, seen) in proof.steps.iter().enumerate() {
        let Some((charge, debtor, on)) = seen.unlimited else { continue };
        let written = &policy.written.steps[at];
        let span = match charge {
            Charge::Fee => written.fee,
            Charge::Compensation => written.compensation.unwrap_or(written.head),
        };
        let refused = |finding: &Finding| finding.span == span && matches!(finding.problem, Problem::NoLimit { .. });
        if !findings.iter().any(refused) {
            findings.push(Finding::of(policy, span, Problem::NoLimit { step: at, charge, debtor, on }));
        }
    }
}

/// Fees the law does not tell, statutory fees that are always 0, and fixed fees below what may be charged.
fn fees(policy: &Policy, proof: &Proof, trying: &Trying, findings: &mut Vec<Finding>) {
    for (at, seen) in proof.steps.iter().enumerate() {
        let span = policy.written.steps[at].fee;
        let mut say = |problem: Problem, mend: Option<Mend>| findings.push(Finding { mend, ..Finding::of(policy, span, problem) });
        if let Some(unknown) = &seen.unknown {
            say(Problem::LawNotTold(at, unknown.clone()), None);
        }
        if let Some((0, rule)) = &seen.statutory {
            say(Problem::NeverCharged(at, rule.clone()), None);
        }
        if let Some((on, most)) = seen.left {
            say(Problem::MoneyLeft(at, on, most), mend::dearer_fee(policy, trying, proof, at));
        }
    }
}

/// Steps that never go out, conditions that settle nothing, steps that fall on one day.
fn steps(policy: &Policy, bound: &BoundPlan, proof: &Proof, findings: &mut Vec<Finding>) {
    let Policy { plan, written } = policy;
    // A policy too short for its own schedule, or one that takes over cases another has begun, sends what no case of its own comes to.
    let (first, last) = proof.covered.window;
    if proof.refused.is_some() || last.since(first) <= proof.longest || plan.takes_over {
        return;
    }
    let mut say = |span: Span, problem: Problem| findings.push(Finding::of(policy, span, problem));
    for (at, seen) in proof.steps.iter().enumerate() {
        match (seen.sent || seen.unknown.is_some(), written.steps[at].when) {
            (false, Some(when)) if !seen.when[1] => say(when, Problem::NeverSent(at, Never::NotMet)),
            (false, _) if plan.exempt.is_empty() => say(written.steps[at].head, Problem::NeverSent(at, Never::PassedOver)),
            (false, _) => say(written.steps[at].head, Problem::NeverSent(at, Never::LeftAlone)),
            (true, Some(when)) if !seen.when[0] => say(when, Problem::SettledCondition(at)),
            (true, _) => {}
        }
    }
    for (at, before) in on_one_day(bound) {
        let finding = Finding::of(policy, written.steps[at].send, Problem::OneDay { step: at, before });
        findings.push(finding.and(written.steps[before].send, Role::SameDay));
    }
}

/// Steps that are due on the day on which another goes out, with that one, for an invoice nobody pays in a quiet month.
fn on_one_day(bound: &BoundPlan) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for debtor in bound.plan.debtors.iter() {
        let first = bound.plan.valid.from.max(bound.plan.law.known_from);
        let due = bound.plan.law.due_date(Some(first.plus(40)), first);
        let mut invoice = Rehearsal::new(bound.plan.currency, debtor, 1_000 * bound.plan.currency.unit(), due.plus(-USUAL_TERM), Some(due));
        invoice.facts = bound.plan.facts.iter().map(|fact| fact.default.clone()).collect();
        invoice.unguarded = true;
        let (mut on, mut before): (Day, Option<(Day, usize)>) = (due.plus(-USUAL_TERM), None);
        while on.since(due) < 400 && bound.plan.is_valid(on) && on <= bound.plan.law.known_until {
            let decision = invoice.decide(bound, on);
            if let (DecisionKind::Send, Why::Due(next)) = (decision.kind, &decision.why) {
                if let (Some((day, earlier)), Some(due)) = (before, next.due)
                    && due == day
                    && !found.contains(&(next.step, earlier))
                {
                    found.push((next.step, earlier));
                }
                before = next.due.filter(|due| *due == on).map(|_| (on, next.step));
            }
            invoice.record(bound, &decision, on);
            on = on.plus(1);
        }
    }
    found
}
