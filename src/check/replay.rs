//! A history as real events: the invoice is run through the evaluator day by day, and shows the violation or does not count.

use super::Witness;
use super::earlier_notice::EarlierNotice;
use super::others;
use super::proof::{Counterexample, Violation};
use super::standing::Standing;
use crate::audit::Auditor;
use crate::claim::Letters;
use crate::decide::{BoundPlan, Decision, DecisionKind, Proposed, Why, breaches, claim_on};
use crate::forward::Rehearsal;
use crate::law::{Breach, BreachKind, Question, Sent};
use crate::ledger::{EventKind, Notice};
use crate::plan::USUAL_TERM;
use crate::terms::Part;
use crate::value::{Day, Minor, Rate};

/// The smallest invoice that shows a violation.
pub fn witness(bound: &BoundPlan, violation: &Violation) -> Option<Witness> {
    let rule = violation.rule.id.as_str();
    violation.shown.iter().find_map(|shown| {
        // The same days with a plain invoice of a round amount, before payments and credit notes are called for.
        let mut begun = shown.invoice.clone();
        shown.begun.iter().flat_map(|begun| begun.sent_as(bound.plan)).for_each(|(step, sent)| record(&mut begun, step, sent));
        let plain = amounts(bound, shown).into_iter().filter_map(|amount| {
            let invoice = Rehearsal { amount, ..begun.clone() };
            let run = Run { bound, rule, invoice, past: shown.past.clone(), standing: false };
            Some((run.witness()?, run))
        });
        let whole = || {
            let with = |amount: Minor| {
                let invoice = Rehearsal { amount, ..begun.clone() };
                let run = Run { bound, rule, invoice, past: shown.past.clone(), standing: true };
                Some((run.witness()?, run))
            };
            // Charges that are owed alone may be those of a larger invoice.
            let settled = shown.past.last().is_some_and(|last| last.standing.balance == 0);
            let larger = [10_000, 100_000, 1_000_000].map(|whole| whole * bound.plan.currency.unit());
            with(begun.amount).or_else(|| larger.into_iter().filter(|amount| settled && *amount > begun.amount).find_map(with))
        };
        let (witness, run) = plain.min_by_key(|(witness, _)| witness.size()).or_else(whole)?;
        // What an earlier version has sent stays where it is.
        Some(match &shown.begun {
            Some(begun) => Witness { earlier: begun.sent.iter().map(|(name, _)| name.clone()).collect(), ..witness },
            None => run.smallest(witness),
        })
    })
}

/// Records a notice that an earlier version of the policy sent.
fn record(invoice: &mut Rehearsal, step: Option<usize>, sent: &Sent) {
    let (Some(act), Some(on)) = (sent.act, sent.on) else { return };
    let step = step.map(|at| at as u32);
    let Sent { deadline, fee, compensation, .. } = *sent;
    invoice.send(on, Notice { act, step, deadline, fee, compensation, interest_rate: None, interest: None, letter: None });
}

/// A history that shows a violation when it is run.
#[derive(Clone)]
struct Run<'a> {
    bound: &'a BoundPlan<'a>,
    rule: &'a str,
    invoice: Rehearsal,
    past: Vec<EarlierNotice>,
    /// Whether payments, credit notes and waivers bring it to where the history has it.
    standing: bool,
}

