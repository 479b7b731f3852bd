//! Findings that are not about a notice: periods, overlaps, what is taken for granted, what is left on the table.

use std::collections::HashSet;

use super::proof::Proof;
use super::{Finding, Laws};
use crate::diagnostic::{
    BEYOND_THE_LAW, COMING_LAW, Diagnostic, FOREIGN_CURRENCY, LAW_NOT_TOLD, LETTERS_NOT_PROVED, MONEY_LEFT, NEVER_CHARGED, NEVER_SENT,
    NO_LIMIT, NOT_COVERED, ONE_DAY, OVERLAP, SETTLED_CONDITION, Span, TAKEN_AS_GIVEN, UNKNOWN_LAW, UNKNOWN_RULE, nearest,
};
use crate::evaluate::{Kind, Bound, Rehearsal, Why};
use crate::law::{Proposal, most_compensation, most_fee};
use crate::plan::{Plan, Program, Value};
use crate::terms::{Expect, FeeAmount};
use crate::value::{Day, Debtor, Money};

/// A policy whose statute is not at hand.
pub fn unknown_law(policy: &Plan, laws: &Laws) -> Finding {
    let mut known: Vec<&str> = laws.keys().map(String::as_str).collect();
    known.sort_unstable();
    let unknown = UNKNOWN_LAW.at(policy.law.span).with("found", &policy.law.name);
    let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let diagnostic = match nearest(&policy.law.name, known) {
        Some(near) => unknown.hint(format!("did you mean `{near}`?")),
        None => unknown.with("known", list.join(", ")),
    };
    Finding::of(policy, diagnostic)
}

/// What a policy alone shows.
pub fn one(bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let (policy, law) = (bound.plan, bound.plan.law);
    let mut say = |diagnostic: Diagnostic| findings.push(Finding::of(policy, diagnostic));
    let (valid, statute) = (policy.valid, &law);
    if valid.until.is_none_or(|until| until > statute.known_until) || valid.from < statute.known_from {
        let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
        say(BEYOND_THE_LAW
            .at(policy.valid.span)
            .with("valid", format!("from {}{until}", valid.from))
            .with("law", &statute.name)
            .with("known", format!("from {} until {}", statute.known_from, statute.known_until)));
    }
    for coming in &statute.announced {
        // Without a day of its own, it may be in force on any day the law is not known for.
        let until = coming.expected.map_or(statute.known_until, |expected| expected.plus(-1));
        if valid.until.is_none_or(|valid| valid > until) {
            let state = match coming.adopted {
                Some(adopted) => format!("it was adopted on {adopted} and not in force on {}", statute.read_on),
                None => format!("it was not adopted on {}", statute.read_on),
            };
            let day = coming.expected.map_or("no day is fixed on which it takes effect".into(), |day| format!("it is expected on {day}"));
            let report = COMING_LAW.at(policy.valid.span).with("until", until).with("announced", &coming.text);
            say(report.with("state", format!("{state}; {day}")));
        }
    }
    let fixed = |amount: &FeeAmount| !matches!(amount, FeeAmount::Statutory);
    if policy.steps.iter().any(|step| step.together) && policy.steps.iter().any(|step| step.fee.amounts().any(fixed)) {
        let compensation = policy.steps.iter().find_map(|step| step.compensation);
        compensation.into_iter().for_each(|span| say(LETTERS_NOT_PROVED.at(span)));
    }
    let mut given = |words: &str, span: Option<Span>| {
        if let Some(span) = span {
            say(TAKEN_AS_GIVEN.at(span).with("found", words));
        }
    };
    given("agreed reminder fee", policy.agreed_fee);
    given("agreed late interest", policy.agreed_interest.map(|rate| rate.span));
    given("invoices are sent before the due date", policy.sent_before_due.map(|days| days.span));
    bounds(bound, proof, findings);
    steps(bound, proof, findings);
}

