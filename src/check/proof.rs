use std::cell::Cell;
use std::rc::Rc;

use super::TooMany;
use super::covered::Covered;
use super::earlier_notice::EarlierNotice;
use super::possible::Known;
use super::sweep::{Dates, OpenCase, Outcomes, Root, Runs, Sending, Sweep, Trail, USUAL, Watcher};
use crate::decide::{BoundPlan, Charge, Proposed, last_day};
use crate::forward::Rehearsal;
use crate::law::{BreachKind, Rule, Unknown};
use crate::plan::FeeAmount;
use crate::value::{Day, Debtor, Minor, Money};

/// What going through every case showed.
pub struct Proof<'a> {
    /// Each rule a step can break.
    pub violations: Vec<Violation<'a>>,
    /// What was gone through.
    pub covered: Covered,
    /// What could not be gone through.
    pub refused: Option<TooMany>,
    /// What the steps did, in the policy's order.
    pub steps: Vec<StepSeen>,
    /// The longest the steps of an invoice take when nobody is late, in days after its due date.
    pub longest: i32,
    /// The cases that are open after its last day, where a later version takes them over; or what there was too much of to know them.
    pub left: Result<Vec<Rc<OpenCase>>, TooMany>,
}

/// How changes of a policy are tried: in the cases it takes over too, and only so many times.
pub struct Trying {
    /// What it takes over.
    pub taken_over: TakenOver,
    /// How many cases may still be looked at.
    left: Cell<u64>,
}

impl Trying {
    /// Before the first try. Of a policy that could not be gone through itself no change is tried.
    pub fn of(proof: &Proof, taken_over: TakenOver) -> Trying {
        Trying { taken_over, left: Cell::new(if proof.refused.is_some() { 0 } else { FOR_CHANGES }) }
    }
}

/// How many cases are looked at for all changes of a policy that are tried.
const FOR_CHANGES: u64 = USUAL / 5;

/// The cases that earlier versions of a policy left open, which it takes over.
#[derive(Clone, Default)]
pub struct TakenOver {
    /// All of them.
    pub open: Vec<Rc<OpenCase>>,
    /// Why there may be more, where that is so.
    pub lost: Option<TooMany>,
}

/// A rule that one step can break.
pub struct Violation<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The step, by its place.
    pub step: usize,
    /// The first sending day on which it does.
    pub since: Day,
    /// Histories that may show it, the smallest first.
    pub shown: Vec<Counterexample>,
}

/// A history that may show a violation.
#[derive(Clone)]
pub struct Counterexample {
    /// The invoice, before anything happened to it.
    pub invoice: Rehearsal,
    /// Its notices, the unlawful one last.
    pub past: Vec<EarlierNotice>,
    /// How the rule is broken.
    pub fault: BreachKind,
    /// What an earlier version of the policy had sent before.
    pub begun: Option<Rc<OpenCase>>,
}

/// A rule that a step was seen to break, with cases that show it, the smallest first.
struct Seen<'a> {
    rule: &'a Rule,
    step: usize,
    since: Day,
    cases: Vec<SeenCase<'a>>,
}

struct SeenCase<'a> {
    root: Root,
    dates: Dates,
    trail: Rc<Trail<'a>>,
    begun: Option<Rc<OpenCase>>,
    fault: BreachKind,
    size: Size,
}

/// What makes one case smaller than another: no doubt that it can be, fewest notices, nothing unusual, nobody late, then the earliest day, at last the usual payment term.
type Size = (bool, usize, u8, bool, i32, Day, Debtor, i32);

/// What one step did in all of it.
#[derive(Clone, Default, Debug)]
pub struct StepSeen {
    /// Whether it ever went out.
    pub sent: bool,
    /// The highest fee `statutory` came to, and the rule that set it.
    pub statutory: Option<(Minor, String)>,
    /// The first day on which a fixed fee left money on the table, and what the law allows then.
    pub left: Option<(Day, Minor)>,
    /// Whether its condition was ever false and ever true.
    pub when: [bool; 2],
    /// A value the law does not tell on a day on which the step is due.
    pub unknown: Option<Unknown>,
    /// A charge that is `statutory` and that no rule limits, with whose invoice and which day first show it.
    pub unlimited: Option<(Charge, Debtor, Day)>,
}

