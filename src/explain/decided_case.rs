use crate::claim::Interruptions;
use crate::decide::{Asked, BoundPlan, Case, CaseFacts, Context, Decision, Progress, claim_on};
use crate::ledger::{InvoiceId, TextId};
use crate::run::Run;
use crate::value::Day;

/// One invoice with its policy and its decision: what every part of the explanation is read from.
pub struct DecidedCase<'a> {
    pub run: &'a Run<'a>,
    pub id: InvoiceId,
    /// The policy, by its place in the run.
    pub at: usize,
    pub bound: &'a BoundPlan<'a>,
    pub case: &'a Case<'a>,
    pub decision: &'a Decision,
    pub facts: CaseFacts<'a>,
    pub context: Context,
    pub interruptions: Interruptions,
    pub progress: Progress,
    pub on: Day,
}

impl<'a> DecidedCase<'a> {
    pub fn new(run: &'a Run<'a>, id: InvoiceId, at: usize, case: &'a Case<'a>, decision: &'a Decision) -> DecidedCase<'a> {
        let (bound, on) = (&run.plans[at], run.on);
        let mut notices = Vec::new();
        let (_, interruptions) = claim_on(bound, case, on, &mut notices);
        let progress = Progress::of(bound, case, &notices);
        let (facts, context) = (run.facts(at, id), run.context(id));
        DecidedCase { run, id, at, bound, case, decision, facts, context, interruptions, progress, on }
    }

    pub fn asked(&self) -> Asked<'_> {
        Asked {
            bound: self.bound,
            case: self.case,
            facts: &self.facts,
            totals: self.context.totals,
            claim: &self.decision.claim,
            due: self.decision.due,
            on: self.on,
            listener: None,
        }
    }

    /// A text of the ledger.
    pub fn text(&self, id: Option<TextId>) -> Option<String> {
        id.map(|id| self.run.ledger.texts.get(id).to_owned())
    }
}
