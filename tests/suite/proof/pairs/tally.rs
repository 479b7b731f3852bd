//! How often everything occurred.

use std::collections::BTreeMap;

/// Counts of one policy, or of all.
#[derive(Clone, Default)]
pub struct Tally {
    /// Pairs of a policy that passes and a ledger.
    pub pairs: usize,
    /// Runs of such a pair.
    pub runs: usize,
    /// Notices recorded.
    pub sent: usize,
    /// Of everything by its name: how often, in pairs.
    pub counts: BTreeMap<&'static str, usize>,
    /// Constructs by name: in policies, in those that pass, and in pairs.
    pub constructs: BTreeMap<&'static str, [usize; 3]>,
}

impl Tally {
    /// One more of this.
    pub fn count(&mut self, what: &'static str) {
        *self.counts.entry(what).or_default() += 1;
    }

    /// Policies with these constructs, whether they pass, and with how many ledgers they were run.
    pub fn with(&mut self, constructs: &[&'static str], passes: bool, pairs: usize) {
        for name in constructs {
            let [policies, passed, of_pairs] = self.constructs.entry(name).or_default();
            *policies += 1;
            *passed += usize::from(passes);
            *of_pairs += pairs;
        }
    }

    /// Adds the counts of another.
    pub fn add(&mut self, other: &Tally) {
        self.pairs += other.pairs;
        self.runs += other.runs;
        self.sent += other.sent;
        for (name, count) in &other.counts {
            *self.counts.entry(name).or_default() += count;
        }
        for (name, of) in &other.constructs {
            let so_far = self.constructs.entry(name).or_default();
            (0..3).for_each(|at| so_far[at] += of[at]);
        }
    }

    /// The table, with everything that should occur: what did not is 0.
    pub fn table(&self, constructs: &[&'static str], events: &[&'static str]) -> String {
        let mut lines = vec![format!("{:<44} {:>9} {:>9} {:>10}", "construct", "policies", "passed", "pairs")];
        lines.extend(constructs.iter().map(|name| {
            let [policies, passed, pairs] = self.constructs.get(name).copied().unwrap_or_default();
            format!("{name:<44} {policies:>9} {passed:>9} {pairs:>10}")
        }));
        lines.push(format!("\n{:<44} {:>9}", "in the ledgers of policies that pass", "count"));
        lines.extend(events.iter().map(|name| format!("{name:<44} {:>9}", self.counts.get(name).unwrap_or(&0))));
        lines.join("\n")
    }

    /// What should have occurred with a policy that passes and did not.
    pub fn missing(&self, constructs: &[&'static str], events: &[&'static str]) -> Vec<&'static str> {
        let never = |name: &&&str| self.constructs.get(**name).is_none_or(|of| of[2] == 0);
        let constructs = constructs.iter().filter(never);
        constructs.chain(events.iter().filter(|name| self.counts.get(**name).is_none_or(|count| *count == 0))).copied().collect()
    }
}
