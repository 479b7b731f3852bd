use super::{Answers, Asked, BoundPlan, Gone, NoAnswer, Progress, last_day};
use crate::plan::{Anchor, Moment};
use crate::value::{Act, Day};

/// The step that comes next.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Next {
    /// Which.
    pub step: usize,
    /// The day it is due; `None` when nothing it counts from has happened.
    pub due: Option<Day>,
    /// Which of its alternatives decided.
    pub moment: Option<usize>,
}

/// Why a step behind the position is not taken on a day, whatever comes before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum LeftOut {
    /// The claim was handed over, and that leaves no room for it.
    HandedOver(Gone),
    /// The claim was sold or pledged.
    Assigned(Gone),
    /// Its condition does not hold.
    DoesNotApply,
    /// It was due before the due date, and that has come.
    PassedOver,
    /// This later step is due as well.
    Overtaken(usize),
}

/// The next step on a day: the first after the position that is not left out. `None` when no step is left.
///
/// # Errors
/// When a condition that decides has no answer: with the step whose condition it is.
pub fn next(asked: &Asked, progress: &Progress) -> Result<Option<Next>, (usize, NoAnswer)> {
    let after = progress.position.map_or(0, |position| position + 1);
    for step in after..asked.bound.plan.steps.len() {
        if left_out(asked, progress, step)?.is_none() {
            let due =
                trigger(asked.bound, progress, step, asked.case.issued, asked.due).filter(|_| !may_be_overtaken(asked, progress, step));
            return Ok(Some(Next { step, due: due.map(|(day, _)| day), moment: due.map(|(_, moment)| moment) }));
        }
    }
    Ok(None)
}

/// Why a step behind the position is left out; `None` where it is the next one, unless an earlier one is.
///
/// # Errors
/// When a condition that decides has no answer: with the step whose condition it is.
pub fn left_out(asked: &Asked, progress: &Progress, step: usize) -> Result<Option<LeftOut>, (usize, NoAnswer)> {
    match unfit(asked, progress, step) {
        Ok(None) => {}
        Ok(unfit) => return Ok(unfit),
        // What nobody can say today need not be said before the step is due.
        Err((_, NoAnswer::Unknown)) if !is_due(asked, progress, step) => {}
        Err(answer) => return Err(answer),
    }
    if passed_over(asked, progress, step) {
        return Ok(Some(LeftOut::PassedOver));
    }
    if !asked.bound.plan.steps[step].unless_overtaken {
        return Ok(None);
    }
    Ok(overtaken(asked, progress, step)?.map(LeftOut::Overtaken))
}

/// Why a step does not apply, its days aside: a hand-over leaves no room for it, or its condition does not hold.
fn unfit(asked: &Asked, progress: &Progress, step: usize) -> Result<Option<LeftOut>, (usize, NoAnswer)> {
    let step_of = &asked.bound.plan.steps[step];
    if let Some(gone) = progress.assigned {
        return Ok(Some(LeftOut::Assigned(gone)));
    }
    if let Some(gone) = progress.handed_over.filter(|_| !step_of.act.follows_handover()) {
        return Ok(Some(LeftOut::HandedOver(gone)));
    }
    let holds = step_of.when.as_ref().map_or(Ok(true), |when| asked.holds(when)).map_err(|answer| (step, answer))?;
    Ok((!holds).then_some(LeftOut::DoesNotApply))
}

fn is_due(asked: &Asked, progress: &Progress, step: usize) -> bool {
    trigger(asked.bound, progress, step, asked.case.issued, asked.due).is_some_and(|(day, _)| day <= asked.on)
}

/// A step that was due before the due date has had its time once that has come.
fn passed_over(asked: &Asked, progress: &Progress, step: usize) -> bool {
    if asked.bound.plan.steps[step].act == Act::Assignment {
        return false;
    }
    // As counted: that nothing is due before the invoice exists moves no step behind the due date.
    let due = asked.on >= asked.due;
    due && first_counted(asked.bound, progress, step, asked.case.issued, asked.due).is_some_and(|(day, _)| day < asked.due)
}

/// The later step that is due too.
fn overtaken(asked: &Asked, progress: &Progress, step: usize) -> Result<Option<usize>, (usize, NoAnswer)> {
    for later in step + 1..asked.bound.plan.steps.len() {
        let is_due = is_due(asked, progress, later) && !passed_over(asked, progress, later);
        match unfit(asked, progress, later) {
            Ok(None) if is_due => return Ok(Some(later)),
            Err((_, NoAnswer::Unknown)) if !is_due => {}
            answer => drop(answer?),
        }
    }
    Ok(None)
}

/// Whether a later step may be due that drops this one, and nobody knows: it counts from one that may have gone out.
fn may_be_overtaken(asked: &Asked, progress: &Progress, step: usize) -> bool {
    let steps = &asked.bound.plan.steps;
    let may_be_due = |later: usize| {
        let latest = |of: usize| progress.latest[of].or_else(|| Some(((*progress.perhaps.get(of)?)?.0, None)));
        let counted = |moment: &Moment| {
            counted_from(asked.bound, moment, anchored_by(asked.bound, latest, moment.anchor, asked.case.issued, asked.due))
        };
        let sure = |moment: &Moment| anchored(asked.bound, progress, moment.anchor, asked.case.issued, asked.due).is_some();
        let Some(decides) = steps[later].send.iter().position(sure) else { return false };
        let earliest = steps[later].send[..=decides].iter().filter_map(counted).min();
        earliest.is_some_and(|day| trigger_of(asked.bound, later, day, asked.case.issued, asked.due) <= asked.on)
    };
    // Without a file of open items there is no such step.
    let knows = progress.perhaps.iter().all(Option::is_none) || !steps[step].unless_overtaken;
    !knows && (step + 1..steps.len()).any(|later| may_be_due(later) && !is_due(asked, progress, later))
}

