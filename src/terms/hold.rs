use crate::value::Offset;

/// When the creditor itself holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Hold {
    /// A payment plan is running.
    OnPlan,
    /// The debtor has promised to pay and the day has not passed.
    OnPromise,
    /// The customer has paid something that is not allocated to an invoice.
    OnUnallocated,
    /// Payments are not known through so long ago.
    UnlessPaymentsKnown(Offset),
}

impl Hold {
    /// What a policy holds for unless it says that it goes on: who has agreed on how to pay is not pressed meanwhile.
    pub const USUAL: [Hold; 2] = [Hold::OnPlan, Hold::OnPromise];
}
