use std::cell::Cell;
use std::collections::HashSet;

use super::cuts::Cuts;
use super::standing::{Standing, Standings};
use crate::decide::{
    Answers, Asked, BoundPlan, Case, CaseFacts, CaseState, Context, Decision, DecisionKind, Draft, Progress, Proposed, Why, counted_days,
    decide_in,
};
use crate::law::{Breach, Unknown};
use crate::terms::SendOn;
use crate::value::Day;

/// One notice of a history, and how the invoice stood when it went out.
#[derive(Clone, PartialEq, Debug)]
pub struct EarlierNotice {
    /// The notice.
    pub sent: Proposed,
    /// How the invoice stood.
    pub standing: Standing,
}

/// A notice that can come next, and whether what comes after it is followed.
#[derive(Clone)]
struct Branch {
    last: EarlierNotice,
    goes_on: bool,
}

/// A notice the policy can cause, put to the law.
pub struct JudgedNotice<'c> {
    /// The history up to and with this notice.
    pub past: &'c [EarlierNotice],
    /// The invoice.
    pub case: &'c Case<'c>,
    /// What else is known of it.
    pub facts: &'c CaseFacts<'c>,
    /// How the law was asked.
    pub notice: Draft<'c, 'c>,
    /// What it breaks.
    pub breaches: Vec<Breach<'c>>,
    /// Whether every run came on its day and the balance fell by itself: the policy's own schedule.
    pub own: bool,
}

/// How many notices of a history may go out late.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Late {
    /// So late that something is met exactly.
    pub exactly: u8,
    /// On any day of the week that follows: what counts in business days is as long as the weekday has it.
    pub within_a_week: u8,
}

impl Late {
    /// Nobody is late.
    pub const NEVER: Late = Late { exactly: 0, within_a_week: 0 };
}

/// Goes through the histories one invoice can have: which step comes next by how the invoice stands, and how late the run is.
///
/// Every rule compares days with days, plus a number: so if some calendar of runs breaks one, so does one in which each notice goes out as early
/// as it can, or just so late that a later notice, a date of change or a number of days is met exactly. Only these are followed.
pub struct Explorer<'a, 'v> {
    pub bound: &'a BoundPlan<'a>,
    pub cuts: &'a Cuts,
    pub case: &'a Case<'a>,
    pub facts: &'a CaseFacts<'a>,
    pub standings: &'a Standings,
    /// Whether late runs wait for dates of change alone: nothing else makes a difference to an invoice that is long overdue when the policy begins.
    pub dates_only: bool,
    /// Where histories have come to that differ in nothing that matters from here on.
    pub known: HashSet<Vec<i64>>,
    /// Notices put to the law so far, and the most there may be.
    pub judged: &'v mut u64,
    pub most: u64,
    /// Whether what was looked for has been found.
    pub stop: &'v Cell<bool>,
    pub visit: &'v mut dyn FnMut(JudgedNotice),
    /// For each step, whether its condition was ever false and ever true.
    pub whens: &'v mut [[bool; 2]],
    /// For each step, a value the law does not tell on a day on which it is due.
    pub unknown: &'v mut [Option<Unknown>],
}

