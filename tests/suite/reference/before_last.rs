//! Before the last notice: what a policy says of the steps before the one that a file of open items names, as semantics.md has it.

use super::case::{Case, follows_a_hand_over};
use super::dates::Date;
use super::law::{Act, Minor, Past};
use super::open_items::Opening;
use super::policy::{Anchor, Fee, Step};

/// The named step and those before it.
pub struct Before {
    /// Of each step that went out or may have, in order; the last is the named one.
    pub history: Vec<Past>,
    /// Their places.
    steps: Vec<usize>,
    /// How many were charged, where the file says.
    pub charged: Option<usize>,
    /// What counts in the sum of fees.
    pub fees: Minor,
    pub handed_over: bool,
}

impl Before {
    /// The letters whose day is known, but for the named one, which stands in the books.
    pub fn known_days(&self) -> impl Iterator<Item = (Date, Act)> {
        let earlier = &self.history[..self.history.len() - 1];
        earlier.iter().filter(|past| past.went && past.days.len() == 1).map(|past| (past.first(), past.act))
    }

    /// What is known, for counting.
    pub fn constructs(&self) -> Vec<&'static str> {
        let earlier = &self.history[..self.history.len() - 1];
        let with = |is: &dyn Fn(&Past) -> bool| earlier.iter().any(is);
        let is = [
            ("open item: its step is the first that can have gone out", earlier.is_empty()),
            ("open item: a step before it went out", with(&|past| past.went)),
            ("open item: two steps before it went out", earlier.iter().filter(|past| past.went).count() > 1),
            ("open item: a step before it went out, on one day of several", with(&|past| past.went && past.days.len() > 1)),
            ("open item: a step before it may have gone out", with(&|past| !past.went)),
            ("open item: a step before it was charged", with(&|past| past.charged == Some(true))),
            ("open item: a step before it may have been charged", with(&|past| past.charged.is_none())),
            ("open item: handed over by a step before it", self.handed_over && with(&|past| past.act == "handover")),
        ];
        is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).collect()
    }

    /// The latest day of a step that went out.
    pub fn latest_day(&self, step: usize) -> Option<Date> {
        self.steps.iter().zip(&self.history).find(|(at, past)| **at == step && past.went).map(|(_, past)| past.last())
    }

    /// Every day of a step that may have gone out.
    pub fn days_perhaps(&self, step: usize) -> Vec<Date> {
        let found = self.steps.iter().zip(&self.history).find(|(at, past)| **at == step && !past.went);
        found.map_or(Vec::new(), |(_, past)| past.days.iter().map(|(day, _)| *day).collect())
    }
}

