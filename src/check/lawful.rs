use std::collections::HashMap;

use super::{Finding, Witness, mend, place, scenarios};
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::evaluate::{Decision, Letters, Plan, Rehearsal, breaches, rehearsal_plan};
use crate::law::{Breach, Fault, Law};
use crate::model::{Policy, Statute};
use crate::syntax::tree::{Basis, Effect, Rule, RuleCondition, Subject};
use crate::value::{Day, Debtor, Money};

/// Asks the law of every notice the policy sends in its scenarios, and reports each rule a step breaks once, with the smallest invoice that shows it.
pub fn check(policy: &Policy, law: &Law, findings: &mut Vec<Finding>) {
    let plan = rehearsal_plan(policy, law);
    let mut worst: HashMap<(usize, &str), Witness> = HashMap::new();
    visit(&plan, |breach, witness| {
        let key = (witness.step, breach.rule.id.value.as_str());
        match worst.get(&key) {
            Some(smaller) if smaller.size() <= witness.size() => {}
            _ => {
                worst.insert(key, witness);
            }
        }
    });
    let mut found: Vec<Finding> = Vec::new();
    for rule in &law.statute.rules {
        for step in 0..policy.steps.len() {
            let Some(witness) = worst.remove(&(step, rule.id.value.as_str())) else { continue };
            let new = finding(&plan, rule, witness);
            // One line that breaks a rule at several steps is one mistake.
            let same = |other: &Finding| (&other.diagnostic.code, other.diagnostic.span) == (&new.diagnostic.code, new.diagnostic.span);
            if !found.iter().any(same) {
                found.push(new);
            }
        }
    }
    // Advice about a line that breaks the law already says nothing new.
    let unlawful: Vec<Span> = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.diagnostic.span).collect();
    found.retain(|finding| finding.is_error() || !unlawful.contains(&finding.diagnostic.span));
    findings.extend(found);
    terms(policy, &law.statute, findings);
}

/// Every breach of law in the policy's scenarios, with the invoice that shows it.
pub fn visit<'a>(plan: &'a Plan<'a>, mut each: impl FnMut(Breach<'a>, Witness)) {
    for rehearsal in scenarios::all(plan) {
        visit_one(plan, rehearsal, &mut each);
    }
}

/// Every breach of law in one scenario.
pub fn visit_one<'a>(plan: &'a Plan<'a>, rehearsal: Rehearsal, each: &mut impl FnMut(Breach<'a>, Witness)) {
    scenarios::follow(plan, rehearsal, |before: &Rehearsal, decision: &Decision, on: Day| {
        let Some(proposed) = &decision.proposed else { return };
        let letters = Letters::default();
        for breach in breaches(plan, &before.case(&letters), on, proposed) {
            let fault = breach.fault.clone();
            each(
                breach,
                Witness { rehearsal: before.clone(), on, step: proposed.step, fee: proposed.fee, deadline: proposed.deadline, fault },
            );
        }
    });
}

fn finding(plan: &Plan, rule: &Rule, witness: Witness) -> Finding {
    let policy = plan.policy;
    let step = &policy.steps[witness.step];
    let place = place::of(policy, witness.step, rule);
    let advice = witness.fault == Fault::Advice;
    let mut diagnostic = Diagnostic {
        code: rule.id.value.clone(),
        severity: severity(rule, advice),
        title: rule.title.clone(),
        span: place.span,
        label: label(policy, rule, &witness),
        others: place.others,
        text: Some(format!("{}\nshown by {}", cited(rule), witness.sentence(plan))),
        hint: None,
        fix: None,
    };
    diagnostic.others.push((rule.span, "the rule of law".into()));
    match mend::find(plan, rule, &witness) {
        Some(mended) => (diagnostic.hint, diagnostic.fix) = (Some(mended.hint), Some(mended.fix)),
        None => diagnostic.hint = mend::missing_step(policy, rule, witness.step),
    }
    Finding {
        step: Some(step.name.clone()),
        cite: rule.cite.as_ref().map(|cite| cite.text.clone()),
        witness: Some(witness),
        ..Finding::of(policy, diagnostic)
    }
}

/// A rule of law is an error whatever its confidence; guidance and practice are warnings.
fn severity(rule: &Rule, advice: bool) -> Severity {
    match rule.cite.as_ref().map(|cite| cite.basis) {
        _ if advice => Severity::Warning,
        Some(Basis::Guidance | Basis::Practice) => Severity::Warning,
        _ => Severity::Error,
    }
}

fn cited(rule: &Rule) -> String {
    rule.cite.as_ref().map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()))
}

fn label(policy: &Policy, rule: &Rule, witness: &Witness) -> String {
    let money = |minor| Money::new(minor, policy.currency).to_string();
    match &witness.fault {
        Fault::TooMuch(charged, allowed) => format!("{} charged, {} allowed", money(*charged), money(*allowed)),
        Fault::RateTooHigh(rate, allowed, day) => format!("{rate} on {day}, {allowed} allowed"),
        Fault::NotMet => format!("the law asks for `{}`", rule.demand),
        Fault::NotKnown(unknown) => format!("needs {} on {}, which the law does not tell", unknown.value, unknown.on),
        Fault::Advice => format!("the advice is `{}`", rule.demand),
    }
}

/// Payment terms of credit classes, held to the statute's rules on terms.
fn terms(policy: &Policy, statute: &Statute, findings: &mut Vec<Finding>) {
    for rule in statute.rules.iter().filter(|rule| rule.of == Subject::Terms) {
        let (advice, condition) = match &rule.effect {
            Effect::Require(condition) => (false, condition),
            Effect::Advise(condition) => (true, condition),
            Effect::Limit(..) => continue,
        };
        for days in &policy.terms {
            let broken = policy.debtors.iter().any(|debtor| {
                rule.when.as_ref().is_none_or(|when| term_holds(when, debtor, days.value)) && !term_holds(condition, debtor, days.value)
            });
            if broken {
                let diagnostic = Diagnostic {
                    code: rule.id.value.clone(),
                    severity: severity(rule, advice),
                    title: rule.title.clone(),
                    span: days.span,
                    label: format!("terms of {} days", days.value),
                    others: vec![(rule.span, "the rule of law".into())],
                    text: Some(cited(rule)),
                    hint: Some("shorten the terms, or make sure of what the law asks for longer ones".into()),
                    fix: None,
                };
                let cite = rule.cite.as_ref().map(|cite| cite.text.clone());
                findings.push(Finding { cite, ..Finding::of(policy, diagnostic) });
            }
        }
    }
}

/// A condition on terms: it can ask for the debtor and the days, and nothing of a notice.
fn term_holds(condition: &RuleCondition, debtor: Debtor, days: i32) -> bool {
    match condition {
        RuleCondition::All(all) => all.iter().all(|condition| term_holds(condition, debtor, days)),
        RuleCondition::Any(any) => any.iter().any(|condition| term_holds(condition, debtor, days)),
        RuleCondition::Not(condition) => !term_holds(condition, debtor, days),
        RuleCondition::Debtor(of) => debtor == *of,
        RuleCondition::TermAtMost(most) => days <= *most,
        _ => true,
    }
}
