//! A ledger carried from one day to the next. Each day those invoices are decided of which something else may be decided than the day before; of all
//! others it is known what stays.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::week::{Amounts, Week};
use crate::claim::Letters;
use crate::decide::{BoundPlan, Case, Decision, DecisionKind, Progress, claim_on};
use crate::ledger::{CustomerId, InvoiceId, Ledger};
use crate::plan::Plan;
use crate::run::{Decided, Escalated, NotOfType, Outgoing, Run, outgoing, record, run};
use crate::terms::Hold;
use crate::value::{Currency, Day, Minor};

/// A ledger on a day, and what is known of the days to come.
pub struct Carried<'a, 'p> {
    ledger: &'p mut Ledger,
    policies: &'p [&'a Plan],
    payments_through: Option<Day>,
    /// Days on which every invoice is decided anew: another version, another law, payments that are no longer known.
    turns: BTreeSet<Day>,
    /// Days on which a customer has paid, or been credited, something that is on no invoice.
    unallocated: BTreeSet<(CustomerId, Day)>,
    /// Whether what a customer's other invoices come to is asked for: then they are decided together.
    by_customer: bool,
    /// Of each invoice.
    at_rest: Vec<AtRest>,
    /// What is to be done about each customer since it was last asked.
    escalations: BTreeMap<CustomerId, Vec<Escalation>>,
}

/// By the currency of the policy: customer, policy, title.
type Escalation = (Currency, CustomerId, String, String);

/// What is known of an invoice from the day on which it was last decided.
#[derive(Clone)]
struct AtRest {
    /// The day on which it is to be decided again; `None` is never.
    until: Option<Day>,
    /// The policy that covers it.
    by: Option<usize>,
    /// What is open of it and ours, also where none covers it.
    balance: Minor,
    /// The day through which interest is counted, and what had ever accrued by then; `None` where it is not ours to count.
    accrued: Option<(Day, Option<Minor>)>,
}

/// What a day brought.
struct Looked {
    decided: Vec<LookedAt>,
    escalations: Vec<Escalation>,
    sent: Vec<Outgoing>,
}

struct LookedAt {
    invoice: InvoiceId,
    by: Option<(usize, Decision)>,
    again: Option<Day>,
}

