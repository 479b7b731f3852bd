//! Every customer of a ledger before anything more is sold to it: in which currency, under which policy, with what credit.

use std::collections::{BTreeMap, BTreeSet};

use super::Run;
use super::credit;
use super::customer::Customer;
use super::escalation::{OfCustomers, found_of, told};
use super::sale::Sale;
use super::standing::{Granted, NoCredit, Standing};
use super::uncovered::Uncovered;
use crate::decide::{Misfit, Stop, Why};
use crate::ledger::{CustomerId, InvoiceId, OnNoInvoice};
use crate::plan::Plan;
use crate::value::{Currency, Day, Debtor, Minor, Money};

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
    /// For each policy in force with credit classes, the customers with open invoices under it.
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
        let with_classes = |at: &usize| run.plans[*at].plan.credit.is_some() && run.plans[*at].plan.is_valid(run.on);
        let open = (0..run.plans.len()).filter(with_classes).map(|at| (at, of_customers.open(at))).collect();
        Some(Look { run, of_customers, invoices, open })
    }

    fn debtor(&self, customer: CustomerId) -> Option<Debtor> {
        let ledger = self.run.ledger;
        let of_invoices = || self.invoices[customer].iter().find_map(|id| ledger.invoices.debtor[*id]);
        ledger.customers.debtor.get(customer).copied().flatten().or_else(of_invoices)
    }

    fn sale(&self, customer: CustomerId, currency: Currency, amount: Option<Minor>) -> Sale<'a> {
        let debtor = self.debtor(customer).unwrap_or(Debtor::Consumer);
        Sale { ledger: self.run.ledger, customer, debtor, currency, amount }
    }

    /// The day since which a customer is insolvent, as its invoices tell.
    fn insolvent(&self, customer: CustomerId) -> Option<Day> {
        self.invoices[customer].iter().find_map(|id| {
            let (_, decision) = self.run.decided[*id].by.as_ref()?;
            if let Why::Stopped(Stop::Insolvent(since)) = decision.why { Some(since) } else { None }
        })
    }

    /// The currencies in which a customer buys; `None` alone where nothing tells one.
    fn currencies(&self, customer: CustomerId) -> Vec<Option<Currency>> {
        let of_invoices = self.invoices[customer].iter().map(|id| self.run.ledger.invoices.currency[*id]);
        let mut all: BTreeSet<Currency> = of_invoices.collect();
        if all.is_empty() {
            let of_plans = self.run.plans.iter().map(|bound| bound.plan.currency);
            all = of_plans.filter(|currency| !self.covering(&self.sale(customer, *currency, None)).is_empty()).collect();
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
        let found = currencies.iter().flat_map(|currency| match currency {
            Some(currency) => self.in_currency(customer, *currency, amount),
            None => vec![self.in_none(customer)],
        });
        let mut found: Vec<Standing> = found.collect();
        // Of a customer that has not bought yet, policies that say nothing of credit say nothing.
        if self.invoices[customer].is_empty() && found.iter().any(|standing| standing.credit.is_ok()) {
            found.retain(|standing| standing.credit.is_ok());
        }
        for standing in &mut found {
            standing.sale = amount.map(|amount| standing.asked(amount));
        }
        found
    }

    fn in_currency(&self, customer: CustomerId, currency: Currency, amount: Option<Minor>) -> Vec<Standing> {
        let sale = self.sale(customer, currency, amount);
        let covering = self.covering(&sale);
        let (debtor, exposure) = (self.debtor(customer), self.exposure(customer, currency));
        let unallocated = self.run.unallocated.get(&(customer, currency)).copied().unwrap_or_default();
        let standing = |by: Option<usize>, credit: Result<Granted, NoCredit>| Standing {
            customer,
            debtor,
            currency: Some(currency),
            by,
            exposure,
            unallocated,
            credit,
            insolvent: self.insolvent(customer),
            sale: None,
        };
        let under = self.open.iter().filter(|(at, open)| {
            let owes = amount.is_none() && open.contains_key(&customer) && self.run.plans[**at].plan.currency == currency;
            owes || covering.contains(at)
        });
        let granted: Vec<Standing> = under
            .map(|(at, open)| {
                let open = open.get(&customer).cloned().unwrap_or_default();
                let customer = Customer { debtor: sale.debtor, ..self.of_customers.customer(*at, customer, open) };
                standing(Some(*at), Ok(self.granted(*at, &customer)))
            })
            .collect();
        if !granted.is_empty() {
            return granted;
        }
        let none = match covering.first() {
            Some(_) => NoCredit::NoClasses,
            None => NoCredit::Uncovered(self.uncovered(&sale, Some(currency))),
        };
        vec![standing(covering.first().copied(), Err(none))]
    }

    /// A customer without invoices for which there is no policy, whatever the currency.
    fn in_none(&self, customer: CustomerId) -> Standing {
        let debtor = self.debtor(customer);
        let sale = self.sale(customer, self.run.plans[0].plan.currency, None);
        let credit = Err(NoCredit::Uncovered(self.uncovered(&sale, None)));
        Standing {
            customer,
            debtor,
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

    fn granted(&self, at: usize, customer: &Customer) -> Granted {
        let plan = self.run.plans[at].plan;
        let (mut todo, mut undecided) = (Vec::new(), Vec::new());
        for escalation in &plan.escalations {
            match told(escalation, at, customer) {
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