/// What is known of a row's letters; otherwise why only the last notice is read.
pub fn before(case: &Case, opening: &Opening) -> Result<Before, &'static str> {
    let steps = &case.policy.steps;
    let told = opening.last_step.as_ref().zip(opening.last_sent).ok_or("names no step")?;
    let named = steps.iter().position(|step| step.name == *told.0).ok_or("names no step of the policy")?;
    let sent = told.1;
    if opening.last_act.is_some_and(|act| act != steps[named].act) {
        return Err("another act than its step's");
    }
    if case.invoice.issued < case.policy.from {
        return Err("older than the policy");
    }
    let mut went = vec![false; named + 1];
    let mut earliest: Vec<Option<Date>> = vec![None; named + 1];
    for at in 0..=named {
        let (may_be_left_out, day) = earliest_of(case, at, &went, &earliest);
        went[at] = at == named || !may_be_left_out;
        earliest[at] = day;
        if day.is_none() && went[at] {
            return Err("contradicts by its days");
        }
    }
    let mut latest: Vec<Option<Date>> = vec![None; named + 1];
    for at in (0..=named).rev() {
        let Some(first) = earliest[at] else { continue };
        let later: Vec<(usize, Date)> =
            (at + 1..=named).filter(|later| went[*later]).map(|later| (later, latest[later].unwrap())).collect();
        let fits = |day: Date| {
            later.iter().all(|(step, last)| {
                let moment = &steps[*step].send[0];
                let due = case.counts_to(&steps[*step], moment, &|_| Some((day, None))).map(|due| due.max(case.invoice.issued));
                day < *last && (moment.anchor != Anchor::Sent(at) && moment.anchor != Anchor::Deadline(at) || due <= Some(*last))
            })
        };
        latest[at] = (first..=sent).rev().find(|day| fits(*day));
        if latest[at].is_none() && went[at] {
            return Err("contradicts by its days");
        }
    }
    let possible: Vec<usize> = (0..=named).filter(|at| latest[*at].is_some()).collect();
    let (charged, of_each) = charges(case, opening, &possible, &went).ok_or("contradicts by its number")?;
    let past = |(at, charged): (&usize, &Option<bool>)| {
        let step = &steps[*at];
        let own = |day: Date| step.deadline.map(|deadline| case.deadline(day, deadline));
        let all = earliest[*at].unwrap()..=latest[*at].unwrap();
        Past {
            act: step.act,
            days: if *at == named { vec![(sent, opening.last_deadline)] } else { all.map(|day| (day, own(day))).collect() },
            went: went[*at] || *charged == Some(true),
            fee: 0,
            compensation: 0,
            charged: *charged,
        }
    };
    let history: Vec<Past> = possible.iter().zip(&of_each).map(past).collect();
    let handover = history.iter().any(|past| past.act == "handover");
    let counts = history.iter().any(|past| past.charged != Some(false) && past.act != "legal-step");
    Ok(Before {
        handed_over: handover && (steps[named].act == "handover" || follows_a_hand_over(steps[named].act)),
        history,
        steps: possible,
        charged,
        fees: if counts { opening.fees.unwrap_or(0) } else { 0 },
    })
}

/// Whether something may have left a step out, and the earliest day it can have gone out.
fn earliest_of(case: &Case, at: usize, went: &[bool], earliest: &[Option<Date>]) -> (bool, Option<Date>) {
    let steps = &case.policy.steps;
    let step: &Step = &steps[at];
    let mut counts = Vec::new();
    for moment in &step.send {
        counts.extend(case.counts_to(step, moment, &|of| if of < at { earliest[of].map(|day| (day, None)) } else { None }));
        match moment.anchor {
            Anchor::Due | Anchor::Issue => break,
            Anchor::Sent(of) | Anchor::Deadline(of) if of < at && went[of] => break,
            _ => {}
        }
    }
    let count = counts.into_iter().min();
    let handed_over = steps[..at].iter().any(|before| before.act == "handover") && !follows_a_hand_over(step.act);
    let left_out = step.when.is_some() || step.overtaken || handed_over || count.is_some_and(|count| count < case.due);
    let behind = (0..at).filter(|before| went[*before]).filter_map(|before| earliest[before]).max().map_or(Date::MIN, |day| day + 1);
    (left_out, count.map(|count| count.max(case.invoice.issued).max(behind)))
}

/// How many were charged, where the file says, and whether each of the steps was. `None` where the file contradicts the policy.
fn charges(case: &Case, opening: &Opening, possible: &[usize], went: &[bool]) -> Option<(Option<usize>, Vec<Option<bool>>)> {
    let step = |at: &usize| &case.policy.steps[*at];
    let has_fee = |at: &usize| step(at).fee.is_some();
    let together = |at: &usize| case.policy.together || step(at).together;
    let surely = |at: &usize| went[*at] && !together(at) && matches!(step(at).fee, Some(Fee::Fixed(1..)));
    let fees = opening.fees.unwrap_or(0) > 0;
    let number = opening.charged.map(|charged| if fees { charged.max(1) } else { charged } as usize);
    let may_be = possible.iter().filter(|at| has_fee(at)).count();
    let least = number.unwrap_or(usize::from(fees || possible.last().is_some_and(has_fee)));
    let contradicts = match number {
        Some(number) => number < possible.iter().filter(|at| surely(at)).count() || number > may_be,
        None => fees && may_be == 0,
    };
    if contradicts {
        return None;
    }
    let of_each = possible.iter().map(|at| match () {
        () if !has_fee(at) => Some(false),
        () if surely(at) || least == may_be => Some(true),
        () if number == Some(0) => Some(false),
        () => None,
    });
    Some((number, of_each.collect()))
}
