//! Day by day: what begins, what a run sends, and what is then known.

use std::rc::Rc;

use super::case::{History, Seed};
use super::cases::Cases;
use super::kinds::Born;
use super::root::Dates;
use super::situation::{Follow, Found, charges};
use super::state::Sweep;
use super::trail::Trail;
use super::watcher::{Runs, Sending, Watcher};
use crate::check::TooMany;
use crate::check::possible::Known;
use crate::decide::{Progress, Proposed, last_day};
use crate::value::Day;

/// A case to which notices can go, and what can come of it.
type Leaving<'a> = (History<'a>, Rc<Found<'a>>);

impl<'a> Sweep<'a> {
    /// Goes through all days.
    ///
    /// # Errors
    /// When there is too much to go through: what of.
    pub fn go(&mut self, watcher: &mut impl Watcher<'a>) -> Result<(), TooMany> {
        let mut cases = Cases::default();
        let (first, last) = self.days.window;
        let due_later = self.kinds.may_be_due_later() || self.taken_over.iter().any(|open| open.due_later);
        for number in first.number()..=last.number() {
            let on = Day::from_number(number);
            self.wake_all(&mut cases, on);
            self.begin(&mut cases, on);
            if on == first {
                self.continued(&mut cases, on);
            }
            if due_later {
                self.decide_due(&mut cases, on);
            }
            self.start_interest(&mut cases, on);
            if self.bound.plan.is_run_day(on) && self.bound.plan.decides_on(on) {
                let leaving = self.run(&mut cases, on, watcher)?;
                if watcher.enough() {
                    return Ok(());
                }
                for (history, found) in leaving {
                    self.leave(&mut cases, &history, &found, on);
                }
            }
        }
        self.left = cases;
        Ok(())
    }

