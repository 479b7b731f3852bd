//! `frist plan`: everything a policy and its law were lowered to, to be read and compared. The same plan gives the same text on every day.

mod customers;
mod decisions;
mod page;
mod reads;
mod rules;
mod settings;
mod steps;
mod values;

use crate::plan::Plan;

/// One page for each plan, in their order; two versions of one policy are two plans.
pub fn plans(plans: &[&Plan]) -> String {
    plans.iter().map(|plan| page(plan)).collect::<Vec<_>>().join("\n\n")
}

fn page(plan: &Plan) -> String {
    let mut page = page::PlanPage::default();
    settings::show(plan, &mut page);
    decisions::show(plan, &mut page);
    steps::show(plan, &mut page);
    customers::show(plan, &mut page);
    values::show(plan, &mut page);
    reads::show(plan, &mut page);
    page.text()
}