/// `statutory` where nothing bounds it, and fixed fees below what may be charged.
fn bounds(bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let (policy, law) = (bound.plan, bound.plan.law);
    let mut say = |step: usize, diagnostic: Diagnostic| {
        findings.push(Finding { step: Some(policy.steps[step].name.clone()), ..Finding::of(policy, diagnostic) });
    };
    for (at, step) in policy.steps.iter().enumerate() {
        let charges = step.fee.amounts().next().map(|_| step.fee.span).or(step.compensation);
        if let Some(span) = charges.filter(|_| policy.currency != law.currency) {
            let report = FOREIGN_CURRENCY.at(span).with("found", policy.currency).with("law", &law.name);
            say(at, report.with("expected", law.currency));
            continue;
        }
        let limited = |statutory_compensation: bool| bounded(bound, at, statutory_compensation);
        if step.fee.amounts().any(|amount| *amount == FeeAmount::Statutory) && !limited(false) {
            say(at, NO_LIMIT.at(step.fee.span).with("what", format!("the fee of a {}", step.act.word())).with("law", &law.name));
        }
        if let Some(span) = step.compensation.filter(|_| !limited(true)) {
            say(at, NO_LIMIT.at(span).with("what", "the compensation").with("law", &law.name));
        }
    }
    for (at, seen) in proof.steps.iter().enumerate() {
        let span = policy.steps[at].fee.span;
        if let Some(unknown) = &seen.unknown {
            let report = LAW_NOT_TOLD.at(span).with("step", &policy.steps[at].name);
            say(at, report.with("value", format!("`{}`", unknown.value)).with("on", unknown.on));
        }
        if let Some((0, rule)) = &seen.statutory {
            say(at, NEVER_CHARGED.at(span).with("rule", rule));
        }
        if let Some((on, most)) = seen.left {
            let allowed = format!("{} on {on}", Money::new(most, policy.currency));
            say(at, MONEY_LEFT.at(span).with("allowed", allowed).fix(span, "fee statutory"));
        }
    }
}

/// Steps that never go out, conditions that settle nothing, steps that fall on one day.
fn steps(bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let policy = bound.plan;
    // A policy too short for its own schedule, or one that takes over cases another has begun, sends what no case of its own comes to.
    let (first, last) = proof.covered.cuts.window;
    if proof.refused.is_some() || last.since(first) <= proof.longest || policy.takes_over {
        return;
    }
    let mut say = |step: usize, diagnostic: Diagnostic| {
        findings.push(Finding { step: Some(policy.steps[step].name.clone()), ..Finding::of(policy, diagnostic) });
    };
    for (at, (step, seen)) in policy.steps.iter().zip(&proof.steps).enumerate() {
        let when = step.when.as_ref();
        match (seen.sent || seen.unknown.is_some(), when) {
            (false, Some(when)) if !seen.when[1] => {
                say(at, NEVER_SENT.at(when.span).with("step", &step.name).with("reason", "no invoice ever meets this condition"));
            }
            (false, _) => {
                let reason =
                    "on every invoice another step goes out in its place, or what it counts from never happens while it can still come";
                say(at, NEVER_SENT.at(step.head).with("step", &step.name).with("reason", reason));
            }
            (true, Some(when)) if !seen.when[0] => say(at, SETTLED_CONDITION.at(when.span).with("step", &step.name)),
            _ => {}
        }
    }
    for (at, before) in on_one_day(bound) {
        let step = &policy.steps[at];
        let report = ONE_DAY.at(step.send.span).with("step", &step.name).with("found", &policy.steps[before].name);
        say(at, report.and(policy.steps[before].send.span, "it goes out on that day"));
    }
}

