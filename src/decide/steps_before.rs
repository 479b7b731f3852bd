//! What a file of open items and the policy tell together: which steps went before the one that the file names, and when at the latest.

use super::opened::Alike;
use super::schedule::{self, trigger_of};
use super::told::{NotOwn, StepBefore, StepsBefore, Told};
use super::{BoundPlan, last_day};
use crate::law::{Charged, Prior, PriorDeadline, PriorNotice};
use crate::ledger::Opening;
use crate::plan::{Anchor, FeeAmount, Step};
use crate::value::{Act, Day};

/// Reads an open-items row beside the policy that decides.
pub fn told(bound: &BoundPlan, of: &Alike) -> Told {
    let opening = &of.past;
    let (Some(text), Some(on)) = (opening.last_step, opening.last_sent) else { return Told::FileAlone };
    let Some(named) = bound.steps.iter().position(|step| *step == Some(text)) else { return Told::FileAlone };
    if of.issued < bound.plan.valid.from {
        return if named == 0 { Told::FileAlone } else { Told::NotOwn(named, NotOwn::Older) };
    }
    if opening.last_act.is_some_and(|act| act != bound.plan.steps[named].act) {
        return Told::NotOwn(named, NotOwn::OtherAct);
    }
    let days = match Days::of(bound, of, named, on) {
        Ok(days) => days,
        Err(not_own) => return Told::NotOwn(named, not_own),
    };
    let mut steps = days.steps();
    for one in &mut steps {
        if one.step == named {
            // Its day is told.
            one.earliest = on;
        }
        one.deadline = if one.step == named { opening.last_deadline.map(|day| exactly(day, on)) } else { deadline(bound, one) };
    }
    match charge(bound, opening, &mut steps) {
        Ok(charged) => Told::Own(StepsBefore { steps, charged }),
        Err(not_own) => Told::NotOwn(named, not_own),
    }
}

impl StepsBefore {
    /// The same as the law sees it.
    pub fn prior(&self, bound: &BoundPlan, opening: &Opening) -> Prior {
        let act = |step: usize| bound.plan.steps[step].act;
        let notice = |one: &StepBefore| {
            let StepBefore { step, went, earliest, latest, deadline, charged } = *one;
            PriorNotice { act: act(step), went, earliest, latest, deadline, charged }
        };
        // What a legal step costs is in no total, so the fees count unless they can stand on nothing else.
        let counts = self.steps.iter().any(|one| one.charged != Charged::No && act(one.step) != Act::LegalStep);
        Prior { notices: self.steps.iter().map(notice).collect(), charged: self.charged, fees: if counts { opening.fees } else { 0 } }
    }
}

/// The days on which each step up to the named one can have gone out; `None` where it cannot.
struct Days<'a> {
    bound: &'a BoundPlan<'a>,
    issued: Day,
    due: Day,
    named: usize,
    /// Whether nothing can have left the step out.
    went: Vec<bool>,
    between: Vec<Option<(Day, Day)>>,
}

