//! The proof: every case a policy can come to, day by day.
//!
//! On each day of the window there is a set of cases: every invoice that may exist, with every history of notices that may have gone out to it. A case is
//! told from another only by what can still be asked of it ([`Memory`]) and what is known of its facts, so there are few. On a run day each case may get
//! whatever the evaluator would send to some invoice it stands for, or the run may be left out; either way it is there on the next day. Every notice is
//! put to the law by the judge itself.

#[cfg(test)]
mod agreement;
mod amounts;
mod dated;
mod kinds;
mod memory;
mod notices;
mod outlook;
mod root;
mod successor;
mod trail;

pub use memory::Memory;
pub use notices::{Notice, Outcomes};
pub use outlook::Outlook;
pub use root::{Dates, Root};
pub use trail::Trail;

use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::TooMany;
use super::covered::Covered;
use super::possible::{Flag, Known, Point, Variables};
use crate::decide::{BoundPlan, Progress, Proposed, last_day};
use crate::law::{Question, Sent};
use crate::plan::{Criterion, Fact, Plan};
use crate::value::{Act, Day, Minor};
use dated::{Dated, Stretch};
use kinds::{Born, Kinds};
use notices::OnDay;
use successor::Successor;

/// An invoice, as far as it is known.
#[derive(Clone)]
struct Seed {
    root: u16,
    known: u32,
    dates: Dates,
    stretch: Stretch,
    rates: Rc<[i32]>,
    /// Whether it rests on more being owed besides the balance than may be possible: such a case stands for none that does not.
    strained: bool,
    /// Whether it stands for all whose interest starts on a later day, up to its own.
    starts_later: bool,
    /// The case as an earlier version of the policy left it.
    begun: Option<Rc<OpenCase>>,
}

/// A case that an earlier version of the policy left open: the invoice, and its notices with the names of their steps.
#[derive(Debug)]
pub struct OpenCase {
    /// What stays as it is.
    root: Root,
    dates: Dates,
    starts_later: bool,
    /// The notices, in order.
    pub sent: Vec<(String, Sent)>,
    strained: bool,
}

/// A case: an invoice with its history, as one of all that are remembered alike.
#[derive(Clone)]
struct Case<'a> {
    seed: Seed,
    progress: Rc<Progress>,
    trail: Option<Rc<Trail<'a>>>,
    /// What is remembered of its days on which steps become due.
    triggers: Vec<i32>,
    /// The first day on which it is remembered otherwise.
    wakes: i32,
    /// What can come of it, and for which stretch and kind of day that was found.
    outcomes: Option<(u16, u16, u32)>,
}

/// The cases of a day. Of those that differ only in when their steps are due, none is due sooner in every step than another.
type Cases<'a> = FxHashMap<Key, Vec<Case<'a>>>;

/// Room to work in.
#[derive(Default)]
struct Scratch {
    memory: Memory,
    key: Key,
    progress: Progress,
}

/// What tells cases apart.
#[derive(Clone, Default, PartialEq, Eq, Hash)]
struct Key {
    root: u16,
    known: u32,
    flags: u32,
    turns: Vec<i32>,
}

/// What the outcomes of a case on a day hang on.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Asked {
    root: u16,
    known: u32,
    flags: u32,
    come: Vec<u64>,
    segment: u16,
    day: u16,
}

/// What is told of while cases are followed.
pub trait Watcher<'a> {
    /// A notice can go out to a case on a day.
    fn sends(&mut self, sending: &Sending<'_, 'a>);
    /// What can come of a case was found out; whether it has lapsed unless something kept it alive.
    fn found(&mut self, outcomes: &Outcomes<'a>, lapsed: bool);
    /// Whether enough is known.
    fn enough(&self) -> bool;
}

/// A notice to a case.
pub struct Sending<'s, 'a> {
    pub root: &'s Root,
    pub dates: &'s Dates,
    pub trail: Option<&'s Rc<Trail<'a>>>,
    /// Whether it rests on more being owed besides the balance than may be possible.
    pub strained: bool,
    /// The case as an earlier version of the policy left it.
    pub begun: Option<&'s Rc<OpenCase>>,
    pub notice: &'s Rc<Notice<'a>>,
    pub on: Day,
}

