//! `together per customer`: one letter for the same step of several invoices of one customer, with one fee.

use std::collections::BTreeMap;

use super::Decided;
use crate::decide::{BoundPlan, Case, Progress, claim_on, owing};
use crate::decide::{Decision, DecisionKind, Letter};
use crate::decide::{Draft, Proposed};
use crate::law::Breach;
use crate::ledger::{CustomerId, InvoiceId};
use crate::value::{Day, Minor};

/// What one letter has in common: the policy, the step, the customer, and whether it costs something. An invoice whose own notice is free is not
/// put into a letter with a fee, where it would count as charged.
type Kept = (usize, usize, CustomerId, bool);

/// Joins the notices of a day into letters.
pub fn join<'a>(
    plans: &[BoundPlan],
    decided: &mut [Decided],
    case: impl Fn(InvoiceId) -> Case<'a>,
    customer: impl Fn(InvoiceId) -> CustomerId,
    on: Day,
) {
    if !plans.iter().any(|bound| bound.plan.steps.iter().any(|step| step.together)) {
        return;
    }
    let mut letters: BTreeMap<Kept, Vec<InvoiceId>> = BTreeMap::new();
    for decided in decided.iter() {
        if let Some((at, Decision { kind: DecisionKind::Send, proposed: Some(sent), .. })) = &decided.by
            && plans[*at].plan.steps[sent.step].together
        {
            letters.entry((*at, sent.step, customer(decided.invoice), sent.fee > 0)).or_default().push(decided.invoice);
        }
    }
    for ((at, ..), lines) in letters.into_iter().filter(|(_, lines)| lines.len() > 1) {
        let sent = |id: InvoiceId| decided[id].by.as_ref().and_then(|(_, decision)| Some((decision.due, decision.proposed?)));
        let Some(carrier) = lines.iter().copied().min_by_key(|id| (sent(*id).map(|(due, _)| due), *id)) else { continue };
        let fee = sent(carrier).map_or(0, |(_, sent)| sent.fee);
        let line = |id: &InvoiceId| match *id {
            id if id == carrier => sent(id).map(|(_, sent)| (id, sent)),
            id => line(&plans[at], &case(id), sent(id)?.1, fee, on).map(|sent| (id, sent)),
        };
        let joined: Vec<(InvoiceId, Proposed)> = lines.iter().filter_map(line).collect();
        if joined.len() < 2 {
            continue;
        }
        let letter = Letter { carrier, lines: joined.iter().map(|(id, _)| *id).collect() };
        for (id, sent) in joined {
            if let Some((_, decision)) = &mut decided[id].by {
                decision.proposed = Some(sent);
                decision.letter = Some(letter.clone());
            }
        }
    }
}

/// A notice as one line of a letter whose fee another line carries; `None` where the law would forbid it there.
fn line(bound: &BoundPlan, case: &Case, sent: Proposed, fee: Minor, on: Day) -> Option<Proposed> {
    let mut standing_notices = Vec::new();
    let (claim, standing) = claim_on(bound, case, on, &mut standing_notices);
    let progress = Progress::of(bound, case, &standing_notices);
    let owing = owing(bound, case, &claim, on);
    let notice = Draft { bound, case, progress: &progress, claim: &claim, disputed: standing.disputed.is_some(), owing, step: sent.step };
    let line = notice.propose_line(on).ok()?;
    let forbidden = line.unlimited.is_some() || notice.judge_beside(&line, fee).iter().any(Breach::forbids);
    // What only an assumption lets out rests on it as a line too.
    (!forbidden).then_some(Proposed { assumed: line.assumed || sent.assumed, ..line })
}