impl<'a> Explorer<'a, '_> {
    /// Follows every history from the start; `late` notices may go out late. The days on which notices go out when nobody is late.
    pub fn all(&mut self, late: Late) -> Vec<(Day, usize)> {
        let from = self.case.issued.max(self.cuts.window.0);
        // An invoice that is overdue when the policy begins is behind from the start.
        let own = self.case.due(self.bound) >= self.cuts.window.0;
        let mut days = self.follow(&Progress::none(self.bound), &mut Vec::new(), from, late, own);
        days.sort();
        days.dedup();
        days
    }

    fn follow(&mut self, progress: &Progress, past: &mut Vec<EarlierNotice>, from: Day, late: Late, own: bool) -> Vec<(Day, usize)> {
        let mut next: Vec<Branch> = Vec::new();
        self.branch(progress, past, from, &mut next);
        let first = next.iter().map(|branch| branch.last.sent.on).min();
        let mut days: Vec<(Day, usize)> = Vec::new();
        if self.stop.get() {
            return days;
        }
        if !self.known.insert(self.key(progress, past, &next, late, own)) {
            return next.iter().map(|branch| (branch.last.sent.on, branch.last.sent.step)).collect();
        }
        let early = next.len();
        for Branch { last, goes_on } in next.clone() {
            days.push((last.sent.on, last.sent.step));
            let own = own && past.first().is_none_or(|first| first.standing == last.standing);
            days.extend(self.send(progress, past, last, goes_on.then_some(late), own));
        }
        // How late a notice is that nobody looks at makes no difference.
        let matters = next.iter().any(|branch| self.cuts.matters[branch.last.sent.step]);
        let Some(first) = first.filter(|_| matters) else { return days };
        if late.exactly > 0 {
            days.sort();
            days.dedup();
            // Whatever counts from a notice waits with it: only what does not can come too close behind it.
            let apart = |step: usize| next[..early].iter().any(|branch| !self.cuts.waits_for(step, branch.last.sent.step));
            let mut later: Vec<Day> = days.iter().filter(|(_, step)| apart(*step)).map(|(on, _)| *on).collect();
            // What a step counts from otherwise counts once a late run has dropped what it counts from first.
            let steps = &self.bound.plan.steps;
            let after = progress.position.map_or(0, |position| position + 1);
            let others = (after..steps.len()).filter(|step| steps[*step].send.len() > 1);
            later.extend(others.flat_map(|step| counted_days(self.bound, progress, step, self.case.issued, self.case.due(self.bound))));
            let pins = if self.dates_only { self.dates(first) } else { self.pins(progress, &later, first) };
            self.send_on(progress, past, &mut next, &pins, Late { exactly: late.exactly - 1, ..late });
        }
        if late.within_a_week > 0 && next[..early].iter().any(|branch| self.cuts.by_weekday[branch.last.sent.step]) {
            let week: Vec<Day> = (1..=7).map(|days| first.plus(days)).filter(|day| self.bound.plan.is_run_day(*day)).collect();
            self.send_on(progress, past, &mut next, &week, Late { within_a_week: late.within_a_week - 1, ..late });
        }
        days
    }

    /// Follows what goes out on the first run on or after each of these days, as far as it is not in `next` yet.
    fn send_on(&mut self, progress: &Progress, past: &mut Vec<EarlierNotice>, next: &mut Vec<Branch>, pins: &[Day], late: Late) {
        let known = next.len();
        for pin in pins {
            self.branch(progress, past, *pin, next);
        }
        for Branch { last, goes_on } in next.split_off(known) {
            self.send(progress, past, last, goes_on.then_some(late), false);
        }
    }

    /// Everything that decides what can still come: what comes next, the notices the law looks at, the days later steps count from.
    fn key(&self, progress: &Progress, past: &[EarlierNotice], next: &[Branch], late: Late, own: bool) -> Vec<i64> {
        let day = |day: Option<Day>| day.map_or(-1, |day| i64::from(day.number()));
        let mut key =
            vec![i64::from(late.exactly), i64::from(late.within_a_week), i64::from(own), progress.position.map_or(-1, |at| at as i64)];
        key.push(past.last().map_or(self.case.amount, |last| last.standing.principal));
        key.push(if own { past.first().map_or(-1, |last| last.standing.balance) } else { 0 });
        for branch in next {
            key.extend([
                branch.last.sent.step as i64,
                day(Some(branch.last.sent.on)),
                branch.last.sent.fee,
                i64::from(branch.last.standing.disputed),
            ]);
        }
        key.push(-2);
        for (sent, last) in progress.history.iter().zip(past).filter(|(_, last)| self.cuts.matters[last.sent.step]) {
            key.extend([last.sent.step as i64, day(sent.on), day(sent.deadline), sent.fee, sent.compensation]);
        }
        key
    }

    fn send(
        &mut self,
        progress: &Progress,
        past: &mut Vec<EarlierNotice>,
        last: EarlierNotice,
        late: Option<Late>,
        own: bool,
    ) -> Vec<(Day, usize)> {
        let (on, after) = (last.sent.on, progress.after(self.bound, &last.sent));
        past.push(last);
        self.judge(progress, past, own);
        let days = match late {
            Some(late) if *self.judged < self.most => self.follow(&after, past, on.plus(1), late, own),
            _ => Vec::new(),
        };
        past.pop();
        days
    }

    /// The notices that can go out on the first run on or after a day: one for each way the invoice may stand that makes a difference.
    fn branch(&mut self, progress: &Progress, past: &[EarlierNotice], from: Day, next: &mut Vec<Branch>) {
        let principal = past.last().map_or(self.case.amount, |last| last.standing.principal);
        for standing in self.standings.after(progress.position).iter().filter(|standing| standing.principal <= principal) {
            let Some(sent) = self.first_sent(progress, standing, from) else { continue };
            if past.is_empty() && sent.on > self.cuts.begin_until {
                // It would begin under a later version.
                continue;
            }
            let same = |branch: &Branch| {
                let other = branch.last.standing;
                let balance = !self.cuts.reads.balance || other.balance == standing.balance;
                branch.last.sent == sent && other.disputed == standing.disputed && balance
            };
            if next.iter().any(same) {
                continue;
            }
            next.push(Branch { last: EarlierNotice { sent, standing: *standing }, goes_on: false });
        }
        self.go_on(next);
    }

    /// What comes after is followed once for each history the law can tell apart: with a charged notice and with a free one, of the charged ones the dearest,
    /// and where fees and compensation are set off the cheapest too.
    fn go_on(&self, next: &mut [Branch]) {
        let key = |branch: &Branch| {
            let sent = &branch.last.sent;
            (sent.step, sent.on, sent.deadline, sent.fee > 0, sent.compensation > 0)
        };
        for at in 0..next.len() {
            let own = key(&next[at]);
            let fee = next[at].last.sent.fee;
            let first = !next[..at].iter().any(|other| key(other) == own);
            let dearest = !next.iter().enumerate().any(|(place, other)| key(other) == own && (other.last.sent.fee, at) > (fee, place));
            let cheapest = !next.iter().enumerate().any(|(place, other)| key(other) == own && (other.last.sent.fee, place) < (fee, at));
            next[at].goes_on = first || (self.cuts.reads.totals && dearest) || (self.cuts.reads.set_off && (dearest || cheapest));
        }
    }

    /// The first notice from a day on, if the invoice stands like this.
    fn first_sent(&mut self, progress: &Progress, standing: &Standing, from: Day) -> Option<Proposed> {
        let mut on = from;
        let due = self.case.due(self.bound);
        while on <= self.cuts.window.1 {
            let decision = self.decide(progress, standing, on);
            let turn = self.cuts.overdue.iter().map(|days| due.plus(*days)).find(|day| *day > on);
            match (decision.kind, decision.next_on) {
                (DecisionKind::Send, _) => return decision.proposed,
                (DecisionKind::Wait, Some(next)) => on = turn.map_or(next, |turn| turn.min(next)),
                (DecisionKind::Withheld, _) => {
                    if let (Why::NotKnown(unknown), Some(step)) = (decision.why, decision.step) {
                        self.unknown[step].get_or_insert(unknown);
                    }
                    return None;
                }
                (DecisionKind::Settled | DecisionKind::Unmatched, _) => return None,
                // What does not apply today may apply once the invoice is older.
                (DecisionKind::Wait, None)
                | (DecisionKind::Hold | DecisionKind::Exempt | DecisionKind::Ignore | DecisionKind::Finished, _) => on = turn?,
            }
            if on == Day::LAST {
                return None;
            }
        }
        None
    }

    fn decide(&mut self, progress: &Progress, standing: &Standing, on: Day) -> Decision {
        let (claim, interruptions) = (standing.claim(), standing.interruptions());
        let due = self.case.due(self.bound);
        let context = Context { totals: standing.totals(on.since(due)), unguarded: true, payments_through: Some(on), ..Context::default() };
        for (seen, step) in self.whens.iter_mut().zip(&self.bound.plan.steps).filter(|(seen, _)| **seen != [true; 2]) {
            let asked = Asked { bound: self.bound, case: self.case, facts: self.facts, totals: context.totals, claim: &claim, due, on };
            if let Some(Ok(holds)) = step.when.as_ref().map(|when| asked.holds(when)) {
                seen[usize::from(holds)] = true;
            }
        }
        // Limitation can always have been interrupted.
        let state = CaseState { claim: &claim, interruptions: &interruptions, progress, not_barred_until: None };
        decide_in(self.bound, self.case, self.facts, context, &state, on)
    }

    fn judge(&mut self, progress: &Progress, past: &[EarlierNotice], own: bool) {
        let Some(last) = past.last() else { return };
        let claim = last.standing.claim();
        let notice =
            Draft { bound: self.bound, case: self.case, progress, claim: &claim, disputed: last.standing.disputed, step: last.sent.step };
        let mut breaches = notice.judge(&last.sent);
        if own {
            breaches.extend(notice.advise(&last.sent));
        }
        *self.judged += 1;
        (self.visit)(JudgedNotice { past, case: self.case, facts: self.facts, notice, breaches, own });
    }

    fn dates(&self, first: Day) -> Vec<Day> {
        self.cuts.sending.iter().copied().filter(|day| *day > first).collect()
    }

    /// The days a late run may have to wait for: a change of date, a number of days after the due date or an earlier notice, a later notice; and so
    /// many days before one of these that a gap is just short or just long enough.
    fn pins(&self, progress: &Progress, later: &[Day], first: Day) -> Vec<Day> {
        let cuts = self.cuts;
        let due = self.case.due(self.bound);
        let mut pins: Vec<Day> = cuts.overdue.iter().map(|days| due.plus(*days)).chain(later.iter().copied()).collect();
        let short = |day: &Day| {
            let (day, round) = (*day, cuts.round);
            let gaps = cuts.gaps.iter().chain(&cuts.deadlines).map(move |gap| day.plus(-gap));
            gaps.chain(round.map(|months| day.plus_months(-months).plus(1)))
        };
        pins.extend(pins.iter().flat_map(short).collect::<Vec<_>>());
        pins.extend(&cuts.sending);
        if cuts.reads.interest_start {
            pins.push(self.case.interest_from(self.bound).plus(1));
        }
        pins.push(self.case.accrual(self.bound).after.plus(1));
        for sent in &progress.history {
            let Some(on) = sent.on else { continue };
            pins.extend(cuts.gaps.iter().map(|days| on.plus(*days)));
            pins.extend(sent.deadline.map(|deadline| deadline.plus(1)));
            pins.extend(cuts.round.filter(|_| sent.charged).map(|months| on.plus_months(months)));
        }
        pins.retain(|pin| *pin > first && *pin <= cuts.window.1);
        if self.bound.plan.send_on != SendOn::EveryDay {
            pins.iter_mut().for_each(|pin| *pin = self.bound.plan.run_day_from(*pin));
        }
        pins.sort();
        pins.dedup();
        pins
    }
}