impl<'a, 'p> Carried<'a, 'p> {
    /// A ledger at the end of the day before the first.
    ///
    /// # Errors
    /// When a declared fact has values of another type.
    pub fn new(
        policies: &'p [&'a Plan],
        ledger: &'p mut Ledger,
        (from, to): (Day, Day),
        payments_through: Option<Day>,
    ) -> Result<Carried<'a, 'p>, Vec<NotOfType>> {
        let at_rest = vec![AtRest { until: Some(from), by: None, balance: 0, accrued: None }; ledger.invoices.len()];
        let unallocated = ledger.unallocated.iter().map(|money| (money.customer, money.on)).collect();
        let by_customer = policies.iter().any(|policy| policy.asks_about_customer() || policy.speaks_of_customers());
        let turns = turns(policies, (from, to), payments_through);
        let (escalations, eve) = (BTreeMap::new(), from.plus(-1));
        let mut carried = Carried { ledger, policies, payments_through, turns, unallocated, by_customer, at_rest, escalations };
        let (decided, plans) = (carried.look(eve, &carried.all())?.decided, carried.plans());
        for LookedAt { invoice, by, .. } in decided {
            carried.remember(&plans, invoice, by.as_ref(), eve);
            carried.at_rest[invoice].accrued = by.map(|(_, decision)| (eve, decision.claim.accrued));
        }
        Ok(carried)
    }

    /// Decides what is to be decided on the next day, counts it into its week, and records what is sent. `ends` says whether that is the last day of
    /// the week.
    ///
    /// # Errors
    /// When a declared fact has values of another type.
    pub fn day(&mut self, on: Day, ends: bool, week: &mut Week, unmatched: &mut BTreeSet<InvoiceId>) -> Result<(), Vec<NotOfType>> {
        let awake = self.awake(on);
        let looked = self.look(on, &awake)?;
        let plans = self.plans();
        for LookedAt { invoice, by, .. } in &looked.decided {
            self.count_through(&plans, *invoice, on.plus(-1), week);
            self.count(&plans, *invoice, by.as_ref(), on, week);
            if by.as_ref().is_none_or(|(_, decision)| decision.kind == DecisionKind::Unmatched) {
                unmatched.insert(*invoice);
            }
        }
        self.rest(&looked.decided, on);
        self.escalate(&awake, looked.escalations, on == week.from, week);
        if ends {
            for invoice in self.all() {
                self.count_through(&plans, invoice, on, week);
            }
            for (currency, open) in self.balances(on) {
                let so_far = week.amounts.get(&currency).copied().unwrap_or(Amounts::NONE);
                week.amounts.insert(currency, Amounts { balance: open.balance, overdue: open.overdue, ..so_far });
            }
        }
        record(self.ledger, self.policies, looked.sent);
        Ok(())
    }

    fn all(&self) -> Vec<InvoiceId> {
        (0..self.at_rest.len()).collect()
    }

    /// The invoices that are to be decided on a day.
    fn awake(&self, on: Day) -> Vec<InvoiceId> {
        if self.turns.contains(&on) {
            return self.all();
        }
        (0..self.at_rest.len()).filter(|id| self.at_rest[*id].until.is_some_and(|until| until <= on)).collect()
    }

    /// Decides some invoices on a day.
    fn look(&mut self, on: Day, awake: &[InvoiceId]) -> Result<Looked, Vec<NotOfType>> {
        let known = self.payments_through.or(Some(on));
        if awake.len() == self.at_rest.len() {
            let stated = std::mem::replace(&mut self.ledger.payments_through, known);
            let looked = run(self.policies, self.ledger, on).map(|run| looked(&run, awake, awake, self.ledger));
            self.ledger.payments_through = stated;
            return looked;
        }
        // A letter says of all its invoices whether it was charged.
        let beside = self.ledger.with_letters(awake);
        let mut part = self.ledger.part(&beside, on);
        part.payments_through = known;
        run(self.policies, &part, on).map(|run| looked(&run, &beside, awake, self.ledger))
    }

    /// Remembers what was decided, and until when that is so.
    fn rest(&mut self, decided: &[LookedAt], on: Day) {
        let mut of_customers: HashMap<CustomerId, Option<Day>> = HashMap::new();
        for LookedAt { invoice, again, .. } in decided {
            let (customer, events) = (self.ledger.invoices.customer[*invoice], self.ledger.events_of(*invoice));
            let event = events.get(events.partition_point(|event| event.on <= on)).map(|event| event.on);
            let money = self.unallocated.range((customer, on.plus(1))..=(customer, Day::LAST)).next().map(|(_, on)| *on);
            let until = again.iter().copied().chain(event).chain(money).min();
            self.at_rest[*invoice].until = until;
            let of_customer = of_customers.entry(customer).or_default();
            *of_customer = of_customer.iter().copied().chain(until).min();
        }
        for LookedAt { invoice, .. } in decided.iter().filter(|_| self.by_customer) {
            self.at_rest[*invoice].until = of_customers.get(&self.ledger.invoices.customer[*invoice]).copied().flatten();
        }
    }

    /// Counts what is to be done about customers: what was found on the day, and on the first day of a week what was found earlier and stays.
    fn escalate(&mut self, awake: &[InvoiceId], found: Vec<Escalation>, is_first: bool, week: &mut Week) {
        for invoice in awake {
            self.escalations.remove(&self.ledger.invoices.customer[*invoice]);
        }
        if is_first {
            week.escalations.extend(self.escalations.values().flatten().cloned());
        }
        week.escalations.extend(found.iter().cloned());
        for escalation in found {
            self.escalations.entry(escalation.1).or_default().push(escalation);
        }
    }

    /// Remembers what covers an invoice and what is open of it; answers whether its interest is ours to count.
    fn remember(&mut self, plans: &[BoundPlan], invoice: InvoiceId, by: Option<&(usize, Decision)>, on: Day) -> bool {
        let letters = Letters::default();
        let case = Case::of(self.ledger, &letters, invoice);
        let (bound, balance) = match by {
            Some((at, decision)) => (Some(&plans[*at]), decision.claim.balance),
            None => {
                let first = first_of(plans, case.currency);
                (first, first.map_or(0, |bound| claim_on(bound, &case, on, &mut Vec::new()).0.balance))
            }
        };
        // What a sold claim comes to is the buyer's.
        let is_ours = bound.is_some_and(|bound| !Progress::is_assigned(bound, &case, on));
        self.at_rest[invoice].by = by.map(|(at, _)| *at);
        self.at_rest[invoice].balance = if is_ours { balance } else { 0 };
        by.is_some() && is_ours
    }

    /// Counts an invoice that was decided: its notice, and the interest of the day.
    fn count(&mut self, plans: &[BoundPlan], invoice: InvoiceId, by: Option<&(usize, Decision)>, on: Day, week: &mut Week) {
        let before = self.at_rest[invoice].accrued.map(|(_, accrued)| accrued);
        let bears = self.remember(plans, invoice, by, on);
        self.at_rest[invoice].accrued = None;
        let Some((at, decision)) = by else { return };
        let currency = self.ledger.invoices.currency[invoice];
        week.act(currency, *at, decision, invoice);
        if !bears {
            return;
        }
        let now = decision.claim.accrued;
        let earlier = before.unwrap_or_else(|| self.accrued(&plans[*at], invoice, on.plus(-1)).0);
        let is_assumed = decision.proposed.as_ref().map_or(decision.claim.assumed && now != earlier, |proposed| proposed.assumed);
        week.accrue(currency, (earlier, now), is_assumed);
        self.at_rest[invoice].accrued = Some((on, now));
    }

    /// Counts the interest of the days through one on which an invoice was at rest. It never shrinks, and of two of these days neither or both rest on
    /// what is assumed of the law, for every invoice is decided on the first day of which it is assumed.
    fn count_through(&mut self, plans: &[BoundPlan], invoice: InvoiceId, on: Day, week: &mut Week) {
        let AtRest { by: Some(at), balance: 1.., accrued: Some((through, earlier)), .. } = self.at_rest[invoice] else { return };
        if through >= on {
            return;
        }
        let (now, is_assumed) = self.accrued(&plans[at], invoice, on);
        week.accrue(self.ledger.invoices.currency[invoice], (earlier, now), is_assumed && now != earlier);
        self.at_rest[invoice].accrued = Some((on, now));
    }

    /// What had ever accrued on an invoice by a day, and whether some of it rests on what is assumed of the law.
    fn accrued(&self, bound: &BoundPlan, invoice: InvoiceId, on: Day) -> (Option<Minor>, bool) {
        let letters = Letters::default();
        let (claim, _) = claim_on(bound, &Case::of(self.ledger, &letters, invoice), on, &mut Vec::new());
        (claim.accrued, claim.assumed)
    }

    fn plans(&self) -> Vec<BoundPlan<'a>> {
        self.policies.iter().map(|policy| BoundPlan::new(policy, &self.ledger.texts)).collect()
    }

    /// What is open in each currency. An invoice that no policy covers counts under the first of its currency.
    pub fn balances(&self, on: Day) -> BTreeMap<Currency, Amounts> {
        let (plans, letters, mut all) = (self.plans(), Letters::default(), BTreeMap::new());
        for (invoice, AtRest { by, balance, .. }) in self.at_rest.iter().enumerate() {
            let case = Case::of(self.ledger, &letters, invoice);
            let Some(bound) = by.map(|at| &plans[at]).or_else(|| first_of(&plans, case.currency)) else { continue };
            let amounts: &mut Amounts = all.entry(case.currency).or_insert(Amounts::NONE);
            if case.issued <= on {
                amounts.balance += balance;
                amounts.overdue += if case.grace(bound).overdue(on) > 0 { *balance } else { 0 };
            }
        }
        all
    }
}

