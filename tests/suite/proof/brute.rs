//! What a policy can do, by trying everything: every day a run or not, every payment behaviour, every objection, on every invoice of a world.
//!
//! The evaluator and the judge are the real ones. What a debtor owes on a day is free (money comes in and is taken back), so a history is its
//! notices alone; a story spells the money out and is run again, event by event, before it counts.

use std::collections::{BTreeMap, HashSet};

use frist::claim::Letters;
use frist::decide::{BoundPlan, DecisionKind, breaches};
use frist::forward::Rehearsal;
use frist::law::BreachKind;
use frist::ledger::{EventKind, Notice};
use frist::value::{Day, Debtor, Minor};

use super::draw::Draw;
use super::worlds::Axes;

/// More notices of one world than this are not judged.
const MOST: usize = 40_000;

/// One run, and how the invoice stood on its day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    pub on: Day,
    pub principal: Minor,
    pub balance: Minor,
    pub disputed: bool,
    step: usize,
    deadline: Option<Day>,
    fee: Minor,
    compensation: Minor,
}

/// An invoice, and the runs that each sent a notice; the last is the one that broke the law.
#[derive(Clone, Debug)]
pub struct Story {
    pub invoice: Rehearsal,
    pub runs: Vec<Run>,
}

/// What was found.
#[derive(Clone, Default, Debug)]
pub struct Truth {
    /// Each rule broken, by its name, and the step that breaks it, after nothing but lawful notices.
    pub broken: BTreeMap<(String, usize), Story>,
    /// Notices judged.
    pub judged: usize,
    /// Whether some histories were left out.
    pub cut: bool,
}

/// Tries everything.
pub fn truth(bound: &BoundPlan, axes: &Axes) -> Truth {
    let mut truth = Truth::default();
    let mut all: Vec<Rehearsal> = bound.plan.debtors.iter().flat_map(|debtor| invoices(bound, axes, debtor)).collect();
    // Where not all can be followed, it is not always the same that are left out.
    let mut draw = Draw(all.len() as u64);
    all.sort_by_cached_key(|_| draw.within(0, i64::from(i32::MAX)));
    for invoice in &all {
        follow(bound, axes, invoice, &mut truth);
        if truth.judged > MOST {
            truth.cut = true;
            break;
        }
    }
    truth
}

/// The days that are judged: the policy's validity as far as the law is known.
pub fn window(bound: &BoundPlan) -> (Day, Day) {
    let (valid, statute) = (bound.plan.valid, &bound.plan.law);
    (valid.from.max(statute.known_from), valid.until.unwrap_or(Day::LAST).min(statute.known_until))
}

fn invoices(bound: &BoundPlan, axes: &Axes, debtor: Debtor) -> Vec<Rehearsal> {
    let mut invoices = Vec::new();
    let dates = |due: Day| {
        let stated = axes.terms.iter().map(move |term| (due.plus(-term), Some(due), true));
        let term = bound.plan.sent_before_due.unwrap_or(1).max(1);
        let not_agreed = axes.not_agreed.then_some((due.plus(-term), Some(due), false));
        stated.chain(not_agreed).chain(axes.no_due.map(|days| (due.plus(-days), None, true)))
    };
    for amount in &axes.amounts {
        for (issued, due, due_agreed) in axes.due.iter().flat_map(|due| dates(*due)) {
            for fee_agreed in [None, Some(true)].into_iter().take(1 + usize::from(axes.fee_agreed)) {
                let mut invoice = Rehearsal::new(bound.plan.currency, debtor, *amount, issued, due);
                (invoice.due_agreed, invoice.fee_agreed, invoice.unguarded) = (due_agreed, fee_agreed, true);
                invoices.push(invoice);
            }
        }
    }
    invoices
}

/// What matters of a history: for each notice its step, how long ago, what it cost; and the principal.
type Key = (Vec<(usize, i32, Minor, Minor)>, Minor);

fn key(runs: &[Run], principal: Minor, due: Day, on: Day, memory: Option<i32>) -> Key {
    let ago = |run: &Run| {
        let days = on.since(run.on);
        if run.on > due { memory.map_or(days, |memory| days.min(memory)) } else { days }
    };
    (runs.iter().map(|run| (run.step, ago(run), run.fee, run.compensation)).collect(), principal)
}

fn follow(bound: &BoundPlan, axes: &Axes, invoice: &Rehearsal, truth: &mut Truth) {
    let (first, last) = window(bound);
    let due = bound.plan.law.due_date(invoice.due, invoice.issued);
    let letters = Letters::default();
    let mut histories: Vec<Vec<Run>> = vec![Vec::new()];
    let mut on = first.max(invoice.issued);
    while on <= last {
        let mut sent: Vec<Vec<Run>> = Vec::new();
        for runs in &histories {
            let principal = runs.last().map_or(invoice.amount, |run| run.principal);
            for (principal, balance, disputed) in standings(axes, principal) {
                let rehearsal = standing(bound, invoice, runs, principal, balance, disputed, on);
                let decision = rehearsal.decide(bound, on);
                let (DecisionKind::Send, Some(proposed)) = (decision.kind, &decision.proposed) else { continue };
                truth.judged += 1;
                let broken = breaches(bound, &rehearsal.case(&letters), on, proposed);
                let (deadline, fee, compensation) = (proposed.deadline, proposed.fee, proposed.compensation);
                let run = Run { on, principal, balance, disputed, step: proposed.step, deadline, fee, compensation };
                let runs: Vec<Run> = runs.iter().copied().chain([run]).collect();
                let mut lawful = true;
                for breach in broken.iter().filter(|breach| breach.forbids()) {
                    lawful = false;
                    if !matches!(breach.fault, BreachKind::NotKnown(_)) {
                        let key = (breach.rule.id.clone(), proposed.step);
                        let story = || Story { invoice: invoice.clone(), runs: runs.clone() };
                        truth.broken.entry(key).or_insert_with(story);
                    }
                }
                // After the last step nothing more can come.
                if lawful && proposed.step + 1 < bound.plan.steps.len() {
                    sent.push(runs);
                }
            }
        }
        on = on.plus(1);
        histories.append(&mut sent);
        let mut seen: HashSet<Key> = HashSet::new();
        histories.retain(|runs| {
            let principal = runs.last().map_or(invoice.amount, |run| run.principal);
            seen.insert(key(runs, principal, due, on, axes.memory))
        });
    }
}

