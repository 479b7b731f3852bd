//! On which day another decision may be taken of an invoice, where the ledger tells nothing new of it.

use super::schedule::trigger;
use super::{BoundPlan, Case, CustomerTotals, Decision, DecisionKind, Progress, Why, claim_on, not_barred_until};
use crate::claim::Claim;
use crate::plan::{Comparison, Condition, Fact, FactValue, Right};
use crate::terms::BuiltIn;
use crate::value::{Day, FirstAfter};

/// When an invoice comes to be owed, due and overdue.
pub fn comes_due(bound: &BoundPlan, case: &Case, turn: &mut FirstAfter) {
    let grace = case.grace(bound);
    [case.issued, grace.due, grace.due.plus(1), grace.until.plus(1)].into_iter().for_each(|day| turn.or(day));
}

/// When a condition on what a customer's invoices come to may hold otherwise, as long as they stay as they are and none comes to be overdue.
pub fn condition_of_customer_turns(condition: &Condition, totals: &CustomerTotals, turn: &mut FirstAfter) {
    turns(condition, None, totals, turn);
}

/// The invoice that a condition is about.
struct Of<'a> {
    due: Day,
    claim: &'a Claim,
}

/// When a condition may hold otherwise because days go by.
fn turns(condition: &Condition, of: Option<&Of>, totals: &CustomerTotals, turn: &mut FirstAfter) {
    for comparison in condition.comparisons() {
        for fact in comparison.facts() {
            let Fact::BuiltIn(fact) = fact else { continue };
            match (fact, of) {
                (BuiltIn::Overdue, Some(of)) => days_go_by(comparison, *fact, of.due, turn),
                (BuiltIn::Claim, Some(of)) => {
                    // What is claimed grows while principal is owed, so what it is above already it stays above.
                    let above = |value: &FactValue| of.claim.total().is_some_and(|total| FactValue::Whole(total) > *value);
                    let stays = of.claim.balance == 0 || matches!(&comparison.right, Right::Value(value) if above(value));
                    if !stays {
                        turn.tomorrow();
                    }
                }
                (BuiltIn::CustomerOldestOverdue, _) => {
                    // While nothing is overdue it stays 0.
                    if totals.oldest_overdue > 0 {
                        days_go_by(comparison, *fact, turn.after.plus(-totals.oldest_overdue), turn);
                    }
                }
                (BuiltIn::Overdue | BuiltIn::Claim, None)
                | (
                    BuiltIn::Balance
                    | BuiltIn::Principal
                    | BuiltIn::Debtor
                    | BuiltIn::CustomerOverdueBalance
                    | BuiltIn::CustomerOverdueInvoices
                    | BuiltIn::CustomerBalance
                    | BuiltIn::CreditLimit,
                    _,
                ) => {}
            }
        }
    }
}

/// When a comparison of days since a day with a number of days comes out otherwise; with anything else it is looked at day by day.
fn days_go_by(comparison: &Comparison, fact: BuiltIn, since: Day, turn: &mut FirstAfter) {
    match &comparison.right {
        Right::Value(FactValue::Whole(days)) if comparison.fact == Fact::BuiltIn(fact) => {
            let reached = since.plus(i32::try_from(*days).unwrap_or(i32::MAX));
            turn.or(reached);
            turn.or(reached.plus(1));
        }
        Right::Value(_) | Right::Fact(..) => turn.tomorrow(),
    }
}

/// When another decision may be taken of an invoice, or it may come to be overdue, as long as no event, no other version of the policy, no other law
/// and no other payment of its customer comes first, and what its customer's invoices come to stays. Where that is hard to tell it is tomorrow.
pub fn decision_turns(bound: &BoundPlan, case: &Case, decision: &Decision, totals: &CustomerTotals, on: Day) -> FirstAfter {
    let mut turn = FirstAfter::new(on);
    let (plan, due) = (bound.plan, decision.due);
    comes_due(bound, case, &mut turn);
    let waits_for_a_run = matches!(decision.why, Why::OneToday(_) | Why::NoRunDay(_) | Why::InTime(..));
    if waits_for_a_run || matches!(decision.kind, DecisionKind::Send | DecisionKind::Withheld) {
        turn.tomorrow();
    }
    let mut standing_notices = Vec::new();
    let (claim, interruptions) = claim_on(bound, case, on, &mut standing_notices);
    for (_, until) in [interruptions.hold, interruptions.plan, interruptions.promise].into_iter().flatten() {
        until.into_iter().for_each(|until| turn.or(until.plus(1)));
    }
    let progress = Progress::of(bound, case, &standing_notices);
    not_barred_until(bound, case, &progress, on).into_iter().for_each(|last| turn.or(last.plus(1)));
    // What may have gone out may be counted from as well.
    let is_pursued_later =
        plan.pursue.is_some() && !claim.given_up && decision.pursued.is_none() && (1..plan.ignore).contains(&claim.balance);
    if is_pursued_later || progress.perhaps.iter().any(Option::is_some) {
        turn.tomorrow();
    }
    // Where an earlier clause decides, nothing asks for a step.
    let before_steps = [DecisionKind::Settled, DecisionKind::Exempt, DecisionKind::Hold, DecisionKind::Ignore].contains(&decision.kind);
    let asks_steps = !before_steps && !matches!(decision.why, Why::TimeBarred(_)) && progress.assigned.is_none();
    let after = progress.position.map_or(0, |position| position + 1);
    let mut conditions: Vec<&Condition> = plan.exempt.iter().map(|exempt| &exempt.when).chain(&plan.applies).collect();
    for (step, of) in plan.steps.iter().enumerate().skip(after) {
        if asks_steps && (progress.handed_over.is_none() || of.act.follows_handover()) {
            trigger(bound, &progress, step, case.issued, due).into_iter().for_each(|(day, _)| turn.or(day));
            conditions.extend(&of.when);
        }
    }
    let of = Of { due, claim: &claim };
    conditions.into_iter().for_each(|condition| turns(condition, Some(&of), totals, &mut turn));
    turn
}
