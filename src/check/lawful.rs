use super::proof::{Proof, Violation};
use super::{Finding, Witness, mend, place, replay};
use crate::decide::Bound;
use crate::diagnostic::{Diagnostic, NOT_PROVED, Span};
use crate::law::{Breach, Effect, Fault, Judged, Question, Rule, Terms};
use crate::ledger::Notice;
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::{Quantity, Subject};
use crate::value::{Day, Minor, Money};

/// Reports each rule a step can break once, with the smallest invoice that shows it.
pub fn report(project: &Project, policy: &Policy, bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let mut found: Vec<Finding> = Vec::new();
    let place = |violation: &Violation| policy.plan.law.rules.iter().position(|rule| rule.id == violation.rule.id);
    let mut violations: Vec<&Violation> = proof.violations.iter().collect();
    violations.sort_by_key(|violation| (place(violation), violation.step));
    for violation in violations {
        let Some(witness) = replay::witness(bound, violation) else {
            if violation.shown.iter().all(|shown| shown.fault == Fault::Advice) {
                continue;
            }
            // Nothing is passed over in silence: what the corners say and no invoice shows is not proved either way.
            let (name, head) = (policy.plan.step_name(violation.step), policy.written.steps[violation.step].head);
            let what = format!("whether `{name}` can break {}", violation.rule.id);
            found.push(Finding { step: Some(name.into()), ..Finding::of(policy, NOT_PROVED.at(head).with("what", what)) });
            continue;
        };
        let place = place::of(policy, violation.step, violation.rule);
        // One line that breaks a rule at several steps is one mistake.
        let same = |other: &Finding| (&other.diagnostic.code, other.diagnostic.span) == (&violation.rule.id, place.span);
        if !found.iter().any(same) {
            found.push(finding(project, policy, bound, violation, witness));
        }
    }
    if let Some(what) = proof.refused {
        let what = format!("every case: there are too many {what}");
        found.push(Finding::of(policy, NOT_PROVED.at(policy.written.head).with("what", what)));
    }
    // Advice about a line that breaks the law already says nothing new.
    let unlawful: Vec<Span> = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.diagnostic.span).collect();
    found.retain(|finding| finding.is_error() || !unlawful.contains(&finding.diagnostic.span));
    findings.extend(found);
    terms(project, policy, findings);
}

fn finding(project: &Project, policy: &Policy, bound: &Bound, violation: &Violation, witness: Witness) -> Finding {
    let (plan, rule) = (&policy.plan, violation.rule);
    let place = place::of(policy, witness.step, rule);
    let mut diagnostic = Diagnostic {
        code: rule.id.clone(),
        severity: Breach { rule, fault: witness.fault.clone() }.severity(),
        title: rule.title.clone(),
        span: place.span,
        label: format!("{}{}", coming(plan, violation), label(plan, rule, &witness.fault, |charged| parts(plan, rule, &witness, charged))),
        others: place.others,
        text: Some(format!("{}\nshown by {}", cited(rule), witness.sentence(bound))),
        hint: None,
        fix: None,
    };
    diagnostic.others.extend(rule_stands(project, plan, rule, &witness.fault));
    match mend::find(policy, rule, &witness) {
        Some(mended) => (diagnostic.hint, diagnostic.fix) = (Some(mended.hint), Some(mended.fix)),
        None => diagnostic.hint = mend::missing_step(plan, rule, witness.step),
    }
    Finding {
        step: Some(plan.step_name(witness.step).into()),
        cite: rule.cite.as_ref().map(|cite| cite.text.clone()),
        witness: Some(witness),
        ..Finding::of(policy, diagnostic)
    }
}

/// Where the rule that is broken is written.
fn rule_stands(project: &Project, plan: &Plan, rule: &Rule, fault: &Fault) -> Vec<(Span, String)> {
    let what = if *fault == Fault::Advice { "the advice" } else { "the rule of law" };
    project.rule_written(&plan.law.name, &rule.id).map(|span| (span, what.into())).into_iter().collect()
}

/// What was lawful when the law was read and is not from a day on that is known.
fn coming(plan: &Plan, violation: &Violation) -> String {
    let since = violation.since;
    let known = since > plan.law.read_on && since > plan.valid.from;
    if known && plan.law.changes().contains(&since) { format!("unlawful from {since}: ") } else { String::new() }
}

