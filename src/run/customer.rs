//! One customer under one policy: what escalations and credit classes may ask.

use super::facts::{NotOfType, fact_value, of_customer};
use crate::decide::{Answers, CustomerTotals, Missing};
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, CustomerId, InvoiceId, Ledger};
use crate::plan::{Fact, FactValue, Plan};
use crate::terms::{BuiltIn, FactType};
use crate::value::{Day, Debtor, Debtors, Minor};

/// A customer with open invoices under a policy.
pub struct Customer<'a> {
    /// The policy.
    pub policy: &'a Plan,
    /// The customer.
    pub id: CustomerId,
    /// What kind of debtor it is; `None` where its invoices name several that the policy is for, and nobody says which the customer is.
    pub debtor: Option<Debtor>,
    /// The open invoices that the policy does not exempt and that are not sold, in ledger order.
    pub open: Vec<InvoiceId>,
    /// The policy's facts about customers, typed.
    pub facts: &'a [Option<FactValue>],
    /// The customer's tags.
    pub tags: &'a [String],
    /// The customer's own credit limit in the policy's currency, if the ledger has one.
    pub credit_limit: Option<Minor>,
    /// What all open invoices in the policy's currency come to.
    pub totals: CustomerTotals,
}

impl Answers for Customer<'_> {
    type Wanting = Missing;

    fn value(&self, fact: &Fact) -> Result<FactValue, Missing> {
        match fact {
            Fact::BuiltIn(BuiltIn::Debtor) => self.debtor.map(FactValue::Debtor).ok_or_else(|| Missing(BuiltIn::Debtor.phrase().into())),
            Fact::BuiltIn(fact) => self.totals.told(*fact, self.credit_limit),
            Fact::Declared(at) => {
                let missing = || Missing(self.policy.customer_facts[*at].name.clone());
                self.facts[*at].clone().ok_or_else(missing)
            }
        }
    }

    fn invoice_tagged(&self, _: &str) -> bool {
        false
    }

    fn customer_tagged(&self, tag: &str) -> bool {
        self.tags.iter().any(|own| own == tag)
    }
}

/// The kinds of debtor that each customer is: the one that the ledger says of it, or else all that its issued invoices name.
pub fn kinds(ledger: &Ledger, on: Day) -> Vec<Debtors> {
    let stated = |customer: CustomerId| ledger.customers.debtor(customer);
    let mut kinds: Vec<Debtors> = (0..ledger.customers.number.len())
        .map(|customer| stated(customer).map_or(Debtors::NONE, |kind| Debtors::NONE.with(kind)))
        .collect();
    let invoices = &ledger.invoices;
    for id in (0..invoices.len()).filter(|id| invoices.issued[*id] <= on && stated(invoices.customer[*id]).is_none()) {
        let of = &mut kinds[invoices.customer[id]];
        *of = invoices.debtor[id].map_or(*of, |kind| of.with(kind));
    }
    kinds
}

/// The kind that a customer of these kinds is to a policy: a consumer where nobody says, and of several the only one that the policy is for.
pub fn kind(kinds: Debtors, policy: &Plan) -> Option<Debtor> {
    let known: Vec<Debtor> = kinds.iter().collect();
    let of_policy: Vec<Debtor> = kinds.iter().filter(|kind| policy.debtors.contains(*kind)).collect();
    match (known.as_slice(), of_policy.as_slice()) {
        ([], _) => Some(Debtor::Consumer),
        ([one], _) | (_, [one]) => Some(*one),
        (_, _) => None,
    }
}

/// The facts a policy may ask of every customer of a ledger, typed: for each customer the policy's `customer_facts` in their order.
pub fn facts(policy: &Plan, ledger: &Ledger) -> (Vec<Vec<Option<FactValue>>>, Vec<NotOfType>) {
    let mut wrong = Vec::new();
    let customers = 0..ledger.customers.number.len();
    let all = customers
        .map(|customer| {
            let each = policy.customer_facts.iter().enumerate().map(|(at, fact)| {
                let text = of_customer(ledger, customer, &fact.name);
                if text.is_empty() {
                    return fact.default.clone();
                }
                let value = fact_value(text, fact.kind, policy);
                // Those of the policy's own are told with the invoices.
                if value.is_none() && at >= policy.facts.len() {
                    wrong.push(NotOfType::of_customer(ledger, customer, &fact.name, fact.kind));
                }
                value
            });
            each.collect()
        })
        .collect();
    if let Some(credit) = &policy.credit {
        let checked = credit.check_every.map(|_| (CREDIT_CHECKED, FactType::Date));
        let known = checked.into_iter().chain([(CREDIT_LIMIT, FactType::Money)]);
        for (name, kind) in known {
            let unreadable = |customer: &CustomerId| {
                let text = of_customer(ledger, *customer, name);
                !text.is_empty() && fact_value(text, kind, policy).is_none()
            };
            let told = (0..ledger.customers.number.len()).filter(unreadable);
            wrong.extend(told.map(|customer| NotOfType { declared: false, ..NotOfType::of_customer(ledger, customer, name, kind) }));
        }
    }
    (all, wrong)
}
