use std::cmp::Ordering;

use crate::claim::Letters;
use crate::decide::{Answers, Asked, BoundPlan, DecisionKind, Why, claim_on, lawful_on};
use crate::forward::Rehearsal;
use crate::plan::{Fact, FeeAmount};
use crate::terms::BuiltIn;
use crate::value::{Act, Day, Minor};

/// How long after the due date an invoice is followed.
pub const FOLLOWED: i32 = 366;

/// What an invoice that nobody pays goes through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Course {
    /// The due date that counts.
    pub due: Day,
    /// The notices in order.
    pub notices: Vec<CourseNotice>,
    /// The decision it ends on.
    pub end: DecisionKind,
    /// The rule that withholds what would come next.
    pub rule: Option<String>,
}

/// A notice of a course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct CourseNotice {
    /// The step.
    pub step: String,
    /// What it is in the eyes of the law.
    pub act: Act,
    /// The day it goes out.
    pub on: Day,
    /// The last day to pay it sets.
    pub deadline: Option<Day>,
    /// Its fee.
    pub fee: Minor,
    /// Its compensation.
    pub compensation: Minor,
    /// Whether the day follows from how much interest has grown.
    pub grown: bool,
    /// Whether its fee is a share of the invoice's money.
    pub share: bool,
}

impl Course {
    /// Why no notice ever goes out, if the policy leaves the invoice alone.
    pub fn left_alone(&self) -> Option<Alone> {
        let alone = Alone::ALL.into_iter().find(|(kind, _)| *kind == self.end);
        alone.filter(|_| self.notices.is_empty()).map(|(_, alone)| alone)
    }
}

/// Why a policy leaves an invoice alone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Alone {
    /// It exempts it.
    Exempt,
    /// It ignores balances so small.
    Small,
    /// It is not for it.
    NotCovered,
}

impl Alone {
    /// Each with the decision that says so.
    const ALL: [(DecisionKind, Alone); 3] =
        [(DecisionKind::Exempt, Alone::Exempt), (DecisionKind::Ignore, Alone::Small), (DecisionKind::Unmatched, Alone::NotCovered)];
}

/// A policy under which courses are followed.
#[derive(Debug)]
pub struct Follower<'a> {
    /// The policy with its law.
    pub bound: BoundPlan<'a>,
    /// The last day on which dunning may begin, where no later version carries on.
    pub until: Day,
    /// Whether a condition may come to hold as time goes by.
    pub turns: bool,
    /// Whether a condition asks for the claim, which grows by interest.
    pub grows: bool,
    /// Whether what the law allows follows from the invoice's money, unit by unit.
    pub by_money: bool,
}

