//! Findings that are not about a notice: periods, overlaps, what is taken for granted, what is left on the table.

use std::collections::HashSet;

use super::Finding;
use super::proof::Proof;
use crate::decide::{Bound, Kind, Why, view};
use crate::diagnostic::{
    BEYOND_THE_LAW, COMING_LAW, Diagnostic, FOREIGN_CURRENCY, LAW_NOT_TOLD, LETTERS_NOT_PROVED, MONEY_LEFT, NEVER_CHARGED, NEVER_SENT,
    NO_LIMIT, NOT_COVERED, ONE_DAY, OVERLAP, SETTLED_CONDITION, Span, TAKEN_AS_GIVEN, UNKNOWN_RULE, nearest,
};
use crate::forward::Rehearsal;
use crate::law::{Proposal, most_compensation, most_fee};
use crate::model::{Policy, Project};
use crate::plan::{FeeAmount, Plan};
use crate::terms::Expect;
use crate::value::{Day, Debtor, Money};

/// What a policy alone shows.
pub fn one(policy: &Policy, bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let Policy { plan, written } = policy;
    let mut say = |diagnostic: Diagnostic| findings.push(Finding::of(policy, diagnostic));
    let (valid, law) = (plan.valid, &plan.law);
    if valid.until.is_none_or(|until| until > law.known_until) || valid.from < law.known_from {
        let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
        say(BEYOND_THE_LAW
            .at(written.valid)
            .with("valid", format!("from {}{until}", valid.from))
            .with("law", &law.name)
            .with("known", format!("from {} until {}", law.known_from, law.known_until)));
    }
    for coming in &law.announced {
        // Without a day of its own, it may be in force on any day the law is not known for.
        let until = coming.expected.map_or(law.known_until, |expected| expected.plus(-1));
        if valid.until.is_none_or(|valid| valid > until) {
            let state = match coming.adopted {
                Some(adopted) => format!("it was adopted on {adopted} and not in force on {}", law.read_on),
                None => format!("it was not adopted on {}", law.read_on),
            };
            let day = coming.expected.map_or("no day is fixed on which it takes effect".into(), |day| format!("it is expected on {day}"));
            let report = COMING_LAW.at(written.valid).with("until", until).with("announced", &coming.text);
            say(report.with("state", format!("{state}; {day}")));
        }
    }
    let fixed = |amount: &FeeAmount| !matches!(amount, FeeAmount::Statutory);
    if plan.steps.iter().any(|step| step.together) && plan.steps.iter().any(|step| step.fee.amounts().any(fixed)) {
        let compensation = written.steps.iter().find_map(|step| step.compensation);
        compensation.into_iter().for_each(|span| say(LETTERS_NOT_PROVED.at(span)));
    }
    let mut given = |words: &str, span: Option<Span>| {
        if let Some(span) = span {
            say(TAKEN_AS_GIVEN.at(span).with("found", words));
        }
    };
    given("agreed reminder fee", written.agreed_fee);
    given("agreed late interest", written.agreed_interest);
    given("invoices are sent before the due date", written.sent_before_due);
    bounds(policy, bound, proof, findings);
    steps(policy, bound, proof, findings);
}

/// `statutory` where nothing bounds it, and fixed fees below what may be charged.
fn bounds(policy: &Policy, bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let (plan, law) = (&policy.plan, &policy.plan.law);
    let mut say = |step: usize, diagnostic: Diagnostic| {
        findings.push(Finding { step: Some(plan.step_name(step).into()), ..Finding::of(policy, diagnostic) });
    };
    for (at, (step, written)) in plan.steps.iter().zip(&policy.written.steps).enumerate() {
        let charges = step.fee.amounts().next().map(|_| written.fee).or(written.compensation);
        if let Some(span) = charges.filter(|_| plan.currency != law.currency) {
            let report = FOREIGN_CURRENCY.at(span).with("found", plan.currency).with("law", &law.name);
            say(at, report.with("expected", law.currency));
            continue;
        }
        if step.fee.amounts().any(|amount| *amount == FeeAmount::Statutory) && !bounded(bound, at, false) {
            say(at, NO_LIMIT.at(written.fee).with("what", format!("the fee of a {}", step.act.word())).with("law", &law.name));
        }
        if let Some(span) = written.compensation.filter(|_| !bounded(bound, at, true)) {
            say(at, NO_LIMIT.at(span).with("what", "the compensation").with("law", &law.name));
        }
    }
    for (at, seen) in proof.steps.iter().enumerate() {
        let span = policy.written.steps[at].fee;
        if let Some(unknown) = &seen.unknown {
            let report = LAW_NOT_TOLD.at(span).with("step", plan.step_name(at));
            say(at, report.with("value", format!("`{}`", unknown.value)).with("on", unknown.on));
        }
        if let Some((0, rule)) = &seen.statutory {
            say(at, NEVER_CHARGED.at(span).with("rule", rule));
        }
        if let Some((on, most)) = seen.left {
            let allowed = format!("{} on {on}", Money::new(most, plan.currency));
            say(at, MONEY_LEFT.at(span).with("allowed", allowed).fix(span, "fee statutory"));
        }
    }
}

