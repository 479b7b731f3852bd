use super::{Answers, Asked, BoundPlan, NoAnswer, Progress, last_day};
use crate::plan::{Anchor, Moment};
use crate::value::Day;

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

/// The next step on a day: the first after the position that applies. `None` when no step is left.
pub fn next(asked: &Asked, progress: &Progress) -> Result<Option<Next>, (usize, NoAnswer)> {
    let steps = &asked.bound.plan.steps;
    let after = progress.position.map_or(0, |position| position + 1);
    for (step, written) in steps.iter().enumerate().skip(after) {
        let due = trigger(asked.bound, progress, step, asked.case.issued, asked.due);
        match applies(asked, progress, step) {
            Ok(true) => {}
            Ok(false) => continue,
            // What nobody can say today need not be said before the step is due.
            Err((_, NoAnswer::Unknown)) if due.is_none_or(|(day, _)| day > asked.on) => {}
            Err(answer) => return Err(answer),
        }
        if passed_over(asked, progress, step) {
            continue;
        }
        if written.unless_overtaken && overtaken(asked, progress, step)?.is_some() {
            continue;
        }
        return Ok(Some(Next { step, due: due.map(|(day, _)| day), moment: due.map(|(_, moment)| moment) }));
    }
    Ok(None)
}

/// Whether a step's condition holds, and a hand-over leaves room for it.
pub fn applies(asked: &Asked, progress: &Progress, step: usize) -> Result<bool, (usize, NoAnswer)> {
    let step_of = &asked.bound.plan.steps[step];
    if progress.handed_over.is_some() && !step_of.act.follows_handover() {
        return Ok(false);
    }
    step_of.when.as_ref().map_or(Ok(true), |when| asked.holds(when)).map_err(|answer| (step, answer))
}

/// A step that was due before the due date has had its time once that has come.
pub fn passed_over(asked: &Asked, progress: &Progress, step: usize) -> bool {
    // As counted: that nothing is due before the invoice exists moves no step behind the due date.
    let due = asked.on >= asked.due;
    due && first_counted(asked.bound, progress, step, asked.case.issued, asked.due).is_some_and(|(day, _)| day < asked.due)
}

/// The later step that is due too.
pub fn overtaken(asked: &Asked, progress: &Progress, step: usize) -> Result<Option<usize>, (usize, NoAnswer)> {
    for later in step + 1..asked.bound.plan.steps.len() {
        let due = trigger(asked.bound, progress, later, asked.case.issued, asked.due).map(|(day, _)| day);
        let is_due = due.is_some_and(|due| due <= asked.on) && !passed_over(asked, progress, later);
        match applies(asked, progress, later) {
            Ok(true) if is_due => return Ok(Some(later)),
            Err((_, NoAnswer::Unknown)) if !is_due => {}
            answer => drop(answer?),
        }
    }
    Ok(None)
}

/// The day a step is due and which of its alternatives says so: the first whose anchor has happened.
pub fn trigger(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Option<(Day, usize)> {
    let (day, moment) = first_counted(bound, progress, step, issued, due)?;
    // Before the due date a step moves back to a run day; after it, the run itself moves it on.
    // Nothing is due before the invoice exists.
    Some((if day < due { bound.plan.run_day_until(day) } else { day }.max(issued), moment))
}

/// The days a step would be due by each of its alternatives, as far as their anchors have happened.
pub fn counted_days(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Vec<Day> {
    bound.plan.steps[step].send.iter().filter_map(|moment| counted(bound, progress, moment, issued, due)).collect()
}

fn first_counted(bound: &BoundPlan, progress: &Progress, step: usize, issued: Day, due: Day) -> Option<(Day, usize)> {
    let moments = bound.plan.steps[step].send.iter().enumerate();
    moments.into_iter().find_map(|(at, moment)| Some((counted(bound, progress, moment, issued, due)?, at)))
}

fn counted(bound: &BoundPlan, progress: &Progress, moment: &Moment, issued: Day, due: Day) -> Option<Day> {
    let calendar = &bound.plan.law.calendar;
    let anchor = anchored(bound, progress, moment.anchor, issued, due)?;
    Some(if moment.before { moment.offset.before(anchor, calendar) } else { moment.offset.after(anchor, calendar) })
}

/// The day an anchor happened; `None` when it has not.
pub fn anchored(bound: &BoundPlan, progress: &Progress, anchor: Anchor, issued: Day, due: Day) -> Option<Day> {
    Some(match anchor {
        Anchor::DueDate => due,
        Anchor::IssueDate => issued,
        Anchor::Step(step) => progress.latest[step]?.0,
        Anchor::Deadline(step) => {
            let (sent, deadline) = progress.latest[step]?;
            match (deadline, &bound.plan.steps[step].deadline) {
                (Some(deadline), _) => deadline,
                (None, Some(deadline)) => last_day(bound, *deadline, sent),
                (None, None) => sent,
            }
        }
    })
}