/// What the debtor can make of the invoice on a day.
fn standings(axes: &Axes, principal: Minor) -> Vec<(Minor, Minor, bool)> {
    let below = |most: Minor| axes.levels.iter().copied().filter(move |level| *level < most).chain([most]);
    let principals: Vec<Minor> = if axes.credits { below(principal).collect() } else { vec![principal] };
    let disputes: &[bool] = if axes.disputes { &[false, true] } else { &[false] };
    let each =
        |principal: Minor| below(principal).flat_map(move |balance| disputes.iter().map(move |disputed| (principal, balance, *disputed)));
    principals.into_iter().flat_map(each).collect()
}

/// The invoice as it stands, in the shortest way there: everything but the notices happened on the day it was issued.
fn standing(bound: &BoundPlan, invoice: &Rehearsal, runs: &[Run], principal: Minor, balance: Minor, disputed: bool, on: Day) -> Rehearsal {
    let mut rehearsal = invoice.clone();
    let issued = invoice.issued;
    if principal < invoice.amount {
        rehearsal.happen(issued, EventKind::Credit(invoice.amount - principal));
    }
    if balance < principal {
        rehearsal.happen(issued, EventKind::Payment(principal - balance));
    }
    for run in runs {
        rehearsal.send(run.on, run.notice(bound));
    }
    if disputed {
        rehearsal.happen(on, EventKind::Dispute);
    }
    rehearsal
}

impl Run {
    fn notice(&self, bound: &BoundPlan) -> Notice {
        Notice {
            act: bound.plan.steps[self.step].act,
            step: Some(self.step as u32),
            deadline: self.deadline,
            fee: self.fee,
            compensation: self.compensation,
            interest_rate: None,
            interest: None,
            letter: None,
        }
    }
}

impl Story {
    /// The invoice with everything that happened to it before the last run, each payment, credit note and objection on the day of the run it is for.
    ///
    /// # Errors
    /// When the policy does not send on each of these days what the story says.
    pub fn told(&self, bound: &BoundPlan) -> Result<Rehearsal, String> {
        let mut rehearsal = self.invoice.clone();
        let mut disputed = false;
        for (at, run) in self.runs.iter().enumerate() {
            if disputed != run.disputed {
                rehearsal.happen(run.on, if run.disputed { EventKind::Dispute } else { EventKind::Resolved });
                disputed = run.disputed;
            }
            let claim = rehearsal.decide(bound, run.on).claim;
            if run.principal < claim.principal {
                // What was paid before is first taken back, so that the credit note reduces what is owed.
                let paid = claim.principal - claim.balance;
                if paid > 0 {
                    rehearsal.happen(run.on.plus(-1).max(rehearsal.issued), EventKind::Reversal(paid));
                }
                rehearsal.happen(run.on, EventKind::Credit(claim.principal - run.principal));
            }
            let claim = rehearsal.decide(bound, run.on).claim;
            match claim.balance - run.balance {
                0 => {}
                less if less > 0 => {
                    let before =
                        if bound.plan.settle[0] == frist::terms::Part::Principal { 0 } else { claim.fees + claim.interest.unwrap() };
                    rehearsal.happen(run.on, EventKind::Payment(before + less));
                }
                more => rehearsal.happen(run.on, EventKind::Reversal(-more)),
            }
            let decision = rehearsal.decide(bound, run.on);
            let proposed = decision.proposed.as_ref();
            let said = proposed.map(|proposed| (proposed.step, proposed.deadline, proposed.fee, proposed.compensation));
            let told = Some((run.step, run.deadline, run.fee, run.compensation));
            if decision.kind != DecisionKind::Send || said != told || decision.claim.balance != run.balance {
                return Err(format!(
                    "{} but {:?} of {said:?} with {:?}\n{:?}",
                    self.words(bound),
                    decision.kind,
                    decision.claim,
                    rehearsal.events
                ));
            }
            if at + 1 < self.runs.len() {
                rehearsal.send(run.on, run.notice(bound));
            }
        }
        Ok(rehearsal)
    }

    /// The story in a few words.
    pub fn words(&self, bound: &BoundPlan) -> String {
        let invoice = &self.invoice;
        let due = invoice.due.map_or("no due date".into(), |due| format!("due {due}"));
        let agreed = if invoice.due_agreed { "" } else { " not agreed" };
        let fee = if invoice.fee_agreed == Some(true) { ", fee agreed" } else { "" };
        let mut words = format!("{} ISK to {} issued {} {due}{agreed}{fee}:", invoice.amount, invoice.debtor.word(), invoice.issued);
        for run in &self.runs {
            let name = &bound.plan.steps[run.step].name;
            let disputed = if run.disputed { " disputed" } else { "" };
            words.push_str(&format!(
                " {name} on {} (balance {} of {}{disputed}, fee {}+{})",
                run.on, run.balance, run.principal, run.fee, run.compensation
            ));
        }
        words
    }
}
