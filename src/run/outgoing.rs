//! What a run sends, and the ledger once it was sent.

use super::Run;
use crate::decide::{DecisionKind, Proposed};
use crate::ledger::{InvoiceId, Ledger};
use crate::plan::Plan;

/// A notice that goes out.
pub struct Outgoing {
    invoice: InvoiceId,
    /// The policy, as a place in [`Run::plans`].
    by: usize,
    proposed: Proposed,
    /// What the lines of its letter share, if it is one.
    letter: Option<String>,
}

impl Outgoing {
    /// The invoice, as a place in the ledger.
    pub fn invoice(&self) -> InvoiceId {
        self.invoice
    }

    /// The same in a ledger in which the invoice has another place.
    #[must_use]
    pub fn of(self, invoice: InvoiceId) -> Outgoing {
        Outgoing { invoice, ..self }
    }
}

/// The notices of a run, in ledger order.
pub fn outgoing(run: &Run) -> Vec<Outgoing> {
    let sent = run.decided.iter().filter_map(|decided| {
        let (by, decision) = decided.by.as_ref().filter(|(_, decision)| decision.kind == DecisionKind::Send)?;
        let letter = decision.letter.as_ref().and_then(|letter| {
            let (step, nth) = run.nth_of_letter(letter)?;
            Some(format!("{}/{step}/{nth}", &run.ledger.invoices.number[letter.carrier]))
        });
        Some(Outgoing { invoice: decided.invoice, by: *by, proposed: decision.proposed?, letter })
    });
    sent.collect()
}

/// Puts them into the ledger as sent on their day.
pub fn record(ledger: &mut Ledger, policies: &[&Plan], sent: Vec<Outgoing>) {
    let noted = |Outgoing { invoice, by, proposed, letter }: Outgoing| {
        let policy = policies[by];
        let step = ledger.texts.intern(&policy.steps[proposed.step].name);
        let letter = letter.map(|letter| ledger.texts.intern(&letter));
        (invoice, proposed.on, proposed.sent(policy, step, letter))
    };
    let noted: Vec<_> = sent.into_iter().map(noted).collect();
    if !noted.is_empty() {
        ledger.send(noted);
    }
}
