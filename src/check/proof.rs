use std::cell::Cell;
use std::collections::HashSet;

use super::TooMany;
use super::cuts::Cuts;
use super::due_dates::{Dates, due_dates};
use super::invoices::{self, InvoiceKind};
use super::rounding;
use super::runs::{EarlierNotice, Explorer, JudgedNotice, Late};
use super::standing::{self, Standing, Standings};
use crate::decide::{BoundPlan, Charge};
use crate::forward::{Rehearsal, rehearsal_plan};
use crate::law::{BreachKind, KeyDays, Law, Rule, Unknown};
use crate::plan::{FeeAmount, Plan};
use crate::terms::SendOn;
use crate::value::{Act, Day, Debtor, Minor, Offset};

/// What going through every corner showed.
pub struct Proof<'a> {
    law: &'a Law,
    /// Each rule a step can break.
    pub violations: Vec<Violation<'a>>,
    /// What was gone through.
    pub covered: Covered,
    /// What could not be gone through.
    pub refused: Option<TooMany>,
    /// What the steps did, in the policy's order.
    pub steps: Vec<StepSeen>,
    /// The notices whose amounts were gone through.
    rounded: Vec<Rounded>,
    /// The one violation that is looked for, if only one is.
    wanted: Option<(String, usize)>,
    found: Cell<bool>,
    /// The longest the steps of an invoice take when nobody is late, in days after its due date.
    pub longest: i32,
}

/// A notice as far as the amounts of law depend on it: step, acts before and whether they were charged, where its days stand among the cut points, whose
/// it is, what was agreed and whether it is disputed.
type Rounded = (usize, Vec<(Option<Act>, bool)>, [usize; 3], Debtor, (Option<bool>, bool, bool));

/// A rule that one step can break.
pub struct Violation<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The step, by its place.
    pub step: usize,
    /// The first sending day on which it does.
    pub since: Day,
    /// Histories that show it, the smallest first.
    pub shown: Vec<Counterexample>,
}

/// A history that shows a violation.
#[derive(Clone)]
pub struct Counterexample {
    /// The invoice, before anything happened to it.
    pub invoice: Rehearsal,
    /// Its notices, the unlawful one last.
    pub past: Vec<EarlierNotice>,
    /// How the rule is broken.
    pub fault: BreachKind,
    size: Size,
}

/// What makes one history smaller than another: fewest events, nothing unusual, no later than it need be, then the earliest day and the roundest
/// amount.
type Size = (usize, u8, i32, Day, bool, usize, Minor);

/// How much was gone through.
#[derive(Debug)]
pub struct Covered {
    /// The points between which nothing changes.
    pub cuts: Cuts,
    /// Kinds of invoices: debtors, amounts, terms, agreements, tags and facts.
    pub kinds: usize,
    /// Ways an invoice may stand: part payments, interest, objections, the customer's other invoices.
    pub standings: usize,
    /// Due dates.
    pub due_dates: usize,
    /// Notices put to the law.
    pub notices: u64,
}

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

/// How many histories are kept for a violation, in case the smallest cannot be shown with events.
const KEPT: usize = 6;
/// The most notices that are put to the law before a policy counts as too intricate.
const MOST: u64 = 1_000_000;
/// The same where only one violation is looked for.
const MOST_FOR_ONE: u64 = 100_000;
/// The longest a schedule is followed to see on which days its steps fall, in days.
const LONGEST: i32 = 700;

/// Puts every notice a policy can cause to the law.
pub fn prove<'a>(bound: &BoundPlan<'a>) -> Proof<'a> {
    complete(bound, Proof::nothing(bound))
}

/// Whether a step can break a rule; ends with the first notice that shows it. A policy that cannot be proved can.
pub fn can_break(bound: &BoundPlan, rule: &str, step: usize) -> bool {
    let proof = complete(bound, Proof { wanted: Some((rule.to_string(), step)), ..Proof::nothing(bound) });
    proof.found.get() || proof.refused.is_some()
}