/// How many cases are kept for a violation, in case the smallest cannot be shown with events.
const KEPT: usize = 8;
/// How many of them may come by the same way.
const KEPT_ALIKE: usize = 3;

/// Puts every notice a policy can cause to the law, also in cases that earlier versions of it left open; `later` are those that take over its own. At most
/// so many cases are looked at.
pub fn prove<'a>(bound: &'a BoundPlan<'a>, later: &[&'a BoundPlan<'a>], taken_over: &TakenOver, most: u64) -> Proof<'a> {
    let mut watching = Watching::new(bound, Runs::Punctual, Wanted::All);
    let mut sweep = Sweep::new(bound, &[], Runs::Punctual, most);
    let punctual = sweep.go(&mut watching);
    let shown = watching.violations(&sweep);
    let Watching { steps, longest, .. } = watching;
    let mut watching = Watching { steps, longest, ..Watching::new(bound, Runs::Any, Wanted::All) };
    let mut any = Sweep::new(bound, later, Runs::Any, most);
    any.take_over(&taken_over.open);
    let whole = any.go(&mut watching);
    let mut covered = any.covered();
    if let Err(TooMany::Cases(cut)) = whole {
        covered.window.1 = cut.on;
    }
    // Nobody asks for what is left open where no later version takes it over.
    let handed_on = !later.is_empty() && bound.plan.keeps_until == Some(covered.window.1);
    let mut violations = shown;
    for late in watching.violations(&any) {
        match violations.iter_mut().find(|known| known.rule.id == late.rule.id && known.step == late.step) {
            Some(known) => {
                known.since = known.since.min(late.since);
                known.shown.extend(late.shown);
            }
            None => violations.push(late),
        }
    }
    let sums = any.sums_left_out.map(|step| TooMany::Sums { step });
    let refused = punctual.err().or(whole.err()).or(taken_over.lost).or(sums);
    let left = match whole {
        Ok(()) if !handed_on => Ok(Vec::new()),
        Ok(()) => Ok(any.left()),
        Err(what) => Err(what),
    };
    Proof { violations, covered, refused, steps: watching.steps, longest: watching.longest, left }
}

/// Whether a step can break a rule, or claims more than any rule limits where that is asked for; ends with the first notice that shows it. A policy that
/// cannot be proved can.
pub fn can_break<'a>(bound: &'a BoundPlan<'a>, trying: &Trying, rule: &str, step: usize, unlimited: bool) -> bool {
    let advice = bound.plan.law.rule(rule).is_some_and(|rule| rule.effect.is_advice());
    let runs = if advice { Runs::Punctual } else { Runs::Any };
    breaks(bound, trying, runs, Wanted::One(rule, step), unlimited.then_some(step))
}

/// Whether a policy can break more than it is known to, each rule by a step, or a step claims more than any rule limits; one that cannot be proved can.
pub fn can_break_more<'a>(bound: &'a BoundPlan<'a>, trying: &Trying, known: &[(&str, usize)], step: usize) -> bool {
    breaks(bound, trying, Runs::Any, Wanted::Beyond(known), Some(step))
}

fn breaks<'a>(bound: &'a BoundPlan<'a>, trying: &Trying, runs: Runs, wanted: Wanted, limited: Option<usize>) -> bool {
    let left = trying.left.get();
    if left == 0 {
        return true;
    }
    let mut watching = Watching::new(bound, runs, wanted);
    let mut sweep = Sweep::new(bound, &[], runs, left);
    if runs == Runs::Any {
        sweep.take_over(&trying.taken_over.open);
    }
    let went = sweep.go(&mut watching);
    trying.left.set(left.saturating_sub(sweep.looked_at));
    let unlimited = limited.is_some_and(|step| watching.steps[step].unlimited.is_some());
    watching.found || unlimited || went.is_err() || trying.taken_over.lost.is_some() || sweep.sums_left_out.is_some()
}

