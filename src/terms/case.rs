use super::{Literal, Name};
use crate::diagnostic::{Span, Spanned};
use crate::value::{Day, Debtor, Money, Rate};

/// One invoice, what happens to it, and what is expected.
#[derive(Clone, PartialEq, Debug)]
pub struct TestCase {
    /// Where it stands.
    pub span: Span,
    /// The invoice.
    pub invoice: TestInvoice,
    /// What happens besides the policy's own notices.
    pub happenings: Vec<Spanned<(Day, Happening)>>,
    /// What is expected, in order.
    pub expects: Vec<Spanned<Expect>>,
}

/// The invoice of a test.
#[derive(Clone, PartialEq, Debug)]
pub struct TestInvoice {
    /// With VAT.
    pub amount: Money,
    /// Issue date.
    pub issued: Day,
    /// Due date; `None` leaves it to the statute.
    pub due: Option<Day>,
    /// Who owes.
    pub debtor: Debtor,
    /// Whether the due date was agreed.
    pub due_agreed: bool,
    /// Whether a reminder fee was agreed, where it differs from the policy.
    pub fee_agreed: Option<bool>,
    /// An agreed yearly late rate.
    pub interest_agreed: Option<Rate>,
    /// Tags of the invoice.
    pub tags: Vec<String>,
    /// Tags of the customer.
    pub customer_tags: Vec<String>,
    /// Declared facts.
    pub facts: Vec<(Name, Spanned<Literal>)>,
}

/// Something that happens to an invoice.
#[derive(Clone, PartialEq, Debug)]
pub enum Happening {
    /// `pay`.
    Payment(Money),
    /// `take back`.
    Reversal(Money),
    /// `credit`.
    Credit(Money),
    /// `waive fee …`, `waive interest …`.
    Waive {
        /// Fees forgiven.
        fee: Option<Money>,
        /// Interest forgiven.
        interest: Option<Money>,
    },
    /// `dispute`.
    Dispute,
    /// `resolve`.
    Resolved,
    /// `hold`.
    Hold(Option<Day>),
    /// `release`.
    Release,
    /// `plan`.
    Plan(Option<Day>),
    /// `end plan`.
    PlanEnded,
    /// `promise`.
    Promise(Day),
    /// `acknowledge`.
    Acknowledged,
    /// `judgment`.
    Judgment,
    /// `cancel STEP`.
    Cancel(Name),
    /// `hand over`.
    Handover,
    /// `recall`.
    Recalled,
    /// `write off`.
    WriteOff,
    /// `sent STEP`: a notice the policy did not send.
    Sent {
        /// Which step.
        step: Name,
        /// Its fee.
        fee: Option<Money>,
        /// Its compensation.
        compensation: Option<Money>,
        /// Its deadline.
        deadline: Option<Day>,
    },
}

/// What is expected.
#[derive(Clone, PartialEq, Debug)]
pub enum Expect {
    /// A step or a decision on a day.
    On(Box<Expected>),
    /// Nothing more is sent.
    NothingAfter,
}

/// What is expected on a day; what is left out may be anything.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// A step, or the word of a decision.
    pub what: Name,
    /// The day.
    pub on: Day,
    /// The rule that withholds it.
    pub by: Option<Name>,
    /// Its fee.
    pub fee: Option<Money>,
    /// Its compensation.
    pub compensation: Option<Money>,
    /// Interest on that day.
    pub interest: Option<Money>,
    /// Balance on that day.
    pub balance: Option<Money>,
    /// The claim on that day.
    pub claim: Option<Money>,
    /// Its deadline.
    pub deadline: Option<Day>,
}
