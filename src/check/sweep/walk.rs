//! Day by day: what begins, what a run sends, and what is then known.

use std::rc::Rc;

use super::case::{Case, Cases, Key, Seed};
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

/// A case to which a notice went, or did not, on a day on which every run comes.
type Leaving<'a> = (Key, usize, Rc<Found<'a>>);

impl<'a> Sweep<'a> {
    /// Goes through all days.
    ///
    /// # Errors
    /// When there is too much to go through: what of.
    pub fn go(&mut self, watcher: &mut impl Watcher<'a>) -> Result<(), TooMany> {
        let mut cases = Cases::default();
        let (first, last) = self.days.window;
        for number in first.number()..=last.number() {
            let on = Day::from_number(number);
            self.wake(&mut cases, on);
            self.begin(&mut cases, on);
            if on == first {
                self.continued(&mut cases, on);
            }
            self.decide_due(&mut cases, on);
            self.start_interest(&mut cases, on);
            if self.bound.plan.is_run_day(on) && self.bound.plan.decides_on(on) {
                let (tomorrow, leaving) = self.run(&mut cases, on, watcher)?;
                if watcher.enough() {
                    return Ok(());
                }
                self.stay_behind(&mut cases, leaving, on);
                for (key, fresh) in tomorrow.by_key {
                    for case in fresh {
                        let triggers = case.triggers.clone();
                        cases.add(self.runs, &key, &triggers, case.size(), || case);
                    }
                }
            }
        }
        self.left = cases;
        Ok(())
    }

    /// Lets the run of a day come to every case: those to which something went, as they are on the next day.
    fn run(&mut self, cases: &mut Cases<'a>, on: Day, watcher: &mut impl Watcher<'a>) -> Result<(Cases<'a>, Vec<Leaving<'a>>), TooMany> {
        let alike = (self.days.segment(on) as u16, self.days.kind(self.bound, on));
        let (mut tomorrow, mut leaving) = (Cases::default(), Vec::new());
        for (key, cases) in &mut cases.by_key {
            for (at, case) in cases.iter_mut().enumerate() {
                let may_begin = on <= self.days.begin_until || !case.progress.history.is_empty();
                if !case.is_due || !may_begin {
                    continue;
                }
                self.looked_at += 1;
                let found = self.found(key, case, on, alike, watcher)?;
                if self.situations[found as usize].follows.is_empty() {
                    continue;
                }
                let found = self.situations[found as usize].clone();
                if !self.can_be_sent(&case.seed, &case.progress, on) {
                    continue;
                }
                for follow in &found.follows {
                    watcher.sends(&Sending {
                        root: &self.kinds.roots[case.seed.root as usize],
                        dates: &case.seed.dates,
                        trail: case.trail.as_ref(),
                        strained: case.seed.strained || follow.notice.point.standing.extras > 0,
                        begun: case.seed.begun.as_ref(),
                        notice: &follow.notice,
                        on,
                    });
                    self.looked_at += 1;
                    self.send(&mut tomorrow, case, follow, on);
                }
                if self.runs == Runs::Punctual {
                    leaving.push((key.clone(), at, found));
                }
            }
            if watcher.enough() {
                break;
            }
            if self.looked_at > self.most {
                return Err(TooMany::Cases(self.cut(&tomorrow, on)));
            }
        }
        Ok((tomorrow, leaving))
    }

    /// Where every run comes on its day, only those invoices stay behind to which nothing goes out.
    fn stay_behind(&mut self, cases: &mut Cases<'a>, leaving: Vec<Leaving<'a>>, on: Day) {
        for (key, at, found) in leaving.into_iter().rev() {
            let Some(alike) = cases.by_key.get_mut(&key) else { continue };
            let Case { seed, progress, trail, .. } = alike.remove(at);
            if alike.is_empty() {
                cases.by_key.remove(&key);
            }
            for known in &found.silent {
                let seed = Seed { known: *known, ..seed.clone() };
                self.remember(cases, &seed, &progress, on.plus(1), || (progress.clone(), trail.clone()));
            }
        }
    }