/// Steps that never go out, conditions that settle nothing, steps that fall on one day.
fn steps(policy: &Policy, bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let Policy { plan, written } = policy;
    // A policy too short for its own schedule, or one that takes over cases another has begun, sends what no case of its own comes to.
    let (first, last) = proof.covered.cuts.window;
    if proof.refused.is_some() || last.since(first) <= proof.longest || plan.takes_over {
        return;
    }
    let mut say = |step: usize, diagnostic: Diagnostic| {
        findings.push(Finding { step: Some(plan.step_name(step).into()), ..Finding::of(policy, diagnostic) });
    };
    for (at, (step, seen)) in plan.steps.iter().zip(&proof.steps).enumerate() {
        match (seen.sent || seen.unknown.is_some(), written.steps[at].when) {
            (false, Some(when)) if !seen.when[1] => {
                say(at, NEVER_SENT.at(when).with("step", &step.name).with("reason", "no invoice ever meets this condition"));
            }
            (false, _) => {
                let reason =
                    "on every invoice another step goes out in its place, or what it counts from never happens while it can still come";
                say(at, NEVER_SENT.at(written.steps[at].head).with("step", &step.name).with("reason", reason));
            }
            (true, Some(when)) if !seen.when[0] => say(at, SETTLED_CONDITION.at(when).with("step", &step.name)),
            (true, _) => {}
        }
    }
    for (at, before) in on_one_day(bound) {
        let report = ONE_DAY.at(written.steps[at].send).with("step", plan.step_name(at)).with("found", plan.step_name(before));
        say(at, report.and(written.steps[before].send, "it goes out on that day"));
    }
}

/// Steps that are due on the day on which another goes out, with that one, for an invoice nobody pays in a quiet month.
fn on_one_day(bound: &Bound) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for debtor in bound.plan.debtors.iter() {
        let first = bound.plan.valid.from.max(bound.plan.law.known_from);
        let due = bound.plan.law.due_date(Some(first.plus(40)), first);
        let mut invoice = Rehearsal::new(bound.plan.currency, debtor, 1_000 * bound.plan.currency.unit(), due.plus(-14), Some(due));
        invoice.facts = bound.plan.facts.iter().map(|fact| fact.default.clone()).collect();
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
        let invoice = view(bound, &case, rehearsal.amount, &[]);
        let proposal =
            Proposal { act: bound.plan.steps[step].act, on: first, deadline: None, fee: 0, other_rows: 0, compensation: 0, interest: None };
        let most = if compensation { most_compensation } else { most_fee };
        most(&bound.plan.law, &invoice, &proposal).map_or(true, |most| most.most.is_some())
    })
}

/// What several policies show together, and tests that name rules.
pub fn together(project: &Project, findings: &mut Vec<Finding>) {
    let policies = &project.policies;
    for (at, policy) in policies.iter().enumerate() {
        for earlier in &policies[..at] {
            let (one, other) = (&policy.plan, &earlier.plan);
            let (a, b) = (one.valid, other.valid);
            let same_days = a.from <= b.until.unwrap_or(Day::LAST) && b.from <= a.until.unwrap_or(Day::LAST);
            let same_debtor = one.debtors.iter().any(|debtor| other.covers(debtor));
            // The special policy before the general one is how it is meant; what two `applies when` leave over is for the proof.
            let told_apart = other.applies.is_some();
            let same_law = one.law.name == other.law.name;
            if same_law && same_days && same_debtor && one.currency == other.currency && !told_apart && one.name != other.name {
                let report = OVERLAP.at(policy.written.head).with("other", &other.name);
                findings.push(Finding::of(policy, report.and(earlier.written.head, "the first stands here")));
            }
        }
    }
    uncovered(policies, findings);
    let rules: Vec<&str> = project.statutes.iter().flat_map(|statute| statute.law.rules.iter().map(|rule| rule.id.as_str())).collect();
    for test in &project.tests {
        for expect in test.cases.iter().flat_map(|case| &case.expects) {
            let Expect::On(expected) = &expect.value else { continue };
            if let Some(rule) = expected.by.as_ref().filter(|rule| !rules.contains(&rule.value.as_str())) {
                let known = nearest(&rule.value, rules.iter().copied())
                    .map_or("`frist law` lists the rules".into(), |near| format!("did you mean `{near}`?"));
                let diagnostic = UNKNOWN_RULE.at(rule.span).with("found", &rule.value).with("known", known);
                findings.push(Finding { policy: test.of.clone(), head: None, diagnostic, step: None, cite: None, witness: None });
            }
        }
    }
}

/// Kinds of debtors that none of several policies under one law and in one currency is for.
fn uncovered(policies: &[Policy], findings: &mut Vec<Finding>) {
    for (at, policy) in policies.iter().enumerate() {
        let own = &policy.plan;
        let together = |other: &Policy| (&other.plan.law.name, other.plan.currency) == (&own.law.name, own.currency);
        let group: Vec<&Plan> = policies.iter().filter(|other| together(other)).map(|other| &other.plan).collect();
        let names = group.iter().map(|other| other.name.as_str()).collect::<HashSet<_>>().len();
        if policies[..at].iter().any(together) || names < 2 {
            continue;
        }
        for (_, debtor) in Debtor::ALL {
            let of: Vec<&Plan> = group.iter().copied().filter(|other| other.covers(debtor)).collect();
            let what = match of.as_slice() {
                [] => debtor.described().to_string(),
                some if some.iter().all(|other| other.applies.is_some()) => {
                    format!("{} outside every `applies when`", debtor.described())
                }
                _ => continue,
            };
            let what = format!("{what} under {} in {}", own.law.name, own.currency);
            findings.push(Finding::of(policy, NOT_COVERED.at(policy.written.head).with("what", what)));
        }
    }
}
