use super::Run;
use super::uncovered::Uncovered;
use crate::decide::{Decision, DecisionKind, Reason, reasons};
use crate::ledger::{InvoiceId, OnNoInvoice, standing_notices};
use crate::plan::Plan;
use crate::value::Day;

/// One reason of a decision in a run: the invoice's own, or what the rest of the ledger adds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RunReason {
    /// The invoice's own.
    Own(Reason),
    /// One letter lists several invoices, and one of them carries its fee.
    OneLetter {
        /// All of them, in ledger order.
        lines: Vec<InvoiceId>,
        /// The one with the fee.
        carrier: InvoiceId,
    },
    /// The customer has paid, or been credited, so much that is not allocated to an invoice.
    Unallocated(OnNoInvoice),
    /// Another version of the policy decides from a day on, before the next step is due.
    OtherVersion(Day),
    /// No policy covers it.
    Uncovered(Uncovered),
}

impl Run<'_> {
    /// Why one invoice was decided as it was, its letter and its customer's other money included.
    pub fn reasons(&self, id: InvoiceId) -> Vec<RunReason> {
        let Some((at, decision)) = &self.decided[id].by else { return vec![RunReason::Uncovered(self.uncovered(id))] };
        let own = reasons(&self.plans[*at], &self.case(id), decision, self.on);
        let mut all: Vec<RunReason> = own.into_iter().map(RunReason::Own).collect();
        if let Some(letter) = &decision.letter {
            all.push(RunReason::OneLetter { lines: letter.lines.clone(), carrier: letter.carrier });
        }
        let unallocated = self.context(id).unallocated;
        if decision.kind == DecisionKind::Send && unallocated.all() > 0 {
            all.push(RunReason::Unallocated(unallocated));
        }
        all.extend(self.other_version(id, *at, decision).map(RunReason::OtherVersion));
        all
    }

    /// The day from which another version decides, where that comes before the next step is due.
    fn other_version(&self, id: InvoiceId, at: usize, decision: &Decision) -> Option<Day> {
        let next_on = decision.next_on.filter(|_| decision.kind == DecisionKind::Wait)?;
        let case = self.case(id);
        let begun = !standing_notices(case.events, case.notices, self.on).is_empty();
        let name = &self.plans[at].plan.name;
        let versions = self.plans.iter().map(|bound| bound.plan).filter(|other| other.name == *name);
        let comes = |other: &&Plan| (self.on.plus(1)..=next_on).contains(&other.valid.from) && (!begun || other.takes_over);
        versions.filter(comes).map(|other| other.valid.from).min()
    }
}