    /// Remembers otherwise those cases for which a day has come.
    fn wake(&mut self, cases: &mut Cases<'a>, on: Day) {
        let changes = self.days.segments.contains(&on);
        let mut woken: Vec<Case<'a>> = Vec::new();
        cases.by_key.retain(|_, alike| {
            let mut at = 0;
            while at < alike.len() {
                if changes || alike[at].wakes <= on.number() { woken.push(alike.swap_remove(at)) } else { at += 1 }
            }
            !alike.is_empty()
        });
        for Case { seed, progress, trail, .. } in woken {
            self.remember(cases, &seed, &progress, on, || (progress.clone(), trail.clone()));
        }
    }

    /// Adds the cases whose interest has started by a day to those for which that was still to come.
    fn start_interest(&mut self, cases: &mut Cases<'a>, on: Day) {
        let last = on.plus(-1);
        let stretch = |day: Day| self.dated.interest_starts().partition_point(|start| *start <= day);
        let begins = |case: &&mut Case| {
            let Dates { due, interest_from, .. } = case.seed.dates;
            case.seed.starts_later && due < last && last < interest_from && stretch(last) == stretch(interest_from)
        };
        let mut starting = Vec::new();
        for case in cases.by_key.values_mut().flatten().filter(begins) {
            // Where any run may be left out, the one whose interest started a day earlier is still there, and remembered alike.
            if !case.started || self.runs == Runs::Punctual {
                case.started = true;
                starting.push((case.seed.clone(), case.progress.clone(), case.trail.clone()));
            }
        }
        for (seed, progress, trail) in starting {
            let dates = seed.dates.without_interest_until(&self.bound.plan.law, last);
            let seed = Seed { starts_later: false, ..self.on_dates(&seed, dates) };
            self.remember(cases, &seed, &progress, on, || (progress.clone(), trail.clone()));
        }
    }

    /// Adds the cases whose due date is decided on a day to those that are due later.
    fn decide_due(&mut self, cases: &mut Cases<'a>, on: Day) {
        let due = on.plus(self.kinds.lead());
        let open = cases.all().filter(|case| case.seed.due_later);
        let open: Vec<_> = open.map(|case| (case.seed.clone(), case.progress.clone(), case.trail.clone())).collect();
        open.into_iter().for_each(|(seed, progress, trail)| self.decide(cases, (&seed, &progress, trail.as_ref()), (due, due), on));
    }

    /// Adds what a case with an open due date is where it is due on one of some days.
    pub(super) fn decide(
        &mut self,
        cases: &mut Cases<'a>,
        (seed, progress, trail): (&Seed, &Rc<Progress>, Option<&Rc<Trail<'a>>>),
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
            let mut decided = vec![Seed { due_later: false, ..self.on_dates(seed, dates) }];
            if agreed && self.kinds.follows_interest(seed.root) {
                // Where that date was not agreed, interest may start on any day of the stretch.
                let last = if plan.sent_before_due.is_some() { end.min(sent_by.plus(plan.law.no_due_date)) } else { end };
                let later = self.on_dates(seed, dates.without_interest_until(&plan.law, last));
                decided.push(Seed { due_later: false, starts_later: true, ..later });
            }
            for seed in decided {
                self.remember(cases, &seed, progress, on, || (progress.clone(), trail.cloned()));
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
    fn send(&mut self, tomorrow: &mut Cases<'a>, case: &Case<'a>, follow: &Follow<'a>, on: Day) {
        let notice = &follow.notice;
        let step = &self.bound.plan.steps[notice.proposed.step];
        let deadline = step.deadline.map(|deadline| last_day(self.bound, deadline, on));
        let mut progress = std::mem::take(&mut self.scratch.progress);
        progress.clone_from(&case.progress);
        progress.advance_by(self.bound, &Proposed { on, deadline, ..notice.proposed }, notice.charged);
        let strained = case.seed.strained || notice.point.standing.extras > 0;
        let seed = Seed { known: follow.known, strained, ..case.seed.clone() };
        self.remember(tomorrow, &seed, &progress, on.plus(1), || {
            let trail = Trail { notice: notice.clone(), on, before: case.trail.clone() };
            (Rc::new(progress.clone()), Some(Rc::new(trail)))
        });
        self.scratch.progress = progress;
    }
}
