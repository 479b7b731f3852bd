use std::collections::HashSet;

use crate::decide::{CaseFacts, limit_in};
use crate::ledger::{CREDIT_LIMIT, CustomerId, InvoiceId, Ledger, own_amount, own_number};
use crate::plan::{FactValue, Plan};
use crate::terms::FactType;
use crate::value::{Currency, Day, Minor};

/// The declared facts of one policy over a ledger, typed: a column a fact, an entry an invoice.
#[derive(Default, Debug)]
pub struct Facts {
    columns: Vec<Vec<Option<FactValue>>>,
}

/// A ledger value that is not of the type the policy declares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NotOfType {
    /// The invoice, where it is one's own.
    pub invoice: Option<InvoiceId>,
    /// The customer.
    pub customer: CustomerId,
    /// The file, as it was named.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The fact's column.
    pub column: String,
    /// The value.
    pub value: String,
    /// What it should be.
    pub expected: FactType,
    /// Whether a policy declares it, and no column of the ledger's own is meant.
    pub declared: bool,
}

impl NotOfType {
    /// A customer's value.
    pub(super) fn of_customer(ledger: &Ledger, customer: CustomerId, column: &str, expected: FactType) -> NotOfType {
        let ((file, line), value) = (ledger.customers.lines.place(customer), of_customer(ledger, customer, column).into());
        NotOfType { invoice: None, customer, file: file.into(), line, column: column.into(), value, expected, declared: true }
    }

    /// An invoice's own value.
    fn of_invoice(ledger: &Ledger, id: InvoiceId, column: &str, value: &str, expected: FactType) -> NotOfType {
        let ((file, line), customer) = (ledger.invoices.lines.place(id), ledger.invoices.customer[id]);
        NotOfType {
            invoice: Some(id),
            customer,
            file: file.into(),
            line,
            column: column.into(),
            value: value.into(),
            expected,
            declared: true,
        }
    }
}

/// What the ledger has of a customer in a column; empty where it has nothing.
pub(super) fn of_customer<'a>(ledger: &'a Ledger, customer: CustomerId, column: &str) -> &'a str {
    ledger.customers.fact(column, customer)
}

/// The customer's credit limit, where the ledger has one that is an amount of this currency.
pub(super) fn credit_limit(ledger: &Ledger, customer: CustomerId, currency: Currency) -> Option<Minor> {
    limit_in(of_customer(ledger, customer, CREDIT_LIMIT), currency)
}

impl Facts {
    /// Reads the declared facts of a policy: the invoice's own column first, then the customer's.
    pub fn of(policy: &Plan, ledger: &Ledger) -> (Facts, Vec<NotOfType>) {
        let mut wrong = Vec::new();
        let columns = policy
            .facts
            .iter()
            .map(|fact| {
                let name = &fact.name;
                let of_invoice = ledger.invoices.facts.get(name);
                let default = fact.default.clone();
                let mut told = HashSet::new();
                let read = |id: InvoiceId| {
                    let customer = ledger.invoices.customer[id];
                    let own = of_invoice.and_then(|column| column.get(id)).unwrap_or_default();
                    let text = if own.is_empty() { of_customer(ledger, customer, name) } else { own };
                    if text.is_empty() {
                        return default.clone();
                    }
                    let value = fact_value(text, fact.kind, policy);
                    if value.is_none() && ledger.invoices.currency[id] == policy.currency {
                        if !own.is_empty() {
                            wrong.push(NotOfType::of_invoice(ledger, id, name, own, fact.kind));
                        } else if told.insert(customer) {
                            // Told once, however many invoices the customer has.
                            wrong.push(NotOfType::of_customer(ledger, customer, name, fact.kind));
                        }
                    }
                    value
                };
                (0..ledger.invoices.len()).map(read).collect()
            })
            .collect();
        (Facts { columns }, wrong)
    }

    /// The facts of one invoice.
    pub fn of_invoice<'a>(&'a self, ledger: &'a Ledger, id: InvoiceId) -> CaseFacts<'a> {
        let customer = ledger.invoices.customer[id];
        CaseFacts {
            declared: self.columns.iter().map(|column| column[id].as_ref()).collect(),
            invoice_tags: ledger.invoices.tags.get(&id).map_or(&[], Vec::as_slice),
            customer_tags: ledger.customers.tags(customer),
            credit_limit: ledger.customers.facts.get(CREDIT_LIMIT).and_then(|column| column.get(customer)),
        }
    }
}

/// The value a ledger's text has as a fact of a type; `None` where it has none.
pub fn fact_value(text: &str, kind: FactType, policy: &Plan) -> Option<FactValue> {
    Some(match kind {
        FactType::Text => FactValue::Text(text.into()),
        FactType::Number => FactValue::Number(own_number(text)?),
        FactType::Date => FactValue::Date(text.parse::<Day>().ok()?),
        FactType::YesNo => FactValue::YesNo(match text {
            "yes" | "true" => true,
            "no" | "false" => false,
            _ => return None,
        }),
        FactType::Money => FactValue::Whole(own_amount(text, policy.currency)?.minor),
        FactType::Days | FactType::Debtor => return None,
    })
}
