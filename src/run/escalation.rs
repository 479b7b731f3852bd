//! What is to be done about customers on a day: the escalations of each policy in force, and what its credit classes say.

use std::collections::{BTreeMap, HashMap};

use super::credit::{self, CreditFinding};
use super::customer::{Customer, kind};
use super::decided::Decided;
use super::met::{MetPart, met};
use crate::claim::Letters;
use crate::decide::{Answers, BoundPlan, Case, CustomerTotals, DecisionKind, Missing, Progress};
use crate::ledger::{CustomerId, InvoiceId, Ledger};
use crate::plan::FactValue;
use crate::value::{Currency, Day, Debtors};

/// Something to be done about a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Escalated {
    /// What it is called: the escalation's title, or that of the finding.
    pub title: String,
    /// The customer.
    pub customer: CustomerId,
    /// The policy, as a place in [`super::Run::plans`].
    pub by: usize,
    /// The escalation, as a place in the policy's; what credit classes find stands behind them all.
    pub place: usize,
    /// Why.
    pub cause: Cause,
    /// What to do.
    pub action: String,
    /// What the customer's open invoices in the policy's currency come to.
    pub totals: CustomerTotals,
}

/// Why something is to be done about a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cause {
    /// The condition of an escalation holds: what makes it hold, in the order written.
    Holds(Vec<MetPart>),
    /// What the credit classes find.
    Credit(CreditFinding),
}

impl Escalated {
    /// The fact the ledger lacks, where that is why a customer has no credit class.
    pub fn missing(&self) -> Option<&str> {
        match &self.cause {
            Cause::Credit(CreditFinding::ClassUnknown { fact }) => Some(fact),
            Cause::Credit(_) | Cause::Holds(_) => None,
        }
    }
}

/// An escalation nobody can decide, for want of a fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Undecided {
    /// The customer.
    pub customer: CustomerId,
    /// The escalation's title.
    pub title: String,
    /// What it would have somebody do.
    pub action: String,
    /// The fact the ledger lacks.
    pub fact: String,
}

/// What the whole ledger tells of customers.
pub struct OfCustomers<'a> {
    pub ledger: &'a Ledger,
    pub plans: &'a [BoundPlan<'a>],
    pub decided: &'a [Decided],
    pub letters: &'a Letters,
    pub totals: &'a HashMap<(CustomerId, Currency), CustomerTotals>,
    /// For each plan that speaks of customers, their facts.
    pub facts: &'a [Vec<Vec<Option<FactValue>>>],
    /// What kinds of debtor each customer is.
    pub kinds: Vec<Debtors>,
    pub on: Day,
}

impl<'a> OfCustomers<'a> {
    /// By policy, escalation as written, customer; credit classes after the escalations of their policy, customer by customer.
    pub fn escalate(&self) -> (Vec<Escalated>, Vec<Undecided>) {
        let (mut escalated, mut undecided) = (Vec::new(), Vec::new());
        for (by, bound) in self.plans.iter().enumerate() {
            let policy = bound.plan;
            if !policy.speaks_of_customers() || !policy.is_valid(self.on) {
                continue;
            }
            let customers: Vec<Customer> = self.open(by).into_iter().map(|(id, open)| self.customer(by, id, open)).collect();
            for place in 0..policy.escalations.len() {
                for customer in &customers {
                    match told(place, by, customer) {
                        Ok(told) => escalated.extend(told),
                        Err(unknown) => undecided.push(unknown),
                    }
                }
            }
            let Some(credit) = &policy.credit else { continue };
            for customer in &customers {
                let found = credit::look(credit, customer, self.ledger, self.on).found.into_iter();
                escalated.extend(found.filter(CreditFinding::is_fault).map(|found| found_of(found, by, customer)));
            }
        }
        (escalated, undecided)
    }

    /// A customer as a policy sees it that speaks of customers; `open` are its open invoices under the policy.
    pub fn customer(&self, by: usize, id: CustomerId, open: Vec<InvoiceId>) -> Customer<'a> {
        let policy = self.plans[by].plan;
        Customer {
            policy,
            id,
            debtor: kind(self.kinds[id], policy),
            open,
            facts: &self.facts[by][id],
            tags: self.ledger.customers.tags(id),
            credit_limit: super::facts::credit_limit(self.ledger, id, policy.currency),
            totals: self.totals.get(&(id, policy.currency)).copied().unwrap_or_default(),
        }
    }

    /// Whoever has an open invoice that belongs to a policy, in whichever version, that it does not leave alone and that is not sold; with these
    /// invoices.
    pub fn open(&self, by: usize) -> BTreeMap<CustomerId, Vec<InvoiceId>> {
        let policy = self.plans[by].plan;
        let mut open: BTreeMap<CustomerId, Vec<InvoiceId>> = BTreeMap::new();
        for decided in self.decided {
            let Some((at, decision)) = &decided.by else { continue };
            let left_alone = matches!(decision.kind, DecisionKind::Exempt | DecisionKind::Unmatched);
            let case = Case::of(self.ledger, self.letters, decided.invoice);
            let is_open = decision.claim.balance > 0 && case.issued <= self.on;
            if self.plans[*at].plan.name == policy.name
                && is_open
                && !left_alone
                && !Progress::is_assigned(&self.plans[*at], &case, self.on)
            {
                open.entry(self.ledger.invoices.customer[decided.invoice]).or_default().push(decided.invoice);
            }
        }
        open
    }
}

/// What an escalation, by its place in the policy, comes to for a customer; `None` where it does not concern it.
///
/// # Errors
/// When a fact that decides is missing.
pub fn told(place: usize, by: usize, customer: &Customer) -> Result<Option<Escalated>, Undecided> {
    let escalation = &customer.policy.escalations[place];
    let (title, action) = (escalation.title.clone(), escalation.action.clone());
    match customer.holds(&escalation.when) {
        Ok(true) => {
            let cause = Cause::Holds(met(&escalation.when, customer));
            Ok(Some(Escalated { title, customer: customer.id, by, place, cause, action, totals: customer.totals }))
        }
        Ok(false) => Ok(None),
        Err(Missing(fact)) => Err(Undecided { customer: customer.id, title, action, fact }),
    }
}

/// What a credit class finds of a customer.
pub fn found_of(found: CreditFinding, by: usize, customer: &Customer) -> Escalated {
    Escalated {
        title: found.title().words().into(),
        customer: customer.id,
        by,
        place: customer.policy.escalations.len(),
        action: found.action().into(),
        cause: Cause::Credit(found),
        totals: customer.totals,
    }
}
