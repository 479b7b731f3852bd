//! One customer under one policy: what escalations and credit classes may ask.

use super::facts::{NotOfType, fact_value, of_customer};
use crate::decide::{Answers, CustomerTotals, Missing};
use crate::ledger::{CREDIT_CHECKED, CREDIT_LIMIT, CustomerId, InvoiceId, Ledger};
use crate::plan::{Fact, FactValue, Plan};
use crate::terms::{BuiltIn, FactType};
use crate::value::{Debtor, Minor};

/// A customer with open invoices under a policy.
pub struct Customer<'a> {
    /// The policy.
    pub policy: &'a Plan,
    /// The customer.
    pub id: CustomerId,
    /// What kind of debtor it is: as the ledger says, or else as of its first open invoice.
    pub debtor: Debtor,
    /// The open invoices that the policy does not exempt, in ledger order.
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
            Fact::BuiltIn(BuiltIn::Debtor) => Ok(FactValue::Debtor(self.debtor)),
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
