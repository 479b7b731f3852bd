//! The reasons of a decision as data, made when somebody asks for them.

use super::lawful::lawful_on;
use super::told::{NotOwn, StepBefore, StepsBefore, Told};
use super::{BoundPlan, Case, Decision, DecisionKind, Pursued, Why};
use crate::claim::{Moved, Stretch, journal};
use crate::law::Charged;
use crate::ledger::EventKind;
use crate::value::{Act, Day, Minor};

/// One reason of a decision. Amounts are minor units of the invoice's currency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// What decided, and the first run day on which a notice that a rule forbids would be lawful.
    Decided(Why, Option<Day>),
    /// Other rules that forbid the notice too, as places in the law's rules.
    AlsoForbidden(Vec<usize>),
    /// The due date that counts, and the days since then.
    Due(Day, i32),
    /// The step says to whom the claim is handed.
    HandedTo(usize),
    /// The claim was handed over or sold before, and came back on a day.
    Recalled(Day),
    /// The fee is the most a rule allows: the fee, and the rule as a place in the law's rules.
    StatutoryFee(Minor, usize),
    /// The fee is as the policy sets it.
    PolicyFee(Minor),
    /// The compensation is what the law leaves beside the fees.
    Compensation(Minor),
    /// How the interest owed adds up.
    Interest(InterestSum),
    /// The law does not tell the rate of every day up to the as-of date.
    InterestUnknown,
    /// The case goes on for its charges: what is left of the principal, the charges, and the least that is pursued.
    Pursued {
        /// Principal outstanding.
        left: Minor,
        /// Fees and interest owed.
        charges: Minor,
        /// The policy's limit.
        least: Minor,
    },
    /// The ledger does not say who owes: the debtor is treated as a consumer.
    DebtorUnknown,
    /// An open-items file: interest runs on today's balance from the due date.
    OpenItems,
    /// What the file does not tell of the history is read to the debtor's advantage: the last notice was charged.
    HistoryUntold,
    /// Steps that went out before the one an open-items file names, since the policy has no other way to it. Each with its earliest and latest day.
    WentBefore {
        /// The step that the file names.
        named: usize,
        /// Those before it.
        went: Vec<(usize, Day, Day)>,
    },
    /// What neither the file nor the policy tells, and is read to the debtor's advantage.
    NotSure {
        /// Steps that may have gone out.
        went: Vec<usize>,
        /// Steps whose letters may have cost something.
        charged: Vec<usize>,
    },
    /// An open-items file names this step, and nothing of those before it is taken as known.
    NotOwn(usize, NotOwn),
    /// A figure rests on the assumption that the law has not changed.
    LawAssumed,
}

/// How the interest owed adds up since none was owed.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct InterestSum {
    /// What is owed.
    pub owed: Minor,
    /// What was rounded at a payment, each with its day.
    pub rounded: Vec<(Minor, Day)>,
    /// Each stretch of days after that with one balance and one rate.
    pub stretches: Vec<Stretch>,
    /// What payments settled of it; below zero where a settlement was taken back.
    pub settled: Minor,
    /// Whether earlier interest was owed and settled in full.
    pub after_earlier: bool,
}

/// Why an invoice was decided as it was: what decided first, then how the figures come about, then what was taken for granted.
pub fn reasons(bound: &BoundPlan, case: &Case, decision: &Decision, on: Day) -> Vec<Reason> {
    let mut reasons = Vec::with_capacity(8);
    reasons.push(decided(bound, case, decision, on));
    if let Why::Forbidden { also, .. } = &decision.why
        && !also.is_empty()
    {
        reasons.push(Reason::AlsoForbidden(also.clone()));
    }
    if matches!(decision.kind, DecisionKind::Send | DecisionKind::Withheld) {
        figures(bound, case, decision, on, &mut reasons);
        let left = decision.claim.balance;
        reasons.extend(decision.pursued.map(|Pursued { charges, least }| Reason::Pursued { left, charges, least }));
    }
    if decision.kind != DecisionKind::Settled {
        taken_for_granted(bound, case, decision, &mut reasons);
    }
    reasons
}

/// What decided, told in full.
pub fn decided(bound: &BoundPlan, case: &Case, decision: &Decision, on: Day) -> Reason {
    Reason::Decided(decision.why.clone(), lawful_on(bound, case, decision, on))
}

