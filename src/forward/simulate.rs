//! A ledger carried forward day by day: what would be sent if nobody else paid.

use std::collections::{BTreeMap, BTreeSet};

use crate::claim::Claim;
use crate::decide::{Case, DecisionKind, Progress, claim_on};
use crate::ledger::{CustomerId, InvoiceId, Kept, Ledger, Listed};
use crate::plan::Plan;
use crate::run::{Decided, NotOfType, Run, run};
use crate::run::{Note, law_ends, of_ledger, outgoing, record};
use crate::value::{Currency, Day, Minor};

/// What a ledger comes to over a stretch of days.
#[derive(Debug)]
pub struct Simulation<'a> {
    /// The policies, in the order in which they were tried.
    pub policies: Vec<&'a Plan>,
    /// The first day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// The one day through which payments counted as known; `None` is each day anew.
    pub payments_through: Option<Day>,
    /// What was open at the end of the day before the first.
    pub before: BTreeMap<Currency, Amounts>,
    /// The weeks, Monday to Sunday; the first and the last may be shorter.
    pub weeks: Vec<Week>,
    /// How many invoices the ledger has.
    pub invoices: usize,
    /// How many things the ledger itself dates within the simulation.
    pub own_events: usize,
    /// Invoices that on some day no policy covered, or for which a fact was missing.
    pub unmatched: BTreeSet<InvoiceId>,
}

/// What a week brought.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Week {
    /// Its first day within the simulation.
    pub from: Day,
    /// Its last day within the simulation.
    pub to: Day,
    /// By currency, policy and step, as places in [`Simulation::policies`] and in its steps.
    pub actions: BTreeMap<(Currency, usize, usize), Actions>,
    /// By currency, one entry for each currency of the ledger that a policy has.
    pub amounts: BTreeMap<Currency, Amounts>,
    /// What was to be done about customers on at least one day, by the currency of the policy: customer, policy, title.
    pub escalations: BTreeSet<(Currency, CustomerId, String, String)>,
}

/// The notices of one step.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Actions {
    /// How many were sent.
    pub sent: usize,
    /// What they cost in fees.
    pub fees: Minor,
    /// What they claimed in compensation.
    pub compensation: Minor,
    /// The invoices on which the law withheld one on at least one day.
    pub withheld: BTreeSet<InvoiceId>,
}

/// Money of one currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Amounts {
    /// Late interest that accrued meanwhile; `None` where the law does not tell a rate it needs.
    pub interest: Option<Minor>,
    /// Principal outstanding at the end, on invoices that were issued by then.
    pub balance: Minor,
    /// How much of that is past its due date.
    pub overdue: Minor,
    /// Whether a figure of the week rests on the assumption that the law has not changed.
    pub assumed: bool,
}

impl Week {
    /// How many things were to be done about customers in a currency.
    pub fn escalated(&self, currency: Currency) -> usize {
        self.escalations.iter().filter(|(of, ..)| *of == currency).count()
    }
}

impl<'a> Simulation<'a> {
    /// What the figures leave out, or rest on.
    pub fn notes(&self, ledger: &Ledger, kept: Kept) -> Vec<Note> {
        let mut notes = of_ledger(ledger, kept);
        if !self.unmatched.is_empty() {
            let mut unmatched = Listed::new(kept);
            self.unmatched.iter().for_each(|id| unmatched.push(&ledger.invoices.number[*id]));
            notes.push(Note::SometimesUnmatched(unmatched));
        }
        notes.extend(law_ends(self.policies.iter().copied(), self.to));
        notes
    }

