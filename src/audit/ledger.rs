use super::auditor::{Audit, Auditor};
use crate::claim::Letters;
use crate::decide::Case;
use crate::law::Law;
use crate::ledger::Ledger;
use crate::value::Day;

/// Holds every notice of a ledger through a day against the law. An invoice whose customer is of another country is left out.
pub fn audit<'a>(law: &'a Law, ledger: &Ledger, until: Day) -> Audit<'a> {
    let letters = Letters::of(ledger, until);
    let mut auditor = Auditor::new(law, until);
    for id in 0..ledger.invoices.len() {
        let country = ledger.customers.country(ledger.invoices.customer[id]);
        if country.is_some_and(|country| country != law.name) {
            auditor.leave_out();
        } else {
            auditor.invoice(id, &Case::of(ledger, &letters, id));
        }
    }
    auditor.finish()
}
