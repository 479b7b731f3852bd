//! From which day a notice that the law forbids would be lawful.

use super::owing::owing;
use super::{BoundPlan, Case, Decision, Draft, Progress, Proposed, Why, claim_on};
use crate::law::{Breach, BreachKind, Proposal, Reader, Rule};
use crate::terms::{Deadline, Effect};
use crate::value::{Day, Offset};

/// How many days are looked at: longer than a round of charged notices lasts under any statute that is built in.
const DAYS: i32 = 200;

/// The first run day within two hundred days after `on` on which a notice that a rule forbids would be lawful, if nothing else happens; `None` too where
/// the decision is another, or the law does not tell.
pub fn lawful_on(bound: &BoundPlan, case: &Case, decision: &Decision, on: Day) -> Option<Day> {
    let Why::Forbidden { rule, fault, also } = &decision.why else { return None };
    let proposed = decision.proposed.as_ref().filter(|_| !matches!(fault, BreachKind::NotKnown(_)))?;
    let mut standing_notices = Vec::new();
    let (claim, standing) = claim_on(bound, case, on, &mut standing_notices);
    let progress = Progress::of(bound, case, &standing_notices);
    let (disputed, owing) = (standing.disputed.is_some(), owing(bound, case, &claim, on));
    let notice = Draft { bound, case, progress: &progress, claim: &claim, disputed, owing, step: proposed.step };
    let rules = &bound.plan.law.rules;
    let forbid: Vec<&Rule> = [*rule].iter().chain(also).map(|at| &rules[*at]).collect();
    notice.first_lawful(proposed, &forbid)
}

impl Draft<'_, '_> {
    /// Looks at those days alone on which all that forbids it may have come to an end. These rules forbid the notice that is proposed.
    fn first_lawful(&self, proposed: &Proposed, forbid: &[&Rule]) -> Option<Day> {
        let last = proposed.on.plus(DAYS);
        let mut comes = self.last_turn(proposed.on, forbid);
        loop {
            let on = self.case.run_day_from(self.bound, comes?);
            if on > last {
                return None;
            }
            let fee = self.bound.plan.steps[self.step].fee.on(on);
            comes = match self.figures(fee, on) {
                Err(_) => self.charges_turn(on),
                Ok((_, proposed)) => {
                    let forbid: Vec<&Rule> = self.judge(&proposed).into_iter().filter(Breach::forbids).map(|breach| breach.rule).collect();
                    if forbid.is_empty() && proposed.unlimited.is_none() {
                        return Some(on);
                    }
                    self.last_turn(on, &forbid)
                }
            };
        }
    }

    /// The first day after one on which each of some rules may have changed what it says, for each alone is enough to forbid a notice. Without rules it
    /// is a charge that nothing limits.
    fn last_turn(&self, after: Day, forbid: &[&Rule]) -> Option<Day> {
        let turns = forbid.iter().map(|rule| self.turn(after, rule));
        turns.reduce(|one, other| Some(one?.max(other?))).unwrap_or_else(|| self.charges_turn(after))
    }

    /// The first day after one on which a rule may say otherwise of the notice that goes out then.
    fn turn(&self, after: Day, rule: &Rule) -> Option<Day> {
        let charges = if rule.asks_charges() { self.charges_turn(after) } else { None };
        self.turn_but_for_charges(after, rule).into_iter().chain(charges).min()
    }

    /// The first day after one on which the notice may charge otherwise, or cannot be written, or can again.
    fn charges_turn(&self, after: Day) -> Option<Day> {
        let step = &self.bound.plan.steps[self.step];
        let limits = self.bound.plan.law.rules.about(step.act).filter(|(_, rule)| matches!(rule.effect, Effect::Limit(..)));
        let fees = step.fee.changes().filter(|day| *day > after);
        limits.filter_map(|(_, rule)| self.turn_but_for_charges(after, rule)).chain(fees).min()
    }

    fn turn_but_for_charges(&self, after: Day, rule: &Rule) -> Option<Day> {
        let step = &self.bound.plan.steps[self.step];
        let proposal = Proposal::free(step.act, after);
        let reader = Reader { law: &self.bound.plan.law, invoice: &self.invoice(), proposal: &proposal, rate_day: after };
        // A deadline that is not so many days, or that is cut off by the last of all days, is as long as it comes to on each.
        let is_constant = |deadline: &Deadline| {
            let last = deadline.offset.after(after.plus(DAYS), &self.bound.plan.law.calendar);
            matches!(deadline.offset, Offset::Days(_)) && !deadline.on_business_day && last < Day::LAST
        };
        let varies = rule.asks_deadline() && !step.deadline.as_ref().is_none_or(is_constant);
        let deadline = varies.then(|| after.plus(1)).filter(|day| *day > after);
        let interest = Some(self.case.accrual(self.bound).after.plus(1)).filter(|first| *first > after && rule.bounds_rate());
        reader.turn(rule).into_iter().chain(deadline).chain(interest).min()
    }
}
