//! On which day an invoice is worth another look, where the ledger tells nothing new of it.

use super::schedule::trigger;
use super::{BoundPlan, Case, CustomerTotals, Decision, DecisionKind, Progress, Why, claim_on, not_barred_until};
use crate::plan::{Comparison, Condition, Fact, FactValue, Right};
use crate::terms::BuiltIn;
use crate::value::Day;

/// The first of many days that comes after one.
#[derive(Clone, Copy, Debug)]
pub struct NextLook {
    /// The day that was looked at.
    pub on: Day,
    /// The first later day on which another look is worth it; `None` is never.
    pub first: Option<Day>,
}

impl NextLook {
    /// After a day.
    pub fn after(on: Day) -> NextLook {
        NextLook { on, first: None }
    }

    /// On such a day too, if it is still to come.
    pub fn or(&mut self, day: Day) {
        if day > self.on {
            self.first = Some(self.first.map_or(day, |first| first.min(day)));
        }
    }

    /// On the very next day too.
    pub fn tomorrow(&mut self) {
        self.or(self.on.plus(1));
    }

    /// When an invoice comes to be owed, due and overdue.
    pub fn comes_due(&mut self, bound: &BoundPlan, case: &Case) {
        let grace = case.grace(bound);
        [case.issued, grace.due, grace.due.plus(1), grace.until.plus(1)].into_iter().for_each(|day| self.or(day));
    }

    /// When a condition on what a customer's invoices come to may hold otherwise, as long as they stay as they are and none comes to be overdue.
    pub fn of_customer(&mut self, condition: &Condition, totals: &CustomerTotals) {
        for comparison in condition.comparisons().filter(|comparison| asks(comparison, BuiltIn::CustomerOldestOverdue)) {
            // While nothing is overdue it stays 0.
            if totals.oldest_overdue > 0 {
                self.as_days_go_by(comparison, BuiltIn::CustomerOldestOverdue, self.on.plus(-totals.oldest_overdue));
            }
        }
    }

    /// When a comparison of days since a day with a number of days comes out otherwise; with anything else it is looked at day by day.
    fn as_days_go_by(&mut self, comparison: &Comparison, fact: BuiltIn, since: Day) {
        match &comparison.right {
            Right::Value(FactValue::Whole(days)) if comparison.fact == Fact::BuiltIn(fact) => {
                let reached = since.plus(i32::try_from(*days).unwrap_or(i32::MAX));
                self.or(reached);
                self.or(reached.plus(1));
            }
            Right::Value(_) | Right::Fact(..) => self.tomorrow(),
        }
    }
}

fn asks(comparison: &Comparison, fact: BuiltIn) -> bool {
    comparison.facts().any(|asked| *asked == Fact::BuiltIn(fact))
}

/// When another decision may be taken of an invoice, or it may come to be overdue, as long as no event, no other version of the policy, no other law
/// and no other payment of its customer comes first, and what its customer's invoices come to stays. Where that is hard to tell it is tomorrow.
pub fn next_look(bound: &BoundPlan, case: &Case, decision: &Decision, totals: &CustomerTotals, on: Day) -> NextLook {
    let mut look = NextLook::after(on);
    let (plan, due) = (bound.plan, decision.due);
    look.comes_due(bound, case);
    let waits_for_a_run = matches!(decision.why, Why::OneToday(_) | Why::NoRunDay(_) | Why::InTime(..));
    if waits_for_a_run || matches!(decision.kind, DecisionKind::Send | DecisionKind::Withheld) {
        look.tomorrow();
    }
    let mut standing_notices = Vec::new();
    let (claim, interruptions) = claim_on(bound, case, on, &mut standing_notices);
    for (_, until) in [interruptions.hold, interruptions.plan, interruptions.promise].into_iter().flatten() {
        until.into_iter().for_each(|until| look.or(until.plus(1)));
    }
    let progress = Progress::of(bound, case, &standing_notices);
    not_barred_until(bound, case, &progress, on).into_iter().for_each(|last| look.or(last.plus(1)));
    // What may have gone out may be counted from as well.
    let is_pursued_later =
        plan.pursue.is_some() && !claim.given_up && decision.pursued.is_none() && (1..plan.ignore).contains(&claim.balance);
    if is_pursued_later || progress.perhaps.iter().any(Option::is_some) {
        look.tomorrow();
    }
    // Where an earlier clause decides, nothing asks for a step.
    let before_steps = [DecisionKind::Settled, DecisionKind::Exempt, DecisionKind::Hold, DecisionKind::Ignore].contains(&decision.kind);
    let asks_steps = !before_steps && !matches!(decision.why, Why::TimeBarred(_)) && progress.assigned.is_none();
    let after = progress.position.map_or(0, |position| position + 1);
    let mut conditions: Vec<&Condition> = plan.exempt.iter().map(|exempt| &exempt.when).chain(&plan.applies).collect();
    for (step, of) in plan.steps.iter().enumerate().skip(after) {
        if asks_steps && (progress.handed_over.is_none() || of.act.follows_handover()) {
            trigger(bound, &progress, step, case.issued, due).into_iter().for_each(|(day, _)| look.or(day));
            conditions.extend(&of.when);
        }
    }
    for condition in conditions {
        look.of_customer(condition, totals);
        for comparison in condition.comparisons() {
            if asks(comparison, BuiltIn::Overdue) {
                look.as_days_go_by(comparison, BuiltIn::Overdue, due);
            }
            // What is claimed grows while principal is owed, so what it is above already it stays above.
            let above = |value: &FactValue| claim.total().is_some_and(|total| FactValue::Whole(total) > *value);
            let stays = claim.balance == 0 || matches!(&comparison.right, Right::Value(value) if above(value));
            if asks(comparison, BuiltIn::Claim) && !stays {
                look.tomorrow();
            }
        }
    }
    look
}