impl<'a> Days<'a> {
    fn of(bound: &'a BoundPlan<'a>, &Alike { issued, due, .. }: &Alike, named: usize, on: Day) -> Result<Days<'a>, NotOwn> {
        let mut days = Days { bound, issued, due, named, went: vec![false; named + 1], between: vec![None; named + 1] };
        days.forward(on)?;
        days.backward(on)?;
        Ok(days)
    }

    /// The earliest days, from the first step on: what a step counts from went out before it.
    fn forward(&mut self, on: Day) -> Result<(), NotOwn> {
        let mut least = self.issued;
        for at in 0..=self.named {
            let Some(counted) = self.earliest_counted(at) else {
                // What nothing brings on holds up every later step, unless it is left out.
                if at < self.named && self.may_be_left_out(at, None) {
                    continue;
                }
                return Err(NotOwn::TooEarly(at));
            };
            let earliest = trigger_of(self.bound, at, counted, self.issued, self.due).max(least);
            self.went[at] = at == self.named || !self.may_be_left_out(at, Some(counted));
            self.between[at] = Some((earliest, on));
            if self.went[at] {
                least = earliest.plus(1);
            }
        }
        Ok(())
    }

    /// The latest days, from the named step back: one notice goes out on a day, and what counts from a notice waits for it.
    fn backward(&mut self, on: Day) -> Result<(), NotOwn> {
        let mut before = on.plus(1);
        for at in (0..=self.named).rev() {
            let Some((earliest, _)) = self.between[at] else { continue };
            let mut latest = if at == self.named { on } else { before.plus(-1) };
            while latest >= earliest && !self.is_in_time(at, latest) {
                latest = latest.plus(-1);
            }
            let fits = latest >= earliest;
            if !fits && self.went[at] {
                return Err(NotOwn::TooEarly(at));
            }
            self.between[at] = fits.then_some((earliest, latest));
            if self.went[at] {
                before = latest;
            }
        }
        Ok(())
    }

    /// Whether every later step that counts from this one first, and went out, was due by its own latest day, had this one gone out on a day.
    fn is_in_time(&self, at: usize, on: Day) -> bool {
        let steps = &self.bound.plan.steps;
        let went = |step: usize| (step == at).then_some((on, None));
        (at + 1..=self.named).filter(|later| self.went[*later]).all(|later| {
            let Some((_, latest)) = self.between[later] else { return true };
            let first = steps[later].send.first().filter(|moment| from_step(moment.anchor) == Some(at));
            let counted = first.and_then(|moment| schedule::counted_by(self.bound, went, moment, self.issued, self.due));
            counted.is_none_or(|day| trigger_of(self.bound, later, day, self.issued, self.due) <= latest)
        })
    }

    /// The earliest day that a step counts to, by whichever of its moments may have decided: none behind one whose anchor has surely happened.
    fn earliest_counted(&self, at: usize) -> Option<Day> {
        let moments = &self.bound.plan.steps[at].send;
        let sure = |anchor: Anchor| from_step(anchor).is_none_or(|step| step < at && self.went[step]);
        let until = moments.iter().position(|moment| sure(moment.anchor)).map_or(moments.len(), |last| last + 1);
        let earliest = |step: usize| self.between.get(step).copied().flatten().map(|(earliest, _)| (earliest, None));
        let counted = |moment| schedule::counted_by(self.bound, earliest, moment, self.issued, self.due);
        moments[..until].iter().filter_map(counted).min()
    }

    /// Whether a step can have been left out: its condition did not hold, a later step was due too, its day lay before the due date, or a hand-over
    /// left no room for it.
    fn may_be_left_out(&self, at: usize, counted: Option<Day>) -> bool {
        let steps = &self.bound.plan.steps;
        let Step { when, unless_overtaken, act, .. } = &steps[at];
        let handed_over = steps[..at].iter().any(|step| step.act == Act::Handover) && !act.follows_handover();
        let passed_over = *act != Act::Assignment && counted.is_some_and(|day| day < self.due);
        when.is_some() || *unless_overtaken || handed_over || passed_over
    }

    fn steps(&self) -> Vec<StepBefore> {
        let one = |(step, between): (usize, &Option<(Day, Day)>)| {
            let (earliest, latest) = (*between)?;
            Some(StepBefore { step, went: self.went[step], earliest, latest, deadline: None, charged: Charged::No })
        };
        self.between.iter().enumerate().filter_map(one).collect()
    }
}

fn from_step(anchor: Anchor) -> Option<usize> {
    match anchor {
        Anchor::Step(step) | Anchor::Deadline(step) => Some(step),
        Anchor::DueDate | Anchor::IssueDate => None,
    }
}

fn exactly(deadline: Day, on: Day) -> PriorDeadline {
    PriorDeadline { latest: deadline, shortest: deadline.since(on) }
}

/// The deadline that the step itself sets: the latest, and the shortest of all its days.
fn deadline(bound: &BoundPlan, one: &StepBefore) -> Option<PriorDeadline> {
    let own = bound.plan.steps[one.step].deadline?;
    let days = (0..=one.latest.since(one.earliest)).map(|days| one.earliest.plus(days));
    let shortest = days.map(|on| last_day(bound, own, on).since(on)).min()?;
    Some(PriorDeadline { latest: last_day(bound, own, one.latest), shortest })
}

/// Says of each step whether its letter cost something, as far as the policy and the file's count settle it. The most that were charged.
fn charge(bound: &BoundPlan, opening: &Opening, steps: &mut [StepBefore]) -> Result<Option<usize>, NotOwn> {
    let may_cost = |one: &StepBefore| !bound.plan.steps[one.step].fee.is_none();
    let costs = |one: &StepBefore| one.went && always_costs(&bound.plan.steps[one.step]);
    let (most, least) = (steps.iter().filter(|one| may_cost(one)).count(), steps.iter().filter(|one| costs(one)).count());
    // Where fees are owed one was charged, whatever the number says.
    let owed = usize::from(opening.fees > 0);
    let told = opening.charged_notices.map(|charged| (charged as usize).max(owed));
    if told.is_some_and(|told| told < least) || told.unwrap_or(owed) > most {
        return Err(NotOwn::Charged { told: told.unwrap_or(owed), least, most });
    }
    // Where nobody counts, the last one was charged if it may cost something.
    let last_costs = steps.last().is_some_and(may_cost);
    let charged = told.unwrap_or(owed.max(usize::from(last_costs)));
    for one in steps {
        one.charged = match (may_cost(one), costs(one)) {
            (false, _) => Charged::No,
            (true, _) if charged == most => Charged::Yes,
            (true, true) => Charged::Yes,
            (true, false) if told == Some(0) => Charged::No,
            (true, false) => Charged::Perhaps,
        };
        // What was charged went out.
        one.went |= one.charged == Charged::Yes;
    }
    Ok(told)
}

/// Whether a step never goes out free. A line of a letter of several invoices may.
fn always_costs(step: &Step) -> bool {
    !step.together && matches!(step.fee.lines[..], [(None, FeeAmount::Fixed(money))] if money.minor > 0)
}
