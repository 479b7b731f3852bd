//! Why one invoice was decided as it was, and from which day it would be otherwise: everything behind the decision, as data.

mod account;
mod ahead;
mod belongs;
mod case;
mod gates;
mod happened;
mod notice;
mod steps;

pub use account::{Due, Line};
pub use ahead::{Ahead, Stage};
pub use belongs::Passed;
pub use gates::Gate;
pub use happened::{Kept, Sent, Stopped};
pub use notice::{Ruled, Told};
pub use steps::{Position, Step, Trigger, When};

use crate::claim::Claim;
use crate::decide::Kind;
use crate::run::{NotOfType, run};
use crate::words::because;

use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;
use crate::terms::Valid;
use crate::value::{Currency, Day, Debtor, Minor};
use case::Asking;

/// Everything behind one decision.
#[derive(Clone, Debug)]
pub struct Explained {
    /// Invoice number.
    pub invoice: String,
    /// Customer number.
    pub customer: String,
    /// Customer name, where known.
    pub name: Option<String>,
    /// Currency of every amount.
    pub currency: Currency,
    /// With VAT.
    pub amount: Minor,
    /// Who owes; an unknown debtor is treated as a consumer.
    pub debtor: Debtor,
    /// Issue date.
    pub issued: Day,
    /// The as-of date.
    pub on: Day,
    /// Which of the nine.
    pub decision: Kind,
    /// Why, in short sentences.
    pub because: Vec<String>,
    /// The policies that were tried first and are not for it.
    pub passed: Vec<Passed>,
    /// What the policy it belongs to makes of it; `None` when none covers it.
    pub policy: Option<OfPolicy>,
    /// When a notice would go out if nothing else happened; `None` on `send`.
    pub ahead: Option<Ahead>,
}

/// What a policy makes of one invoice.
#[derive(Clone, Debug)]
pub struct OfPolicy {
    /// Its name.
    pub name: String,
    /// What people call it.
    pub title: Option<String>,
    /// The statute's name.
    pub law: String,
    /// When it holds.
    pub valid: Valid,
    /// Why this version of it and no other; `None` when there is one only.
    pub version: Option<String>,
    /// The due date that counts, and the first day of interest.
    pub due: Due,
    /// What is owed.
    pub claim: Claim,
    /// How that adds up, line by line.
    pub account: Vec<Line>,
    /// The notices that were sent, those undone among them.
    pub notices: Vec<Sent>,
    /// Disputes, holds, plans and promises, in the order in which they began.
    pub stops: Vec<Stopped>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// What was asked in turn, as far as it came.
    pub gates: Vec<Gate>,
    /// The notice that goes out or is withheld.
    pub notice: Option<Told>,
}

/// Explains what is decided of one invoice of a ledger on a day. Only what may have a say in it is read.
///
/// # Errors
/// When a declared fact has values of another type.
pub fn why(policies: &[&Plan], ledger: &Ledger, id: InvoiceId, on: Day) -> Result<Explained, Vec<NotOfType>> {
    let beside = ledger.beside(id);
    let part = ledger.part(&beside, on);
    let id = beside.iter().position(|one| *one == id).unwrap_or(0);
    let run = run(policies, &part, on)?;
    let (case, invoices) = (run.case(id), &part.invoices);
    let customer = invoices.customer[id];
    let by = &run.decided[id].by;
    let decision = by.as_ref().map_or(Kind::Unmatched, |(_, decision)| decision.kind);
    Ok(Explained {
        invoice: invoices.number[id].clone(),
        customer: part.customers.number[customer].clone(),
        name: part.customers.name.get(customer).filter(|name| !name.is_empty()).cloned(),
        currency: case.currency,
        amount: case.amount,
        debtor: case.debtor,
        issued: case.issued,
        on,
        decision,
        because: because(&run, id),
        passed: belongs::passed(&run, id),
        policy: by.as_ref().map(|(at, decision)| Asking::new(&run, id, *at, &case, decision).of_policy()),
        ahead: (decision != Kind::Send).then(|| ahead::ahead(policies, &part, id, on)),
    })
}