/// Which violations are looked for.
#[derive(Clone, Copy)]
enum Wanted<'w> {
    /// Every one.
    All,
    /// The first that is not among these, advice aside.
    Beyond(&'w [(&'w str, usize)]),
    /// That of a rule by a step.
    One(&'w str, usize),
}

struct Watching<'w, 'a> {
    bound: &'a BoundPlan<'a>,
    runs: Runs,
    steps: Vec<StepSeen>,
    longest: i32,
    seen: Vec<Seen<'a>>,
    wanted: Wanted<'w>,
    found: bool,
}

impl<'a> Watcher<'a> for Watching<'_, 'a> {
    fn sends(&mut self, sending: &Sending<'_, 'a>) {
        let Sending { notice, on, .. } = *sending;
        let step = notice.proposed.step;
        let seen = &mut self.steps[step];
        seen.sent = true;
        if let Some(charge) = notice.proposed.unlimited
            && seen.unlimited.is_none_or(|(_, _, first)| on < first)
        {
            seen.unlimited = Some((charge, sending.root.debtor, on));
        }
        if self.runs == Runs::Punctual {
            self.own(sending);
        }
        for (rule, fault) in &notice.breaches {
            // Advice is about the schedule as it is written: a run that is late is nobody's policy.
            if self.runs == Runs::Punctual || *fault != BreachKind::Advice {
                self.violate(sending, rule, fault);
            }
        }
    }

    fn found(&mut self, outcomes: &Outcomes<'a>, lapsed: bool) {
        for (seen, whens) in self.steps.iter_mut().zip(&outcomes.whens) {
            seen.when = [seen.when[0] | whens[0], seen.when[1] | whens[1]];
        }
        // That the law is not told far back is no matter where hardly a claim is that old.
        if let (Some((step, unknown)), false) = (&outcomes.unknown, lapsed) {
            self.steps[*step].unknown.get_or_insert(unknown.clone());
        }
    }

    fn enough(&self) -> bool {
        self.found
    }
}

impl<'w, 'a> Watching<'w, 'a> {
    fn new(bound: &'a BoundPlan<'a>, runs: Runs, wanted: Wanted<'w>) -> Watching<'w, 'a> {
        let steps = vec![StepSeen::default(); bound.plan.steps.len()];
        Watching { bound, runs, steps, longest: 0, seen: Vec::new(), wanted, found: false }
    }

    fn violations(&self, sweep: &Sweep<'a>) -> Vec<Violation<'a>> {
        let shown = |case: &SeenCase<'a>| case.counterexample(self.bound, sweep);
        let violation = |seen: &Seen<'a>| Violation {
            rule: seen.rule,
            step: seen.step,
            since: seen.since,
            shown: seen.cases.iter().map(shown).collect(),
        };
        self.seen.iter().map(violation).collect()
    }

    /// What a step does where every run comes on its day.
    fn own(&mut self, sending: &Sending<'_, 'a>) {
        let Sending { notice, on, .. } = *sending;
        let (proposed, of) = (&notice.proposed, &self.bound.plan.steps[notice.proposed.step]);
        self.longest = self.longest.max(on.since(sending.dates.due));
        let seen = &mut self.steps[proposed.step];
        if let Some(rule) = proposed.fee_rule
            && seen.statutory.as_ref().is_none_or(|(fee, _)| proposed.fee > *fee)
        {
            seen.statutory = Some((proposed.fee, self.bound.plan.law.rules[rule].id.clone()));
        }
        if let (Some(FeeAmount::Fixed(_)), Some(most)) = (of.fee.on(on), notice.most_fee)
            && most > proposed.fee
            && seen.left.is_none_or(|(first, _)| on < first)
        {
            seen.left = Some((on, most));
        }
    }

