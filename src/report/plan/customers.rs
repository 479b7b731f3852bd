//! What is done about customers: escalations, credit classes, and what the law says of their terms.

use super::page::PlanPage;
use super::rules;
use crate::plan::{Class, Credit, Plan};
use crate::terms::Subject;
use crate::value::{Money, Offset};
use crate::words::worded_of_customer;

/// Escalations and credit classes, where there are any.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    for (at, escalation) in plan.escalations.iter().enumerate() {
        page.head(0, &format!("escalation {} \"{}\"", at + 1, escalation.title));
        page.pairs(1, &[("when", worded_of_customer(plan, &escalation.when)), ("do", escalation.action.clone())]);
    }
    if let Some(credit) = &plan.credit {
        classes(plan, credit, page);
    }
}

fn classes(plan: &Plan, credit: &Credit, page: &mut PlanPage) {
    page.head(0, "credit classes: the first that fits");
    for (at, class) in credit.classes.iter().enumerate() {
        page.line(1, &format!("class {} {}", at + 1, class.name));
        one(plan, class, page);
    }
    let otherwise = if credit.otherwise_prepayment { "prepayment" } else { "to be classified" };
    let check = credit.check_every.map_or("never".into(), |months| Offset::Months(months).to_string());
    page.pairs(1, &[("otherwise", otherwise.into()), ("check every", check)]);
    page.line(1, "law of terms");
    rules::show(&plan.law, 2, |of| *of == Subject::Terms, page);
}

fn one(plan: &Plan, class: &Class, page: &mut PlanPage) {
    let money = |minor| Money::new(minor, plan.currency).written();
    page.pairs(
        2,
        &[
            ("when", class.when.as_ref().map_or("always".into(), |when| worded_of_customer(plan, when))),
            ("terms", class.terms.map_or("not limited".into(), |days| Offset::Days(days).to_string())),
            ("limit", class.limit.map_or("the customer's own alone".into(), money)),
        ],
    );
}
