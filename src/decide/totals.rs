use super::no_answer::Missing;
use crate::claim::Claim;
use crate::ledger::CREDIT_LIMIT;
use crate::plan::FactValue;
use crate::terms::BuiltIn;
use crate::value::Minor;

/// What a customer's open invoices in one currency come to.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct CustomerTotals {
    /// Principal outstanding on all open invoices.
    pub balance: Minor,
    /// Principal outstanding on overdue ones.
    pub overdue_balance: Minor,
    /// How many are overdue.
    pub overdue_invoices: u32,
    /// Days past due of the oldest overdue one; 0 when there is none.
    pub oldest_overdue: i32,
}

impl CustomerTotals {
    /// Counts one invoice in: its claim, and the days since its due date.
    pub fn add(&mut self, claim: &Claim, overdue: i32) {
        if claim.balance == 0 {
            return;
        }
        self.balance += claim.balance;
        if overdue > 0 {
            self.overdue_balance += claim.balance;
            self.overdue_invoices += 1;
            self.oldest_overdue = self.oldest_overdue.max(overdue);
        }
    }

    /// What a condition asks of the customer; `credit_limit` is the customer's, if the ledger has one.
    ///
    /// # Errors
    /// When the ledger has no credit limit, or what is asked is no customer's.
    pub fn told(&self, fact: BuiltIn, credit_limit: Option<Minor>) -> Result<FactValue, Missing> {
        Ok(match fact {
            BuiltIn::CustomerBalance => FactValue::Whole(self.balance),
            BuiltIn::CustomerOverdueBalance => FactValue::Whole(self.overdue_balance),
            BuiltIn::CustomerOverdueInvoices => FactValue::Number(self.overdue_invoices.into()),
            BuiltIn::CustomerOldestOverdue => FactValue::Whole(self.oldest_overdue.into()),
            BuiltIn::CreditLimit => FactValue::Whole(credit_limit.ok_or_else(|| Missing(CREDIT_LIMIT.into()))?),
            BuiltIn::Balance | BuiltIn::Claim | BuiltIn::Principal | BuiltIn::Overdue | BuiltIn::Debtor => {
                return Err(Missing(fact.phrase().into()));
            }
        })
    }
}
