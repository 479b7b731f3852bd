use std::collections::{BTreeMap, BTreeSet};

use crate::audit::{Auditor, Wrong};
use crate::decide::{Case, Kind};
use crate::ledger::named;
use crate::run::Run;
use crate::value::Money;

/// Says where an invoice that gets a letter was charged too much before: the claim that the letter states has it within.
pub fn tell(run: &Run) {
    let mut auditors: BTreeMap<&str, Auditor> = BTreeMap::new();
    for decided in &run.decided {
        let Some((at, decision)) = &decided.by else { continue };
        let (bound, case) = (&run.plans[*at], run.case(decided.invoice));
        if decision.kind == Kind::Send && case.opening.is_none() {
            // What the policy says was agreed counts here as it does for the letter itself.
            let case = Case { fee_agreed: Some(case.agreed_fee(bound)), interest_agreed: case.agreed_rate(bound), ..case };
            auditors.entry(&bound.plan.law.name).or_insert_with(|| Auditor::new(&bound.plan.law, run.on)).invoice(decided.invoice, &case);
        }
    }
    for (law, auditor) in auditors {
        let found = auditor.finish();
        let charged = found.faults.iter().filter(|fault| matches!(fault.wrong, Wrong::Charged { .. })).map(|fault| fault.invoice);
        let over: BTreeSet<usize> = charged.collect();
        if !over.is_empty() {
            let sums: Vec<String> = found.summary.over.iter().map(|(currency, minor)| Money::new(*minor, *currency).to_string()).collect();
            let invoices = named(&run.ledger.invoices.number, over.into_iter());
            let sums = sums.join(", ");
            eprintln!(
                "note: earlier letters on {invoices} about to get another charged {sums} more than the law allows; see `frist audit --law {law}`"
            );
        }
    }
}
