use std::cmp::Ordering;
use std::sync::Arc;

use super::amounts::amounts;
use super::compare::{Difference, Grain, differences};
use super::course::{Alone, Course, Follower};
use super::cuts::Cuts;
use super::traits::Label;
use super::union::union;
use crate::claim::Letters;
use crate::forward::{Rehearsal, rehearsal_plan};
use crate::law::Law;
use crate::plan::{Anchor, Plan};
use crate::terms::SendOn;
use crate::value::{Day, Debtor, Debtors, Minor, Offset};

/// A policy of one side, as it is compared: its law taken to stay as it is.
#[derive(Debug)]
pub struct Side {
    /// The policy as written, under its law with the values of the last known day holding on.
    pub plan: Plan,
    /// The same with a run every day.
    pub daily: Plan,
    /// Its last day, where no later version carries on.
    pub until: Option<Day>,
}

impl Side {
    /// A side; `until` is its last day, where no later version carries on.
    pub fn new(plan: &Plan, until: Option<Day>) -> Side {
        let plan = Plan { law: Arc::new(Law::clone(&plan.law).ready(true)), ..plan.clone() };
        let daily = Plan { send_on: SendOn::EveryDay, ..plan.clone() };
        Side { plan, daily, until }
    }
}

/// Two policies that are compared, ready to be asked about one invoice.
#[derive(Debug)]
pub struct Pair<'a> {
    /// Old and new, with a run every day.
    pub sides: [Follower<'a>; 2],
    /// Old and new, with their own run days.
    pub real: [Follower<'a>; 2],
    /// Due dates that are compared, the first and the last.
    pub window: (Day, Day),
    /// Days from the issue date to the due date.
    pub term: i32,
    /// Every combination of tags and facts that either policy names.
    pub labels: Vec<Label>,
    /// Those that are not exempt under both, whatever the invoice.
    pub dunned: Vec<usize>,
    /// How finely figures are told.
    pub grain: Grain,
    /// The places of the new policy's facts among those of the labels.
    facts: Vec<usize>,
    pub(super) cuts: [Cuts; 2],
}

/// Tags and facts combine to more kinds of invoices than can be compared.
#[derive(Clone, Copy, Debug)]
pub struct TooManyKinds;

impl<'a> Pair<'a> {
    /// Makes two policies ready. `None` where they never hold on the same day.
    ///
    /// # Errors
    /// When tags and facts combine to more than can be compared.
    pub fn new(old: &'a Side, new: &'a Side) -> Result<Option<Pair<'a>>, TooManyKinds> {
        let (both, facts) = union(&old.plan, &new.plan);
        let known = old.plan.law.known_until.min(new.plan.law.known_until);
        let since = old.plan.law.known_from.max(new.plan.law.known_from);
        let Some(window) = window(&both, since, known) else { return Ok(None) };
        let under_new = Plan { law: Arc::clone(&new.plan.law), ..both.clone() };
        let bound = rehearsal_plan(&both);
        let cuts = [Cuts::of(&bound), Cuts::of(&rehearsal_plan(&under_new))];
        let by_agreement = cuts.iter().any(|cuts| cuts.by_agreement) && !(old.plan.agreed_fee && new.plan.agreed_fee);
        let labels = super::traits::labels(&bound, by_agreement).ok_or(TooManyKinds)?;
        let by_money = cuts.iter().any(|cuts| cuts.by_money);
        let follower = |plan: &'a Plan, until| Follower::new(rehearsal_plan(plan), until, by_money);
        // What begins after the last day of both is compared as if they went on: neither is stricter for having ended.
        let [until_old, until_new] = if old.until == new.until { [None, None] } else { [old.until, new.until] };
        let days_vary = [old, new].into_iter().any(|side| days_vary(&side.plan));
        let mut pair = Pair {
            sides: [follower(&old.daily, until_old), follower(&new.daily, until_new)],
            real: [follower(&old.plan, until_old), follower(&new.plan, until_new)],
            window,
            term: both.usual_term(),
            dunned: (0..labels.len()).collect(),
            labels,
            grain: Grain { days_vary },
            facts,
            cuts,
        };
        pair.dunned = pair.dunned.iter().copied().filter(|label| !pair.is_exempt(*label)).collect();
        Ok(Some(pair))
    }

    /// Whether both policies exempt a label for every debtor and amount that they tell apart.
    fn is_exempt(&self, label: usize) -> bool {
        let exempt = |invoice| self.courses(&self.sides, invoice).iter().all(|course| course.left_alone() == Some(Alone::Exempt));
        let amounts = self.amounts();
        self.debtors().all(|debtor| amounts.iter().all(|amount| exempt(self.invoice(label, debtor, *amount, self.window.0))))
    }

    /// Amounts between which nothing is known to change.
    pub(super) fn amounts(&self) -> Vec<Minor> {
        amounts(self.sides.each_ref().map(|side| side.bound.plan), &self.cuts)
    }

    /// An invoice of a label, as the old policy's facts have it and as the new policy's do.
    pub fn invoice(&self, label: usize, debtor: Debtor, amount: Minor, due: Day) -> [Rehearsal; 2] {
        let mut invoice = self.labels[label].invoice.clone();
        (invoice.debtor, invoice.amount) = (debtor, amount);
        invoice.later(due.plus(-self.term).since(invoice.issued));
        invoice.due = Some(due);
        let mut new = invoice.clone();
        new.facts = self.facts.iter().map(|at| invoice.facts[*at].clone()).collect();
        invoice.facts.truncate(self.sides[0].bound.plan.facts.len());
        [invoice, new]
    }

    /// The courses of an invoice under both, each by its own follower.
    pub fn courses(&self, followers: &[Follower; 2], invoice: [Rehearsal; 2]) -> [Course; 2] {
        let [old, new] = invoice;
        [followers[0].follow(old), followers[1].follow(new)]
    }

    /// What differs for an invoice, and its courses.
    pub fn compare(&self, invoice: [Rehearsal; 2]) -> (Vec<Difference>, [Course; 2]) {
        let courses = self.courses(&self.sides, invoice.clone());
        let interest = self.interest(&invoice, &courses);
        (differences(&courses[0], &courses[1], interest, self.grain), courses)
    }

    /// How the new policy's interest through the last notice of either stands to the old one's: on one krone, so that no rounding hides it.
    fn interest(&self, invoice: &[Rehearsal; 2], courses: &[Course; 2]) -> Ordering {
        let last = courses.iter().flat_map(|course| &course.notices).map(|sent| sent.on).max();
        let letters = Letters::default();
        let sum = |side: usize| {
            let case = invoice[side].case(&letters);
            case.accrual(&self.sides[side].bound).numerator(1, case.issued, last?)
        };
        sum(1).cmp(&sum(0))
    }

    /// The kinds of debtors either policy is for.
    pub fn debtors(&self) -> impl Iterator<Item = Debtor> {
        let of = |side: usize| self.sides[side].bound.plan.debtors;
        Debtor::ALL.into_iter().map(|(_, debtor)| debtor).filter(move |debtor| of(0).contains(*debtor) || of(1).contains(*debtor))
    }
}

