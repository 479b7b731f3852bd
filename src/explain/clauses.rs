use super::decided_case::DecidedCase;
use crate::decide::{Clause, Verdict, traced};

impl DecidedCase<'_> {
    /// The clauses that were asked: those that passed, and the one that decided.
    pub(super) fn clauses(&self) -> Vec<(&'static Clause, Verdict)> {
        let mut trace = Vec::new();
        traced(self.bound, self.case, &self.facts, self.context, self.on, &mut trace);
        trace
    }
}