fn complete<'a>(bound: &BoundPlan<'a>, mut proof: Proof<'a>) -> Proof<'a> {
    let cuts = Cuts::of(bound);
    if cuts.window.0 > cuts.window.1 {
        return proof;
    }
    let kinds = match invoices::kinds(bound, &cuts) {
        Ok(kinds) => kinds,
        Err(too_many) => {
            proof.refused = Some(too_many);
            return proof;
        }
    };
    proof.covered.kinds = kinds.len();
    if bound.plan.send_on == SendOn::EveryDay || cuts.reads.calendar {
        proof.go_through(bound, &cuts, &kinds, Dates::Corners);
    } else {
        // A run on any day allows more than the policy's own days do. What is lawful there is lawful here, and then the own days are gone through
        // for advice alone; what is not is looked for day by day.
        let every_day = any_day(bound.plan);
        let mut wider = Proof { wanted: proof.wanted.clone(), ..Proof::nothing(bound) };
        wider.go_through(&rehearsal_plan(&every_day), &cuts, &kinds, Dates::Corners);
        let errors = wider.violations.iter().any(|violation| violation.shown.iter().any(|shown| shown.fault != BreachKind::Advice));
        proof.go_through(bound, &cuts, &kinds, if errors { Dates::Corners } else { Dates::OnTime });
        proof.covered.notices += wider.covered.notices;
        proof.refused = proof.refused.or(wider.refused);
        proof.covered.due_dates = proof.covered.due_dates.max(wider.covered.due_dates);
        let shown = |violation: &Violation| proof.violations.iter().any(|known| known.is(violation.rule, violation.step));
        if errors && wider.violations.iter().any(|violation| !shown(violation)) {
            proof.go_through(bound, &cuts, &kinds, Dates::Every);
        }
    }
    if proof.covered.notices >= proof.most() {
        proof.refused = Some(TooMany::Histories);
    }
    proof
}

/// The policy with a run on every day, and with steps before the due date as early as a weekend and its holidays can move them.
fn any_day(policy: &Plan) -> Plan {
    let mut policy = Plan { send_on: SendOn::EveryDay, ..policy.clone() };
    for moment in policy.steps.iter_mut().flat_map(|step| &mut step.send).filter(|moment| moment.before) {
        if let Offset::Days(days) = moment.offset {
            moment.offset = Offset::Days(days + 10);
        }
    }
    policy
}

impl Violation<'_> {
    fn is(&self, rule: &Rule, step: usize) -> bool {
        self.rule.id == rule.id && self.step == step
    }
}