/// The due dates of both policies' common period as far as the law is known, and a year of them where it is not known at all; not so early that a letter
/// before the due date would fall before the period.
fn window(both: &Plan, since: Day, known: Day) -> Option<(Day, Day)> {
    let valid = both.valid;
    let before = both.steps.iter().flat_map(|step| &step.send).filter(|moment| moment.before);
    let earlier = before.map(|moment| longest(moment.offset)).max().unwrap_or(0);
    let from = valid.from.max(since).plus(earlier);
    let known = if known < from { from.plus(365) } else { known };
    let to = valid.until.map_or(known, |until| until.min(known));
    (from <= to).then_some((from, to))
}

/// The most days a length of time can be.
pub(super) fn longest(offset: Offset) -> i32 {
    match offset {
        Offset::Days(days) => days,
        Offset::BusinessDays(days) => days * 7 / 5 + 14,
        Offset::Months(months) => months * 31,
    }
}

/// Whether the days between the due date and a notice follow from the weekday or the month.
fn days_vary(policy: &Plan) -> bool {
    let counted = |offset: Offset| !matches!(offset, Offset::Days(_));
    policy.steps.iter().any(|step| {
        let deadline = step.deadline.is_some_and(|deadline| deadline.on_business_day || counted(deadline.offset));
        let moments = &step.send;
        deadline || moments.iter().any(|moment| {
            // Where a due date moves, or days of grace follow it, the weekday decides.
            let moves = policy.law.due_moves && moment.anchor == Anchor::IssueDate;
            moves || policy.law.in_time != Debtors::NONE || counted(moment.offset)
        })
    })
}