impl Run<'_> {
    fn witness(&self) -> Option<Witness> {
        let plan = self.bound.plan;
        let (first, last) = plan.window();
        let within = first..=last;
        let begins = self.past.first().is_some_and(|first| plan.valid.until.is_none_or(|until| first.sent.on <= until));
        if !begins || !self.past.iter().all(|last| within.contains(&last.sent.on) && plan.decides_on(last.sent.on)) {
            return None;
        }
        run(self.bound, self.rule, self.invoice.clone(), &self.past, self.standing)
    }

    /// The smallest of the histories like it that show the same: the due date as late as it can be, each notice as early, all of it as early in the
    /// policy's time.
    fn smallest(mut self, mut witness: Witness) -> Witness {
        for _ in 0..2 {
            self.better(&mut witness, Run::due_nearer);
            self.better(&mut witness, Run::moved);
            (0..self.past.len()).for_each(|at| self.better(&mut witness, |run| run.sent_earlier(at)));
        }
        self.better(&mut witness, Run::moved);
        self.better(&mut witness, Run::rounder);
        self.better(&mut witness, Run::agreed_lower);
        witness
    }

    /// Takes the first of some histories that shows it too.
    fn better<'r>(&mut self, witness: &mut Witness, others: impl FnOnce(&Self) -> Vec<Self>)
    where
        Self: 'r,
    {
        for other in others(self) {
            if let Some(found) = other.witness().filter(|found| found.rehearsal.events.len() <= witness.rehearsal.events.len()) {
                (*self, *witness) = (other, found);
                return;
            }
        }
    }

    /// The same with a due date nearer to the last notice, the nearest first.
    fn due_nearer(&self) -> Vec<Self> {
        let (Some(last), Some(due)) = (self.past.last(), self.invoice.due) else { return Vec::new() };
        let late = last.sent.on.since(due);
        let later = |days: i32| {
            let mut run = self.clone();
            run.invoice.later(days);
            run
        };
        // Before the due date the payment term may be longer than it need be.
        let longer = due.since(self.invoice.issued) - USUAL_TERM;
        let sooner = |days: i32| Run { invoice: Rehearsal { due: Some(due.plus(-days)), ..self.invoice.clone() }, ..self.clone() };
        if late >= 0 || longer <= 0 {
            (1..=late.clamp(USUAL_TERM, FARTHEST)).rev().map(later).collect()
        } else {
            (1..=(-late).min(longer).min(FARTHEST)).rev().map(sooner).collect()
        }
    }

    /// The same with one of its notices some days earlier, the earliest first.
    fn sent_earlier(&self, at: usize) -> Vec<Self> {
        let on = self.past[at].sent.on;
        let after =
            at.checked_sub(1).map_or(self.invoice.issued.max(self.bound.plan.valid.from), |before| self.past[before].sent.on.plus(1));
        let earlier = |days: i32| {
            let mut run = self.clone();
            run.past[at].sent.on = on.plus(-days);
            run
        };
        (1..=on.since(after).clamp(0, FARTHEST)).rev().map(earlier).collect()
    }

    /// The same some days earlier or later: due as soon as the policy begins.
    fn moved(&self) -> Vec<Self> {
        let first = self.bound.plan.valid.from.max(self.bound.plan.law.known_from);
        let letters = Letters::default();
        let due = self.invoice.case(&letters).due(self.bound);
        let moved = |later: i32| {
            let mut run = self.clone();
            let days = first.plus(later).since(due);
            run.invoice.later(days);
            run.past.iter_mut().for_each(|last| last.sent.on = last.sent.on.plus(days));
            // A due date that counts as it is stated.
            let stated = run.invoice.due.is_none_or(|due| due == first.plus(later));
            (stated && run.invoice.case(&letters).due(self.bound) == first.plus(later)).then_some(run)
        };
        let fits = |run: &Self| first > due || run.invoice.due < self.invoice.due;
        (0..60).filter(|later| first.plus(*later) != due).filter_map(moved).filter(fits).take(14).collect()
    }

    /// The same with one of the amounts one thinks of first.
    fn rounder(&self) -> Vec<Self> {
        let unit = self.bound.plan.currency.unit();
        let paid = |last: &&EarlierNotice| last.standing.balance < last.standing.principal;
        let owed = self.past.iter().filter(paid).map(|last| last.standing.balance).max().unwrap_or(0);
        let with = |amount: Minor| {
            let mut run = Run { invoice: Rehearsal { amount, ..self.invoice.clone() }, ..self.clone() };
            for last in &mut run.past {
                let standing = &mut last.standing;
                (standing.principal, standing.balance) = (standing.principal.min(amount), standing.balance.min(amount));
            }
            run
        };
        let thought_of =
            [1_000, 10_000, 100, 100_000].map(|whole| whole * unit).into_iter().take_while(|amount| *amount != self.invoice.amount);
        thought_of.filter(|amount| self.standing && *amount >= owed).map(with).collect()
    }

    /// The same with an agreed rate just above what is allowed.
    fn agreed_lower(&self) -> Vec<Self> {
        let Some(agreed) = self.invoice.interest_agreed else { return Vec::new() };
        let whole = |percent: i64| Rate::from_ppm(percent * 10_000);
        let rates = (1..100).map(whole).filter(|rate| *rate < agreed);
        rates.map(|rate| Run { invoice: Rehearsal { interest_agreed: Some(rate), ..self.invoice.clone() }, ..self.clone() }).collect()
    }
}

/// The farthest a due date or a notice is moved, in days.
const FARTHEST: i32 = 400;

