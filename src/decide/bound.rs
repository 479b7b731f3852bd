use super::opened::AllOpened;
use crate::ledger::{TextId, Texts};
use crate::plan::Plan;

/// A plan tied to the step names of one ledger.
#[derive(Debug)]
pub struct BoundPlan<'a> {
    /// The policy with its law.
    pub plan: &'a Plan,
    /// What the ledger calls each step, where it names it at all.
    pub steps: Vec<Option<TextId>>,
    /// What rows of open items were found to tell.
    pub(super) opened: AllOpened,
}

impl<'a> BoundPlan<'a> {
    /// Ties a plan to a ledger's texts.
    pub fn new(plan: &'a Plan, texts: &Texts) -> BoundPlan<'a> {
        BoundPlan { plan, steps: plan.steps.iter().map(|step| texts.find(&step.name)).collect(), opened: AllOpened::default() }
    }
}