impl<'a> Follower<'a> {
    /// A policy ready to be followed; `until` is its last day, where no later version carries on.
    pub fn new(bound: BoundPlan<'a>, until: Option<Day>, by_money: bool) -> Follower<'a> {
        let asks = |facts: &[BuiltIn]| bound.plan.asks(&|fact| matches!(fact, Fact::BuiltIn(fact) if facts.contains(fact)));
        let grows = asks(&[BuiltIn::Claim]);
        let of_days = [BuiltIn::Overdue, BuiltIn::CustomerOldestOverdue, BuiltIn::CustomerOverdueBalance, BuiltIn::CustomerOverdueInvoices];
        let turns = grows || asks(&of_days);
        Follower { until: until.unwrap_or(Day::LAST), turns, grows, by_money, bound }
    }

    /// Follows an invoice that nobody pays for a year after its due date.
    pub fn follow(&self, mut invoice: Rehearsal) -> Course {
        let bound = &self.bound;
        let due = invoice.case(&Letters::default()).due(bound);
        let last = due.plus(FOLLOWED).min(self.until);
        let mut course = Course { due, notices: Vec::new(), end: DecisionKind::Wait, rule: None };
        let mut on = invoice.issued.max(bound.plan.valid.from);
        let (mut turned, mut grown) = (false, false);
        while on <= last {
            let decision = invoice.decide(bound, on);
            let turn = if self.turns { self.turn(&invoice, on, last) } else { None };
            (course.end, course.rule) = (decision.kind, None);
            let mut comes = decision.next_on;
            match (&decision.why, &decision.proposed) {
                (Why::Due(next), Some(proposed)) => {
                    grown |= turned && next.due != Some(on);
                    let step = &bound.plan.steps[proposed.step];
                    course.notices.push(CourseNotice {
                        step: step.name.clone(),
                        act: step.act,
                        on,
                        deadline: proposed.deadline,
                        fee: proposed.fee,
                        compensation: proposed.compensation,
                        grown,
                        share: self.by_money || step.fee.on(on).is_some_and(is_share),
                    });
                    comes = Some(on.plus(1));
                }
                (Why::Forbidden { rule, .. }, _) => {
                    course.rule = Some(bound.plan.law.rules[*rule].id.clone());
                    comes = lawful_on(bound, &invoice.case(&Letters::default()), &decision, on);
                }
                (Why::NotKnown(unknown), _) => course.rule = Some(unknown.value.clone()),
                (Why::NotLimited(charge, _), _) => course.rule = Some(format!("statutory {}", charge.word())),
                (Why::TimeBarred(_) | Why::Missing(_) | Why::NotCovered, _) => break,
                (Why::Due(_), None)
                | (
                    Why::NotYet(_)
                    | Why::NoRunDay(_)
                    | Why::InTime(..)
                    | Why::OneToday(_)
                    | Why::Stopped(_)
                    | Why::Exempt(_)
                    | Why::Small
                    | Why::Paid
                    | Why::NoStepLeft
                    | Why::HandedOver(_)
                    | Why::Assigned(_),
                    _,
                ) => {}
            }
            invoice.record(bound, &decision, on);
            turned =
                comes.is_none_or(|comes| turn.is_some_and(|turn| turn < comes)) && turn.is_some_and(|turn| self.grew(&invoice, on, turn));
            match comes.into_iter().chain(turn).min() {
                Some(next) if next > on => on = next,
                _ => break,
            }
        }
        course
    }

    /// The next day on which a comparison of the policy's conditions comes out otherwise: each is for good once it has turned.
    fn turn(&self, invoice: &Rehearsal, on: Day, last: Day) -> Option<Day> {
        let sides = |day: Day| self.sides(invoice, day);
        let now = sides(on);
        if on >= last || sides(last) == now {
            return None;
        }
        let (mut same, mut other) = (on, last);
        while other.since(same) > 1 {
            let middle = same.plus(other.since(same) / 2);
            if sides(middle) == now { same = middle } else { other = middle }
        }
        Some(other)
    }

    /// Whether it is a comparison with the claim, which grows by interest, that comes out otherwise on a later day.
    fn grew(&self, invoice: &Rehearsal, on: Day, later: Day) -> bool {
        let claim = Fact::BuiltIn(BuiltIn::Claim);
        let (before, after) = (self.sides(invoice, on), self.sides(invoice, later));
        let mut turned = self.bound.plan.comparisons().zip(before.iter().zip(&after)).filter(|(_, (before, after))| before != after);
        self.grows && turned.any(|(comparison, _)| comparison.facts().any(|fact| *fact == claim))
    }

    fn sides(&self, invoice: &Rehearsal, on: Day) -> Vec<Option<Ordering>> {
        let bound = &self.bound;
        let (letters, facts) = (Letters::default(), invoice.case_facts());
        let case = invoice.case(&letters);
        let (claim, _) = claim_on(bound, &case, on, &mut Vec::new());
        let due = case.due(bound);
        let totals = invoice.totals(bound, &claim, on);
        let asked = Asked { bound, case: &case, facts: &facts, totals, claim: &claim, due, on, listener: None };
        bound.plan.comparisons().map(|comparison| asked.ordering(comparison).ok().flatten()).collect()
    }
}

/// Whether a fee follows from the invoice's money, unit by unit.
pub fn is_share(fee: &FeeAmount) -> bool {
    match fee {
        FeeAmount::Statutory | FeeAmount::Fixed(_) => false,
        FeeAmount::Share(..) => true,
        FeeAmount::Bands(_, bands) => bands.iter().any(|(_, amount)| is_share(amount)),
    }
}