/// Amounts that may show it without any event: the usual one, and what the history had outstanding.
fn amounts(bound: &BoundPlan, shown: &Counterexample) -> Vec<Minor> {
    let unit = bound.plan.currency.unit();
    let mut amounts = vec![shown.invoice.amount];
    if !matches!(shown.fault, BreachKind::TooMuch(..)) || shown.past.len() > 1 || shown.invoice.amount % unit == 0 {
        amounts.extend([100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000].map(|whole| whole * unit));
    }
    // Where charges are pursued nothing of the invoice itself may be left.
    amounts.extend(shown.past.iter().map(|last| last.standing.balance).filter(|balance| *balance > 0));
    amounts
}

/// Whether a policy still breaks a rule for the invoice of a witness: with runs on its days, or on every day for so many days longer.
pub fn breaks(bound: &BoundPlan, rule: &str, witness: &Witness, longer: i32) -> bool {
    let of_notices = witness.rehearsal.events.iter().filter(|event| matches!(event.what, EventKind::Notice(_))).map(|event| event.on);
    let first = witness.rehearsal.issued.max(bound.plan.valid.from);
    let last = witness.on.plus(longer).min(bound.plan.window().1);
    let every = (0..=last.since(first)).map(|days| first.plus(days));
    // Advice is about the schedule as it is written, with every run on its day.
    let advice = bound.plan.law.rule(rule).is_some_and(|rule| rule.effect.is_advice());
    !advice && breaks_on(bound, rule, witness, of_notices.chain([witness.on])) || breaks_on(bound, rule, witness, every)
}

/// Whether the step of a witness still goes out to its invoice, so many days later at most: what is never sent breaks nothing.
pub fn sends(bound: &BoundPlan, witness: &Witness, longer: i32) -> bool {
    let mut invoice = Rehearsal { unguarded: true, ..witness.from_the_start() };
    let first = invoice.issued.max(bound.plan.valid.from);
    let last = witness.on.plus(longer).min(bound.plan.window().1);
    (0..=last.since(first)).map(|days| first.plus(days)).filter(|day| bound.plan.decides_on(*day)).any(|on| {
        let decision = invoice.run(bound, on);
        decision.kind == DecisionKind::Send && decision.proposed.is_some_and(|sent| sent.step == witness.step)
    })
}

fn breaks_on(bound: &BoundPlan, rule: &str, witness: &Witness, days: impl Iterator<Item = Day>) -> bool {
    let mut invoice = Rehearsal { unguarded: true, ..witness.from_the_start() };
    for on in days.filter(|day| bound.plan.decides_on(*day)) {
        let decision = invoice.decide(bound, on);
        if let (DecisionKind::Send, Some(sent)) = (decision.kind, &decision.proposed) {
            let letters = Letters::default();
            let broken = breaches(bound, &invoice.case(&letters), on, sent);
            if sent.step == witness.step && broken.iter().any(|breach| breach.rule.id == rule) {
                return true;
            }
        }
        invoice.record(bound, &decision, on);
    }
    false
}

/// Runs an invoice on the days of a history. With `standing` payments, credit notes and waivers bring it to where the history has it.
fn run(bound: &BoundPlan, rule: &str, invoice: Rehearsal, past: &[EarlierNotice], standing: bool) -> Option<Witness> {
    let mut invoice = Rehearsal { unguarded: true, ..invoice };
    let mut disputed = false;
    // What was sent before is none of this policy's doing.
    let mut late = vec![0; invoice.notices.len()];
    for (at, last) in past.iter().enumerate() {
        let on = last.sent.on;
        if last.standing.disputed != disputed {
            disputed = last.standing.disputed;
            invoice.happen(on, if disputed { EventKind::Dispute } else { EventKind::Resolved });
        }
        let before = at.checked_sub(1).map(|before| past[before].sent.on);
        invoice.others = others::fitting(bound, &invoice, &last.standing, on, before);
        let mut decision = invoice.decide(bound, on);
        while let Why::TimeBarred(since) = decision.why {
            // An acknowledgement on the last day keeps the claim alive.
            invoice.happen(since.plus(-1), EventKind::Acknowledged);
            decision = invoice.decide(bound, on);
            if decision.why == Why::TimeBarred(since) {
                return None;
            }
        }
        // Nothing happens that need not: first payments and credit notes, then what is owed besides.
        for waived in [false, true].into_iter().filter(|_| standing) {
            let is_owed = last.standing.balance == 0 && decision.claim.balance > 0;
            if is_owed || !same(decision.proposed.as_ref(), &last.sent) {
                // Money of the notice's own day may have come in after it: what the law is to see as paid came the day before.
                let is_free = last.sent.fee + last.sent.compensation == 0;
                let early =
                    last.standing.balance == 0 && if at + 1 < past.len() { is_free } else { is_free || asks_what_is_owed(bound, rule) };
                // On the day of the notice before, it would have kept that one from going out.
                let by = if early && before.is_none_or(|before| before < on.plus(-1)) { on.plus(-1) } else { on };
                bring(bound, &mut invoice, &last.standing, waived, (by, on));
                decision = invoice.decide(bound, on);
            }
        }
        let sent = decision.proposed.filter(|sent| decision.kind == DecisionKind::Send && sent.step == last.sent.step)?;
        if let Why::Due(next) = &decision.why {
            let letters = Letters::default();
            let planned = |due: Day| invoice.case(&letters).run_day_from(bound, due).max(bound.plan.valid.from);
            late.push(next.due.map_or(0, |due| on.since(planned(due))));
        }
        if at + 1 < past.len() {
            if last.line {
                // In a letter with other invoices another line carries the fee, and the compensation is what the law leaves without it.
                decision.proposed = Some(Proposed { fee: 0, compensation: last.sent.compensation, ..sent });
            }
            invoice.record(bound, &decision, on);
            continue;
        }
        let letters = Letters::default();
        let found = breaches(bound, &invoice.case(&letters), on, &sent);
        let Breach { fault, .. } = found.into_iter().find(|breach| breach.rule.id == rule)?;
        if matches!(fault, BreachKind::TooMuch(..) | BreachKind::NotMet) && !is_faulted(bound, &invoice, &decision, rule, on) {
            return None;
        }
        return Some(Witness {
            step: sent.step,
            fee: sent.fee,
            deadline: sent.deadline,
            fault,
            on,
            late,
            rehearsal: invoice,
            earlier: Vec::new(),
        });
    }
    None
}

