use super::no_answer::NoAnswer;
use super::{BoundPlan, Case, CaseFacts, CustomerTotals};
use std::cmp::Ordering;

use crate::claim::Claim;
use crate::plan::{Comparison, Condition, Criterion, Fact, FactValue, Right};
use crate::terms::BuiltIn;
use crate::value::Day;

/// Everything a condition of a policy may ask about.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The policy and its law.
    pub bound: &'a BoundPlan<'a>,
    /// The invoice.
    pub case: &'a Case<'a>,
    /// What the ledger says beside its money.
    pub facts: &'a CaseFacts<'a>,
    /// What the customer's open invoices come to.
    pub totals: CustomerTotals,
    /// The invoice's money.
    pub claim: &'a Claim,
    /// The due date that counts.
    pub due: Day,
    /// The day.
    pub on: Day,
    /// Who wants to hear which criteria were asked for.
    pub listener: Option<Listener<'a>>,
}

/// Is told of each criterion that is asked for, and whether it holds.
pub type Listener<'a> = &'a dyn Fn(&Criterion, bool);

/// Whoever can tell what a condition asks for: an invoice, or a customer.
pub trait Answers {
    /// Why there is no answer: no more than what can be wanting here, so that nobody decides what cannot be.
    type Wanting;

    /// The value of a fact.
    ///
    /// # Errors
    /// When there is none.
    fn value(&self, fact: &Fact) -> Result<FactValue, Self::Wanting>;

    /// Whether the invoice has a tag.
    fn invoice_tagged(&self, tag: &str) -> bool;

    /// Whether the customer has a tag.
    fn customer_tagged(&self, tag: &str) -> bool;

    /// Whether a condition holds.
    ///
    /// # Errors
    /// When a fact that decides has no value.
    fn holds(&self, condition: &Condition) -> Result<bool, Self::Wanting> {
        condition.holds(&mut |criterion| {
            let holds = match criterion {
                Criterion::InvoiceTagged(tag) => self.invoice_tagged(tag),
                Criterion::CustomerTagged(tag) => self.customer_tagged(tag),
                Criterion::Compare(comparison) => self.ordering(comparison)?.is_some_and(|ordering| comparison.operator.holds(ordering)),
            };
            self.heard(criterion, holds);
            Ok(holds)
        })
    }

    /// A criterion was asked for, and holds or does not. Nobody listens, unless somebody does.
    fn heard(&self, _: &Criterion, _: bool) {}

    /// How the left side of a comparison stands to the right one.
    ///
    /// # Errors
    /// When one of them has no value.
    fn ordering(&self, comparison: &Comparison) -> Result<Option<Ordering>, Self::Wanting> {
        let left = self.value(&comparison.fact)?;
        let right = match &comparison.right {
            Right::Value(value) => value.clone(),
            Right::Fact(fact, plus) => self.value(fact)?.plus(*plus),
        };
        Ok(left.compare(&right))
    }
}

impl Answers for Asked<'_> {
    type Wanting = NoAnswer;

    fn heard(&self, criterion: &Criterion, holds: bool) {
        self.listener.into_iter().for_each(|listener| listener(criterion, holds));
    }

    fn invoice_tagged(&self, tag: &str) -> bool {
        self.facts.invoice_tags.iter().any(|own| own == tag)
    }

    fn customer_tagged(&self, tag: &str) -> bool {
        self.facts.customer_tags.iter().any(|own| own == tag)
    }

    fn value(&self, fact: &Fact) -> Result<FactValue, NoAnswer> {
        Ok(match fact {
            Fact::Declared(at) => match self.facts.declared.get(*at).copied().flatten() {
                Some(value) => value.clone(),
                None => return Err(NoAnswer::Missing(self.bound.plan.facts[*at].name.clone())),
            },
            Fact::BuiltIn(fact) => match fact {
                BuiltIn::Balance => FactValue::Whole(self.claim.balance),
                BuiltIn::Claim => FactValue::Whole(self.claim.total().ok_or(NoAnswer::Unknown)?),
                BuiltIn::Principal => FactValue::Whole(self.claim.principal),
                BuiltIn::Overdue => FactValue::Whole(self.case.grace(self.bound).overdue(self.on).into()),
                BuiltIn::Debtor => FactValue::Debtor(self.case.debtor),
                BuiltIn::CustomerBalance
                | BuiltIn::CustomerOverdueBalance
                | BuiltIn::CustomerOverdueInvoices
                | BuiltIn::CustomerOldestOverdue
                | BuiltIn::CreditLimit => self.totals.told(*fact, self.facts.credit_limit(self.bound.plan.currency))?,
            },
        })
    }
}
