use crate::decide::{DecisionKind, Verdict};
use crate::explain::{Explained, UnderPolicy};
use crate::words::{Telling, passed};

/// The clauses about one decision, put together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InTurn {
    /// The decision it would be.
    pub decision: DecisionKind,
    /// Whether it is the decision.
    pub is_answer: bool,
    /// Why, or why not.
    pub why: String,
}

/// The decisions that were asked about in turn: those about which clauses passed, and the one that was taken.
pub fn in_turn(explained: &Explained, policy: &UnderPolicy) -> Vec<InTurn> {
    let (plan, claim, on) = (explained.plan_of(policy), &policy.decision.claim, explained.on);
    let mut all: Vec<InTurn> = Vec::new();
    for (clause, verdict) in &policy.clauses {
        match verdict {
            // What passed about the decision that was taken says nothing against it.
            Verdict::Pass(_) if clause.kind == policy.decision.kind => {}
            Verdict::Pass(why) => {
                let Some(why) = passed(plan, claim, on, *why) else { continue };
                match all.last_mut().filter(|last| last.decision == clause.kind) {
                    Some(last) => last.why = format!("{}, {why}", last.why),
                    None => all.push(InTurn { decision: clause.kind, is_answer: false, why }),
                }
            }
            Verdict::Stop(decision, why) => {
                all.push(InTurn { decision: *decision, is_answer: true, why: Telling { plan, claim, on }.why(why, policy.lawful_on) });
            }
        }
    }
    all
}
