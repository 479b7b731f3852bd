//! Every kind of invoice that a policy or its law can tell apart, but for what conditions ask for.

use super::dated::Dated;
use super::outlook::Outlook;
use super::root::{Dates, Root};
use super::roots::{roots, rules_that_matter};
use crate::decide::BoundPlan;
use crate::law::{Amount, Law, Rule};
use crate::plan::{Anchor, Moment, Plan};
use crate::terms::{DateOf, Interest, InterestFrom};
use crate::value::Day;

/// The kinds of invoices, and the days they may have.
pub struct Kinds {
    /// What stays as it is: of its own invoices, then of those it took over.
    pub roots: Vec<Root>,
    /// How many are its own.
    own: usize,
    /// For each of them the days from the issue date to the due date that matter; `None` is no due date. The usual one first.
    terms: Vec<Vec<Option<i32>>>,
    /// For each of them whether it matters when interest starts: where a due date was not agreed, that hangs on the day the invoice was sent.
    by_interest: Vec<bool>,
    /// How long before its due date something about an invoice hangs on that.
    lead: i32,
    /// How long after its due date, at most, something about it changes.
    horizon: i32,
    /// Where a step counts from the issue date, the longest term that advice is asked for.
    from_issue: Option<i32>,
    /// How many days after the issue date interest starts at the earliest, where the policy says so.
    after_issue: i32,
    /// Whether a figure is read on the day the claim arose.
    by_arose: bool,
}

impl Kinds {
    /// Those of a policy. `later` are the versions that take over what it leaves open: what they tell apart is told apart from the start.
    pub fn of(bound: &BoundPlan, later: &[&BoundPlan], advice: bool) -> Kinds {
        let plan = bound.plan;
        let versions: Vec<&Plan> = [bound].iter().chain(later).map(|bound| bound.plan).collect();
        let roots = roots(&versions);
        let moments = |plan: &Plan| plan.steps.iter().flat_map(|step| step.send.clone()).collect::<Vec<_>>();
        let all_moments: Vec<Moment> = versions.iter().flat_map(|version| moments(version)).collect();
        let longest = all_moments.iter().map(|moment| moment.offset.days_at_most()).max().unwrap_or(0).max(0);
        let after_issue = versions.iter().filter_map(|version| after_issue(version)).max();
        let from_issue = after_issue.is_some() || all_moments.iter().any(|moment| moment.anchor == Anchor::IssueDate);
        let outlooks = |root: &Root| versions.iter().map(|version| Outlook::from(version, root, 0, advice)).collect::<Vec<_>>();
        let outlooks: Vec<Vec<Outlook>> = roots.iter().map(outlooks).collect();
        let ages = outlooks.iter().flatten().flat_map(|outlook| &outlook.ages).copied().max().unwrap_or(0).max(0);
        let horizon = ages + longest + plan.law.no_due_date + 10;
        let by_interest =
            |outlooks: &Vec<Outlook>| outlooks.iter().zip(&versions).any(|(outlook, plan)| follows_interest_start(plan, outlook));
        let before = longest_before(bound);
        Kinds {
            terms: outlooks.iter().map(|outlooks| all_terms(plan, before, outlooks)).collect(),
            by_interest: outlooks.iter().map(by_interest).collect(),
            own: roots.len(),
            roots,
            // Whether a step that counts from the issue date comes before the due date decides to which run day it is moved.
            lead: if from_issue { before.max(longest_pause(plan)) } else { before },
            horizon,
            from_issue: from_issue.then_some(longest + after_issue.unwrap_or(0) + LONGEST_TERM),
            after_issue: after_issue.unwrap_or(0),
            by_arose: versions.iter().any(|version| names(version, DateOf::Arose)),
        }
    }

    /// The place of a kind that was taken over by some versions, this one first.
    pub fn take_over(&mut self, root: &Root, versions: &[&Plan]) -> usize {
        if let Some(place) = self.roots.iter().position(|own| own == root) {
            return place;
        }
        let outlooks: Vec<Outlook> = versions.iter().map(|version| Outlook::from(version, root, 0, false)).collect();
        self.terms.push(all_terms(versions[0], self.lead, &outlooks));
        self.by_interest.push(outlooks.iter().zip(versions).any(|(outlook, plan)| follows_interest_start(plan, outlook)));
        self.roots.push(root.clone());
        self.roots.len() - 1
    }

