//! What is remembered of a case: as much as can still be asked for, and no more. Two cases of one kind that are remembered alike are answered alike from
//! that day on, whatever happens to both.
//!
//! Every question about days is whether some day has come. So a day is remembered as long as it lies ahead; once it has come, only that it has.

use super::outlook::Outlook;
use super::root::Dates;
use crate::decide::{BoundPlan, Progress, first_counted, trigger_of};
use crate::law::{Question, Round, Sent};
use crate::terms::{LeastDeadline, Set};
use crate::value::{Act, Day, Debtor};

/// A day that has come.
pub const PAST: i32 = i32::MIN;
/// A day that never comes.
pub const NEVER: i32 = i32::MAX;

/// What is remembered of a case on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Memory {
    /// What does not change by itself.
    pub flags: Vec<i32>,
    /// The days on which something will be answered otherwise.
    pub turns: Vec<i32>,
    /// The days on which the steps ahead are due.
    pub triggers: Vec<i32>,
    /// The first of these.
    pub due: i32,
    /// The day by which interest has started, where that is still to come.
    pub starts_by: i32,
    /// The first day on which it has to be read again: until then no more changes than that days come.
    pub holds_until: i32,
}

impl Default for Memory {
    fn default() -> Memory {
        let (flags, turns, triggers) = Default::default();
        Memory { flags, turns, triggers, due: NEVER, starts_by: NEVER, holds_until: NEVER }
    }
}

impl Memory {
    /// Remembers a case on a day, as far as an outlook asks for it, and nothing else. Where its due date is still open, `decided` is how far ahead that is
    /// decided.
    pub fn read(
        &mut self,
        bound: &BoundPlan,
        outlook: &Outlook,
        (dates, debtor): (&Dates, Debtor),
        decided: Option<i32>,
        progress: &Progress,
        on: Day,
    ) {
        self.flags.clear();
        self.turns.clear();
        self.triggers.clear();
        (self.due, self.starts_by, self.holds_until) = (NEVER, NEVER, NEVER);
        let mut memory = Remembering { on, memory: self };
        memory.flag(progress.position.map_or(-1, |at| at as i32));
        memory.flag(i32::from(progress.handed_over.is_some()) + 2 * i32::from(progress.assigned.is_some()));
        outlook.ages.iter().for_each(|days| memory.turn(dates.due.number() + days));
        outlook
            .terms
            .iter()
            .for_each(|most| memory.flag(i32::from(bound.plan.term(dates.stated, dates.issued).is_none_or(|term| term <= *most))));
        if outlook.interest_start {
            memory.turn(dates.interest_from.number() + 1);
        }
        let grace = bound.plan.law.grace(debtor, dates.due);
        if bound.plan.law.in_time.contains(debtor) {
            // On days of grace nothing goes out, and nothing is late.
            memory.turn(grace.due.number() + 1);
            memory.turn(grace.until.number() + 1);
        }
        if outlook.moved_due {
            memory.turn(bound.plan.law.calendar.on_or_after(dates.due).number() + 1);
        }
        for step in outlook.steps.clone() {
            let counted = first_counted(bound, progress, step, dates.issued, dates.due).map(|(day, _)| day);
            memory.flag(i32::from(counted.is_some_and(|day| day < dates.due)));
            if let (Some(ahead), Some(day)) = (decided, counted) {
                // Until then it may be due on or before that day, or after it.
                memory.turn(day.number() - ahead);
            }
            let due = counted.map_or(NEVER, |day| trigger_of(bound, step, day, dates.issued, dates.due).number());
            memory.trigger(due, outlook.overtaking);
        }
        // Before any notice every question about them has one answer.
        memory.flag(i32::from(progress.history.is_empty()));
        if !progress.history.is_empty() {
            memory.history(outlook, &progress.history, grace.until, bound.plan.law.new_round);
        }
    }

    /// Interest has started by a day.
    pub fn start_by(&mut self, day: Day) {
        self.starts_by = day.number();
        self.holds_until = self.holds_until.min(self.starts_by);
    }
}

/// A day as it is remembered on another.
pub fn come(day: i32, on: Day) -> i32 {
    if day <= on.number() { PAST } else { day }
}

/// The next day on which something is remembered otherwise, of days on which something will be; [`NEVER`] where nothing is.
pub fn wakes(turns: &[i32], triggers: &[i32], starts_by: i32) -> i32 {
    turns.iter().chain(triggers).copied().filter(|day| *day != PAST).fold(starts_by, i32::min)
}

struct Remembering<'m> {
    on: Day,
    memory: &'m mut Memory,
}

