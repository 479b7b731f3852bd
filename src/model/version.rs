//! Versions of one policy name.

use super::Policy;
use crate::diagnostic::{DUPLICATE, Diagnostic};

/// Ends each version the day before the next of its name, and reports two of one day.
pub fn order(policies: &mut [Policy], diagnostics: &mut Vec<Diagnostic>) {
    for at in 0..policies.len() {
        let (name, from) = (policies[at].plan.name.clone(), policies[at].plan.valid.from);
        if let Some(other) = policies[..at].iter().find(|other| other.plan.name == name && other.plan.valid.from == from) {
            let report = DUPLICATE.at(policies[at].written.head).with("found", &name).with("what", format!("valid from {from}"));
            diagnostics.push(report.and(other.written.head, "the first stands here").hint("give the new version a later `valid from`"));
        }
        let later = || policies.iter().filter(|other| other.plan.name == name && other.plan.valid.from > from);
        let next = later().map(|other| other.plan.valid.from).min();
        let taken_over = later().filter(|other| other.plan.takes_over).map(|other| other.plan.valid.from.plus(-1)).min();
        if let Some(next) = next {
            policies[at].plan.keeps_until = taken_over;
            let valid = &mut policies[at].plan.valid;
            valid.until = Some(valid.until.map_or(next.plus(-1), |until| until.min(next.plus(-1))));
        }
    }
}