fn first_of<'b, 'c>(plans: &'b [BoundPlan<'c>], currency: Currency) -> Option<&'b BoundPlan<'c>> {
    plans.iter().find(|bound| bound.plan.currency == currency)
}

/// Days within a stretch on which every invoice is decided anew.
fn turns(policies: &[&Plan], (from, to): (Day, Day), payments_through: Option<Day>) -> BTreeSet<Day> {
    let of_policy = |policy: &&Plan| {
        let ends = [policy.valid.until, policy.keeps_until, Some(policy.law.known_until)].into_iter().flatten().map(|last| last.plus(1));
        [policy.valid.from, policy.law.known_from].into_iter().chain(ends).collect::<Vec<_>>()
    };
    let mut turns: BTreeSet<Day> = policies.iter().flat_map(of_policy).collect();
    for policy in policies {
        for hold in &policy.holds {
            let Hold::UnlessPaymentsKnown(ago) = hold else { continue };
            let is_known = |on: Day| payments_through.unwrap_or(on) >= ago.before(on, &policy.law.calendar);
            let days = (from.number()..=to.number()).map(Day::from_number);
            turns.extend(days.filter(|on| is_known(*on) != is_known(on.plus(-1))));
        }
    }
    turns
}

/// What a run of some invoices says of those that are awake. `of` are its invoices by their places in the ledger.
fn looked(run: &Run, of: &[InvoiceId], awake: &[InvoiceId], ledger: &Ledger) -> Looked {
    let is_awake = |invoice: &InvoiceId| awake.binary_search(invoice).is_ok();
    let look = |(place, decided): (usize, &Decided)| {
        let invoice = of[place];
        is_awake(&invoice).then(|| LookedAt { invoice, by: decided.by.clone(), again: run.next_look(place) })
    };
    let decided = run.decided.iter().enumerate().filter_map(look).collect();
    let sent = outgoing(run).into_iter().map(|sent| {
        let invoice = of[sent.invoice()];
        sent.of(invoice)
    });
    let sent = sent.filter(|sent| is_awake(&sent.invoice())).collect();
    let customer = |place: InvoiceId| ledger.invoices.customer[of[place]];
    let customers: HashMap<CustomerId, CustomerId> =
        (0..of.len()).filter(|place| is_awake(&of[*place])).map(|place| (run.ledger.invoices.customer[place], customer(place))).collect();
    let escalation = |escalated: &Escalated| {
        let policy = run.plans[escalated.by].plan;
        Some((policy.currency, *customers.get(&escalated.customer)?, policy.name.clone(), escalated.title.clone()))
    };
    Looked { decided, escalations: run.escalations.iter().filter_map(escalation).collect(), sent }
}
