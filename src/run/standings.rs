//! Every customer of a ledger before anything more is sold to it: in which currency, under which policy, with what credit.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::credit;
use super::escalation::{OfCustomers, found_of, told};
use super::sale::Sale;
use super::standing::{Granted, NoCredit, Standing};
use super::uncovered::Uncovered;
use crate::claim::Interruptions;
use crate::decide::Misfit;
use crate::ledger::{CustomerId, InvoiceId, OnNoInvoice};
use crate::plan::Plan;
use crate::value::{Currency, Day, Debtor, Debtors, Minor, Money};

impl Run<'_> {
    /// Every customer in each currency in which it buys, in the order of the ledger; `None` where no policy has credit classes.
    pub fn standings(&self) -> Option<Vec<Standing>> {
        let look = Look::new(self)?;
        let all = 0..self.ledger.customers.number.len();
        Some(all.flat_map(|customer| look.standings(customer, &look.currencies(customer), None)).collect())
    }

    /// The currencies in which a customer buys: those of its invoices, or without any those of the policies that are for it. `None` where no policy has
    /// credit classes.
    pub fn currencies_of(&self, customer: CustomerId) -> Option<Vec<Currency>> {
        Some(Look::new(self)?.currencies(customer).into_iter().flatten().collect())
    }

    /// One customer; with a sale in its currency alone, under the policies that the sale may come under, and with an answer. `None` where no policy has
    /// credit classes.
    pub fn standing(&self, customer: CustomerId, sale: Option<Money>) -> Option<Vec<Standing>> {
        let look = Look::new(self)?;
        let currencies = sale.map_or_else(|| look.currencies(customer), |sale| vec![Some(sale.currency)]);
        Some(look.standings(customer, &currencies, sale.map(|sale| sale.minor)))
    }
}

/// What is put together once for all customers.
struct Look<'a> {
    run: &'a Run<'a>,
    of_customers: OfCustomers<'a>,
    /// The invoices of each customer that are issued.
    invoices: Vec<Vec<InvoiceId>>,
    /// For each policy in force that speaks of customers, those with open invoices under it.
    open: BTreeMap<usize, BTreeMap<CustomerId, Vec<InvoiceId>>>,
}

