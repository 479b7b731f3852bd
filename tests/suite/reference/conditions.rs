//! Whether a condition holds of an invoice or of a customer.

use super::ledger::Customer;
use super::policy::{Condition, Fact};

/// What a condition can ask. `None` is a fact the ledger lacks.
pub trait Known {
    fn number(&self, fact: Fact) -> Option<i128>;
    fn debtor(&self) -> &'static str;
    fn region(&self) -> Option<&'static str>;
    fn key_account(&self) -> Option<bool>;
    fn customer(&self) -> &Customer;
    fn invoice_tagged(&self, tag: &str) -> bool;
}

/// `None` where a fact that decides it is missing.
pub fn holds(known: &dyn Known, condition: &Condition) -> Option<bool> {
    let each = |all: &[Condition]| all.iter().map(|one| holds(known, one)).collect::<Vec<_>>();
    match condition {
        Condition::Compare(fact, is, value) => known.number(*fact).map(|left| is.holds(left, *value)),
        Condition::Against(fact, is, other, plus) => Some(is.holds(known.number(*fact)?, known.number(*other)? + plus)),
        Condition::Debtor(is, kind) => Some((known.debtor() == *kind) == *is),
        Condition::Region(is, region) => known.region().map(|own| (own == *region) == *is),
        Condition::KeyAccount(yes) => known.key_account().map(|own| own == *yes),
        Condition::CustomerTagged(tag) => Some(known.customer().tags.contains(tag)),
        Condition::InvoiceTagged(tag) => Some(known.invoice_tagged(tag)),
        Condition::Not(one) => holds(known, one).map(|holds| !holds),
        Condition::All(all) => {
            let all = each(all);
            if all.contains(&Some(false)) { Some(false) } else { all.into_iter().collect::<Option<Vec<_>>>().map(|_| true) }
        }
        Condition::Any(any) => {
            let any = each(any);
            if any.contains(&Some(true)) { Some(true) } else { any.into_iter().collect::<Option<Vec<_>>>().map(|_| false) }
        }
    }
}
