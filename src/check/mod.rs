//! Whether a policy is lawful and can work.
//!
//! The proof goes through every kind of invoice, every way it may stand and every history that matters, and puts each notice to the real evaluator and
//! the real rules. What breaks a rule is run again as an invoice with real events before it is reported.

mod conduct;
mod cuts;
mod due_dates;
mod finding;
mod invoices;
mod labels;
mod lawful;
mod mend;
mod place;
mod proof;
mod replay;
mod rounding;
mod runs;
mod sanity;
mod witness;

pub use cuts::{Cuts, Reads, conditions};
pub use finding::Finding;
pub use labels::{TooMany, combined};
pub use proof::Covered;
pub use witness::Witness;

use std::collections::HashMap;

use crate::evaluate::rehearsal_plan;
use crate::law::Law;
use crate::plan::{Plan, Program};

/// The laws of a run, by the name a policy's `law` gives.
pub type Laws = HashMap<String, Law>;

/// Checks every policy of a program. Findings come in the order of the text.
pub fn check(program: &Program, laws: &Laws) -> Vec<Finding> {
    explained(program, laws).0
}

/// The same, with what was gone through for each policy whose law is at hand.
pub fn explained<'a>(program: &'a Program, laws: &Laws) -> (Vec<Finding>, Vec<(&'a Plan, Covered)>) {
    let (mut findings, mut covered) = (Vec::new(), Vec::new());
    for policy in &program.policies {
        let Some(law) = laws.get(&policy.law.name) else {
            findings.push(sanity::unknown_law(policy, laws));
            continue;
        };
        let bound = rehearsal_plan(policy, law);
        let proof = proof::prove(&bound);
        sanity::one(&bound, &proof, &mut findings);
        lawful::report(&bound, &proof, &mut findings);
        covered.push((policy, proof.covered));
    }
    let known: Vec<&Plan> = program.policies.iter().filter(|policy| laws.contains_key(&policy.law.name)).collect();
    sanity::together(&known, program, &mut findings);
    findings.sort_by_key(|finding| (finding.diagnostic.span, finding.diagnostic.severity));
    (findings, covered)
}
