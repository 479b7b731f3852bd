use super::Run;
use super::facts::of_customer;
use crate::decide::{comes_due, condition_of_customer_turns, decision_turns};
use crate::ledger::{CREDIT_CHECKED, InvoiceId};
use crate::value::{Day, FirstAfter};

impl Run<'_> {
    /// The first later day on which something else may be decided of an invoice or be to be done about its customer, as long as no event of any of the
    /// customer's invoices, no other version of a policy and no other law comes first. Where that is hard to tell it is tomorrow.
    pub fn next_look(&self, id: InvoiceId) -> Option<Day> {
        let (case, totals) = (self.case(id), self.context(id).totals);
        let mut turn = match &self.decided[id].by {
            Some((at, decision)) => decision_turns(&self.plans[*at], &case, decision, &totals, self.on),
            None => {
                let mut turn = FirstAfter::new(self.on);
                let of_currency = self.plans.iter().find(|bound| bound.plan.currency == case.currency);
                of_currency.into_iter().for_each(|bound| comes_due(bound, &case, &mut turn));
                turn
            }
        };
        for policy in self.plans.iter().map(|bound| bound.plan).filter(|policy| policy.currency == case.currency) {
            let classes = policy.credit.iter().flat_map(|credit| &credit.classes).filter_map(|class| class.when.as_ref());
            for condition in policy.escalations.iter().map(|escalation| &escalation.when).chain(classes) {
                condition_of_customer_turns(condition, &totals, &mut turn);
            }
            if let Some(months) = policy.credit.as_ref().and_then(|credit| credit.check_every) {
                let checked = of_customer(self.ledger, self.ledger.invoices.customer[id], CREDIT_CHECKED).parse::<Day>();
                checked.into_iter().for_each(|checked| turn.or(checked.plus_months(months).plus(1)));
            }
        }
        turn.first
    }
}