    /// What was done in one currency in some of the weeks: policy, step and act, in the order of the policies. Versions of a policy are one.
    pub fn steps(&self, weeks: &[Week], currency: Currency) -> Vec<([&'a str; 3], Actions)> {
        let mut places: BTreeMap<(usize, usize), Actions> = BTreeMap::new();
        for ((of, policy, step), actions) in weeks.iter().flat_map(|week| &week.actions) {
            if *of == currency {
                places.entry((*policy, *step)).or_default().add(actions);
            }
        }
        let mut steps: Vec<([&str; 3], Actions)> = Vec::new();
        for ((policy, step), actions) in places {
            let (policy, step) = (self.policies[policy], &self.policies[policy].steps[step]);
            let names = [policy.name.as_str(), step.name.as_str(), step.act.word()];
            match steps.iter_mut().find(|(known, _)| *known == names) {
                Some((_, known)) => known.add(&actions),
                None => steps.push((names, actions)),
            }
        }
        steps
    }
}

impl Amounts {
    const NONE: Amounts = Amounts { interest: Some(0), balance: 0, overdue: 0, assumed: false };
}

impl Actions {
    /// Adds another count of the same step.
    pub fn add(&mut self, other: &Actions) {
        self.sent += other.sent;
        self.fees += other.fees;
        self.compensation += other.compensation;
        self.withheld.extend(&other.withheld);
    }
}

/// Decides every invoice on each day of a period, and records in the ledger what is sent as sent on that day. Payments and whatever else the ledger
/// dates later come on their day, and nothing else does. Payments count as known through each day, or through the one day given.
///
/// # Errors
/// When a declared fact has values of another type.
pub fn simulate<'a>(
    policies: &[&'a Plan],
    ledger: &mut Ledger,
    (from, to): (Day, Day),
    payments_through: Option<Day>,
) -> Result<Simulation<'a>, Vec<NotOfType>> {
    let within = |on: Day| from <= on && on <= to;
    let events = ledger.events.iter().filter(|event| within(event.on)).count();
    let own_events = events + ledger.unallocated.iter().filter(|money| within(money.on)).count();
    let invoices = ledger.invoices.len();
    let mut walk = Forward { ledger, policies, payments_through, accrued: Vec::new() };
    let eve = from.plus(-1);
    let before = walk.look(eve, |run, accrued| {
        *accrued = run.decided.iter().map(|decided| decided.by.as_ref().map(|(_, decision)| decision.claim.accrued)).collect();
        balances(run)
    })?;
    let mut simulation = Simulation {
        policies: policies.to_vec(),
        from,
        to,
        payments_through,
        before,
        weeks: Vec::new(),
        invoices,
        own_events,
        unmatched: BTreeSet::new(),
    };
    let mut on = from;
    while on <= to {
        if on == from || on.weekday() == 0 {
            let amounts = simulation.before.keys().map(|currency| (*currency, Amounts::NONE)).collect();
            simulation.weeks.push(Week { from: on, to: on, actions: BTreeMap::new(), amounts, escalations: BTreeSet::new() });
        }
        if let Some(week) = simulation.weeks.last_mut() {
            walk.day(on, week, &mut simulation.unmatched)?;
        }
        if on == Day::LAST {
            break;
        }
        on = on.plus(1);
    }
    Ok(simulation)
}

struct Forward<'a, 'p> {
    ledger: &'p mut Ledger,
    policies: &'p [&'a Plan],
    payments_through: Option<Day>,
    /// Interest that had ever accrued on each invoice by the day before, where a policy covered it.
    accrued: Vec<Option<Option<Minor>>>,
}

impl Forward<'_, '_> {
    fn look<T>(&mut self, on: Day, see: impl FnOnce(&Run, &mut Vec<Option<Option<Minor>>>) -> T) -> Result<T, Vec<NotOfType>> {
        let stated = self.ledger.payments_through;
        self.ledger.payments_through = self.payments_through.or(Some(on));
        let seen = run(self.policies, self.ledger, on).map(|run| see(&run, &mut self.accrued));
        self.ledger.payments_through = stated;
        seen
    }

