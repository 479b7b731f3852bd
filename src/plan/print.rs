//! `frist plan`: a plan in words, to be reviewed.

use super::Plan;

/// The plan as text.
pub fn print(plan: &Plan) -> String {
    plan.name.clone()
}
