//! Where an invoice stands on a day: its money, what holds it, and until when its claim can be made.

use super::{BoundPlan, Case, NoAnswer, Progress};
use crate::claim::{Claim, Interruptions, fold};
use crate::ledger::restarting;
use crate::terms::Restarter;
use crate::value::{Day, Minor};

/// One invoice's money and standing on a day, and the notices that stand.
pub fn claim_on(bound: &BoundPlan, case: &Case, on: Day, standing: &mut Vec<(u32, Day)>) -> (Claim, Interruptions) {
    fold(&case.fold(bound, on), case.events, standing)
}

/// The charges for which alone the policy goes on: so much of them is owed, and nothing was given up. `None` where it goes on for none.
///
/// # Errors
/// When it depends on interest that nobody knows.
pub fn pursued(bound: &BoundPlan, claim: &Claim) -> Result<Option<Pursued>, NoAnswer> {
    let Some(least) = bound.plan.pursue.filter(|_| !claim.given_up) else { return Ok(None) };
    let charges = match claim.interest {
        Some(interest) => claim.fees + interest,
        // Fees that reach the limit settle it, whatever interest comes on top.
        None if claim.fees >= least => claim.fees,
        None => return Err(NoAnswer::Unknown),
    };
    Ok((charges >= least).then_some(Pursued { charges, least }))
}

/// Pursued that are pursued though the principal is paid, or all but paid. In minor units of the invoice's currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pursued {
    /// Fees and interest owed, as far as they are known.
    pub charges: Minor,
    /// The least that the policy pursues.
    pub least: Minor,
}

/// The last day on which a claim is not yet time-barred; `None` where the statute has no limitation.
pub fn not_barred_until(bound: &BoundPlan, case: &Case, progress: &Progress, on: Day) -> Option<Day> {
    let law = &bound.plan.law;
    let first = law.lapses(case.debtor, case.due(bound), case.is_due_agreed(), case.arose)?;
    let events = restarting(&case.events[..case.events.partition_point(|event| event.on <= on)]);
    // A notice whose day nobody knows starts nothing anew.
    let told = progress.history.iter().filter_map(|sent| Some((sent.on?, sent.act?)));
    let prior = progress.prior.iter().flat_map(|prior| &prior.notices);
    let known = prior.filter(|one| one.went && one.earliest == one.latest).map(|one| (one.latest, one.act));
    let acts = known.chain(told).map(|(on, act)| (on, Restarter::Act(act)));
    Some(law.lapses_after(first, case.debtor, events.into_iter().chain(acts)))
}