    /// Lets the run of a day come to every case: those to which something can go. Where every run comes on its day none of them stays as it is.
    fn run(&mut self, cases: &mut Cases<'a>, on: Day, watcher: &mut impl Watcher<'a>) -> Result<Vec<Leaving<'a>>, TooMany> {
        let alike = (self.days.segment(on) as u16, self.days.kind(self.bound, on));
        let (mut leaving, mut gone) = (Vec::new(), Vec::new());
        for (key, place, case) in cases.due(on) {
            let may_begin = on <= self.days.begin_until || !case.history.progress.history.is_empty();
            if !may_begin {
                continue;
            }
            self.looked_at += 1;
            if self.looked_at > self.most {
                break;
            }
            let found = self.found(key, case, on, alike, watcher)?;
            let found = &self.situations[found as usize];
            let History { seed, progress, trail } = &case.history;
            if found.follows.is_empty() || !self.can_be_sent(seed, progress, on) {
                continue;
            }
            for follow in &found.follows {
                watcher.sends(&Sending {
                    root: &self.kinds.roots[usize::from(seed.root)],
                    dates: &seed.dates,
                    trail: trail.as_ref(),
                    strained: seed.strained || follow.notice.is_strained(),
                    begun: seed.begun.as_ref(),
                    notice: &follow.notice,
                    on,
                });
            }
            self.looked_at += found.follows.len() as u64;
            leaving.push((case.history.clone(), found.clone()));
            gone.push(place);
            if watcher.enough() {
                break;
            }
        }
        if self.looked_at > self.most && !watcher.enough() {
            return Err(TooMany::Cases(self.cut(cases, on)));
        }
        if self.runs == Runs::Punctual {
            gone.into_iter().rev().for_each(|place| cases.remove(place));
        }
        Ok(leaving)
    }

    /// Adds what the notices of a day make of a case, as it is on the next day; and where every run comes on its day, the invoices to which nothing goes out.
    fn leave(&mut self, cases: &mut Cases<'a>, history: &History<'a>, found: &Found<'a>, on: Day) {
        let History { seed, progress, trail } = history;
        for known in &found.silent {
            let seed = Seed { known: *known, started: false, ..seed.clone() };
            self.remember(cases, &seed, progress, on.plus(1), || (progress.clone(), trail.clone()));
        }
        for follow in found.follows.iter().filter(|follow| !follow.again) {
            self.send(cases, history, follow, on);
        }
    }

    /// Remembers otherwise those cases for which a day has come.
    fn wake_all(&mut self, cases: &mut Cases<'a>, on: Day) {
        let changes = self.days.segments.contains(&on);
        for (key, case) in cases.waking(on, changes) {
            if changes || case.holds_until <= on.number() {
                let History { seed, progress, trail } = case.history;
                self.remember(cases, &seed, &progress, on, || (progress.clone(), trail.clone()));
            } else {
                self.wake(cases, (key, case), on);
            }
        }
    }

    /// Adds the cases whose interest has started by a day to those for which that was still to come.
    fn start_interest(&mut self, cases: &mut Cases<'a>, on: Day) {
        for History { seed, progress, trail } in cases.starting(on, self.runs) {
            let dates = seed.dates.without_interest_until(&self.bound.plan.law, on.plus(-1));
            let seed = Seed { starts_later: false, ..self.on_dates(&seed, dates) };
            self.remember(cases, &seed, &progress, on, || (progress.clone(), trail.clone()));
        }
    }

    /// Adds the cases whose due date is decided on a day to those that are due later.
    fn decide_due(&mut self, cases: &mut Cases<'a>, on: Day) {
        let due = on.plus(self.kinds.lead());
        let open: Vec<History> = cases.all().map(|case| &case.history).filter(|history| history.seed.due_later).cloned().collect();
        open.iter().for_each(|history| self.decide(cases, history, (due, due), on));
    }

    /// Adds what a case with an open due date is where it is due on one of some days.
    pub(super) fn decide(
        &mut self,
        cases: &mut Cases<'a>,
        History { seed, progress, trail }: &History<'a>,
        (earliest, latest): (Day, Day),
        on: Day,
    ) {
        let plan = self.bound.plan;
        let Dates { issued, sent, stated, agreed, due: end, .. } = seed.dates;
        for due in (earliest.number()..=latest.number()).map(Day::from_number).take_while(|due| Some(*due) < stated) {
            // By when the policy promises to have sent it.
            let sent_by = plan.sent_before_due.map_or(due, |days| due.plus(-days));
            let promised = plan.sent_before_due.is_none() || issued <= sent_by && (agreed || sent <= sent_by);
            let dates = Dates { stated: Some(due), ..seed.dates }.under(&plan.law);
            let arose = dates.arose <= dates.due.max(issued);
            if !promised || !arose || !self.kinds.due_alike(&self.dated, seed.root, &dates, &seed.dates) {
                continue;
            }
            let mut decided = vec![Seed { due_later: false, started: false, ..self.on_dates(seed, dates) }];
            if agreed && self.kinds.follows_interest(seed.root) {
                // Where that date was not agreed, interest may start on any day of the stretch.
                let last = if plan.sent_before_due.is_some() { end.min(sent_by.plus(plan.law.no_due_date)) } else { end };
                let later = self.on_dates(seed, dates.without_interest_until(&plan.law, last));
                decided.push(Seed { due_later: false, starts_later: true, ..later });
            }
            for seed in decided {
                self.remember(cases, &seed, progress, on, || (progress.clone(), trail.clone()));
            }
        }
    }

    /// Adds the invoices of which something may be sent from this day on.
    fn begin(&mut self, cases: &mut Cases<'a>, on: Day) {
        if on > self.days.begin_until {
            return;
        }
        let punctual = self.runs == Runs::Punctual;
        let born = self.kinds.born(self.bound, &self.dated, (self.days.window.0, on), punctual);
        let progress = Rc::new(Progress::none(self.bound));
        for Born { root, dates, starts_later, due_later } in born {
            let known = Known::of_amount(&self.variables, self.kinds.roots[usize::from(root)].amount);
            let owed = if punctual { known.owed(self.bound.plan, charges(self.bound.plan, &progress)) } else { vec![known] };
            for known in owed {
                let known = self.knowns.number(&known);
                let seed = Seed { starts_later, due_later, ..self.seed(root, dates, known) };
                self.remember(cases, &seed, &progress, on, || (progress.clone(), None));
            }
        }
    }

    /// Adds the case that a notice makes of another, as it is on the next day.
    fn send(&mut self, cases: &mut Cases<'a>, before: &History<'a>, follow: &Follow<'a>, on: Day) {
        let notice = &follow.notice;
        let step = &self.bound.plan.steps[notice.proposed.step];
        let deadline = step.deadline.map(|deadline| last_day(self.bound, deadline, on));
        let mut progress = std::mem::take(&mut self.scratch.progress);
        progress.clone_from(&before.progress);
        progress.advance_by(self.bound, &Proposed { on, deadline, ..notice.proposed }, notice.charged);
        let strained = before.seed.strained || notice.is_strained();
        let seed = Seed { known: follow.known, strained, started: false, ..before.seed.clone() };
        self.remember(cases, &seed, &progress, on.plus(1), || {
            let trail = Trail { notice: notice.clone(), on, before: before.trail.clone() };
            (Rc::new(progress.clone()), Some(Rc::new(trail)))
        });
        self.scratch.progress = progress;
    }
}
