use super::case::Asking;
use crate::decide::{Clause, Kind, Passed, explained};
use crate::words;

/// One question of the order in which decisions are tried.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gate {
    /// The decision it would be.
    pub kind: Kind,
    /// Whether it is the answer.
    pub stops: bool,
    /// Why, or why not.
    pub why: String,
}

impl Asking<'_> {
    /// The clauses that passed, those about one decision together, and the one that decided.
    pub(super) fn gates(&self) -> Vec<Gate> {
        let mut trace: Vec<(&'static Clause, Passed)> = Vec::new();
        let decided = explained(self.bound, self.case, &self.facts, self.around, self.on, &mut trace);
        let mut gates: Vec<Gate> = Vec::new();
        for (clause, passed) in trace.into_iter().filter(|(clause, _)| clause.kind != decided.kind) {
            let Some(why) = words::passed(self.bound.plan, &decided.claim, self.on, passed) else { continue };
            match gates.last_mut().filter(|gate| gate.kind == clause.kind) {
                Some(gate) => gate.why = format!("{}, {why}", gate.why),
                None => gates.push(Gate { kind: clause.kind, stops: false, why }),
            }
        }
        let telling = words::Telling { plan: self.bound.plan, claim: &self.decision.claim, on: self.on };
        gates.push(Gate { kind: self.decision.kind, stops: true, why: telling.why(&self.decision.why) });
        gates
    }
}