/// Whether an auditor who finds the notice in a ledger faults it under the same rule. What the contracts agree the ledger says too.
fn is_faulted(bound: &BoundPlan, invoice: &Rehearsal, decision: &Decision, rule: &str, on: Day) -> bool {
    let mut stated = invoice.clone();
    stated.fee_agreed = stated.fee_agreed.or(bound.plan.agreed_fee.then_some(true));
    stated.interest_agreed = stated.interest_agreed.or(bound.plan.agreed_interest);
    stated.record(bound, decision, on);
    let letters = Letters::default();
    let mut auditor = Auditor::new(&bound.plan.law, on);
    auditor.invoice(0, &stated.case(&letters));
    auditor.finish().faults.iter().any(|fault| fault.rule == rule && fault.on == on)
}

fn same(proposed: Option<&Proposed>, wanted: &Proposed) -> bool {
    proposed.is_some_and(|sent| (sent.step, sent.fee, sent.compensation) == (wanted.step, wanted.fee, wanted.compensation))
}

/// Whether a rule asks what is owed.
fn asks_what_is_owed(bound: &BoundPlan, rule: &str) -> bool {
    let asks = |question: &Question| matches!(question, Question::PrincipalOwed | Question::AnythingOwed);
    bound.plan.law.rule(rule).is_some_and(|rule| rule.asks(asks))
}

/// Lets happen what brings the invoice to where a history has it on a day; what pays all of the principal comes by the first of two days.
fn bring(bound: &BoundPlan, invoice: &mut Rehearsal, wanted: &Standing, waived: bool, (by, on): (Day, Day)) {
    let claim = |invoice: &Rehearsal| claim_on(bound, &invoice.case(&Letters::default()), on, &mut Vec::new()).0;
    let now = claim(invoice);
    if now.principal > wanted.principal {
        invoice.happen(by, EventKind::Credit(now.principal - wanted.principal));
    }
    let now = claim(invoice);
    let owed = now.fees + now.interest.unwrap_or(0);
    if waived && owed > wanted.extras {
        let fees = now.fees.min(owed - wanted.extras);
        invoice.happen(on, EventKind::Waive(fees, owed - wanted.extras - fees));
    }
    let now = claim(invoice);
    let kept_going = bound.plan.pursue.is_some() && wanted.balance < bound.plan.ignore.max(1);
    if now.balance > wanted.balance && kept_going {
        // A payment would settle the charges first, of an auditor at least; a credit note leaves them.
        invoice.happen(by, EventKind::Credit(now.balance - wanted.balance));
    } else if now.balance > wanted.balance {
        let before: Minor = bound
            .plan
            .settle
            .iter()
            .take_while(|part| **part != Part::Principal)
            .map(|part| if *part == Part::Fees { now.fees } else { now.interest.unwrap_or(0) })
            .sum();
        invoice.happen(on, EventKind::Payment(before + now.balance - wanted.balance));
    } else if now.balance < wanted.balance {
        invoice.happen(on, EventKind::Reversal(wanted.balance - now.balance));
    }
}