/// How cases are followed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// Any run may be left out, and anything may be paid at any time.
    Any,
    /// Every run comes on its day and nothing changes: the schedule as it is written.
    Punctual,
}

/// The most cases that are looked at.
const MOST: u64 = 8_000_000;
/// The same where only one violation is looked for.
const MOST_FOR_ONE: u64 = 2_000_000;
/// How many cases one piece of what is known counts for that is decided.
const PIECE: u64 = 10;

/// Goes through every case of a policy.
pub struct Sweep<'a> {
    bound: &'a BoundPlan<'a>,
    variables: Variables,
    /// By kind of invoice, and by how many steps are behind.
    outlooks: Vec<Vec<Outlook<'a>>>,
    runs: Runs,
    window: (Day, Day),
    begin_until: Day,
    segments: Vec<Day>,
    lengths: Vec<(i32, bool)>,
    kinds: Kinds,
    dated: Dated<'a>,
    /// Last days without interest from which on figures of this version or a later one are others.
    starts: Vec<Day>,
    knowns: Interned<Known>,
    flags: Interned<Vec<i32>>,
    days: Interned<Vec<i32>>,
    memo: FxHashMap<Asked, u32>,
    outcomes: Vec<Rc<Found<'a>>>,
    scratch: Scratch,
    successors: Vec<Successor<'a>>,
    taken_over: Vec<Rc<OpenCase>>,
    left: Cases<'a>,
    most: u64,
    /// How many cases were looked at.
    pub looked_at: u64,
    /// Whether not every sum of earlier charges was followed.
    pub sums_left_out: bool,
}

/// What can come of cases in one situation: notices, and what is known of those to which none goes out.
struct Found<'a> {
    follows: Vec<Follow<'a>>,
    silent: Vec<u32>,
}

/// A notice and what is known of the invoices it went to, for the days to come.
#[derive(Clone)]
struct Follow<'a> {
    notice: Rc<Notice<'a>>,
    known: u32,
}