    fn violate(&mut self, sending: &Sending<'_, 'a>, rule: &'a Rule, fault: &BreachKind) {
        let Sending { root, dates, trail, notice, on, strained, begun } = *sending;
        let step = notice.proposed.step;
        self.found |= match self.wanted {
            Wanted::All => false,
            Wanted::Beyond(known) => !known.contains(&(rule.id.as_str(), step)),
            Wanted::One(wanted, of) => wanted == rule.id && of == step,
        };
        let at = self.seen.iter().position(|known| known.step == step && known.rule.id == rule.id).unwrap_or_else(|| {
            self.seen.push(Seen { rule, step, since: on, cases: Vec::new() });
            self.seen.len() - 1
        });
        let seen = &mut self.seen[at];
        seen.since = seen.since.min(on);
        let notices = std::iter::successors(trail, |trail| trail.before.as_ref()).count() + begun.map_or(0, |begun| begun.notices());
        let unusual = u8::from(!dates.agreed)
            + u8::from(dates.due < self.bound.plan.valid.from)
            + u8::from(dates.is_unusual())
            + u8::from(root.fee_agreed.is_some())
            + u8::from(root.interest_agreed.is_some())
            + (notice.point.tags.len() + notice.point.customer_tags.len()) as u8;
        let term = (dates.due.since(dates.issued) - self.bound.plan.usual_term()).abs();
        let size = (strained, notices, unusual, self.runs == Runs::Any, on.since(dates.due), on, root.debtor, term);
        let place = seen.cases.partition_point(|case| case.size <= size);
        let alike = |case: &&SeenCase| {
            case.size.0 == size.0
                && case.trail.before.as_ref().map(|trail| trail.notice.proposed.step) == trail.map(|trail| trail.notice.proposed.step)
        };
        if place < KEPT && seen.cases[..place].iter().filter(alike).count() < KEPT_ALIKE {
            let trail = Rc::new(Trail { notice: notice.clone(), on, before: trail.cloned() });
            seen.cases
                .insert(place, SeenCase { root: root.clone(), dates: *dates, trail, begun: begun.cloned(), fault: fault.clone(), size });
            seen.cases.truncate(KEPT);
        }
    }
}

impl<'a> SeenCase<'a> {
    /// An invoice that may show it: before anything happened to it, and its notices with how it stood when each went out.
    fn counterexample(&self, bound: &BoundPlan, sweep: &Sweep<'a>) -> Counterexample {
        let mut later: Option<Known> = None;
        let mut past = Vec::new();
        let mut invoice = self.root.invoice(bound, &self.dates);
        // From the last notice back: what is true of the invoice then was true of it before, as far as that was asked for.
        for trail in Trail::all(Some(&self.trail)).iter().rev() {
            let overdue = trail.on.since(self.dates.due);
            let (point, settled) = sweep.settled(&trail.notice, later.as_ref(), overdue);
            let deadline = bound.plan.steps[trail.notice.proposed.step].deadline;
            let deadline = deadline.map(|deadline| last_day(bound, deadline, trail.on));
            let sent = Proposed { on: trail.on, deadline, ..trail.notice.proposed };
            let line = trail.notice.line;
            past.push(EarlierNotice { sent, standing: point.standing, line });
            (invoice.facts, invoice.tags, invoice.customer_tags) = (point.facts, point.tags, point.customer_tags);
            invoice.credit_limit = point.credit_limit.map(|limit| Money::new(limit, bound.plan.currency).plain());
            later = Some(settled);
        }
        past.reverse();
        // Of all invoices whose interest is still to start, one that was sent by its first notice.
        let begun = self.begun.iter().flat_map(|begun| &begun.sent).filter_map(|(_, sent)| sent.on);
        let first = begun.chain(past.iter().map(|earlier| earlier.sent.on)).min();
        invoice.sent = first.map_or(invoice.sent, |first| invoice.sent.min(first).max(invoice.issued.min(first)));
        invoice.amount = self.trail.notice.amount;
        Counterexample { invoice, past, fault: self.fault.clone(), begun: self.begun.clone() }
    }
}
