use super::proof::{Proof, Trying, Violation};
use super::{ChargesSoFar, Finding, Problem, TooMany, Witness, mend, place, replay};
use crate::decide::BoundPlan;
use crate::diagnostic::Span;
use crate::law::{BreachKind, Effect, Question, Rule};
use crate::ledger::Notice;
use crate::model::{Policy, Project};
use crate::plan::Plan;
use crate::terms::Quantity;
use crate::value::{Act, Day, Minor};

/// Reports each rule a step can break once, with the smallest invoice that shows it.
pub fn report(project: &Project, policy: &Policy, bound: &BoundPlan, proof: &Proof, trying: &Trying, findings: &mut Vec<Finding>) {
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
            found.push(finding(project, policy, trying, violation, witness));
        }
    }
    // Sums that were not followed can only show more of what is shown.
    let shown = found.iter().any(Finding::is_error);
    if let Some(what) = proof.refused.filter(|what| !matches!(what, TooMany::Sums { .. }) || !shown) {
        found.push(Finding::of(policy, policy.written.head, Problem::TooManyCases(what)));
    }
    // Advice about a line that breaks the law already says nothing new.
    let unlawful: Vec<Span> = found.iter().filter(|finding| finding.is_error()).map(|finding| finding.span).collect();
    found.retain(|finding| finding.is_error() || !unlawful.contains(&finding.span));
    findings.extend(one_a_figure(&policy.plan, found));
}

/// Several pieces of advice about one figure of a line are one finding: that of the last of them, since what is written for one country alone comes last.
fn one_a_figure(plan: &Plan, found: Vec<Finding>) -> Vec<Finding> {
    let mut kept: Vec<Finding> = Vec::new();
    let figure = |finding: &Finding| {
        let is_advice = matches!(&finding.problem, Problem::Notice { fault: BreachKind::Advice, .. });
        plan.law
            .rule(finding.code())
            .filter(|_| is_advice)
            .and_then(|rule| rule.effect.demanded()?.questions().into_iter().find_map(Question::figure_of))
    };
    for mut finding in found {
        let about = figure(&finding);
        let same = kept.iter().position(|other| other.span == finding.span && about.is_some() && figure(other) == about);
        if let Some(before) = same.map(|at| kept.remove(at))
            && let (Problem::Notice { also, .. }, Problem::Notice { also: earlier, rule, .. }) = (&mut finding.problem, before.problem)
        {
            also.extend(earlier.into_iter().chain([rule]));
        }
        kept.push(finding);
    }
    kept
}

fn finding(project: &Project, policy: &Policy, trying: &Trying, violation: &Violation, witness: Witness) -> Finding {
    let (plan, rule, step) = (&policy.plan, violation.rule, witness.step);
    let place = place::of(policy, step, rule);
    let problem = Problem::Notice {
        rule: rule.id.clone(),
        step,
        fault: witness.fault.clone(),
        since: coming(plan, violation),
        charges: charges(rule, &witness),
        also: Vec::new(),
    };
    let finding = Finding::of_law(policy, place.span, rule, &witness.fault, problem);
    let rule_stands = place::of_rule(project, plan, rule, &witness.fault);
    Finding {
        others: place.others.into_iter().chain(rule_stands).collect(),
        mend: mend::find(policy, trying, rule, &witness).or_else(|| mend::missing_step(plan, rule, step)),
        witness: Some(witness),
        ..finding
    }
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
    // What a legal step costs is not for the totals.
    let counted = witness.rehearsal.notices.iter().filter(|notice: &&Notice| notice.act != Act::LegalStep);
    let before = counted.map(|notice| notice.fee).sum::<Minor>();
    Some(ChargesSoFar { before, fee: witness.fee, compensation: charged - before - witness.fee })
}