    /// Whether it matters for a kind when interest starts.
    pub fn follows_interest(&self, root: u16) -> bool {
        self.by_interest[usize::from(root)]
    }

    /// Whether some of its own come to be looked at before it is decided when they are due.
    pub fn may_be_due_later(&self) -> bool {
        self.from_issue.is_some()
    }

    /// The days for which it is decided when an invoice is due, ahead of that day.
    pub fn lead(&self) -> i32 {
        self.lead
    }

    /// The invoices that come to be looked at on a day of the window that begins on `first`: on that day all that may exist then. `punctual` leaves out what is behind when the policy begins.
    pub fn born(&self, bound: &BoundPlan, dated: &Dated, days: (Day, Day), punctual: bool) -> Vec<Born> {
        let law = &bound.plan.law;
        let mut all = Vec::new();
        for root in 0..self.own {
            let dates = if days.1 > days.0 {
                self.newly(bound, dated, root, days.1, punctual)
            } else {
                self.at_first(bound, dated, root, days.0, punctual)
            };
            for (dates, due_later) in dates {
                if dates.due < law.known_from || punctual && dates.due < days.0 {
                    continue;
                }
                for dates in self.arising(dated, law, dates, punctual) {
                    let born = |dates: Dates, starts_later: bool| Born { root: root as u16, dates, starts_later, due_later };
                    all.push(born(dates, false));
                    if self.by_interest[root] {
                        let latest = self.latest_start(bound, dates.due, punctual);
                        all.extend(
                            starting_later(law, &dates, dated.interest_starts(), days.1, latest).map(|(dates, later)| born(dates, later)),
                        );
                    }
                }
            }
        }
        all
    }

    /// The days of the invoices that come to be looked at on one day; with each whether it stands for all that are due later, up to its own due date.
    fn newly(&self, bound: &BoundPlan, dated: &Dated, root: usize, on: Day, punctual: bool) -> Vec<(Dates, bool)> {
        let (plan, law) = (bound.plan, &bound.plan.law);
        let of = |issued: Day, term: Option<i32>| Dates::of(law, issued, term.map(|days| issued.plus(days)));
        let Some(longest) = self.from_issue else {
            let due = on.plus(self.lead);
            let term = |term: &Option<i32>| of(due.plus(-term.unwrap_or(law.no_due_date)), *term);
            return self.terms[root].iter().map(|one| (term(one), false)).collect();
        };
        let (shortest, longest) = if punctual { (0, longest) } else { (-self.horizon, self.lead) };
        let terms = (shortest..=longest).map(Some).chain([None]).filter(|term| keeps_promise(plan, *term));
        let exact = terms.map(|term| (of(on, term), false));
        let later = if punctual { Vec::new() } else { self.due_later(bound, dated, root, on, on) };
        exact.chain(later).collect()
    }

    /// The same of all that exist on the first day.
    fn at_first(&self, bound: &BoundPlan, dated: &Dated, root: usize, first: Day, punctual: bool) -> Vec<(Dates, bool)> {
        let (plan, law) = (bound.plan, &bound.plan.law);
        let of = |issued: Day, term: Option<i32>| Dates::of(law, issued, term.map(|days| issued.plus(days)));
        let oldest = law.known_from.min(first);
        let near = first.plus(-self.horizon).max(oldest);
        let mut all = Vec::new();
        // The youngest of those that are remembered alike stands for them.
        if self.from_issue.is_some() {
            // So far back that an invoice with the longest term that anything asks for, or one whose interest counts from its due date at last, is due when
            // its age still matters.
            let longest = self.terms[root].iter().flatten().copied().max().unwrap_or(0).max(self.after_issue);
            for issued in (0..=self.horizon + longest).map(|earlier| first.plus(-earlier)) {
                let dues = (0..=first.plus(self.lead).since(near)).rev().map(|later| near.plus(later));
                let terms = dues.map(|due| Some(due.since(issued))).chain([None]).filter(|term| keeps_promise(plan, *term));
                all.extend(terms.map(|term| (of(issued, term), false)));
                if !punctual {
                    all.extend(self.due_later(bound, dated, root, issued, first));
                }
            }
        }
        for term in &self.terms[root] {
            let days = term.unwrap_or(law.no_due_date);
            let near = if self.from_issue.is_some() { near } else { near.plus(-days.abs()).max(oldest) };
            let mut add = |due: Day| all.push((of(due.plus(-days), *term), false));
            if self.from_issue.is_none() {
                (0..=first.plus(self.lead).since(near)).rev().for_each(|later| add(near.plus(later)));
            }
            // Of older ones one stands for all that the law reads alike.
            dated.ends(days).into_iter().rev().filter(|due| (oldest..near).contains(due)).for_each(add);
        }
        all
    }

