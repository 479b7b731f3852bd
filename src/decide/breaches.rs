use super::{BoundPlan, Case, Draft, Progress, Proposed, claim_on, owing};
use crate::law::Breach;
use crate::value::Day;

/// Every rule the decided notice breaks, advice included: what `check` asks of a run without the guard.
pub fn breaches<'a>(bound: &'a BoundPlan<'a>, case: &Case, on: Day, proposed: &Proposed) -> Vec<Breach<'a>> {
    let mut standing_notices = Vec::new();
    let (claim, standing) = claim_on(bound, case, on, &mut standing_notices);
    let progress = Progress::of(bound, case, &standing_notices);
    let disputed = standing.disputed.is_some();
    let owing = owing(bound, case, &claim, on);
    let notice = Draft { bound, case, progress: &progress, claim: &claim, disputed, owing, step: proposed.step };
    notice.judge(proposed).into_iter().chain(notice.advise(proposed)).collect()
}