impl<'a> Proof<'a> {
    fn nothing(bound: &BoundPlan<'a>) -> Proof<'a> {
        Proof {
            law: &bound.plan.law,
            violations: Vec::new(),
            covered: Covered { cuts: Cuts::of(bound), kinds: 0, standings: 0, due_dates: 0, notices: 0 },
            refused: None,
            steps: vec![StepSeen::default(); bound.plan.steps.len()],
            rounded: Vec::new(),
            wanted: None,
            found: Cell::new(false),
            longest: 0,
        }
    }

    fn most(&self) -> u64 {
        if self.wanted.is_some() { MOST_FOR_ONE } else { MOST }
    }

    fn go_through(&mut self, bound: &BoundPlan, cuts: &Cuts, kinds: &[InvoiceKind], dates: Dates) {
        let (first, _) = cuts.window;
        for kind in kinds {
            let standings = match standing::all(bound, cuts, &kind.due(bound, first)) {
                Ok(standings) => standings,
                Err(too_many) => {
                    self.refused = Some(too_many);
                    return;
                }
            };
            self.covered.standings = self.covered.standings.max(standings.count());
            let offsets = self.offsets(bound, &standings, kind);
            self.longest = self.longest.max(offsets.last().copied().unwrap_or(0));
            // Of what is due before this every step is overdue when the policy begins, and one such invoice stands for all.
            let settled = first.plus(-offsets.iter().copied().max().unwrap_or(0) - 60);
            let dates = due_dates(bound, cuts, &offsets, kind.days_before(bound), kind.weight, dates);
            self.covered.due_dates = self.covered.due_dates.max(dates.len());
            for (due, late) in dates {
                if self.found.get() {
                    return;
                }
                let by_week = cuts.reads.calendar || bound.plan.send_on != SendOn::EveryDay;
                let late = Late { exactly: late, within_a_week: u8::from(by_week && late > 0 && due >= settled) };
                self.histories(bound, cuts, &standings, kind.due(bound, due), late, due < settled);
            }
        }
    }

    /// How many days from the due date the steps go out when nobody is late, in ascending order: also those beyond the end of a short policy.
    fn offsets(&mut self, bound: &BoundPlan, standings: &Standings, kind: &InvoiceKind) -> Vec<i32> {
        let statute = &bound.plan.law;
        let mut whole = Cuts::of(bound);
        (whole.window, whole.begin_until) = ((statute.known_from, statute.known_until), Day::LAST);
        let mut aside = Proof::nothing(bound);
        let mut offsets = Vec::new();
        for days in [LONGEST, LONGEST - 40] {
            let due = statute.known_until.plus(-days).max(statute.known_from.plus(60));
            let on_time = aside.histories(bound, &whole, standings, kind.due(bound, due), Late::NEVER, false);
            offsets.extend(on_time.into_iter().map(|(on, _)| on.since(due)));
        }
        offsets.sort_unstable();
        offsets.dedup();
        offsets
    }

    /// Every history of one invoice; the days of the notices when nobody is late.
    fn histories(
        &mut self,
        bound: &BoundPlan,
        cuts: &Cuts,
        standings: &Standings,
        invoice: Rehearsal,
        late: Late,
        dates_only: bool,
    ) -> Vec<(Day, usize)> {
        let letters = Default::default();
        let case = invoice.case(&letters);
        let facts = invoice.case_facts();
        let mut judged = self.covered.notices;
        let mut whens: Vec<[bool; 2]> = self.steps.iter().map(|step| step.when).collect();
        let (most, stop) = (self.most(), Cell::new(self.found.get()));
        let mut unknown: Vec<Option<Unknown>> = vec![None; self.steps.len()];
        let mut visit = |judged: JudgedNotice| {
            self.see(bound, cuts, &invoice, judged);
            stop.set(self.found.get());
        };
        let mut explorer = Explorer {
            bound,
            cuts,
            case: &case,
            facts: &facts,
            standings,
            dates_only,
            known: HashSet::new(),
            judged: &mut judged,
            most,
            stop: &stop,
            visit: &mut visit,
            whens: &mut whens,
            unknown: &mut unknown,
        };
        let days = explorer.all(late);
        self.covered.notices = judged;
        for ((step, when), unknown) in self.steps.iter_mut().zip(whens).zip(unknown) {
            step.when = when;
            step.unknown = step.unknown.take().or(unknown);
        }
        days
    }

    fn see(&mut self, bound: &BoundPlan, cuts: &Cuts, invoice: &Rehearsal, judged: JudgedNotice) {
        let Some(last) = judged.past.last() else { return };
        self.step(bound, &judged, last);
        for breach in &judged.breaches {
            // Advice is about the schedule as it is written: a run that is late is nobody's policy.
            if breach.fault != BreachKind::Advice || judged.own {
                self.violate(breach.rule.id.as_str(), invoice, judged.past, &breach.fault);
            }
        }
        self.round(bound, cuts, invoice, &judged, last);
    }

    /// Goes through the amounts where the fee and its limit both follow the invoice's money.
    fn round(&mut self, bound: &BoundPlan, cuts: &Cuts, invoice: &Rehearsal, judged: &JudgedNotice, last: &EarlierNotice) {
        if !cuts.reads.money {
            return;
        }
        let (on, due) = (last.sent.on, judged.case.due(bound));
        let dates = KeyDays { send: on, due, arose: judged.case.arose, interest_from: judged.case.interest_from(bound) };
        let Some(period) = rounding::period(bound, last.sent.step, dates) else { return };
        if period > rounding::LONGEST {
            self.refused = Some(TooMany::Amounts);
            return;
        }
        // What the law may see differently: the charges before, the values of the day. The dates alone change nothing.
        let history = judged.notice.progress.history.iter().map(|sent| (sent.act, sent.fee > 0)).collect();
        let stands = [
            cuts.sending.partition_point(|day| *day <= on),
            cuts.due.partition_point(|day| *day <= due),
            cuts.overdue.partition_point(|days| *days <= on.since(due)),
        ];
        let agreed = (judged.case.fee_agreed, judged.case.due_agreed && judged.case.stated_due.is_some(), last.standing.disputed);
        let seen = (last.sent.step, history, stands, judged.case.debtor, agreed);
        if self.rounded.contains(&seen) {
            return;
        }
        self.rounded.push(seen);
        let mut found = Vec::new();
        rounding::sweep(bound, cuts, judged, period as Minor, &mut |rule, amount, past, fault| {
            found.push((rule.to_string(), amount, past, fault.clone()));
        });
        for (rule, amount, past, fault) in found {
            self.violate(&rule, &Rehearsal { amount, ..invoice.clone() }, &past, &fault);
        }
    }

    fn step(&mut self, bound: &BoundPlan, judged: &JudgedNotice, last: &EarlierNotice) {
        let step = &bound.plan.steps[last.sent.step];
        let seen = &mut self.steps[last.sent.step];
        seen.sent = true;
        if let Some(charge) = last.sent.unlimited {
            seen.unlimited.get_or_insert((charge, judged.case.debtor, last.sent.on));
        }
        if !judged.own {
            return;
        }
        if let Some(rule) = &last.sent.fee_rule
            && seen.statutory.as_ref().is_none_or(|(fee, _)| last.sent.fee > *fee)
        {
            seen.statutory = Some((last.sent.fee, rule.clone()));
        }
        if let Some(FeeAmount::Fixed(_)) = step.fee.on(last.sent.on)
            && seen.left.is_none()
            && let Some(most) = judged.notice.most_fee(&last.sent).filter(|most| *most > last.sent.fee)
        {
            seen.left = Some((last.sent.on, most));
        }
    }

    fn violate(&mut self, rule: &str, invoice: &Rehearsal, past: &[EarlierNotice], fault: &BreachKind) {
        let Some(last) = past.last() else { return };
        if self.wanted.as_ref().is_some_and(|(wanted, step)| wanted == rule && *step == last.sent.step) {
            self.found.set(true);
        }
        let at = self.violations.iter().position(|known| known.step == last.sent.step && known.rule.id == rule);
        let at = match at {
            Some(at) => at,
            None => {
                let Some(rule) = self.law.rule(rule) else { return };
                self.violations.push(Violation { rule, step: last.sent.step, since: last.sent.on, shown: Vec::new() });
                self.violations.len() - 1
            }
        };
        let violation = &mut self.violations[at];
        violation.since = violation.since.min(last.sent.on);
        let size = size(invoice, past, self.covered.cuts.window.0);
        let place = violation.shown.partition_point(|shown| shown.size <= size);
        if place < KEPT {
            violation.shown.insert(place, Counterexample { invoice: invoice.clone(), past: past.to_vec(), fault: fault.clone(), size });
            violation.shown.truncate(KEPT);
        }
    }
}

fn size(invoice: &Rehearsal, past: &[EarlierNotice], first: Day) -> Size {
    let mut events = past.len() - 1;
    let mut before = Standing::plain(invoice.amount);
    for last in past {
        events += usize::from(last.standing != before);
        before = last.standing;
    }
    let unusual = u8::from(!invoice.due_agreed)
        + u8::from(invoice.due.is_some_and(|due| due < first))
        + u8::from(invoice.due.is_none())
        + u8::from(invoice.fee_agreed.is_some())
        + u8::from(invoice.interest_agreed.is_some())
        + (invoice.tags.len() + invoice.customer_tags.len()) as u8;
    let on = past.last().map_or(Day::FIRST, |last| last.sent.on);
    let late = on.since(invoice.due.unwrap_or(invoice.issued));
    let digits = invoice.amount.to_string().trim_end_matches('0').len();
    (events, unusual, late, on, invoice.amount != 1_000 * invoice.currency.unit(), digits, invoice.amount)
}
