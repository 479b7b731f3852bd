use super::decided_case::DecidedCase;
use super::explained::{Explained, UnderPolicy};
use super::forecast::forecast;
use super::policy_choice::{other_policies, version_of};
use crate::decide::{DecisionKind, lawful_on};
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;
use crate::run::{NotOfType, run};
use crate::value::Day;

/// Explains what is decided of one invoice of a ledger on a day. Only what may have a say in it is read.
///
/// # Errors
/// When a declared fact has values of another type.
pub fn why<'a>(policies: &[&'a Plan], ledger: &Ledger, id: InvoiceId, on: Day) -> Result<Explained<'a>, Vec<NotOfType>> {
    let beside = ledger.beside(id);
    let part = ledger.part(&beside, on);
    let id = beside.iter().position(|one| *one == id).unwrap_or(0);
    let run = run(policies, &part, on)?;
    let (case, invoices) = (run.case(id), &part.invoices);
    let customer = invoices.customer[id];
    let by = &run.decided[id].by;
    let decision = by.as_ref().map_or(DecisionKind::Unmatched, |(_, decision)| decision.kind);
    Ok(Explained {
        plans: policies.to_vec(),
        numbers: invoices.number.clone(),
        invoice: invoices.number[id].into(),
        customer: part.customers.number[customer].into(),
        name: part.customers.name(customer).map(Into::into),
        country: run.country(id).map(str::to_owned),
        currency: case.currency,
        amount: case.amount,
        debtor: case.debtor,
        issued: case.issued,
        open_items: case.opening.is_some(),
        on,
        decision,
        because: run.reasons(id),
        not_for: other_policies(&run, id),
        policy: by.as_ref().map(|(at, decision)| under_policy(&DecidedCase::new(&run, id, *at, &case, decision))),
        forecast: (decision != DecisionKind::Send).then(|| forecast(policies, &part, id, on)),
    })
}

fn under_policy(case: &DecidedCase) -> UnderPolicy {
    UnderPolicy {
        at: case.at,
        version: version_of(case.run, case.id, case.at),
        decision: case.decision.clone(),
        lawful_on: lawful_on(case.bound, case.case, case.decision, case.on),
        due: case.due(),
        interest: case.interest(),
        account: case.account(),
        notices: case.past_notices(),
        interruptions: case.interruptions(),
        steps: case.steps(),
        clauses: case.clauses(),
        rules: case.rules(),
    }
}