/// The day a step is due and which of its alternatives says so: the first whose anchor has happened.
pub fn trigger(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Option<(Day, usize)> {
    let (day, moment) = first_counted(bound, progress, step, issued, due)?;
    Some((trigger_of(bound, step, day, issued, due), moment))
}

/// The day a step is due whose moment counts to a day.
pub fn trigger_of(bound: &BoundPlan, step: usize, counted: Day, issued: Day, due: Day) -> Day {
    // Before the due date a letter moves back to a run day; after it, the run itself moves it on, and so it does with a claim that is sold.
    // Nothing is due before the invoice exists.
    if counted < due && bound.plan.steps[step].act != Act::Assignment { bound.plan.run_day_until(counted) } else { counted }.max(issued)
}

/// The days a step would be due by each of its alternatives, as far as their anchors have happened.
pub fn counted_days(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Vec<Day> {
    bound.plan.steps[step].send.iter().filter_map(|moment| counted(bound, progress, moment, issued, due)).collect()
}

/// The day a step would be due by the first of its alternatives whose anchor has happened, as it is counted, and which alternative that is.
pub fn first_counted(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Option<(Day, usize)> {
    // What counts from a step that may have gone out may be what decides.
    let mut perhaps: Option<Perhaps> = None;
    for (at, moment) in bound.plan.steps[step].send.iter().enumerate() {
        if let Some(day) = counted(bound, progress, moment, issued, due) {
            return match perhaps {
                None => Some((day, at)),
                Some(perhaps) => perhaps.or_surely(day, at, due),
            };
        }
        let on = |pick: fn((Day, Day)) -> Day| {
            let sent = |step: usize| progress.perhaps.get(step).copied().flatten().map(|days| (pick(days), None));
            counted_from(bound, moment, anchored_by(bound, sent, moment.anchor, issued, due))
        };
        if let (Some(earliest), Some(latest)) = (on(|days| days.0), on(|days| days.1)) {
            let before = perhaps.unwrap_or(Perhaps { earliest, latest, moment: at });
            let later = if latest > before.latest { Perhaps { earliest, latest, moment: at } } else { before };
            perhaps = Some(Perhaps { earliest: earliest.min(before.earliest), ..later });
        }
    }
    None
}

/// The days that moments count to whose anchors may have happened.
#[derive(Clone, Copy)]
struct Perhaps {
    earliest: Day,
    latest: Day,
    /// The one that counts to the latest day.
    moment: usize,
}

impl Perhaps {
    /// The latest of all days, that of a moment whose anchor has happened among them. None where nobody knows whether the step is passed over.
    fn or_surely(self, day: Day, moment: usize, due: Day) -> Option<(Day, usize)> {
        let (first, last) = (self.earliest.min(day), self.latest.max(day));
        let is_one_side = (first < due) == (last < due);
        is_one_side.then_some(if self.latest > day { (self.latest, self.moment) } else { (day, moment) })
    }
}

/// The day a moment counts to; `None` when its anchor has not happened.
pub fn counted(bound: &BoundPlan, progress: &Progress, moment: &Moment, issued: Day, due: Day) -> Option<Day> {
    counted_by(bound, |step| progress.latest[step], moment, issued, due)
}

/// The same where steps went out on these days and set these deadlines.
pub fn counted_by(
    bound: &BoundPlan,
    latest: impl Fn(usize) -> Option<(Day, Option<Day>)>,
    moment: &Moment,
    issued: Day,
    due: Day,
) -> Option<Day> {
    counted_from(bound, moment, anchored_by(bound, latest, moment.anchor, issued, due))
}

fn counted_from(bound: &BoundPlan, moment: &Moment, anchor: Option<Day>) -> Option<Day> {
    let (anchor, calendar) = (anchor?, &bound.plan.law.calendar);
    Some(if moment.before { moment.offset.before(anchor, calendar) } else { moment.offset.after(anchor, calendar) })
}

/// The day an anchor happened; `None` when it has not.
pub fn anchored(bound: &BoundPlan, progress: &Progress, anchor: Anchor, issued: Day, due: Day) -> Option<Day> {
    anchored_by(bound, |step| progress.latest[step], anchor, issued, due)
}

/// The same where steps went out on these days and set these deadlines.
fn anchored_by(
    bound: &BoundPlan,
    latest: impl Fn(usize) -> Option<(Day, Option<Day>)>,
    anchor: Anchor,
    issued: Day,
    due: Day,
) -> Option<Day> {
    Some(match anchor {
        Anchor::DueDate => due,
        Anchor::IssueDate => issued,
        Anchor::Step(step) => latest(step)?.0,
        Anchor::Deadline(step) => {
            let (sent, deadline) = latest(step)?;
            match (deadline, &bound.plan.steps[step].deadline) {
                (Some(deadline), _) => deadline,
                (None, Some(deadline)) => last_day(bound, *deadline, sent),
                (None, None) => sent,
            }
        }
    })
}
