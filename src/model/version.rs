//! Versions of one policy name.

use super::Policy;
use crate::diagnostic::{DUPLICATE, Diagnostic, OTHER_LAW};
use crate::terms::Valid;
use crate::value::Day;

/// Ends each version the day before the next of its name, and reports two of one day, and one that takes over what began under another law.
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
        // Where no version is in force, none decides: a case stays with its own as long as there is one.
        let last = later().max_by_key(|other| other.plan.valid.from).and_then(|last| last.plan.valid.until);
        if let Some(next) = next {
            policies[at].plan.keeps_until = taken_over.or(last);
            let valid = &mut policies[at].plan.valid;
            valid.until = Some(valid.until.map_or(next.plus(-1), |until| until.min(next.plus(-1))));
        }
        diagnostics.extend(of_another_law(policies, at));
    }
    for at in 0..policies.len() {
        policies[at].plan.idle = idle(policies, at);
    }
}

/// The days behind a version's first on which it may have open cases and no version of its name is in force.
fn idle(policies: &[Policy], at: usize) -> Vec<(Day, Day)> {
    let plan = &policies[at].plan;
    let mut periods: Vec<Valid> =
        policies.iter().map(|other| &other.plan).filter(|other| other.name == plan.name).map(|other| other.valid).collect();
    periods.sort_by_key(|valid| valid.from);
    let behind = periods.iter().filter(|valid| valid.from >= plan.valid.from);
    let pairs = behind.clone().zip(behind.skip(1));
    pairs.filter_map(|(one, next)| Some((one.until?.plus(1), next.from.plus(-1)))).filter(|(first, last)| first <= last).collect()
}

/// A version that takes over what began under another law or in another currency.
fn of_another_law(policies: &[Policy], at: usize) -> Option<Diagnostic> {
    let (plan, written) = (&policies[at].plan, &policies[at].written);
    let earlier = policies.iter().filter(|other| other.plan.name == plan.name && other.plan.valid.from < plan.valid.from);
    let told_apart = |other: &Policy| {
        let laws = (&other.plan.law.name, &plan.law.name);
        let currencies = (other.plan.currency, plan.currency);
        if laws.0 != laws.1 {
            Some((other.written.head, format!("the law {}", laws.0), format!("the law {}", laws.1)))
        } else if currencies.0 != currencies.1 {
            Some((other.written.head, format!("the currency {}", currencies.0), format!("the currency {}", currencies.1)))
        } else {
            None
        }
    };
    let (first, found, expected) = earlier.filter_map(told_apart).next().filter(|_| plan.takes_over)?;
    let report = OTHER_LAW.at(written.takes_over.unwrap_or(written.head));
    Some(report.with("name", &plan.name).with("found", found).with("expected", expected).and(first, "the earlier version"))
}