    fn day(&mut self, on: Day, week: &mut Week, unmatched: &mut BTreeSet<InvoiceId>) -> Result<(), Vec<NotOfType>> {
        week.to = on;
        let sent = self.look(on, |run, accrued| {
            accrue(run, accrued, week);
            for (currency, open) in balances(run) {
                let so_far = week.amounts.get(&currency).copied().unwrap_or(Amounts::NONE);
                week.amounts.insert(currency, Amounts { balance: open.balance, overdue: open.overdue, ..so_far });
            }
            let missed = |decided: &&Decided| decided.by.as_ref().is_none_or(|(_, decision)| decision.kind == DecisionKind::Unmatched);
            unmatched.extend(run.decided.iter().filter(missed).map(|decided| decided.invoice));
            week.escalations.extend(run.escalations.iter().map(|escalated| {
                let policy = run.plans[escalated.by].plan;
                (policy.currency, escalated.customer, policy.name.clone(), escalated.title.clone())
            }));
            act(run, week);
            outgoing(run)
        })?;
        record(self.ledger, self.policies, sent);
        Ok(())
    }
}

/// Counts the day's notices into the week.
fn act(run: &Run, week: &mut Week) {
    for decided in &run.decided {
        let Some((at, decision)) = &decided.by else { continue };
        let Some(step) = decision.step else { continue };
        let of_step = (run.ledger.invoices.currency[decided.invoice], *at, step);
        match decision.kind {
            DecisionKind::Send => {
                let Some(proposed) = &decision.proposed else { continue };
                let actions = week.actions.entry(of_step).or_default();
                actions.sent += 1;
                actions.fees += proposed.fee;
                actions.compensation += proposed.compensation;
            }
            DecisionKind::Withheld => {
                week.actions.entry(of_step).or_default().withheld.insert(decided.invoice);
            }
            DecisionKind::Wait
            | DecisionKind::Hold
            | DecisionKind::Exempt
            | DecisionKind::Ignore
            | DecisionKind::Settled
            | DecisionKind::Finished
            | DecisionKind::Unmatched => {}
        }
    }
}

/// Adds the interest of the day to the week: what has accrued by now less what had by the day before, whatever was paid or waived of it.
fn accrue(run: &Run, accrued: &mut [Option<Option<Minor>>], week: &mut Week) {
    for (decided, before) in run.decided.iter().zip(accrued) {
        let Some((at, decision)) = &decided.by else {
            *before = None;
            continue;
        };
        let case = run.case(decided.invoice);
        // What a sold claim bears is the buyer's.
        if Progress::is_assigned(&run.plans[*at], &case, run.on) {
            *before = None;
            continue;
        }
        let now = decision.claim.accrued;
        let earlier = before.unwrap_or_else(|| claim_on(&run.plans[*at], &case, run.on.plus(-1), &mut Vec::new()).0.accrued);
        if let Some(amounts) = week.amounts.get_mut(&case.currency) {
            amounts.interest = amounts.interest.and_then(|sum| Some(sum + now? - earlier?));
            amounts.assumed |= decision.proposed.as_ref().map_or(decision.claim.assumed && now != earlier, |proposed| proposed.assumed);
        }
        *before = Some(now);
    }
}

/// What is open in each currency. An invoice that no policy covers counts under the first of its currency.
fn balances(run: &Run) -> BTreeMap<Currency, Amounts> {
    let mut all = BTreeMap::new();
    for decided in &run.decided {
        let case = run.case(decided.invoice);
        let Some((claim, overdue, is_assigned)) = owed(run, decided, &case) else { continue };
        let amounts: &mut Amounts = all.entry(case.currency).or_insert(Amounts::NONE);
        if case.issued <= run.on && !is_assigned {
            amounts.balance += claim.balance;
            amounts.overdue += if overdue > 0 { claim.balance } else { 0 };
        }
    }
    all
}

/// An invoice's money, the days since its due date, and whether it is sold or pledged.
fn owed(run: &Run, decided: &Decided, case: &Case) -> Option<(Claim, i32, bool)> {
    let (bound, claim) = match &decided.by {
        Some((at, decision)) => (&run.plans[*at], decision.claim),
        None => {
            let bound = run.plans.iter().find(|bound| bound.plan.currency == case.currency)?;
            (bound, claim_on(bound, case, run.on, &mut Vec::new()).0)
        }
    };
    Some((claim, case.grace(bound).overdue(run.on), Progress::is_assigned(bound, case, run.on)))
}
