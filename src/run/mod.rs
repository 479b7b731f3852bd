//! A whole ledger on one day: the policy of each invoice, what customers come to, the decisions, their letters, and what is to be done about customers.

mod candidate;
mod choose;
mod credit;
mod customer;
mod decided;
mod escalation;
mod facts;
mod letter;
mod met;
mod next_look;
mod note;
mod outgoing;
mod reason;
mod remarks;
mod sale;
mod standing;
mod standings;
mod uncovered;
mod version;

pub use choose::{NotFor, not_for};
pub use credit::{CreditFinding, CreditLimit, CreditTerms};
pub use decided::Decided;
pub use escalation::{Cause, Escalated, Undecided};
pub use facts::{Facts, NotOfType, fact_value};
pub use met::MetPart;
pub use note::{Note, UnreadColumn, law_ends, of_audit, of_ledger, of_saft, unread_event_columns, unread_files};
pub use outgoing::{Outgoing, outgoing, record};
pub use reason::RunReason;
pub use remarks::Remarks;
pub use standing::{Granted, NoCredit, SaleAnswer, Standing};
pub use uncovered::Uncovered;
pub use version::{Since, VersionChoice, version};

use candidate::Candidates;
use choose::{Chooser, choose};
use escalation::OfCustomers;

use std::borrow::Cow;
use std::collections::HashMap;

use crate::claim::Letters;
use crate::decide::{BoundPlan, Case, CaseFacts, Context, CustomerTotals, Letter, Progress, claim_on, decide};

use crate::ledger::{CustomerId, InvoiceId, Ledger, OnNoInvoice};
use crate::plan::{FactValue, Plan};
use crate::value::{Currency, Day};

/// A ledger decided on a day.
#[derive(Debug)]
pub struct Run<'a> {
    /// The ledger.
    pub ledger: &'a Ledger,
    /// The as-of date.
    pub on: Day,
    /// The policies with their laws, in the order in which they are tried.
    pub plans: Vec<BoundPlan<'a>>,
    /// One entry an invoice, in ledger order.
    pub decided: Vec<Decided>,
    /// What is to be done about customers.
    pub escalations: Vec<Escalated>,
    /// What nobody can say of a customer, for want of a fact.
    pub undecided: Vec<Undecided>,
    /// What each customer has paid, or been credited, that is not allocated to an invoice.
    pub unallocated: HashMap<(CustomerId, Currency), OnNoInvoice>,
    letters: Cow<'a, Letters>,
    facts: Vec<Facts>,
    /// For each plan that speaks of customers, their facts.
    customer_facts: Vec<Vec<Vec<Option<FactValue>>>>,
    totals: HashMap<(CustomerId, Currency), CustomerTotals>,
}

/// Decides every invoice of a ledger on a day.
///
/// # Errors
/// When a declared fact has values of another type.
pub fn run<'a>(policies: &[&'a Plan], ledger: &'a Ledger, on: Day) -> Result<Run<'a>, Vec<NotOfType>> {
    match run_despite(policies, ledger, on) {
        (run, wrong) if wrong.is_empty() => Ok(run),
        (_, wrong) => Err(wrong),
    }
}

/// The same for a ledger that is only looked at: a value of another type counts as none, and is handed back.
pub fn run_despite<'a>(policies: &[&'a Plan], ledger: &'a Ledger, on: Day) -> (Run<'a>, Vec<NotOfType>) {
    decide_all(policies, ledger, Cow::Owned(Letters::of(ledger, on)), on)
}

/// The same for a part of a ledger, which has these letters.
pub fn run_part<'a>(policies: &[&'a Plan], part: &'a Ledger, letters: &'a Letters, on: Day) -> (Run<'a>, Vec<NotOfType>) {
    decide_all(policies, part, Cow::Borrowed(letters), on)
}

fn decide_all<'a>(policies: &[&'a Plan], ledger: &'a Ledger, letters: Cow<'a, Letters>, on: Day) -> (Run<'a>, Vec<NotOfType>) {
    let plans: Vec<BoundPlan> = policies.iter().map(|policy| BoundPlan::new(policy, &ledger.texts)).collect();
    let (facts, wrong): (Vec<Facts>, Vec<Vec<NotOfType>>) = policies.iter().map(|policy| Facts::of(policy, ledger)).unzip();
    let of_customers =
        policies.iter().map(|policy| if policy.speaks_of_customers() { customer::facts(policy, ledger) } else { Default::default() });
    let (customer_facts, wrong_too): (Vec<_>, Vec<_>) = of_customers.unzip();
    let wrong: Vec<NotOfType> = wrong.into_iter().chain(wrong_too).flatten().collect();
    let on_day = LedgerOnDay { ledger, on, plans: &plans, facts: &facts, letters: &letters };
    let mut chooser = Chooser::new(&plans, on);
    let chosen = (0..ledger.invoices.len()).map(|id| chooser.choose(&on_day.candidates(id), &Case::of(ledger, &letters, id)));
    let chosen: Vec<Option<usize>> = chosen.collect();
    let asks = |policy: &Plan| policy.asks_about_customer() || policy.speaks_of_customers();
    let totals = if policies.iter().any(|policy| asks(policy)) { on_day.totals(&chosen) } else { HashMap::new() };
    let mut unallocated: HashMap<(CustomerId, Currency), OnNoInvoice> = HashMap::new();
    for money in ledger.unallocated.iter().filter(|money| money.on <= on) {
        unallocated.entry((money.customer, money.currency)).or_default().add(money);
    }
    let decide_one = |(id, chosen): (InvoiceId, &Option<usize>)| {
        let by = chosen.map(|at| {
            let context = context(ledger, &totals, &unallocated, id);
            let case = Case::of(ledger, &letters, id);
            let facts = facts[at].of_invoice(ledger, id);
            (at, decide(&plans[at], &case, &facts, context, on))
        });
        Decided { invoice: id, by }
    };
    let mut decided: Vec<Decided> = chosen.iter().enumerate().map(decide_one).collect();
    letter::join(&plans, &mut decided, |id| Case::of(ledger, &letters, id), |id| ledger.invoices.customer[id], on);
    let (escalations, undecided) = (Vec::new(), Vec::new());
    let mut run = Run { ledger, on, plans, decided, escalations, undecided, unallocated, letters, facts, customer_facts, totals };
    (run.escalations, run.undecided) = run.of_customers().escalate();
    (run, wrong)
}

