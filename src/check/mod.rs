//! Whether a policy is lawful and can work.
//!
//! This version asks the statute's rules of each step on the policy's own schedule, on each side of every date on which the law or the policy
//! changes. The complete proof (late runs, part payments, every amount) takes the place of the scenarios; everything else stays.

mod finding;
mod lawful;
mod mend;
mod place;
mod sanity;
mod scenarios;
mod witness;

pub use finding::Finding;
pub use witness::Witness;

use std::collections::HashMap;

use crate::law::Law;
use crate::model::{Policy, Program};

/// The laws of a run, by the name a policy's `law` gives.
pub type Laws = HashMap<String, Law>;

/// Checks every policy of a program. Findings come in the order of the text.
pub fn check(program: &Program, laws: &Laws) -> Vec<Finding> {
    let mut findings = Vec::new();
    for policy in &program.policies {
        let Some(law) = laws.get(&policy.law.value) else {
            findings.push(sanity::unknown_law(policy, laws));
            continue;
        };
        sanity::one(policy, law, &mut findings);
        lawful::check(policy, law, &mut findings);
    }
    let known: Vec<&Policy> = program.policies.iter().filter(|policy| laws.contains_key(&policy.law.value)).collect();
    sanity::together(&known, program, &mut findings);
    findings.sort_by_key(|finding| (finding.diagnostic.span, finding.diagnostic.severity));
    findings
}
