//! What keeps a policy from being used although its text is sound: names and units that only its law can tell. Nothing is proved for it.

use super::{Finding, PolicyCharge, Problem};
use crate::decide::{BoundPlan, view};
use crate::diagnostic::{Span, UNKNOWN_RULE, nearest};
use crate::forward::Rehearsal;
use crate::law::{Proposal, most_compensation, most_fee};
use crate::model::{Policy, Project};
use crate::plan::FeeAmount;
use crate::terms::Expect;

/// Charges in a currency in which the law has no limits, and `statutory` where nothing limits it.
pub fn one(policy: &Policy, bound: &BoundPlan, findings: &mut Vec<Finding>) {
    let (plan, law) = (&policy.plan, &policy.plan.law);
    let mut say = |span: Span, problem: Problem| findings.push(Finding::of(policy, span, problem));
    for (at, (step, written)) in plan.steps.iter().zip(&policy.written.steps).enumerate() {
        let charges = step.fee.amounts().next().map(|_| written.fee).or(written.compensation);
        if let Some(span) = charges.filter(|_| plan.currency != law.currency) {
            say(span, Problem::ForeignCurrency { step: at, own: plan.currency, of_law: law.currency });
            continue;
        }
        if step.fee.amounts().any(|amount| *amount == FeeAmount::Statutory) && !is_limited(bound, at, false) {
            say(written.fee, Problem::NoLimit { step: at, charge: PolicyCharge::Fee(step.act) });
        }
        if let Some(span) = written.compensation.filter(|_| !is_limited(bound, at, true)) {
            say(span, Problem::NoLimit { step: at, charge: PolicyCharge::Compensation });
        }
    }
}

/// Rules that tests name and no statute of the run has.
pub fn of_tests(project: &Project, findings: &mut Vec<Finding>) {
    let rules: Vec<&str> = project.statutes.iter().flat_map(|statute| statute.law.rules.iter().map(|rule| rule.id.as_str())).collect();
    for test in &project.tests {
        for expect in test.cases.iter().flat_map(|case| &case.expects) {
            let Expect::On(expected) = &expect.value else { continue };
            if let Some(rule) = expected.by.as_ref().filter(|rule| !rules.contains(&rule.value.as_str())) {
                let near = nearest(&rule.value, rules.iter().copied()).map(str::to_owned);
                findings.push(Finding {
                    problem: Problem::UnknownRule { found: rule.value.clone(), near },
                    severity: UNKNOWN_RULE.severity,
                    span: rule.span,
                    others: Vec::new(),
                    policy: test.of.clone(),
                    head: None,
                    mend: None,
                    witness: None,
                });
            }
        }
    }
}

/// Whether a rule limits what a step charges, for one of the policy's debtors.
fn is_limited(bound: &BoundPlan, step: usize, compensation: bool) -> bool {
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
