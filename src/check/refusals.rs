//! What keeps a policy from being used although its text is sound: names and units that only its law can tell. Nothing is proved for it.

use super::turning_days::turning_days;
use super::{Finding, Problem, Role};
use crate::decide::{BoundPlan, Charge, last_day, view};
use crate::diagnostic::{Span, UNKNOWN_RULE, nearest};
use crate::forward::Rehearsal;
use crate::law::{self, Invoice, Law, Proposal, Rule, Unknown, most_compensation, most_fee};
use crate::model::{Policy, Project};
use crate::plan::{FeeAmount, USUAL_TERM};
use crate::terms::Expect;
use crate::value::{Day, Debtor};

/// Whether a policy charges in a currency in which the law has no limits; says so at the policy's currency.
pub fn foreign_currency(policy: &Policy, findings: &mut Vec<Finding>) -> bool {
    let (plan, law) = (&policy.plan, &policy.plan.law);
    let mut steps = plan.steps.iter().zip(&policy.written.steps).enumerate();
    let charge = steps.find_map(|(at, (step, written))| {
        let charge = step.fee.amounts().next().map(|_| written.fee).or(written.compensation)?;
        (plan.currency != law.currency).then_some((at, charge))
    });
    let found = charge.map(|(step, charge)| {
        let problem = Problem::ForeignCurrency { step, own: plan.currency, of_law: law.currency };
        Finding::of(policy, policy.written.currency, problem).and(charge, Role::Fee)
    });
    findings.extend(found.clone());
    found.is_some()
}

/// Charges that are `statutory` where nothing limits them.
pub fn one(policy: &Policy, bound: &BoundPlan, findings: &mut Vec<Finding>) {
    for (at, (step, written)) in policy.plan.steps.iter().zip(&policy.written.steps).enumerate() {
        let mut say = |span: Span, charge: Charge, (debtor, on): (Debtor, Day)| {
            findings.push(Finding::of(policy, span, Problem::NoLimit { step: at, charge, debtor, on }));
        };
        if let Some(whom) = unlimited(bound, at, |day| step.fee.on(day).is_some_and(FeeAmount::may_be_statutory), most_fee) {
            say(written.fee, Charge::Fee, whom);
        }
        if let Some(span) = written.compensation
            && let Some(whom) = unlimited(bound, at, |_| true, most_compensation)
        {
            say(span, Charge::Compensation, whom);
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

/// Either of the two questions what the law leaves for a charge.
type MostOf = fn(&Law, &Invoice, &Proposal) -> Result<law::Most, Unknown>;

/// The first kind of debtor who may get a step, and the first day for it, for whom no rule limits a charge that is `statutory` on the day. Rules are asked
/// as they stand for an invoice of middling size, long overdue.
fn unlimited(bound: &BoundPlan, step: usize, is_statutory: impl Fn(Day) -> bool, most: MostOf) -> Option<(Debtor, Day)> {
    let (plan, law, step) = (bound.plan, &bound.plan.law, &bound.plan.steps[step]);
    let changes = law.rules.iter().flat_map(Rule::changes).chain(step.fee.changes());
    let days = turning_days(law, (plan.valid.from, plan.valid.until.unwrap_or(Day::LAST)), changes);
    let is_limited = |debtor: Debtor, on: Day| {
        let due = on.plus(-60);
        let rehearsal = Rehearsal::new(plan.currency, debtor, 1_000 * plan.currency.unit(), due.plus(-USUAL_TERM), Some(due));
        let letters = Default::default();
        let case = rehearsal.case(&letters);
        let invoice = view(bound, &case, rehearsal.amount, &[]);
        let deadline = step.deadline.map(|deadline| last_day(bound, deadline, on));
        let proposal = Proposal { act: step.act, on, deadline, fee: 0, other_rows: 0, compensation: 0, interest: None };
        most(law, &invoice, &proposal).map_or(true, |most| most.most.is_some())
    };
    let mut each = plan.debtors_of_step(step).flat_map(|debtor| days.iter().map(move |day| (debtor, *day)));
    each.find(|(debtor, day)| is_statutory(*day) && !is_limited(*debtor, *day))
}