    /// The days of invoices of an issue date that are due later than is decided on a day: one for each stretch of due dates that rules treat alike, due on
    /// its last day, as far as the law does not move that into the next.
    fn due_later(&self, bound: &BoundPlan, dated: &Dated, root: usize, issued: Day, on: Day) -> Vec<(Dates, bool)> {
        let law = &bound.plan.law;
        let decided = on.plus(self.lead);
        let last = |change: &Day| {
            let mut day = change.plus(-1);
            while law.due_date(Some(day), issued) >= *change {
                day = day.plus(-1);
            }
            day
        };
        let changes = dated.due_changes().iter().chain(dated.interest_starts()).map(last);
        let of_terms = self.terms[root].iter().flatten().map(|days| issued.plus(*days));
        let never = law.known_until.max(issued).plus(NEVER_DUE);
        let mut ends: Vec<Day> = changes.chain(of_terms).filter(|end| *end > decided).collect();
        // Of a due date that lies beyond the known law figures are not told; that matters once it can be near.
        if ends.iter().all(|end| *end > law.known_until)
            || issued.plus(self.horizon) > law.known_until
            || dated.due_changes().is_empty() && dated.interest_starts().is_empty()
        {
            ends.push(never);
        }
        ends.sort();
        ends.dedup();
        let kept = |end: &Day| keeps_promise(bound.plan, Some(end.since(issued)));
        ends.into_iter().filter(kept).map(|end| (Dates::of(law, issued, Some(end)), true)).collect()
    }

    /// Whether rules treat two invoices alike that differ in their due dates alone, both still to come.
    pub fn due_alike(&self, dated: &Dated, root: u16, one: &Dates, other: &Dates) -> bool {
        let changes = dated.due_changes().iter().chain(dated.interest_starts());
        let moved = |change: &Day| (one.due < *change) != (other.due < *change);
        let longer = |dates: &Dates, days: i32| dates.stated.is_some_and(|stated| stated.since(dates.issued) > days);
        let of_terms = |days: &i32| longer(one, *days) != longer(other, *days);
        !changes.copied().any(|change| moved(&change)) && !self.terms[usize::from(root)].iter().flatten().any(of_terms)
    }

    /// The same invoice, where figures are read on the day a claim arose: one that arose when it was issued, and one for each time before
    /// and after that at which figures are others, up to its due date.
    fn arising(&self, dated: &Dated, law: &Law, dates: Dates, punctual: bool) -> Vec<Dates> {
        if !self.by_arose {
            return vec![dates];
        }
        let others = dated.arose().iter().map(|change| if *change > dates.issued { *change } else { change.plus(-1) });
        let others = others.filter(|arose| *arose != dates.issued && *arose <= dates.due && !punctual);
        let all = std::iter::once(dates.issued).chain(others).filter(|arose| *arose >= law.known_from && *arose <= law.known_until);
        all.map(|arose| Dates { arose, ..dates }).collect()
    }

    /// The latest last day without interest of an invoice that is due on a day: the policy promises to send it in time, advice takes it for sent by then.
    fn latest_start(&self, bound: &BoundPlan, due: Day, punctual: bool) -> Day {
        let law = &bound.plan.law;
        let sent_by = bound.plan.sent_before_due.map(|days| due.plus(-days)).or(punctual.then_some(due));
        // Beyond the known law the figures of that day are not told, which matters to nobody until then.
        let unbounded = law.known_until.max(due.plus(self.horizon + law.no_due_date));
        sent_by.map_or(unbounded, |sent| sent.plus(law.no_due_date))
    }
}

/// An invoice that comes to be looked at.
pub struct Born {
    pub root: u16,
    pub dates: Dates,
    /// Whether it stands for all whose interest starts on a later day, up to its own.
    pub starts_later: bool,
    /// Whether it stands for all that are due on a later day than is decided, up to its own.
    pub due_later: bool,
}

/// A due date that lies so many days beyond the known law never comes.
const NEVER_DUE: i32 = 1_000;

