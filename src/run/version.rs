use super::candidate::Candidates;
use crate::decide::Case;
use crate::ledger::standing_notices;
use crate::value::Day;

/// Which version of a policy is an invoice's, and why.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct VersionChoice {
    /// The version, as a place among the policies.
    pub at: usize,
    /// Why that one.
    pub since: Since,
}

/// Why an invoice is under one version of a policy and not another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Since {
    /// Dunning has not begun, or its version does not fit: the version in force.
    InForce,
    /// Dunning began under it on a day.
    Begun(Day),
    /// It took over what an earlier version began on a day.
    TookOver(Day),
}

/// Of the versions of a policy: the one in force when dunning began, or that has taken over since; for a case that has not begun, or that this one
/// does not fit, the one in force. `None` where none is in force.
pub fn version(candidates: &Candidates, of: usize, case: &Case, on: Day) -> Option<VersionChoice> {
    let policy = |at: usize| candidates.plan(at);
    let versions = || (0..candidates.len()).filter(|at| policy(*at).name == policy(of).name);
    let in_force = |day: Day| versions().find(|at| policy(*at).is_valid(day));
    let now = VersionChoice { at: in_force(on)?, since: Since::InForce };
    if versions().count() == 1 {
        return Some(now);
    }
    // An open-items file tells the last notice alone: by then at the latest the case had begun.
    let told = case.opening.and_then(|opening| opening.last_sent).filter(|sent| *sent <= on);
    let first = standing_notices(case.events, case.notices, on).first().map(|(_, on)| *on).or(told);
    let Some((first, begun)) = first.and_then(|first| Some((first, in_force(first)?))) else { return Some(now) };
    let from = |at: &usize| policy(*at).valid.from;
    let took_over = |at: &usize| policy(*at).takes_over && from(at) > from(&begun) && from(at) <= on;
    let kept = versions().filter(took_over).max_by_key(from).unwrap_or(begun);
    let since = if kept == begun { Since::Begun(first) } else { Since::TookOver(first) };
    Some(if candidates.at(kept).fits(case, on) { VersionChoice { at: kept, since } } else { now })
}
