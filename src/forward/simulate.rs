//! A ledger carried forward day by day: what would be sent if nobody else paid.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::Carried;
use super::week::{Actions, Amounts, Week};
use crate::ledger::{InvoiceId, Kept, Ledger, Listed};
use crate::plan::Plan;
use crate::run::{NotOfType, Note, law_ends, of_ledger};
use crate::value::{Currency, Day};

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
    let mut carried = Carried::new(policies, ledger, (from, to), payments_through)?;
    let mut simulation = Simulation {
        policies: policies.to_vec(),
        from,
        to,
        payments_through,
        before: carried.balances(from.plus(-1)),
        weeks: Vec::new(),
        invoices,
        own_events,
        unmatched: BTreeSet::new(),
    };
    for on in (from.number()..=to.number()).map(Day::from_number) {
        if on == from || on.weekday() == 0 {
            let amounts = simulation.before.keys().map(|currency| (*currency, Amounts::NONE)).collect();
            simulation.weeks.push(Week { from: on, to: on, actions: BTreeMap::new(), amounts, escalations: BTreeSet::new() });
        }
        if let Some(week) = simulation.weeks.last_mut() {
            week.to = on;
            carried.day(on, on == to || on.weekday() == 6, week, &mut simulation.unmatched)?;
        }
    }
    Ok(simulation)
}