impl<'a> Sweep<'a> {
    /// Before the first day.
    pub fn new(bound: &'a BoundPlan<'a>, runs: Runs) -> Sweep<'a> {
        let (plan, law) = (bound.plan, &bound.plan.law);
        // A case that has begun may stay with a version beyond its last day.
        let window = (plan.valid.from.max(law.known_from), plan.keeps_until.unwrap_or(Day::LAST).min(law.known_until));
        let advice = runs == Runs::Punctual;
        let kinds = Kinds::of(bound, advice);
        let outlook = |root: &Root| (0..=plan.steps.len()).map(|next| Outlook::from(plan, root, next, advice)).collect();
        let outlooks: Vec<Vec<Outlook>> = kinds.roots.iter().map(outlook).collect();
        let fees = plan.steps.iter().flat_map(|step| step.fee.changes());
        let practice = law.practice.iter().flat_map(crate::law::Rule::changes);
        let mut segments: Vec<Day> = law.changes().into_iter().chain(fees).chain(practice).collect();
        segments.retain(|day| window.0 < *day && *day <= window.1);
        segments.push(window.0);
        segments.sort();
        segments.dedup();
        let questions = law.rules.iter().chain(&law.practice).flat_map(crate::law::Rule::questions);
        let mut lengths: Vec<(i32, bool)> = questions
            .filter_map(|question| {
                let business = matches!(question, Question::DeadlineBusinessDays(_));
                let (Question::DeadlineAtLeast(days) | Question::DeadlineBusinessDays(days)) = question else { return None };
                Some((*days, business))
            })
            .collect();
        lengths.sort_unstable();
        lengths.dedup();
        let variables = Variables::of(plan);
        let dated = Dated::new(bound, segments.clone());
        Sweep {
            bound,
            outlooks,
            runs,
            window,
            begin_until: plan.valid.until.unwrap_or(Day::LAST),
            starts: dated.interest_starts().to_vec(),
            dated,
            segments,
            lengths,
            kinds,
            variables,
            knowns: Interned::default(),
            flags: Interned::default(),
            days: Interned::default(),
            memo: FxHashMap::default(),
            outcomes: Vec::new(),
            scratch: Scratch::default(),
            successors: Vec::new(),
            taken_over: Vec::new(),
            left: FxHashMap::default(),
            most: MOST,
            looked_at: 0,
            sums_left_out: false,
        }
    }

    /// What it has gone through.
    pub fn covered(&self) -> Covered {
        let all = |of: &dyn Fn(&Outlook) -> Vec<i32>| -> Vec<i32> {
            let all: BTreeSet<i32> = self.outlooks.iter().flat_map(|outlooks| of(&outlooks[0])).collect();
            all.into_iter().collect()
        };
        Covered {
            window: self.window,
            kinds: self.kinds.roots.len(),
            situations: self.outcomes.len(),
            cases: self.looked_at,
            changes: self.segments[1..].to_vec(),
            ages: all(&|outlook| outlook.ages.clone()),
            terms: all(&|outlook| outlook.terms.clone()),
        }
    }

    /// Goes through all days.
    ///
    /// # Errors
    /// When there is too much to go through: what of.
    pub fn go(&mut self, watcher: &mut impl Watcher<'a>) -> Result<(), TooMany> {
        let mut cases: Cases<'a> = FxHashMap::default();
        let (first, last) = self.window;
        for number in first.number()..=last.number() {
            let on = Day::from_number(number);
            self.wake(&mut cases, on);
            self.begin(&mut cases, on);
            if on == first {
                self.continued(&mut cases, on);
            }
            self.start_interest(&mut cases, on);
            if !self.bound.plan.is_run_day(on) {
                continue;
            }
            let segment = self.segment(on);
            let day = self.kind_of_day(on);
            let mut tomorrow: Cases<'a> = FxHashMap::default();
            let mut refined: Vec<(Key, usize, Rc<Found<'a>>)> = Vec::new();
            for (key, alike) in &mut cases {
                for (at, case) in alike.iter_mut().enumerate() {
                    if case.progress.history.is_empty() && on > self.begin_until {
                        continue;
                    }
                    self.looked_at += 1;
                    let found = match case.outcomes {
                        Some((known_segment, known_day, found)) if (known_segment, known_day) == (segment, day) => found,
                        _ => {
                            let found = self.found(key, case, on, segment, day, watcher)?;
                            case.outcomes = Some((segment, day, found));
                            found
                        }
                    };
                    let found = &self.outcomes[found as usize];
                    if found.follows.is_empty() {
                        continue;
                    }
                    let found = found.clone();
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
                        refined.push((key.clone(), at, found));
                    }
                }
                if watcher.enough() {
                    return Ok(());
                }
                if self.looked_at > self.most {
                    return Err(TooMany::Cases);
                }
            }
            // Where every run comes on its day, only those invoices stay behind to which nothing goes out.
            for (key, at, found) in refined.into_iter().rev() {
                let Some(alike) = cases.get_mut(&key) else { continue };
                let Case { seed, progress, trail, .. } = alike.remove(at);
                if alike.is_empty() {
                    cases.remove(&key);
                }
                for known in &found.silent {
                    let seed = Seed { known: *known, ..seed.clone() };
                    self.remember(&mut cases, &seed, &progress, on.plus(1), || (progress.clone(), trail.clone()));
                }
            }
            for (key, fresh) in tomorrow {
                for case in fresh {
                    self.join(&mut cases, &key, case);
                }
            }
        }
        self.left = cases;
        Ok(())
    }

    /// The cases that are open after the last day, as a version of the policy that takes them over finds them.
    pub fn left(&self) -> Vec<Rc<OpenCase>> {
        let begun = self.left.values().flatten().filter(|case| !case.progress.history.is_empty());
        begun.map(|case| Rc::new(self.open(case))).collect()
    }

    fn open(&self, case: &Case<'a>) -> OpenCase {
        let name = |at: usize| self.bound.plan.steps[at].name.clone();
        let own = Trail::all(case.trail.as_ref());
        let mut sent = case.seed.begun.as_ref().map_or(Vec::new(), |begun| begun.sent.clone());
        let before = case.progress.history.len() - own.len();
        sent.extend(own.iter().zip(&case.progress.history[before..]).map(|(trail, sent)| (name(trail.notice.proposed.step), *sent)));
        let Seed { root, dates, starts_later, strained, .. } = case.seed;
        OpenCase { root: self.kinds.roots[root as usize].clone(), dates, starts_later, sent, strained }
    }

    /// Goes on only as long as it takes to look for one violation.
    #[must_use]
    pub fn for_one(mut self) -> Sweep<'a> {
        self.most = MOST_FOR_ONE;
        self
    }

    /// Remembers what later versions of the policy can ask that will take over what this one leaves open.
    #[must_use]
    pub fn taken_over_by(mut self, later: &[&'a BoundPlan<'a>]) -> Sweep<'a> {
        self.successors = later.iter().map(|bound| Successor::new(bound)).collect();
        self.starts.extend(self.successors.iter().flat_map(Successor::interest_starts));
        self.starts.sort();
        self.starts.dedup();
        self
    }

    /// Takes over the cases that earlier versions of the policy left open, as far as this one is for them.
    pub fn take_over(&mut self, open: &[Rc<OpenCase>]) {
        self.taken_over = open.iter().filter(|case| self.bound.plan.covers(case.root.debtor)).cloned().collect();
    }

    /// Adds the cases that were taken over, on the first day.
    fn continued(&mut self, cases: &mut Cases<'a>, on: Day) {
        let plan = self.bound.plan;
        for begun in std::mem::take(&mut self.taken_over) {
            let root = self.kinds.roots.iter().position(|root| *root == begun.root).unwrap_or_else(|| {
                let outlook = |next: usize| Outlook::from(plan, &begun.root, next, self.runs == Runs::Punctual);
                self.outlooks.push((0..=plan.steps.len()).map(outlook).collect());
                self.kinds.roots.push(begun.root.clone());
                self.kinds.roots.len() - 1
            }) as u16;
            let (dates, stretch) = (begun.dates, self.dated.stretch(&begun.dates));
            let of = (root, &begun.root);
            let rates = self.dated.rate_turns(of, &self.outlooks[root as usize][0], &dates, stretch).into();
            let known = self.knowns.place(&Known::of_amount(&self.variables, begun.root.amount));
            let progress = Successor::progress(self.bound, begun.sent.iter().map(|(name, sent)| (name.as_str(), sent)));
            let seed = Seed {
                root,
                known,
                dates,
                stretch,
                rates,
                strained: begun.strained,
                starts_later: begun.starts_later,
                begun: Some(begun.clone()),
            };
            let progress = Rc::new(progress);
            self.remember(cases, &seed, &progress, on, || (progress.clone(), None));
        }
    }

    /// One of the invoices to which a notice went, so many days after the due date, and what is known of it then; `later` is what was known of it when the
    /// next one went out.
    pub fn settled(&self, notice: &Notice, later: Option<&Known>, overdue: i32) -> (Point, Known) {
        let mut known = notice.piece.clone();
        if let Some(later) = later {
            let (asked, tagged) = self.asked(notice.proposed.step + 1);
            known.agree(&self.variables, later, self.runs == Runs::Punctual, &asked, &tagged);
        }
        let point = Point::settle(&mut known, &self.variables, self.bound.plan, overdue, notice.point.standing.disputed);
        (point, known)
    }

    /// Which facts and flags the conditions of the steps ahead ask for.
    fn asked(&self, next: usize) -> (impl Fn(&Fact) -> bool, impl Fn(usize) -> bool) {
        // Conditions ask the same of every kind.
        let outlook = &self.outlooks[0][next];
        let flags = &self.variables.flags;
        let tagged = move |at: usize| match &flags[at] {
            Flag::Declared(fact) => outlook.facts.contains(&&Fact::Declared(*fact)),
            Flag::Invoice(tag) => outlook.tags.contains(&&Criterion::InvoiceTagged(tag.clone())),
            Flag::Customer(tag) => outlook.tags.contains(&&Criterion::CustomerTagged(tag.clone())),
        };
        (move |fact: &Fact| outlook.facts.contains(&fact), tagged)
    }

    fn segment(&self, on: Day) -> u16 {
        (self.segments.partition_point(|day| *day <= on).max(1) - 1) as u16
    }

    /// Days on which every deadline is as long for the rules.
    fn kind_of_day(&mut self, on: Day) -> u16 {
        let calendar = &self.bound.plan.law.calendar;
        let mut kind = Vec::new();
        for step in &self.bound.plan.steps {
            let Some(deadline) = step.deadline else { continue };
            let ends = last_day(self.bound, deadline, on);
            kind.extend(self.lengths.iter().map(|(least, business)| {
                let days = if *business { calendar.business_days_between(on, ends) } else { ends.since(on) };
                i32::from(days >= *least)
            }));
        }
        self.days.place(&kind) as u16
    }

    fn found(
        &mut self,
        key: &Key,
        case: &Case<'a>,
        on: Day,
        segment: u16,
        day: u16,
        watcher: &mut impl Watcher<'a>,
    ) -> Result<u32, TooMany> {
        let come = come(&key.turns, &case.triggers);
        let asked = Asked { root: key.root, known: key.known, flags: key.flags, come, segment, day };
        if let Some(found) = self.memo.get(&asked) {
            return Ok(*found);
        }
        let root = &self.kinds.roots[case.seed.root as usize];
        let next = case.progress.position.map_or(0, |at| at + 1);
        let outlook = &self.outlooks[case.seed.root as usize][next];
        let overdue = on.since(case.seed.dates.due);
        let sums = outlook.fees || outlook.compensation;
        let on_day =
            OnDay { bound: self.bound, variables: &self.variables, root, dates: &case.seed.dates, progress: &case.progress, on, sums };
        let known = self.knowns.get(key.known);
        let owed = match self.runs {
            Runs::Any => known.owed(self.bound.plan, charges(self.bound.plan, &case.progress)),
            // Nothing is paid, and what is owed besides stays the same.
            Runs::Punctual => vec![(*known).clone()],
        };
        let pieces = owed.iter().flat_map(|piece| piece.beside_others(&self.variables, overdue)).collect();
        let outcomes = on_day.outcomes(pieces)?;
        watcher.found(&outcomes, case.seed.dates.lapse(&self.bound.plan.law, root.debtor).is_some_and(|last| last < on));
        // To find out what can come of a case costs as much as to look at many of which that is known.
        self.looked_at += PIECE * outcomes.pieces as u64;
        self.sums_left_out |= outcomes.sums_left_out;
        let mut follows: Vec<Follow> = Vec::new();
        let lines: Vec<Notice> = outcomes.notices.iter().filter_map(|notice| on_day.line(notice)).collect();
        for notice in outcomes.notices.into_iter().chain(lines) {
            let known = self.carried_on(root.amount, notice.piece.clone(), notice.proposed.step + 1);
            follows.push(Follow { notice: Rc::new(notice), known: self.knowns.place(&known) });
        }
        let silent: Vec<u32> = match self.runs {
            Runs::Any => Vec::new(),
            Runs::Punctual => {
                let mut silent: Vec<u32> =
                    outcomes.silent.into_iter().map(|known| self.knowns.place(&known.alone(&self.variables))).collect();
                silent.sort_unstable();
                silent.dedup();
                silent
            }
        };
        self.outcomes.push(Rc::new(Found { follows, silent }));
        let found = self.outcomes.len() as u32 - 1;
        self.memo.insert(asked, found);
        Ok(found)
    }

    fn carried_on(&self, amount: i64, known: Known, next: usize) -> Known {
        if self.runs == Runs::Punctual {
            return known.alone(&self.variables);
        }
        let (asked, tagged) = self.asked(next);
        known.carried_on(&self.variables, amount, &asked, &tagged)
    }

    /// Remembers otherwise those cases for which a day has come.
    fn wake(&mut self, cases: &mut Cases<'a>, on: Day) {
        let changes = self.segments.contains(&on);
        let mut woken: Vec<Case<'a>> = Vec::new();
        cases.retain(|_, alike| {
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
        let stretch = |day: Day| self.starts.partition_point(|start| *start <= day);
        let begins = |case: &&Case| {
            let Dates { due, interest_from, .. } = case.seed.dates;
            case.seed.starts_later && due < last && last < interest_from && stretch(last) == stretch(interest_from)
        };
        let starting: Vec<Case<'a>> = cases.values().flatten().filter(begins).cloned().collect();
        for Case { seed, progress, trail, .. } in starting {
            let seed = self.with_dates(&seed, seed.dates.without_interest_until(&self.bound.plan.law, last));
            self.remember(cases, &seed, &progress, on, || (progress.clone(), trail.clone()));
        }
    }

    /// The same invoice on other dates, that are sure.
    fn with_dates(&mut self, seed: &Seed, dates: Dates) -> Seed {
        let stretch = self.dated.stretch(&dates);
        let of = (seed.root, &self.kinds.roots[seed.root as usize]);
        let rates = self.dated.rate_turns(of, &self.outlooks[seed.root as usize][0], &dates, stretch).into();
        Seed { dates, stretch, rates, starts_later: false, ..seed.clone() }
    }

    /// Reads what is remembered of a case on a day; whether anything can still come of it.
    fn read(&mut self, seed: &Seed, progress: &Progress, on: Day) -> bool {
        let next = progress.position.map_or(0, |at| at + 1);
        let outlook = &self.outlooks[seed.root as usize][next];
        if outlook.steps.is_empty() && self.successors.is_empty() {
            return false;
        }
        let Scratch { memory, key, .. } = &mut self.scratch;
        memory.read(self.bound, outlook, &seed.dates, progress, on);
        let root = (seed.root, &self.kinds.roots[seed.root as usize]);
        let segment = (self.segments.partition_point(|day| *day <= on).max(1) - 1).min(self.segments.len() - 1);
        memory.flags.push(self.dated.figure(root, (next, outlook), segment, &seed.dates, seed.stretch));
        if !outlook.rates.is_empty() {
            memory.turns.extend(seed.rates.iter().map(|day| if *day <= on.number() { memory::PAST } else { *day }));
        }
        let mut goes_on = !outlook.steps.is_empty();
        for successor in &mut self.successors {
            goes_on |= successor.remember(root, &seed.dates, notices(self.bound, seed, progress), on, memory);
        }
        if !goes_on {
            return false;
        }
        (key.root, key.known, key.flags) = (seed.root, seed.known, self.flags.place(&memory.flags));
        key.turns.clone_from(&memory.turns);
        true
    }

    /// Adds a case as it is remembered on a day, unless one that is there stands for it.
    fn remember(
        &mut self,
        cases: &mut Cases<'a>,
        seed: &Seed,
        progress: &Progress,
        on: Day,
        make: impl FnOnce() -> (Rc<Progress>, Option<Rc<Trail<'a>>>),
    ) {
        if !self.read(seed, progress, on) {
            return;
        }
        let Scratch { memory, key, .. } = &mut self.scratch;
        let triggers = &memory.triggers;
        let alike = match cases.get_mut(key) {
            Some(alike) => alike,
            None => cases.entry(key.clone()).or_default(),
        };
        let size = Size::of(seed, progress);
        if !stands(self.runs, alike, triggers, size) {
            let (progress, trail) = make();
            alike.push(Case { seed: seed.clone(), progress, trail, triggers: triggers.clone(), wakes: memory.wakes(), outcomes: None });
        }
    }

    /// Adds the invoices of which something may be sent from this day on.
    fn begin(&mut self, cases: &mut Cases<'a>, on: Day) {
        if on > self.begin_until {
            return;
        }
        let punctual = self.runs == Runs::Punctual;
        let born = self.kinds.born(self.bound, &self.dated, &self.starts, on, self.window.0, punctual);
        for Born { root, dates, starts_later } in born {
            let stretch = self.dated.stretch(&dates);
            let of = &self.kinds.roots[root as usize];
            let rates = self.dated.rate_turns((root, of), &self.outlooks[root as usize][0], &dates, stretch);
            let rates: Rc<[i32]> = rates.into();
            let known = Known::of_amount(&self.variables, of.amount);
            let owed =
                if punctual { known.owed(self.bound.plan, charges(self.bound.plan, &Progress::none(self.bound))) } else { vec![known] };
            let progress = Rc::new(Progress::none(self.bound));
            for known in owed {
                let seed = Seed {
                    root,
                    known: self.knowns.place(&known),
                    dates,
                    stretch,
                    rates: Rc::clone(&rates),
                    strained: false,
                    starts_later,
                    begun: None,
                };
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
        progress.advance_by(self.bound, &Proposed { on, deadline, ..notice.proposed.clone() }, notice.charged);
        let strained = case.seed.strained || notice.point.standing.extras > 0;
        let seed = Seed { known: follow.known, strained, ..case.seed.clone() };
        self.remember(tomorrow, &seed, &progress, on.plus(1), || {
            let trail = Trail { notice: notice.clone(), on, before: case.trail.clone() };
            (Rc::new(progress.clone()), Some(Rc::new(trail)))
        });
        self.scratch.progress = progress;
    }

    /// Adds a case to those of a day, unless one that is there stands for it.
    fn join(&self, cases: &mut Cases<'a>, key: &Key, case: Case<'a>) {
        let alike = match cases.get_mut(key) {
            Some(alike) => alike,
            None => cases.entry(key.clone()).or_default(),
        };
        if !stands(self.runs, alike, &case.triggers, case.size()) {
            alike.push(case);
        }
    }
}

/// Whether one of some cases that are remembered alike stands for another whose steps are due on some days. Those for which that one stands go.
fn stands(runs: Runs, alike: &mut Vec<Case>, triggers: &[i32], size: Size) -> bool {
    // Whoever is due sooner can wait; but where every run comes on its day nobody waits.
    let sooner = |one: &[i32], other: &[i32]| match runs {
        Runs::Any => one.iter().zip(other).all(|(one, other)| one <= other),
        Runs::Punctual => one == other,
    };
    let plainer = |other: &Case| other.seed.strained <= size.strained && (other.triggers != triggers || other.size() <= size);
    if alike.iter().any(|other| sooner(&other.triggers, triggers) && plainer(other)) {
        return true;
    }
    alike.retain(|other| !sooner(triggers, &other.triggers) || (!other.seed.strained && size.strained));
    false
}

/// What makes one case plainer than another that is remembered alike.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Size {
    strained: bool,
    notices: usize,
    /// Its due date was not agreed, or does not count as it is stated.
    unusual: bool,
    due: Reverse<Day>,
}

impl Size {
    fn of(seed: &Seed, progress: &Progress) -> Size {
        let unusual = !seed.dates.agreed || seed.dates.stated.is_none_or(|stated| stated != seed.dates.due);
        Size { strained: seed.strained, notices: progress.history.len(), unusual, due: Reverse(seed.dates.due) }
    }
}

impl Case<'_> {
    fn size(&self) -> Size {
        Size::of(&self.seed, &self.progress)
    }
}

/// The notices of a case with the names of their steps.
fn notices<'n>(bound: &'n BoundPlan, seed: &'n Seed, progress: &'n Progress) -> impl Iterator<Item = (&'n str, &'n Sent)> {
    let begun = seed.begun.as_ref().map_or(&[][..], |begun| &begun.sent);
    // Of its own steps none goes out twice, and no two on one day.
    let own = progress.history[begun.len()..].iter().filter_map(move |sent| {
        let step = progress.latest.iter().position(|latest| latest.map(|(on, _)| on) == sent.on)?;
        Some((bound.plan.step_name(step), sent))
    });
    begun.iter().map(|(name, sent)| (name.as_str(), sent)).chain(own)
}

/// The most that can be owed besides the balance, where that is no matter of interest: what was charged so far.
fn charges(plan: &Plan, progress: &Progress) -> Option<Minor> {
    let counts = plan.interest.is_none() && progress.history.iter().all(|sent| sent.act != Some(Act::LegalStep));
    counts.then(|| progress.history.iter().map(|sent| sent.fee + sent.compensation).sum())
}

/// Which days have come, as bits.
fn come(turns: &[i32], triggers: &[i32]) -> Vec<u64> {
    let mut bits = vec![0; (turns.len() + triggers.len()).div_ceil(64)];
    let past = turns.iter().chain(triggers).enumerate().filter(|(_, day)| **day == memory::PAST);
    past.for_each(|(at, _)| bits[at / 64] |= 1 << (at % 64));
    bits
}

/// Things that are the same have one number.
struct Interned<T> {
    all: Vec<Rc<T>>,
    places: FxHashMap<Rc<T>, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Interned<T> {
        Interned { all: Vec::new(), places: FxHashMap::default() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interned<T> {
    fn place(&mut self, one: &T) -> u32 {
        if let Some(place) = self.places.get(one) {
            return *place;
        }
        let (one, place) = (Rc::new(one.clone()), self.all.len() as u32);
        self.all.push(one.clone());
        self.places.insert(one, place);
        place
    }

    fn get(&self, place: u32) -> Rc<T> {
        self.all[place as usize].clone()
    }
}
