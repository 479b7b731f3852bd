use crate::plan::FactValue;
use crate::value::{Currency, Minor, Money};

/// What conditions may ask of one invoice besides its money.
#[derive(Clone, Default, Debug)]
pub struct CaseFacts<'a> {
    /// The declared facts, in the policy's order; `None` where the ledger has none and there is no default.
    pub declared: Vec<Option<&'a FactValue>>,
    /// Tags of the invoice.
    pub invoice_tags: &'a [String],
    /// Tags of the customer.
    pub customer_tags: &'a [String],
    /// The customer's credit limit, as the ledger writes it.
    pub credit_limit: Option<&'a str>,
}

impl CaseFacts<'_> {
    /// The customer's credit limit, where the ledger has one that is an amount of this currency.
    pub fn credit_limit(&self, currency: Currency) -> Option<Minor> {
        limit_in(self.credit_limit?, currency)
    }
}

/// A credit limit as a ledger writes it, where it is an amount of this currency.
pub fn limit_in(text: &str, currency: Currency) -> Option<Minor> {
    Money::from_decimal(text.parse().ok()?, currency).ok().map(|limit| limit.minor)
}
