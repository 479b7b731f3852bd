use std::collections::BTreeMap;
use std::sync::Arc;

use crate::claim::{Claim, Fold, Letters, fold};
use crate::decide::{BoundPlan, Case, Decision, DecisionKind};
use crate::law::{Accrual, Grace, Law};
use crate::ledger::{Event, InvoiceId, Ledger};
use crate::run::Run;
use crate::terms::Part;
use crate::value::{Currency, Curve, Day, DayCount, Minor, Money, Rate};

/// A ledger as it stands on a day: what every check reads.
pub struct Books<'a> {
    pub ledger: &'a Ledger,
    pub on: Day,
    /// What policies say of it, where some were named.
    pub run: Option<&'a Run<'a>>,
    laws: &'a [Arc<Law>],
    claims: Vec<Claim>,
    /// What interest without a law is counted with.
    unit: Curve,
    letters: Letters,
}

/// Some invoices in one currency, and their balances together.
#[derive(Default)]
pub struct Group {
    pub ids: Vec<InvoiceId>,
    pub balance: Minor,
}

impl<'a> Books<'a> {
    pub fn new(ledger: &'a Ledger, on: Day, run: Option<&'a Run<'a>>, laws: &'a [Arc<Law>]) -> Books<'a> {
        let unit = Curve::constant(Rate::ZERO, DayCount::Actual365);
        let mut books = Books { ledger, on, run, laws, claims: Vec::new(), unit, letters: Letters::default() };
        let claim = |id: InvoiceId| match books.decision(id) {
            Some(decision) => decision.claim,
            None => books.claim_with(id, ledger.events_of(id)),
        };
        books.claims = books.invoices().map(claim).collect();
        books
    }

    fn by(&self, id: InvoiceId) -> Option<&'a (usize, Decision)> {
        self.run?.decided[id].by.as_ref()
    }

    /// What was decided of an invoice, where a policy covers it.
    pub fn decision(&self, id: InvoiceId) -> Option<&'a Decision> {
        self.by(id).map(|(_, decision)| decision)
    }

    /// The place in the run of the plan that covers an invoice.
    pub fn plan_at(&self, id: InvoiceId) -> Option<usize> {
        self.by(id).map(|(at, _)| *at)
    }

    /// The plan that covers an invoice.
    pub fn plan(&self, id: InvoiceId) -> Option<&'a BoundPlan<'a>> {
        Some(&self.run?.plans[self.plan_at(id)?])
    }

    /// The customer's country, where known.
    pub fn country(&self, id: InvoiceId) -> Option<&'a str> {
        self.ledger.customers.country(self.ledger.invoices.customer[id])
    }

    /// The law that counts for an invoice: its policy's, otherwise that of the customer's country.
    pub fn law(&self, id: InvoiceId) -> Option<&'a Law> {
        match self.plan(id) {
            Some(bound) => Some(&bound.plan.law),
            None => {
                let country = self.country(id)?;
                self.laws.iter().find(|law| law.name == country).map(Arc::as_ref)
            }
        }
    }

    /// What an invoice comes to; without a policy and a country no interest is reckoned.
    pub fn claim(&self, id: InvoiceId) -> &Claim {
        &self.claims[id]
    }

    /// What an invoice would come to with other events: as its policy reads them, otherwise under the law of its customer's country, and without
    /// interest where that is not known.
    pub fn claim_with(&self, id: InvoiceId, events: &[Event]) -> Claim {
        self.claim_on(id, events, self.on)
    }

    /// The same on another day, under the policy that covers it on the day of the books.
    pub fn claim_on(&self, id: InvoiceId, events: &[Event], on: Day) -> Claim {
        let case = Case { events, ..Case::of(self.ledger, &self.letters, id) };
        let how = match self.plan(id) {
            Some(bound) => case.fold(bound, on),
            None => self.without_policy(&case, self.law(id), on),
        };
        fold(&how, events, &mut Vec::new()).0
    }

    fn without_policy<'b>(&'b self, case: &Case<'b>, law: Option<&'b Law>, on: Day) -> Fold<'b> {
        let none = Accrual { curve: None, fixed: Rate::ZERO, unit: &self.unit, after: on };
        Fold {
            amount: case.amount,
            opening: case.opening,
            accrual: law.map_or(none, |law| case.accrual_under(law)),
            settle: Part::USUAL,
            grace: law.map_or(Grace { due: on, until: on }, |law| case.grace_under(law)),
            notices: case.notices,
            on,
        }
    }

    /// The due date that counts, as far as a law is known; otherwise the one the ledger states, or the issue date.
    pub fn due(&self, id: InvoiceId) -> Day {
        let invoices = &self.ledger.invoices;
        let stated = invoices.due[id];
        self.law(id).map_or(stated.unwrap_or(invoices.issued[id]), |law| law.due_date(stated, invoices.issued[id]))
    }

    /// Every invoice, in the ledger's order.
    pub fn invoices(&self) -> std::ops::Range<InvoiceId> {
        0..self.ledger.invoices.len()
    }

    /// Whether something may still be dunned on an invoice.
    pub fn is_open(&self, id: InvoiceId) -> bool {
        self.decision(id).map_or(self.claims[id].balance > 0, |decision| decision.kind != DecisionKind::Settled)
    }

    /// The invoices on which something may still be dunned.
    pub fn open(&self) -> impl Iterator<Item = InvoiceId> {
        self.invoices().filter(|id| self.is_open(*id))
    }

    /// Invoices that have something in common, apart by currency.
    pub fn groups<K: Ord>(&self, ids: impl Iterator<Item = InvoiceId>, key: impl Fn(InvoiceId) -> K) -> BTreeMap<(K, Currency), Group> {
        let mut groups: BTreeMap<(K, Currency), Group> = BTreeMap::new();
        for id in ids {
            let group = groups.entry((key(id), self.currency(id))).or_default();
            group.balance += self.claims[id].balance;
            group.ids.push(id);
        }
        groups
    }

    /// The currency of an invoice.
    pub fn currency(&self, id: InvoiceId) -> Currency {
        self.ledger.invoices.currency[id]
    }

    /// An amount of an invoice.
    pub fn money(&self, id: InvoiceId, minor: Minor) -> Money {
        Money::new(minor, self.currency(id))
    }
}