/// How the fee, the compensation and the interest come about.
fn figures(bound: &BoundPlan, case: &Case, decision: &Decision, on: Day, reasons: &mut Vec<Reason>) {
    reasons.push(Reason::Due(decision.due, case.grace(bound).overdue(on)));
    reasons.extend(decision.step.filter(|step| bound.plan.steps[*step].to.is_some()).map(Reason::HandedTo));
    let leaves = |step: usize| matches!(bound.plan.steps[step].act, Act::Handover | Act::Assignment);
    let recalled = || case.events.iter().rfind(|event| event.on <= on && event.what == EventKind::Recalled).map(|event| event.on);
    reasons.extend(decision.step.filter(|step| leaves(*step)).and_then(|_| recalled()).map(Reason::Recalled));
    if let Some(proposed) = &decision.proposed {
        match proposed.fee_rule {
            Some(rule) => reasons.push(Reason::StatutoryFee(proposed.fee, rule)),
            None if proposed.fee > 0 => reasons.push(Reason::PolicyFee(proposed.fee)),
            None => {}
        }
        reasons.extend(Some(proposed.compensation).filter(|minor| *minor > 0).map(Reason::Compensation));
    }
    match decision.claim.interest {
        None => reasons.push(Reason::InterestUnknown),
        Some(0) => {}
        Some(owed) => reasons.push(Reason::Interest(InterestSum { owed, ..interest(bound, case, on) })),
    }
}

/// How the interest owed adds up since none was owed: what was rounded at a payment with its day, each stretch after that, less what was settled.
fn interest(bound: &BoundPlan, case: &Case, on: Day) -> InterestSum {
    let (_, entries) = journal(&case.fold(bound, on), case.events, case.issued);
    let (mut sum, mut owed) = (InterestSum::default(), 0);
    let last = entries.iter().rposition(|entry| matches!(entry.what, Moved::Rounded(_)));
    for (at, entry) in entries.iter().enumerate() {
        owed += entry.change.interest;
        match entry.what {
            Moved::Accrued(stretch) => sum.stretches.push(stretch),
            Moved::Rounded(_) if last != Some(at) => {
                sum.stretches.clear();
                if entry.change.interest == 0 {
                    continue;
                }
                sum.rounded.push((entry.change.interest, entry.on));
            }
            Moved::Rounded(_) => {}
            Moved::Opened
            | Moved::CreditNote(_)
            | Moved::Excess(_)
            | Moved::Payment(_)
            | Moved::Reversal(_)
            | Moved::Waived
            | Moved::WrittenOff(_)
            | Moved::CreditNoteUndone(_)
            | Moved::Reopened(_)
            | Moved::Recovered(_)
            | Moved::Charged(_)
            | Moved::Uncharged(_)
            | Moved::Forgiven
            | Moved::Freed(_)
            | Moved::CreditUsed => sum.settled -= entry.change.interest,
        }
        if owed == 0 && sum.settled > 0 {
            sum = InterestSum { after_earlier: true, ..InterestSum::default() };
        }
    }
    sum
}

/// What was read in the debtor's favour, or taken for granted.
fn taken_for_granted(bound: &BoundPlan, case: &Case, decision: &Decision, reasons: &mut Vec<Reason>) {
    if !case.debtor_known {
        reasons.push(Reason::DebtorUnknown);
    }
    if let Some(opening) = case.opening {
        reasons.push(Reason::OpenItems);
        match &bound.opened(case, opening).told {
            Told::Own(before) => steps_before(before, reasons),
            Told::FileAlone if opening.is_last_charged() => reasons.push(Reason::HistoryUntold),
            Told::FileAlone => {}
            Told::NotOwn(named, not_own) => {
                reasons.extend(opening.is_last_charged().then_some(Reason::HistoryUntold));
                reasons.push(Reason::NotOwn(*named, *not_own));
            }
        }
    }
    if decision.proposed.as_ref().map_or(decision.claim.assumed, |proposed| proposed.assumed) {
        reasons.push(Reason::LawAssumed);
    }
}

/// What an open-items file and the policy tell together, and what they leave open.
fn steps_before(before: &StepsBefore, reasons: &mut Vec<Reason>) {
    let Some((named, earlier)) = before.steps.split_last() else { return };
    let went: Vec<_> = earlier.iter().filter(|one| one.went).map(|one| (one.step, one.earliest, one.latest)).collect();
    if !went.is_empty() {
        reasons.push(Reason::WentBefore { named: named.step, went });
    }
    let steps = |such: fn(&&StepBefore) -> bool| before.steps.iter().filter(such).map(|one| one.step).collect::<Vec<_>>();
    let (went, charged) = (steps(|one| !one.went), steps(|one| one.charged == Charged::Perhaps));
    if !went.is_empty() || !charged.is_empty() {
        reasons.push(Reason::NotSure { went, charged });
    } else if named.charged == Charged::Yes {
        reasons.push(Reason::HistoryUntold);
    }
}
