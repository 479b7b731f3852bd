use super::proof::{Proof, Violation};
use super::{Finding, Witness, mend, place, replay};
use crate::diagnostic::{Diagnostic, NOT_PROVED, Span};
use crate::evaluate::Bound;
use crate::law::{Breach, Fault};
use crate::ledger::Notice;
use crate::plan::{Plan, Statute};
use crate::terms::{Effect, Quantity, Rule, Question, Subject};
use crate::value::{Debtor, Minor, Money};

/// Reports each rule a step can break once, with the smallest invoice that shows it.
pub fn report(bound: &Bound, proof: &Proof, findings: &mut Vec<Finding>) {
    let mut found: Vec<Finding> = Vec::new();
    let place = |violation: &Violation| bound.plan.law.rules.iter().position(|rule| rule.id == violation.rule.id);
    let mut violations: Vec<&Violation> = proof.violations.iter().collect();
    violations.sort_by_key(|violation| (place(violation), violation.step));
    for violation in violations {
        let Some(witness) = replay::witness(bound, violation) else {
            if violation.shown.iter().all(|shown| shown.fault == Fault::Advice) {
                continue;
            }
            // Nothing is passed over in silence: what the corners say and no invoice shows is not proved either way.
            let at = &bound.plan.steps[violation.step];
            let what = format!("whether `{}` can break {}", at.name, violation.rule.id);
            found.push(Finding { step: Some(at.name.clone()), ..Finding::of(bound.plan, NOT_PROVED.at(at.head).with("what", what)) });
            continue;
        };
        let place = place::of(bound.plan, violation.step, violation.rule);
        // One line that breaks a rule at several steps is one mistake.
        let same = |other: &Finding| (&other.diagnostic.code, other.diagnostic.span) == (&violation.rule.id, place.span);
        if !found.iter().any(same) {
            found.push(finding(bound, violation, witness));
        }
    }
    if let Some(what) = proof.refused {
        found
            .push(Finding::of(bound.plan, NOT_PROVED.at(bound.plan.head).with("what", format!("every case: there are too many {what}"))));
    }
    // Advice about a line that breaks the law already says nothing new.
    let unlawful: Vec<Span> = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.diagnostic.span).collect();
    found.retain(|finding| finding.is_error() || !unlawful.contains(&finding.diagnostic.span));
    findings.extend(found);
    terms(bound.plan, &bound.plan.law, findings);
}

fn finding(bound: &Bound, violation: &Violation, witness: Witness) -> Finding {
    let (policy, rule) = (bound.plan, violation.rule);
    let step = &policy.steps[witness.step];
    let place = place::of(policy, witness.step, rule);
    let mut diagnostic = Diagnostic {
        code: rule.id.clone(),
        severity: Breach { rule, fault: witness.fault.clone() }.severity(),
        title: rule.title.clone(),
        span: place.span,
        label: format!("{}{}", coming(bound, violation), label(policy, rule, &witness)),
        others: place.others,
        text: Some(format!("{}\nshown by {}", cited(rule), witness.sentence(bound))),
        hint: None,
        fix: None,
    };
    diagnostic.others.push((rule.span, if witness.fault == Fault::Advice { "the advice" } else { "the rule of law" }.into()));
    match mend::find(bound, rule, &witness) {
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

/// What was lawful when the law was read and is not from a day on that is known.
fn coming(bound: &Bound, violation: &Violation) -> String {
    let since = violation.since;
    let known = since > bound.plan.law.read_on && since > bound.plan.valid.from;
    if known && bound.plan.law.changes().contains(&since) { format!("unlawful from {since}: ") } else { String::new() }
}

fn cited(rule: &Rule) -> String {
    rule.cite.as_ref().map_or(String::new(), |cite| format!("{} (confidence {})", cite.text, cite.confidence.word()))
}

fn label(policy: &Plan, rule: &Rule, witness: &Witness) -> String {
    let money = |minor| Money::new(minor, policy.currency).to_string();
    match &witness.fault {
        Fault::TooMuch(charged, allowed) => {
            format!("{} charged{}, {} allowed", money(*charged), parts(policy, rule, witness, *charged), money(*allowed))
        }
        Fault::RateTooHigh(rate, allowed, day) => format!("{rate} on {day}, {allowed} allowed"),
        Fault::NotMet => format!("the law asks for `{}`", rule.demand),
        Fault::NotKnown(unknown) => format!("needs {} on {}, which the law does not tell", unknown.value, unknown.on),
        Fault::Advice => format!("the advice is `{}`", rule.demand),
    }
}

/// What a sum of fees and compensation is made of, since no line of the policy names it.
fn parts(policy: &Plan, rule: &Rule, witness: &Witness, charged: Minor) -> String {
    if !matches!(rule.effect, Effect::Limit(Quantity::TotalCharges, _)) {
        return String::new();
    }
    let before = |of: fn(&Notice) -> Minor| witness.rehearsal.notices.iter().map(of).sum::<Minor>();
    let fees = before(|notice| notice.fee);
    let all = [("fees so far", fees), ("this fee", witness.fee), ("compensation", charged - fees - witness.fee)];
    let some = all.into_iter().filter(|(_, minor)| *minor > 0);
    let parts: Vec<String> = some.map(|(what, minor)| format!("{what} {}", Money::new(minor, policy.currency).grouped())).collect();
    if parts.len() > 1 { format!(" ({})", parts.join(", ")) } else { String::new() }
}

/// Payment terms of credit classes, held to the statute's rules on terms.
fn terms(policy: &Plan, statute: &Statute, findings: &mut Vec<Finding>) {
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
                    code: rule.id.clone(),
                    severity: Breach { rule, fault: if advice { Fault::Advice } else { Fault::NotMet } }.severity(),
                    title: rule.title.clone(),
                    span: days.span,
                    label: format!("terms of {} days", days.value),
                    others: vec![(rule.span, if advice { "the advice" } else { "the rule of law" }.into())],
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
fn term_holds(condition: &Question, debtor: Debtor, days: i32) -> bool {
    match condition {
        Question::All(all) => all.iter().all(|condition| term_holds(condition, debtor, days)),
        Question::Any(any) => any.iter().any(|condition| term_holds(condition, debtor, days)),
        Question::Not(condition) => !term_holds(condition, debtor, days),
        Question::Debtor(of) => debtor == *of,
        Question::TermAtMost(most) => days <= *most,
        _ => true,
    }
}
