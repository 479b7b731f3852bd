use crate::claim::Claim;
use crate::explain::Explained;
use crate::run::RunReason;
use crate::value::Day;
use crate::words::{InRun, Telling};

/// Why an invoice is decided as it is, in short sentences.
pub fn because(explained: &Explained) -> Vec<String> {
    let by = explained.policy.as_ref().map(|policy| (policy.at, policy.decision.claim));
    explained.because.iter().map(|why| reason(explained, by.as_ref(), explained.on, why)).collect()
}

/// One reason on a day, on which a policy decides and the invoice has this money.
pub fn reason(explained: &Explained, by: Option<&(usize, Claim)>, on: Day, why: &RunReason) -> String {
    let in_run = InRun {
        plan: &|at| explained.plans[at],
        numbers: &explained.numbers,
        currency: explained.currency,
        on,
        own: by.map(|(at, claim)| Telling { plan: explained.plans[*at], claim, on }),
    };
    in_run.reason(why)
}