impl<'a> Look<'a> {
    fn new(run: &'a Run<'a>) -> Option<Look<'a>> {
        run.plans.iter().find(|bound| bound.plan.credit.is_some())?;
        let of_customers = run.of_customers();
        let mut invoices = vec![Vec::new(); run.ledger.customers.number.len()];
        for id in (0..run.ledger.invoices.len()).filter(|id| run.ledger.invoices.issued[*id] <= run.on) {
            invoices[run.ledger.invoices.customer[id]].push(id);
        }
        let speaks = |at: &usize| run.plans[*at].plan.speaks_of_customers() && run.plans[*at].plan.is_valid(run.on);
        let open = (0..run.plans.len()).filter(speaks).map(|at| (at, of_customers.open(at))).collect();
        Some(Look { run, of_customers, invoices, open })
    }

    /// The sale, once for each kind of debtor that the customer may be.
    fn sales(&self, customer: CustomerId, currency: Currency, amount: Option<Minor>) -> impl Iterator<Item = Sale<'a>> {
        let sale = Sale { ledger: self.run.ledger, customer, debtor: Debtor::Consumer, currency, amount };
        let kinds = self.of_customers.kinds[customer];
        let kinds = if kinds == Debtors::NONE { Debtors::NONE.with(Debtor::Consumer) } else { kinds };
        kinds.iter().map(move |debtor| Sale { debtor, ..sale })
    }

    /// The day since which a customer is insolvent, with or without invoices.
    fn insolvent(&self, customer: CustomerId) -> Option<Day> {
        Interruptions::of_customer(self.run.ledger, customer, self.run.on).insolvent
    }

    /// The currencies in which a customer buys; `None` alone where nothing tells one.
    fn currencies(&self, customer: CustomerId) -> Vec<Option<Currency>> {
        let of_invoices = self.invoices[customer].iter().map(|id| self.run.ledger.invoices.currency[*id]);
        let mut all: BTreeSet<Currency> = of_invoices.collect();
        if all.is_empty() {
            let of_plans = self.run.plans.iter().map(|bound| bound.plan.currency);
            let is_covered = |currency: &Currency| self.sales(customer, *currency, None).any(|sale| !self.covering(&sale).is_empty());
            all = of_plans.filter(is_covered).collect();
        }
        if all.is_empty() { vec![None] } else { all.into_iter().map(Some).collect() }
    }

    /// The policies that the invoice of a sale may come under: the first that fits, and those before it of which nobody can tell.
    fn covering(&self, sale: &Sale) -> Vec<usize> {
        let mut covering = Vec::new();
        for (at, bound) in self.run.plans.iter().enumerate().filter(|(_, bound)| bound.plan.is_valid(self.run.on)) {
            match sale.misfit(bound.plan) {
                Ok(Some(_)) => {}
                Err(_) => covering.push(at),
                Ok(None) => {
                    covering.push(at);
                    break;
                }
            }
        }
        covering
    }

    fn standings(&self, customer: CustomerId, currencies: &[Option<Currency>], amount: Option<Minor>) -> Vec<Standing> {
        let mut found: Vec<Standing> = Vec::new();
        for currency in currencies {
            // Of no currency any will do: without an invoice and a policy it tells nothing.
            let any = currency.unwrap_or(self.run.plans[0].plan.currency);
            let mut here: Vec<Standing> = Vec::new();
            for sale in self.sales(customer, any, amount) {
                let more = if currency.is_some() { self.of_sale(&sale) } else { vec![self.in_none(&sale)] };
                here.extend(more.into_iter().filter(|standing| !here.contains(standing)).collect::<Vec<_>>());
            }
            here.sort_by_key(|standing| standing.by.unwrap_or(usize::MAX));
            found.extend(here);
        }
        // Of a customer that has not bought yet, policies that say nothing of credit say nothing.
        if self.invoices[customer].is_empty() && found.iter().any(|standing| standing.credit.is_ok()) {
            found.retain(|standing| standing.credit.is_ok());
        }
        for standing in &mut found {
            standing.sale = amount.map(|amount| standing.asked(amount));
        }
        found
    }

    fn of_sale(&self, sale: &Sale) -> Vec<Standing> {
        let Sale { customer, currency, amount, .. } = *sale;
        let covering = self.covering(sale);
        let (debtors, exposure) = (self.of_customers.kinds[customer], self.exposure(customer, currency));
        let unallocated = self.run.unallocated.get(&(customer, currency)).copied().unwrap_or_default();
        let standing = |by: Option<usize>, credit: Result<Granted, NoCredit>| Standing {
            customer,
            debtors,
            currency: Some(currency),
            by,
            exposure,
            unallocated,
            credit,
            insolvent: self.insolvent(customer),
            sale: None,
        };
        let owes = |at: usize| self.open[&at].contains_key(&customer) && self.run.plans[at].plan.currency == currency;
        let is_asked = |at: usize| self.run.plans[at].plan.credit.is_some() && (covering.contains(&at) || amount.is_none() && owes(at));
        let (asked, others): (Vec<usize>, Vec<usize>) = self.open.keys().partition(|at| is_asked(**at));
        let elsewhere: Vec<Granted> = others.into_iter().filter(|at| owes(*at)).map(|at| self.granted(at, customer)).collect();
        if !asked.is_empty() {
            let granted = |at| elsewhere.iter().fold(self.granted(at, customer), Granted::stopped_by);
            return asked.into_iter().map(|at| standing(Some(at), Ok(granted(at)))).collect();
        }
        let none = match covering.first() {
            Some(_) => NoCredit::NoClasses,
            None => NoCredit::Uncovered(self.uncovered(sale, Some(currency))),
        };
        vec![standing(covering.first().copied(), Err(none))]
    }

    /// A customer without invoices for which there is no policy, whatever the currency.
    fn in_none(&self, sale: &Sale) -> Standing {
        let customer = sale.customer;
        let credit = Err(NoCredit::Uncovered(self.uncovered(sale, None)));
        Standing {
            customer,
            debtors: self.of_customers.kinds[customer],
            currency: None,
            by: None,
            exposure: None,
            unallocated: OnNoInvoice::default(),
            credit,
            insolvent: self.insolvent(customer),
            sale: None,
        }
    }

    fn uncovered(&self, sale: &Sale, currency: Option<Currency>) -> Uncovered {
        let misfit = |policy: &Plan| {
            let sale = Sale { currency: currency.unwrap_or(policy.currency), ..*sale };
            sale.misfit(policy).unwrap_or(None)
        };
        let misfits: Vec<Option<Misfit>> = self.run.plans.iter().map(|bound| misfit(bound.plan)).collect();
        self.run.nearest(&misfits, sale.debtor, currency, sale.addressee().country)
    }

    /// What the open invoices come to, where any policy of the currency tells how payments settle.
    fn exposure(&self, customer: CustomerId, currency: Currency) -> Option<Minor> {
        let ledger = self.run.ledger;
        let reckoned = self.run.plans.iter().any(|bound| bound.plan.currency == currency);
        let none = !self.invoices[customer].iter().any(|id| ledger.invoices.currency[*id] == currency);
        (reckoned || none).then(|| self.of_customers.totals.get(&(customer, currency)).map_or(0, |totals| totals.balance))
    }

    /// What a policy that speaks of customers gives one of them.
    fn granted(&self, at: usize, customer: CustomerId) -> Granted {
        let plan = self.run.plans[at].plan;
        let open = self.open[&at].get(&customer).cloned().unwrap_or_default();
        let customer = &self.of_customers.customer(at, customer, open);
        let (mut todo, mut undecided) = (Vec::new(), Vec::new());
        for place in 0..plan.escalations.len() {
            match told(place, at, customer) {
                Ok(told) => todo.extend(told),
                Err(unknown) => undecided.push(unknown),
            }
        }
        let look = |credit| credit::look(credit, customer, self.run.ledger, self.run.on);
        let terms = plan.credit.as_ref().map(look).unwrap_or_default();
        todo.extend(terms.found.iter().map(|found| found_of(found.clone(), at, customer)));
        Granted { terms, todo, undecided }
    }
}
