//! Where an invoice stands on a day: its money, what holds it, and until when its claim can be made.

use super::{BoundPlan, Case, NoAnswer};
use crate::claim::{Claim, Interruptions, fold};
use crate::law::Sent;
use crate::terms::Restarter;
use crate::value::Day;

/// One invoice's money and standing on a day, and the notices that stand.
pub fn claim_on(bound: &BoundPlan, case: &Case, on: Day, standing: &mut Vec<(u32, Day)>) -> (Claim, Interruptions) {
    fold(&case.fold(bound, on), case.events, standing)
}

/// Whether the policy goes on for the charges alone: so much of them is owed, and nothing was given up.
pub fn pursued(bound: &BoundPlan, claim: &Claim, standing: &Interruptions) -> Result<bool, NoAnswer> {
    let Some(least) = bound.plan.pursue.filter(|_| !standing.written_off) else { return Ok(false) };
    if claim.fees >= least {
        return Ok(true);
    }
    claim.interest.map(|interest| claim.fees + interest >= least).ok_or(NoAnswer::Unknown)
}

/// The last day on which a claim is not yet time-barred; `None` where the statute has no limitation.
pub fn not_barred_until(bound: &BoundPlan, case: &Case, history: &[Sent], on: Day) -> Option<Day> {
    let law = &bound.plan.law;
    let first = law.lapses(case.debtor, case.due(bound), case.is_due_agreed(), case.arose)?;
    // What starts the period anew must come on or before its last day; later it is too late. A notice that was undone never did.
    let events = case.events.iter().filter(|event| event.on <= on).filter_map(|event| Some((event.on, event.what.restarts()?)));
    let acts = history.iter().filter_map(|sent| Some((sent.on?, Restarter::Act(sent.act?))));
    let mut restarts: Vec<(Day, i32)> =
        events.chain(acts).filter_map(|(day, by)| Some((day, law.restarted_for(case.debtor, by)?))).collect();
    restarts.sort();
    Some(restarts.into_iter().fold(first, |last, (day, months)| law.lapses_anew(last, day, months)))
}