/// Payment terms that matter by themselves, in days. The usual one leaves room for the letters that go out so long `before` the due date: none goes out before
/// the invoice was issued.
fn all_terms(plan: &Plan, before: i32, outlooks: &[Outlook]) -> Vec<Option<i32>> {
    let asked = outlooks.iter().flat_map(|outlook| &outlook.terms).flat_map(|days| [Some(*days), Some(days + 1)]);
    let all = [Some(plan.usual_term().max(before))].into_iter().chain(asked).chain([None]);
    let mut terms: Vec<Option<i32>> = Vec::new();
    for term in all.filter(|term| keeps_promise(plan, *term)) {
        if !terms.contains(&term) {
            terms.push(term);
        }
    }
    terms
}

/// Whether an invoice with such a term keeps what the policy promises. One without a due date does only where the statute's own days do.
fn keeps_promise(plan: &Plan, term: Option<i32>) -> bool {
    plan.sent_before_due.is_none_or(|promised| term.unwrap_or(plan.law.no_due_date) >= promised)
}

/// The same invoice with a due date that was not agreed: for each stretch of days on which interest may start, up to the latest, one for which it has started, and one
/// for all those for which it is still to come.
fn starting_later(law: &Law, dates: &Dates, starts: &[Day], on: Day, latest: Day) -> impl Iterator<Item = (Dates, bool)> {
    let (dates, due) = (*dates, dates.due);
    let ends = starts.iter().map(|start| start.plus(-1)).filter(move |end| due < *end && *end < latest).chain([latest]);
    let mut before = due;
    ends.flat_map(move |end| {
        let begins = std::mem::replace(&mut before, end).plus(1);
        let started = end.min(on.plus(-1));
        let has = (begins <= started).then_some((started, false));
        let will = (end >= on && end >= begins).then_some((end, true));
        [has, will].into_iter().flatten().collect::<Vec<_>>()
    })
    .map(move |(day, later)| (dates.without_interest_until(law, day), later))
}

/// Whether anything asks for the day on which interest starts.
fn follows_interest_start(plan: &Plan, whole: &Outlook) -> bool {
    let reads = |amount: &Amount| amount.reads(DateOf::InterestStart);
    whole.interest_start || whole.dated.iter().any(reads) || !whole.rates.is_empty() && after_issue(plan).is_some()
}

/// The most days before its due date on which an invoice can get its first letter.
fn longest_before(bound: &BoundPlan) -> i32 {
    let plan = bound.plan;
    let (first, last) = plan.window();
    let before = |moment: &&Moment| moment.before && moment.anchor == Anchor::DueDate;
    let moments: Vec<&Moment> = plan.steps.iter().flat_map(|step| &step.send).filter(before).collect();
    let ahead = |due: Day| {
        let sent = |moment: &&Moment| due.since(plan.run_day_until(moment.offset.before(due, &plan.law.calendar)));
        moments.iter().map(sent).max().unwrap_or(0)
    };
    // Due dates some way beyond the window have letters within it.
    let dues = if moments.is_empty() { 0 } else { last.since(first) + BEYOND };
    (0..=dues).map(|later| ahead(first.plus(later))).max().unwrap_or(0)
}

/// The most days from a run day to the next.
fn longest_pause(plan: &Plan) -> i32 {
    let (first, last) = plan.window();
    (0..=last.since(first) + BEYOND).map(|later| first.plus(later)).map(|day| day.since(plan.run_day_until(day))).max().unwrap_or(0)
}

/// The longest payment term that is usual, in days: what advice is asked for, beyond the days after which steps come.
const LONGEST_TERM: i32 = 60;

/// How far beyond the last day of a policy due dates are looked at, for the letters that come before them.
const BEYOND: i32 = 366;

fn after_issue(plan: &Plan) -> Option<i32> {
    match plan.interest? {
        Interest::Statutory(_, from) | Interest::AgreedOtherwiseStatutory(from) | Interest::Yearly(_, from) => match from {
            InterestFrom::AfterIssue(offset) => Some(offset.days_at_most()),
            InterestFrom::DueDate => None,
        },
    }
}

/// Whether a rule reads a value on such a day.
fn names(plan: &Plan, on: DateOf) -> bool {
    rules_that_matter(plan).flat_map(Rule::amounts).any(|amount| amount.reads(on))
}
