use crate::ledger::InvoiceId;
use crate::run::{NotFor, Run, VersionChoice, not_for, version};

/// A policy that was tried and is not for the invoice. Policies are places in the run's list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OtherPolicy {
    /// Which.
    pub at: usize,
    /// Why not.
    pub not_for: NotFor,
}

/// The policies before the one an invoice belongs to, in the order tried; all of them when it belongs to none.
pub fn other_policies(run: &Run, id: InvoiceId) -> Vec<OtherPolicy> {
    let until = run.decided[id].by.as_ref().map_or(run.plans.len(), |(at, _)| *at);
    let (case, candidates) = (run.case(id), run.candidates(id));
    let other = |at: usize| Some(OtherPolicy { at, not_for: not_for(&candidates, at, &case, run.on)? });
    (0..until).filter_map(other).collect()
}

/// Why an invoice is under this version of its policy; `None` when there is one only.
pub fn version_of(run: &Run, id: InvoiceId, at: usize) -> Option<VersionChoice> {
    let name = &run.plans[at].plan.name;
    if run.plans.iter().filter(|bound| bound.plan.name == *name).count() == 1 {
        return None;
    }
    version(&run.candidates(id), at, &run.case(id), run.on)
}