impl Remembering<'_> {
    fn flag(&mut self, flag: i32) {
        self.memory.flags.push(flag);
    }

    fn come(&self, day: i32) -> i32 {
        come(day, self.on)
    }

    fn turn(&mut self, day: i32) {
        let day = self.come(day);
        self.memory.turns.push(day);
    }

    fn trigger(&mut self, day: i32, exact: bool) {
        let day = self.come(day);
        self.memory.due = self.memory.due.min(day);
        // A step that is due sooner can do whatever one can that is due later, by waiting; unless being due drops another.
        if exact { self.memory.turns.push(day) } else { self.memory.triggers.push(day) }
    }

    fn history(&mut self, outlook: &Outlook, history: &[Sent], due: Day, round: Option<i32>) {
        let counted = || history.iter().filter(|sent| sent.act != Some(Act::LegalStep));
        if outlook.fees {
            let fees: i64 = counted().map(|sent| sent.fee).sum();
            self.number(fees);
        }
        if outlook.compensation {
            let compensation: i64 = counted().map(|sent| sent.compensation).sum();
            self.number(compensation);
        }
        if outlook.charges {
            let charges: i64 = history.iter().map(|sent| sent.fee + sent.compensation).sum();
            self.number(charges);
        }
        let round = round.filter(|_| outlook.rounds).map(|months| Round::of(history, months));
        let mut rests_on_round = false;
        for question in &outlook.asked {
            let Some(set) = question.set() else { continue };
            let began = round.as_ref().filter(|_| set.this_round).map_or(Day::FIRST, |round| round.began(self.on));
            let members = || members(set, history, began, due);
            // A charged notice is in a round with every charged one that follows it in time, however long ago those before it were: so where none
            // counts any more, what is left of the round decides nothing.
            rests_on_round |= set.this_round && (!set.charged || members().next().is_some());
            self.question(question, set, members());
        }
        if let Some(round) = round.filter(|_| rests_on_round) {
            self.flag(i32::from(round.ends.is_some()));
            self.turn(round.ends.map_or(NEVER, Day::number));
            self.read_again(round.ends.map_or(NEVER, Day::number));
        }
    }

    /// On a day more changes than that it comes.
    fn read_again(&mut self, day: i32) {
        if day > self.on.number() {
            self.memory.holds_until = self.memory.holds_until.min(day);
        }
    }

    fn number(&mut self, number: i64) {
        self.flag((number >> 31) as i32);
        self.flag((number & 0x7fff_ffff) as i32);
    }

    /// What a question can still be told of the notices in its set.
    fn question<'h>(&mut self, question: &Question, set: &Set, mut members: impl DoubleEndedIterator<Item = &'h Sent> + Clone) {
        match question {
            Question::Earlier(_, passed) => {
                let days = members.map(|sent| old_enough(set, sent).max(run_out(sent, *passed))).min();
                self.turn(days.unwrap_or(NEVER));
            }
            Question::Single { last: false, passed, .. } => {
                let first = members.next().map(|sent| old_enough(set, sent).max(run_out(sent, *passed)));
                self.flag(i32::from(first.is_some()));
                self.turn(first.unwrap_or(NEVER));
            }
            Question::Single { last: true, passed, .. } => self.last(set, members, |sent| run_out(sent, *passed)),
            Question::Count(_, least) => {
                let first = members.take(*least as usize);
                self.flag(first.clone().count() as i32);
                if set.days_ago.is_some() {
                    first.for_each(|sent| self.turn(old_enough(set, sent)));
                }
            }
            Question::DaysSinceBelow(_, days) => {
                let enough = |sent: &Sent| sent.on.map_or(NEVER, |on| on.number() + days);
                self.last(set, members, enough);
            }
            // These ask of no earlier notice.
            Question::Debtor(_)
            | Question::FeeAgreed
            | Question::Disputed
            | Question::PrincipalOwed
            | Question::AnythingOwed
            | Question::OverdueAtLeast(_)
            | Question::TermAtMost(_)
            | Question::InterestStarted
            | Question::DeadlineAtLeast(_)
            | Question::DeadlineBusinessDays(_)
            | Question::FeeAbove(_)
            | Question::LetterFeeAbove(_)
            | Question::AfterMovedDueDate => {}
        }
    }

    /// The last of some notices decides: the last that is old enough, and those behind it that will be.
    fn last<'h>(&mut self, set: &Set, members: impl DoubleEndedIterator<Item = &'h Sent> + Clone, turns: impl Fn(&Sent) -> i32) {
        let on = self.on.number();
        let behind = members.clone().rev().take_while(|sent| old_enough(set, sent) > on).count();
        let left = members.clone().count().min(behind + 1);
        self.flag(left as i32);
        for sent in members.rev().take(left) {
            if set.days_ago.is_some() {
                self.turn(old_enough(set, sent));
                self.read_again(old_enough(set, sent));
            }
            self.turn(turns(sent));
        }
    }
}

/// The notices of a set, whatever their age.
fn members<'h>(set: &Set, history: &'h [Sent], began: Day, due: Day) -> impl DoubleEndedIterator<Item = &'h Sent> + Clone {
    let fits = move |sent: &&Sent| {
        sent.act.is_some_and(|act| set.acts.contains(&act))
            && (!set.charged || sent.charged)
            && sent.on.is_some_and(|on| on >= began && (!set.after_due || on > due))
    };
    history.iter().filter(fits)
}

/// The first day on which a notice is as old as a set asks for.
fn old_enough(set: &Set, sent: &Sent) -> i32 {
    match (set.days_ago, sent.on) {
        (None, _) => PAST,
        (Some(days), Some(on)) => on.number() + days,
        (Some(_), None) => NEVER,
    }
}

/// The first day on which the deadline of a notice has run out, where that is asked for; a deadline that is too short never does.
fn run_out(sent: &Sent, passed: Option<LeastDeadline>) -> i32 {
    let Some(least) = passed else { return PAST };
    match (sent.on, sent.deadline) {
        (Some(on), Some(deadline)) if deadline.since(on) >= least => deadline.number() + 1,
        _ => NEVER,
    }
}
