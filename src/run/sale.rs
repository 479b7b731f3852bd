use super::facts::{fact_value, of_customer};
use crate::decide::{Addressee, Answers, Misfit, Missing, NoAnswer, misfit};
use crate::ledger::{CustomerId, Ledger};
use crate::plan::{Fact, FactValue, Plan};
use crate::terms::BuiltIn;
use crate::value::{Currency, Debtor, Minor};

/// A sale that is not made yet: what is known of its invoice before there is one. It has no tags and no facts but those of its customer.
#[derive(Clone, Copy)]
pub struct Sale<'a> {
    pub ledger: &'a Ledger,
    pub customer: CustomerId,
    pub debtor: Debtor,
    pub currency: Currency,
    /// What it comes to, in minor units, where that is known.
    pub amount: Option<Minor>,
}

impl<'a> Sale<'a> {
    /// Who buys, and in what currency.
    pub fn addressee(&self) -> Addressee<'a> {
        let country = self.ledger.customers.country(self.customer);
        Addressee { country, debtor: self.debtor, currency: self.currency }
    }

    /// Why a policy is not for the invoice of this sale, its period aside.
    ///
    /// # Errors
    /// When what the policy applies to asks what nobody knows before the invoice.
    pub fn misfit(&self, policy: &Plan) -> Result<Option<Misfit>, NoAnswer> {
        misfit(policy, self.addressee(), |applies| Ok(Asking { sale: self, policy }.holds(applies)?))
    }
}

struct Asking<'a> {
    sale: &'a Sale<'a>,
    policy: &'a Plan,
}

impl Answers for Asking<'_> {
    type Wanting = Missing;

    fn value(&self, fact: &Fact) -> Result<FactValue, Missing> {
        let Asking { sale, policy } = self;
        let missing = || Missing(policy.fact_name(fact).into());
        match fact {
            Fact::BuiltIn(BuiltIn::Debtor) => Ok(FactValue::Debtor(sale.debtor)),
            Fact::BuiltIn(BuiltIn::Principal) => sale.amount.map(FactValue::Whole).ok_or_else(missing),
            // What a policy applies to asks nothing else that changes.
            Fact::BuiltIn(_) => Err(missing()),
            Fact::Declared(at) => {
                let declared = &policy.facts[*at];
                let text = of_customer(sale.ledger, sale.customer, &declared.name);
                let value = if text.is_empty() { declared.default.clone() } else { fact_value(text, declared.kind, policy) };
                value.ok_or_else(missing)
            }
        }
    }

    fn invoice_tagged(&self, _: &str) -> bool {
        false
    }

    fn customer_tagged(&self, tag: &str) -> bool {
        self.sale.ledger.customers.tags(self.sale.customer).iter().any(|own| own == tag)
    }
}
