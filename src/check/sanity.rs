//! Findings that are not about a notice: periods, overlaps, what is taken for granted, what is left on the table.

use super::proof::Proof;
use super::{Finding, Laws};
use crate::diagnostic::{
    BEYOND_THE_LAW, COMING_LAW, Diagnostic, FOREIGN_CURRENCY, MONEY_LEFT, NEVER_CHARGED, NO_LIMIT, NOT_ACTED_ON, OVERLAP, Span,
    TAKEN_AS_GIVEN, UNKNOWN_LAW, UNKNOWN_RULE, nearest,
};
use crate::evaluate::{Plan, Rehearsal};
use crate::law::{Proposal, most_compensation, most_fee};
use crate::model::{Policy, Program};
use crate::syntax::tree::{Expect, FeeAmount};
use crate::value::{Day, Money};

/// A policy whose statute is not at hand.
pub fn unknown_law(policy: &Policy, laws: &Laws) -> Finding {
    let mut known: Vec<&str> = laws.keys().map(String::as_str).collect();
    known.sort_unstable();
    let unknown = UNKNOWN_LAW.at(policy.law.span).with("found", &policy.law.value);
    let list: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
    let diagnostic = match nearest(&policy.law.value, known) {
        Some(near) => unknown.hint(format!("did you mean `{near}`?")),
        None => unknown.with("known", list.join(", ")),
    };
    Finding::of(policy, diagnostic)
}

/// What a policy alone shows.
pub fn one(plan: &Plan, proof: &Proof, findings: &mut Vec<Finding>) {
    let (policy, law) = (plan.policy, plan.law);
    let mut say = |diagnostic: Diagnostic| findings.push(Finding::of(policy, diagnostic));
    let (valid, statute) = (policy.valid.value, &law.statute);
    if valid.until.is_none_or(|until| until > statute.known_until) || valid.from < statute.known_from {
        let until = valid.until.map_or(String::new(), |until| format!(" until {until}"));
        say(BEYOND_THE_LAW
            .at(policy.valid.span)
            .with("valid", format!("from {}{until}", valid.from))
            .with("law", &statute.name)
            .with("known", format!("from {} until {}", statute.known_from, statute.known_until)));
    }
    for coming in &statute.announced {
        let expected = coming.expected.unwrap_or(statute.known_until.plus(1));
        if valid.until.is_none_or(|until| until >= expected) {
            say(COMING_LAW.at(policy.valid.span).with("expected", expected).with("announced", &coming.text));
        }
    }
    for (words, span) in &policy.not_acted_on {
        say(NOT_ACTED_ON.at(*span).with("found", words));
    }
    let mut given = |words: &str, span: Option<Span>| {
        if let Some(span) = span {
            say(TAKEN_AS_GIVEN.at(span).with("found", words));
        }
    };
    given("agreed reminder fee", policy.agreed_fee);
    given("agreed late interest", policy.agreed_interest.map(|rate| rate.span));
    given("invoices are sent before the due date", policy.sent_before_due.map(|days| days.span));
    bounds(plan, proof, findings);
}

/// `statutory` where nothing bounds it, and fixed fees below what may be charged.
fn bounds(plan: &Plan, proof: &Proof, findings: &mut Vec<Finding>) {
    let (policy, law) = (plan.policy, plan.law);
    let mut say = |step: usize, diagnostic: Diagnostic| {
        findings.push(Finding { step: Some(policy.steps[step].name.clone()), ..Finding::of(policy, diagnostic) });
    };
    for (at, step) in policy.steps.iter().enumerate() {
        let charges = step.fee.value.amounts().next().map(|_| step.fee.span).or(step.compensation);
        if let Some(span) = charges.filter(|_| policy.currency != law.statute.currency) {
            let report = FOREIGN_CURRENCY.at(span).with("found", policy.currency).with("law", &law.statute.name);
            say(at, report.with("expected", law.statute.currency));
            continue;
        }
        let limited = |statutory_compensation: bool| bounded(plan, at, statutory_compensation);
        if step.fee.value.amounts().any(|amount| *amount == FeeAmount::Statutory) && !limited(false) {
            say(at, NO_LIMIT.at(step.fee.span).with("what", format!("the fee of a {}", step.act.word())).with("law", &law.statute.name));
        }
        if let Some(span) = step.compensation.filter(|_| !limited(true)) {
            say(at, NO_LIMIT.at(span).with("what", "the compensation").with("law", &law.statute.name));
        }
    }
    for (at, seen) in proof.steps.iter().enumerate() {
        let span = policy.steps[at].fee.span;
        if let Some((0, rule)) = &seen.statutory {
            say(at, NEVER_CHARGED.at(span).with("rule", rule));
        }
        if let Some((on, most)) = seen.left {
            let allowed = format!("{} on {on}", Money::new(most, policy.currency));
            say(at, MONEY_LEFT.at(span).with("allowed", allowed).fix(span, "fee statutory"));
        }
    }
}

fn bounded(plan: &Plan, step: usize, compensation: bool) -> bool {
    let first = plan.policy.valid.value.from.max(plan.law.statute.known_from);
    plan.policy.debtors.iter().any(|debtor| {
        let due = first.plus(-60);
        let rehearsal = Rehearsal::new(plan.policy.currency, debtor, 1_000 * plan.policy.currency.unit(), due.plus(-14), Some(due));
        let letters = Default::default();
        let case = rehearsal.case(&letters);
        let invoice = crate::evaluate::view(plan, &case, rehearsal.amount, &[]);
        let proposal = Proposal {
            act: plan.policy.steps[step].act,
            on: first,
            deadline: None,
            fee: 0,
            other_rows: 0,
            compensation: 0,
            interest: None,
        };
        let bounds = if compensation { most_compensation(plan.law, &invoice, &proposal) } else { most_fee(plan.law, &invoice, &proposal) };
        bounds.map_or(true, |bounds| bounds.most.is_some())
    })
}

/// What several policies show together, and tests that name rules.
pub fn together(policies: &[&Policy], program: &Program, findings: &mut Vec<Finding>) {
    for (at, policy) in policies.iter().enumerate() {
        for other in &policies[..at] {
            let (a, b) = (policy.valid.value, other.valid.value);
            let same_days = a.from <= b.until.unwrap_or(Day::LAST) && b.from <= a.until.unwrap_or(Day::LAST);
            let same_debtor = policy.debtors.iter().any(|debtor| other.covers(debtor));
            // The special policy before the general one is how it is meant; what two `applies when` leave over is for the proof.
            let told_apart = other.applies.is_some();
            let same_law = policy.law.value == other.law.value;
            if same_law && same_days && same_debtor && policy.currency == other.currency && !told_apart && policy.name != other.name {
                let diagnostic = OVERLAP.at(policy.head).with("other", &other.name).and(other.head, "the first stands here");
                findings.push(Finding::of(policy, diagnostic));
            }
        }
    }
    let rules: Vec<&str> = program.statutes.iter().flat_map(|statute| statute.rules.iter().map(|rule| rule.id.value.as_str())).collect();
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
