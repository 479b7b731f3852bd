use super::decided_case::DecidedCase;
use crate::decide::{Draft, owing};
use crate::law::Governing;
use crate::ledger::InvoiceId;

impl DecidedCase<'_> {
    /// Every rule of law that speaks of the notice that goes out or is withheld.
    pub(super) fn rules(&self) -> Vec<Governing> {
        let Some(proposed) = &self.decision.proposed else { return Vec::new() };
        let notice = Draft {
            bound: self.bound,
            case: self.case,
            progress: &self.progress,
            claim: &self.decision.claim,
            disputed: self.interruptions.disputed.is_some(),
            owing: owing(self.bound, self.case, &self.decision.claim, self.on),
            step: proposed.step,
        };
        // A line of a letter bears what its other lines cost.
        let lines = self.decision.letter.as_ref().map_or(&[][..], |letter| &letter.lines);
        let of_line = |id: &InvoiceId| self.run.decided[*id].by.as_ref().and_then(|(_, decision)| Some(decision.proposed.as_ref()?.fee));
        let others = lines.iter().filter(|id| **id != self.id).filter_map(of_line).sum();
        notice.governing(proposed, others)
    }
}