/// Steps that are due on the day on which another goes out, with that one, for an invoice nobody pays in a quiet month.
fn on_one_day(bound: &Bound) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for debtor in bound.plan.debtors.iter() {
        let first = bound.plan.valid.from.max(bound.plan.law.known_from);
        let due = bound.plan.law.due_date(Some(first.plus(40)), first);
        let mut invoice = Rehearsal::new(bound.plan.currency, debtor, 1_000 * bound.plan.currency.unit(), due.plus(-14), Some(due));
        invoice.facts = bound.plan.facts.iter().map(|fact| fact.default.as_ref().map(|default| default.clone())).collect();
        invoice.unguarded = true;
        let (mut on, mut before): (Day, Option<(Day, usize)>) = (due.plus(-14), None);
        while on.since(due) < 400 && bound.plan.is_valid(on) && on <= bound.plan.law.known_until {
            let decision = invoice.decide(bound, on);
            if let (Kind::Send, Why::Due(next)) = (decision.kind, &decision.why) {
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

fn bounded(bound: &Bound, step: usize, compensation: bool) -> bool {
    let first = bound.plan.valid.from.max(bound.plan.law.known_from);
    bound.plan.debtors.iter().any(|debtor| {
        let due = first.plus(-60);
        let rehearsal = Rehearsal::new(bound.plan.currency, debtor, 1_000 * bound.plan.currency.unit(), due.plus(-14), Some(due));
        let letters = Default::default();
        let case = rehearsal.case(&letters);
        let invoice = crate::evaluate::view(bound, &case, rehearsal.amount, &[]);
        let proposal = Proposal {
            act: bound.plan.steps[step].act,
            on: first,
            deadline: None,
            fee: 0,
            other_rows: 0,
            compensation: 0,
            interest: None,
        };
        let bounds = if compensation { most_compensation(bound.plan.law, &invoice, &proposal) } else { most_fee(bound.plan.law, &invoice, &proposal) };
        bounds.map_or(true, |bounds| bounds.most.is_some())
    })
}

/// What several policies show together, and tests that name rules.
pub fn together(policies: &[&Plan], program: &Program, findings: &mut Vec<Finding>) {
    for (at, policy) in policies.iter().enumerate() {
        for other in &policies[..at] {
            let (a, b) = (policy.valid, other.valid);
            let same_days = a.from <= b.until.unwrap_or(Day::LAST) && b.from <= a.until.unwrap_or(Day::LAST);
            let same_debtor = policy.debtors.iter().any(|debtor| other.covers(debtor));
            // The special policy before the general one is how it is meant; what two `applies when` leave over is for the proof.
            let told_apart = other.applies.is_some();
            let same_law = policy.law.name == other.law.name;
            if same_law && same_days && same_debtor && policy.currency == other.currency && !told_apart && policy.name != other.name {
                let diagnostic = OVERLAP.at(policy.head).with("other", &other.name).and(other.head, "the first stands here");
                findings.push(Finding::of(policy, diagnostic));
            }
        }
    }
    uncovered(policies, findings);
    let rules: Vec<&str> = program.statutes.iter().flat_map(|statute| statute.rules.iter().map(|rule| rule.id.as_str())).collect();
    for test in &program.tests {
        for expect in test.tree.cases.iter().flat_map(|case| &case.expects) {
            let Expect::On(expected) = &expect.value else { continue };
            if let Some(rule) = expected.by.as_ref().filter(|rule| !rules.contains(&rule.value.as_str())) {
                let known = nearest(&rule.value, rules.iter().copied())
                    .map_or("`frist law` lists the rules".into(), |near| format!("did you mean `{near}`?"));
                let diagnostic = UNKNOWN_RULE.at(rule.span).with("found", &rule.value).with("known", known);
                findings.push(Finding {
                    policy: test.tree.of.value.clone(),
                    head: None,
                    diagnostic,
                    step: None,
                    cite: None,
                    witness: None,
                });
            }
        }
    }
}

/// Kinds of debtors that none of several policies under one law and in one currency is for.
fn uncovered(policies: &[&Plan], findings: &mut Vec<Finding>) {
    for (at, policy) in policies.iter().enumerate() {
        let together = |other: &&&Plan| (&other.law.name, other.currency) == (&policy.law.name, policy.currency);
        let group: Vec<&&Plan> = policies.iter().filter(together).collect();
        let names = group.iter().map(|other| other.name.as_str()).collect::<HashSet<_>>().len();
        let first = policies[..at].iter().all(|other| !together(&other));
        if !first || names < 2 {
            continue;
        }
        for (_, debtor) in Debtor::ALL {
            let of: Vec<&&&Plan> = group.iter().filter(|other| other.covers(debtor)).collect();
            let what = match of.as_slice() {
                [] => debtor.described().to_string(),
                some if some.iter().all(|other| other.applies.is_some()) => {
                    format!("{} outside every `applies when`", debtor.described())
                }
                _ => continue,
            };
            findings.push(Finding::of(
                policy,
                NOT_COVERED.at(policy.head).with("what", format!("{what} under {} in {}", policy.law.name, policy.currency)),
            ));
        }
    }
}
