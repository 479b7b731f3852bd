//! Payment terms of credit classes, held to the rules on terms.

use super::{Finding, Mend, Problem, Remedy, place};
use crate::diagnostic::Span;
use crate::law::{Judged, Question, Terms};
use crate::model::{Policy, Project};
use crate::plan::{Condition, Criterion, Fact, FactValue, Plan, Right};
use crate::terms::{BuiltIn, Subject};
use crate::value::{Day, Debtor};

/// Reports each rule of the statute and of the trade's advice once for each class that breaks it, with the first day on which it does.
pub fn report(project: &Project, policy: &Policy, findings: &mut Vec<Finding>) {
    let plan = &policy.plan;
    let first = plan.valid.from.max(plan.law.known_from);
    // What the policy does not state of its contracts may be agreed with this customer or not.
    let agreements: &[bool] = if plan.agreed_fee { &[true] } else { &[false, true] };
    for rule in plan.law.rules.iter().chain(&plan.law.practice).filter(|rule| rule.of == Subject::Terms) {
        let later = rule.changes().filter(|day| *day > first);
        // Of days after those for which the law is known nothing is said.
        let days: Vec<Day> = [first].into_iter().chain(later).filter(|day| plan.is_valid(*day) && *day <= plan.law.known_until).collect();
        for (class, days_to_pay, span) in given(policy) {
            let broken = |on: Day| {
                let fault =
                    |debtor| agreements.iter().find_map(|agreed| Terms { debtor, days: days_to_pay, fee_agreed: *agreed, on }.fault(rule));
                Some((on, plan.debtors.iter().filter(|debtor| may_be_in(plan, class, *debtor)).find_map(fault)?))
            };
            let Some((on, fault)) = days.iter().copied().find_map(broken) else { continue };
            let since = (on != first).then_some(on);
            let problem = Problem::Terms { rule: rule.id.clone(), class, days: days_to_pay, fault: fault.clone(), since };
            let of_their_length = rule.asks(|question| matches!(question, Question::TermAtMost(_)));
            findings.push(Finding {
                others: place::of_rule(project, plan, rule, &fault).into_iter().collect(),
                mend: of_their_length.then_some(Mend { remedy: Remedy::ShorterTerms, fix: None }),
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

/// Whether such a debtor can come into a class: its condition and what the policy applies to leave it open, and no class before it takes them all.
fn may_be_in(plan: &Plan, class: usize, debtor: Debtor) -> bool {
    let Some(credit) = &plan.credit else { return false };
    let holds = |when: &Option<Condition>| when.as_ref().map_or(Some(true), |when| holds_for(when, debtor));
    let taken = credit.classes[..class].iter().any(|earlier| holds(&earlier.when) == Some(true));
    !taken && holds(&credit.classes[class].when) != Some(false) && holds(&plan.applies) != Some(false)
}

/// Whether a condition holds of every customer of a kind, or of none; `None` where that hangs on more than the kind.
fn holds_for(condition: &Condition, debtor: Debtor) -> Option<bool> {
    let of_debtor = FactValue::Debtor(debtor);
    let ask = &mut |criterion: &Criterion| match criterion {
        Criterion::Compare(asked) if asked.fact == Fact::BuiltIn(BuiltIn::Debtor) => match &asked.right {
            Right::Value(value) => Ok(of_debtor.compare(value).is_some_and(|ordering| asked.operator.holds(ordering))),
            Right::Fact(..) => Err(()),
        },
        Criterion::Compare(_) | Criterion::InvoiceTagged(_) | Criterion::CustomerTagged(_) => Err(()),
    };
    condition.holds(ask).ok()
}
