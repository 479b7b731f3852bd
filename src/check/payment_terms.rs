//! Payment terms of credit classes, held to the rules on terms.

use super::turning_days::turning_days;
use super::{Finding, Mend, Problem, Remedy, place};
use crate::diagnostic::Span;
use crate::law::{Judged, Question, Terms};
use crate::model::{Policy, Project};
use crate::terms::Subject;
use crate::value::Day;

/// Reports each rule of the statute and of the trade's advice once for each class that breaks it, with the first day on which it does.
pub fn report(project: &Project, policy: &Policy, findings: &mut Vec<Finding>) {
    let plan = &policy.plan;
    // What the policy does not state of its contracts may be agreed with this customer or not.
    let agreements: &[bool] = if plan.agreed_fee { &[true] } else { &[false, true] };
    for rule in plan.law.rules.iter().chain(&plan.law.practice).filter(|rule| rule.of == Subject::Terms) {
        let days = turning_days(&plan.law, (plan.valid.from, plan.valid.until.unwrap_or(Day::LAST)), rule.changes());
        for (class, days_to_pay, span) in given(policy) {
            let broken = |on: Day| {
                let fault =
                    |debtor| agreements.iter().find_map(|agreed| Terms { debtor, days: days_to_pay, fee_agreed: *agreed, on }.fault(rule));
                Some((on, plan.debtors_of_class(class).find_map(fault)?))
            };
            let Some((on, fault)) = days.iter().copied().find_map(broken) else { continue };
            let since = (Some(&on) != days.first()).then_some(on);
            let problem = Problem::Terms { rule: rule.id.clone(), class, days: days_to_pay, fault: fault.clone(), since };
            let of_their_length = rule.asks(|question| matches!(question, Question::TermAtMost(_)));
            findings.push(Finding {
                others: place::of_rule(project, plan, rule, &fault).into_iter().collect(),
                mend: of_their_length.then_some(Mend { remedy: Remedy::ShorterTerms, fix: None, promise: None }),
                ..Finding::of_law(policy, span, rule, &fault, problem)
            });
        }
    }
}

/// The classes that give terms, with their days and where these are written.
fn given(policy: &Policy) -> Vec<(usize, i32, Span)> {
    let classes = policy.plan.credit.iter().flat_map(|credit| &credit.classes).zip(&policy.written.terms).enumerate();
    classes.filter_map(|(at, (class, span))| Some((at, class.terms?, (*span)?))).collect()
}
