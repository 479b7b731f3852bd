//! The decisions in their one order, each with what the policy itself says of it.

use super::page::PlanPage;
use crate::decide::{Clause, ORDER};
use crate::plan::Plan;
use crate::words::stops_at;

/// Every clause with its decision.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    page.head(0, "decisions, in this order: the first that stops decides");
    let row = |(at, clause): (usize, &Clause)| {
        vec![(at + 1).to_string(), clause.name.words().into(), clause.kind.word().into(), stops_at(plan, clause.name)]
    };
    let rows: Vec<Vec<String>> = ORDER.iter().enumerate().map(row).collect();
    page.rows(1, &rows);
    page.line(1, "A fact that is missing stops as unmatched, a rate the law does not tell as withheld, in whichever clause asks for it.");
}
