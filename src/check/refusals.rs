//! What keeps a policy from being used although its text is sound: names and units that only its law can tell. Nothing is proved for it.

use super::turning_days::turning_days;
use super::{Finding, Problem};
use crate::decide::{BoundPlan, Charge, last_day, view};
use crate::diagnostic::{Span, UNKNOWN_RULE, nearest};
use crate::forward::Rehearsal;
use crate::law::{self, Invoice, Law, Proposal, Rule, Unknown, most_compensation, most_fee};
use crate::model::{Policy, Project};
use crate::plan::{FeeAmount, USUAL_TERM};
use crate::terms::Expect;
use crate::value::{Day, Debtor};

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
        if let Some((debtor, on)) = unlimited(bound, at, |day| step.fee.on(day).is_some_and(FeeAmount::may_be_statutory), most_fee) {
            say(written.fee, Problem::NoLimit { step: at, charge: Charge::Fee, debtor, on });
        }
        if let Some(span) = written.compensation
            && let Some((debtor, on)) = unlimited(bound, at, |_| true, most_compensation)
        {
            say(span, Problem::NoLimit { step: at, charge: Charge::Compensation, debtor, on });
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
type MostOf = for<'l> fn(&'l Law, &Invoice, &Proposal) -> Result<law::Most<'l>, Unknown>;

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