fn context(
    ledger: &Ledger,
    totals: &HashMap<(CustomerId, Currency), CustomerTotals>,
    unallocated: &HashMap<(CustomerId, Currency), OnNoInvoice>,
    id: InvoiceId,
) -> Context {
    let whose = (ledger.invoices.customer[id], ledger.invoices.currency[id]);
    Context {
        totals: totals.get(&whose).copied().unwrap_or_default(),
        unallocated: unallocated.get(&whose).copied().unwrap_or_default(),
        payments_through: ledger.payments_through,
        unguarded: false,
    }
}

impl Run<'_> {
    /// The step of a letter, and the how many-th of that step it is for the invoice that carries its fee: what its lines share.
    pub fn nth_of_letter(&self, letter: &Letter) -> Option<(&str, u32)> {
        let (bound, decision) = self.decided[letter.carrier].by.as_ref()?;
        Some((self.plans[*bound].plan.step_name(decision.step?), decision.nth()))
    }

    /// One of its invoices.
    pub fn case(&self, id: InvoiceId) -> Case<'_> {
        Case::of(self.ledger, &self.letters, id)
    }

    /// What the whole ledger tells one of its invoices.
    pub fn context(&self, id: InvoiceId) -> Context {
        context(self.ledger, &self.totals, &self.unallocated, id)
    }

    /// What the conditions of a policy, by its place in [`Run::plans`], may ask of one of its invoices.
    pub fn facts(&self, at: usize, id: InvoiceId) -> CaseFacts<'_> {
        self.facts[at].of_invoice(self.ledger, id)
    }

    /// The plan an invoice belonged to on a day; `None` when none covered it.
    pub fn plan_on(&self, id: InvoiceId, day: Day) -> Option<usize> {
        self.on_day(day).choose(id)
    }

    /// The policies an invoice may belong to, each at its place in [`Run::plans`].
    pub fn candidates(&self, id: InvoiceId) -> Candidates<'_> {
        self.on_day(self.on).candidates(id)
    }

    /// What the whole ledger tells of customers.
    fn of_customers(&self) -> OfCustomers<'_> {
        let Run { ledger, on, plans, decided, letters, customer_facts, totals, .. } = self;
        OfCustomers { ledger, plans, decided, letters, totals, facts: customer_facts, kinds: customer::kinds(ledger, *on), on: *on }
    }

    fn on_day(&self, on: Day) -> LedgerOnDay<'_> {
        LedgerOnDay { ledger: self.ledger, on, plans: &self.plans, facts: &self.facts, letters: &self.letters }
    }

    /// The country of an invoice's customer, where known.
    pub fn country(&self, id: InvoiceId) -> Option<&str> {
        country(self.ledger, id)
    }
}

fn country(ledger: &Ledger, id: InvoiceId) -> Option<&str> {
    ledger.customers.country(ledger.invoices.customer[id])
}

struct LedgerOnDay<'a> {
    ledger: &'a Ledger,
    on: Day,
    plans: &'a [BoundPlan<'a>],
    facts: &'a [Facts],
    letters: &'a Letters,
}

impl<'a> LedgerOnDay<'a> {
    fn candidates(&self, id: InvoiceId) -> Candidates<'a> {
        Candidates { ledger: self.ledger, invoice: id, plans: self.plans, facts: self.facts }
    }

    fn choose(&self, id: InvoiceId) -> Option<usize> {
        choose(&self.candidates(id), &Case::of(self.ledger, self.letters, id), self.on)
    }

    /// What each customer's open invoices come to, by currency. An invoice without a policy counts under the first of its currency.
    fn totals(&self, chosen: &[Option<usize>]) -> HashMap<(CustomerId, Currency), CustomerTotals> {
        let mut totals: HashMap<(CustomerId, Currency), CustomerTotals> = HashMap::new();
        for (id, chosen) in chosen.iter().enumerate() {
            let currency = self.ledger.invoices.currency[id];
            if self.ledger.invoices.issued[id] > self.on {
                continue;
            }
            let Some(at) = chosen.or_else(|| self.plans.iter().position(|bound| bound.plan.currency == currency)) else { continue };
            let case = Case::of(self.ledger, self.letters, id);
            if Progress::is_assigned(&self.plans[at], &case, self.on) {
                continue;
            }
            let (claim, _) = claim_on(&self.plans[at], &case, self.on, &mut Vec::new());
            let overdue = case.grace(&self.plans[at]).overdue(self.on);
            totals.entry((self.ledger.invoices.customer[id], currency)).or_default().add(&claim, overdue);
        }
        totals
    }
}
