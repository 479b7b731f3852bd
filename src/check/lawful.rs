use super::proof::{Proof, Violation};
use super::{ChargesSoFar, Finding, Mend, Problem, Remedy, Role, Witness, mend, place, replay};
use crate::decide::BoundPlan;
use crate::diagnostic::Span;
use crate::law::{BreachKind, Effect, Judged, Question, Rule, Terms};
use crate::ledger::Notice;
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::{Quantity, Subject};
use crate::value::{Day, Minor};

/// Reports each rule a step can break once, with the smallest invoice that shows it.
pub fn report(project: &Project, policy: &Policy, bound: &BoundPlan, proof: &Proof, findings: &mut Vec<Finding>) {
    let mut found: Vec<Finding> = Vec::new();
    let place = |violation: &Violation| policy.plan.law.rules.iter().position(|rule| rule.id == violation.rule.id);
    let mut violations: Vec<&Violation> = proof.violations.iter().collect();
    violations.sort_by_key(|violation| (place(violation), violation.step));
    for violation in violations {
        let Some(witness) = replay::witness(bound, violation) else {
            if violation.shown.iter().all(|shown| shown.fault == BreachKind::Advice) {
                continue;
            }
            // Nothing is passed over in silence: what the corners say and no invoice shows is not proved either way.
            let problem = Problem::NotProved { rule: violation.rule.id.clone(), step: violation.step };
            found.push(Finding::of(policy, policy.written.steps[violation.step].head, problem));
            continue;
        };
        let place = place::of(policy, violation.step, violation.rule);
        // One line that breaks a rule at several steps is one mistake.
        let same = |other: &Finding| (other.code(), other.span) == (violation.rule.id.as_str(), place.span);
        if !found.iter().any(same) {
            found.push(finding(project, policy, violation, witness));
        }
    }
    if let Some(what) = proof.refused {
        found.push(Finding::of(policy, policy.written.head, Problem::TooManyCases(what)));
    }
    // Advice about a line that breaks the law already says nothing new.
    let unlawful: Vec<Span> = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.span).collect();
    found.retain(|finding| finding.is_error() || !unlawful.contains(&finding.span));
    findings.extend(found);
    terms(project, policy, findings);
}

fn finding(project: &Project, policy: &Policy, violation: &Violation, witness: Witness) -> Finding {
    let (plan, rule, step) = (&policy.plan, violation.rule, witness.step);
    let place = place::of(policy, step, rule);
    let problem = Problem::Notice {
        rule: rule.id.clone(),
        step,
        fault: witness.fault.clone(),
        since: coming(plan, violation),
        charges: charges(rule, &witness),
    };
    let finding = Finding::of_law(policy, place.span, rule, &witness.fault, problem);
    let rule_stands = rule_stands(project, plan, rule, &witness.fault);
    Finding {
        others: place.others.into_iter().chain(rule_stands).collect(),
        mend: mend::find(policy, rule, &witness).or_else(|| mend::missing_step(plan, rule, step)),
        witness: Some(witness),
        ..finding
    }
}

/// Where the rule that is broken is written.
fn rule_stands(project: &Project, plan: &Plan, rule: &Rule, fault: &BreachKind) -> Option<(Span, Role)> {
    let role = if *fault == BreachKind::Advice { Role::Advice } else { Role::Rule };
    project.rule_written(&plan.law.name, &rule.id).map(|span| (span, role))
}

/// The day from which on something is unlawful that was lawful when the law was read, if that day is known.
fn coming(plan: &Plan, violation: &Violation) -> Option<Day> {
    let since = violation.since;
    let known = since > plan.law.read_on && since > plan.valid.from;
    (known && plan.law.changes().contains(&since)).then_some(since)
}

/// What the sum of fees and compensation is made of, where the rule limits it.
fn charges(rule: &Rule, witness: &Witness) -> Option<ChargesSoFar> {
    let (Effect::Limit(Quantity::TotalCharges, _), BreachKind::TooMuch(charged, _)) = (&rule.effect, &witness.fault) else { return None };
    let before = witness.rehearsal.notices.iter().map(|notice: &Notice| notice.fee).sum::<Minor>();
    Some(ChargesSoFar { before, fee: witness.fee, compensation: charged - before - witness.fee })
}

/// Payment terms of credit classes, held to the rules on terms of the statute and of the trade's advice: each rule and class once, from the first day
/// on which it breaks it.
fn terms(project: &Project, policy: &Policy, findings: &mut Vec<Finding>) {
    let plan = &policy.plan;
    let classes = plan.credit.iter().flat_map(|credit| &credit.classes).zip(&policy.written.terms).enumerate();
    let given: Vec<(usize, i32, Span)> = classes.filter_map(|(at, (class, span))| Some((at, class.terms?, (*span)?))).collect();
    let first = plan.valid.from.max(plan.law.known_from);
    // What the policy does not state of its contracts may be agreed with this customer or not.
    let agreements: &[bool] = if plan.agreed_fee { &[true] } else { &[false, true] };
    for rule in plan.law.rules.iter().chain(&plan.law.practice).filter(|rule| rule.of == Subject::Terms) {
        let later = rule.changes().filter(|day| *day > first);
        let days: Vec<Day> = [first].into_iter().chain(later).filter(|day| plan.is_valid(*day)).collect();
        for (class, terms, span) in given.iter().copied() {
            let broken = |on: Day| {
                let fault =
                    |debtor| agreements.iter().find_map(|agreed| Terms { debtor, days: terms, fee_agreed: *agreed, on }.fault(rule));
                Some((on, plan.debtors.iter().find_map(fault)?))
            };
            let Some((on, fault)) = days.iter().copied().find_map(broken) else { continue };
            let since = (on != first).then_some(on);
            let problem = Problem::Terms { rule: rule.id.clone(), class, days: terms, fault: fault.clone(), since };
            let of_their_length = rule.asks(|question| matches!(question, Question::TermAtMost(_)));
            findings.push(Finding {
                others: rule_stands(project, plan, rule, &fault).into_iter().collect(),
                mend: of_their_length.then_some(Mend { remedy: Remedy::ShorterTerms, fix: None }),
                ..Finding::of_law(policy, span, rule, &fault, problem)
            });
        }
    }
}
