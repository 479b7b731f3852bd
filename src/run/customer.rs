//! One customer under one policy: what escalations and credit classes may ask, and how the answer reads.

use crate::decide::Totals;
use crate::decide::{Answers, NoAnswer};
use crate::ledger::{CustomerId, InvoiceId, Ledger};
use crate::plan::{Comparison, Condition, Criterion, Fact, Plan, Right, Value};
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
    pub facts: &'a [Option<Value>],
    /// The customer's tags.
    pub tags: &'a [String],
    /// The customer's own credit limit in the policy's currency, if the ledger has one.
    pub credit_limit: Option<Minor>,
    /// What all open invoices in the policy's currency come to.
    pub totals: Totals,
}

impl Answers for Customer<'_> {
    fn value(&self, fact: &Fact) -> Result<Value, NoAnswer> {
        match fact {
            Fact::BuiltIn(BuiltIn::Debtor) => Ok(Value::Debtor(self.debtor)),
            Fact::BuiltIn(fact) => self.totals.told(*fact, self.credit_limit),
            Fact::Declared(at) => {
                let missing = || NoAnswer::Missing(self.policy.customer_facts[*at].name.clone());
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

impl Customer<'_> {
    /// Why a condition holds of the customer: each threshold with its figures.
    pub fn reason(&self, condition: &Condition) -> String {
        let holds = |condition: &Condition| self.holds(condition) == Ok(true);
        let said: Vec<String> = condition.holding(&holds).into_iter().map(|leaf| self.said(leaf)).collect();
        said.join("; ")
    }

    fn said(&self, leaf: &Condition) -> String {
        match leaf {
            Condition::One(Criterion::Compare(comparison)) => {
                let value =
                    self.value(&comparison.fact).map_or(String::new(), |value| format!(" {}", self.written(&value, &comparison.fact)));
                format!("{}{value} ({})", self.name(&comparison.fact), self.threshold(comparison))
            }
            Condition::One(Criterion::CustomerTagged(tag)) => format!("tagged \"{tag}\""),
            Condition::Not(condition) => match condition.as_ref() {
                Condition::One(Criterion::CustomerTagged(tag)) => format!("not tagged \"{tag}\""),
                Condition::One(Criterion::Compare(comparison)) => {
                    let value = self.value(&comparison.fact).map_or("unknown".into(), |value| self.written(&value, &comparison.fact));
                    format!("{} {value} (not {})", self.name(&comparison.fact), self.threshold(comparison))
                }
                _ => "what is excluded does not hold".into(),
            },
            Condition::All(_) | Condition::Any(_) | Condition::One(Criterion::InvoiceTagged(_)) => "no condition".into(),
        }
    }

    fn threshold(&self, comparison: &Comparison) -> String {
        let right = match &comparison.right {
            Right::Value(value) => self.written(value, &comparison.fact),
            Right::Fact(fact, plus) => {
                let value = self.value(fact).map_or(String::new(), |value| format!(" {}", self.written(&value, fact)));
                let plus =
                    if *plus == 0 { String::new() } else { format!(" plus {}", self.written(&Value::Whole(*plus), &comparison.fact)) };
                format!("{}{value}{plus}", self.name(fact))
            }
        };
        format!("{} {right}", comparison.operator.words())
    }

    fn name<'b>(&'b self, fact: &'b Fact) -> &'b str {
        match fact {
            Fact::BuiltIn(fact) => fact.phrase(),
            Fact::Declared(at) => &self.policy.customer_facts[*at].name,
        }
    }

    fn written(&self, value: &Value, of: &Fact) -> String {
        let kind = match of {
            Fact::BuiltIn(fact) => fact.kind(),
            Fact::Declared(at) => self.policy.customer_facts[*at].kind,
        };
        value.written(kind, self.policy.currency)
    }
}

/// The facts a policy may ask of every customer of a ledger, typed: for each customer the policy's `customer_facts` in their order.
pub fn facts(policy: &Plan, ledger: &Ledger) -> (Vec<Vec<Option<Value>>>, Vec<super::facts::NotOfType>) {
    let mut wrong = Vec::new();
    let customers = 0..ledger.customers.number.len();
    let all = customers
        .map(|customer| {
            let each = policy.customer_facts.iter().enumerate().map(|(at, fact)| {
                let text = super::facts::of_customer(ledger, customer, &fact.name);
                if text.is_empty() {
                    return fact.default.clone();
                }
                let value = super::facts::fact_value(text, fact.kind, policy);
                // Those of the policy's own are told with the invoices.
                if value.is_none() && at >= policy.facts.len() {
                    wrong.push(super::facts::NotOfType::of_customer(ledger, customer, &fact.name, fact.kind.described()));
                }
                value
            });
            each.collect()
        })
        .collect();
    if let Some(credit) = &policy.credit {
        let checked = credit.check_every.map(|_| ("credit_checked", FactType::Date));
        let known = checked.into_iter().chain([("credit_limit", FactType::Money)]);
        for (name, kind) in known {
            let unreadable = |customer: &CustomerId| {
                let text = super::facts::of_customer(ledger, *customer, name);
                !text.is_empty() && super::facts::fact_value(text, kind, policy).is_none()
            };
            let told = (0..ledger.customers.number.len()).filter(unreadable);
            wrong.extend(told.map(|customer| super::facts::NotOfType::of_customer(ledger, customer, name, kind.described())));
        }
    }
    (all, wrong)
}