fn cited(rule: &Rule) -> String {
    rule.cite.as_ref().map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()))
}

/// How a rule is broken; `parts` tells what a sum is made of.
fn label(plan: &Plan, rule: &Rule, fault: &Fault, parts: impl Fn(Minor) -> String) -> String {
    let money = |minor| Money::new(minor, plan.currency).to_string();
    match fault {
        Fault::TooMuch(charged, allowed) => format!("{} charged{}, {} allowed", money(*charged), parts(*charged), money(*allowed)),
        Fault::RateTooHigh(rate, allowed, day) => format!("{rate} on {day}, {allowed} allowed"),
        Fault::NotMet => format!("the law asks for `{}`", rule.demand),
        Fault::NotKnown(unknown) => format!("needs {} on {}, which the law does not tell", unknown.value, unknown.on),
        Fault::Advice => format!("the advice is `{}`", rule.demand),
    }
}

/// What a sum of fees and compensation is made of, since no line of the policy names it.
fn parts(plan: &Plan, rule: &Rule, witness: &Witness, charged: Minor) -> String {
    if !matches!(rule.effect, Effect::Limit(Quantity::TotalCharges, _)) {
        return String::new();
    }
    let before = |of: fn(&Notice) -> Minor| witness.rehearsal.notices.iter().map(of).sum::<Minor>();
    let fees = before(|notice| notice.fee);
    let all = [("fees so far", fees), ("this fee", witness.fee), ("compensation", charged - fees - witness.fee)];
    let some = all.into_iter().filter(|(_, minor)| *minor > 0);
    let parts: Vec<String> = some.map(|(what, minor)| format!("{what} {}", Money::new(minor, plan.currency).grouped())).collect();
    if parts.len() > 1 { format!(" ({})", parts.join(", ")) } else { String::new() }
}

/// Payment terms of credit classes, held to the statute's rules on terms: each rule and class once, from the first day on which it breaks it.
fn terms(project: &Project, policy: &Policy, findings: &mut Vec<Finding>) {
    let plan = &policy.plan;
    let classes = plan.credit.iter().flat_map(|credit| &credit.classes);
    let given: Vec<(i32, Span)> = classes.zip(&policy.written.terms).filter_map(|(class, span)| class.terms.zip(*span)).collect();
    let first = plan.valid.from.max(plan.law.known_from);
    for rule in plan.law.rules.iter().filter(|rule| rule.of == Subject::Terms) {
        let later = rule.changes().filter(|day| *day > first);
        let days: Vec<Day> = [first].into_iter().chain(later).filter(|day| plan.is_valid(*day)).collect();
        for (terms, span) in given.iter().copied() {
            let broken = |on: Day| {
                let fault = |debtor| Terms { debtor, days: terms, fee_agreed: plan.agreed_fee, on }.fault(rule);
                Some((on, plan.debtors.iter().find_map(fault)?))
            };
            let Some((on, fault)) = days.iter().copied().find_map(broken) else { continue };
            let since = match fault {
                _ if on == first => String::new(),
                // What is advised against is not unlawful.
                Fault::Advice => format!("from {on}: "),
                Fault::TooMuch(..) | Fault::RateTooHigh(..) | Fault::NotMet | Fault::NotKnown(_) => format!("unlawful from {on}: "),
            };
            let of_term = |question: &Question| matches!(question, Question::TermAtMost(_));
            let label = if rule.effect.demanded().is_some_and(|demanded| demanded.asks(&of_term)) {
                format!("terms of {terms} days")
            } else {
                label(plan, rule, &fault, |_| String::new())
            };
            let hint = "shorten the terms, or make sure of what the law asks for longer ones";
            let diagnostic = Diagnostic {
                code: rule.id.clone(),
                severity: Breach { rule, fault: fault.clone() }.severity(),
                title: rule.title.clone(),
                span,
                label: format!("{since}{label}"),
                others: rule_stands(project, plan, rule, &fault),
                text: Some(cited(rule)),
                hint: rule.asks(of_term).then(|| hint.into()),
                fix: None,
            };
            let cite = rule.cite.as_ref().map(|cite| cite.text.clone());
            findings.push(Finding { cite, ..Finding::of(policy, diagnostic) });
        }
    }
}
