use super::{Literal, Name};
use crate::diagnostic::{Span, Spanned};
use crate::value::{Day, Debtor, Money, Rate};

/// The invoices of one customer, what happens to them, and what is expected.
#[derive(Clone, PartialEq, Debug)]
pub struct TestCase {
    /// Where it stands.
    pub span: Span,
    /// The invoices that are dunned, at least one, in the order written. Others name them by their places.
    pub invoices: Vec<Spanned<TestInvoice>>,
    /// What is said of the customer.
    pub customer: TestCustomer,
    /// What happens besides the policy's own notices.
    pub happenings: Vec<Spanned<Happened>>,
    /// What is expected, in order.
    pub expects: Vec<Spanned<Expect>>,
}

/// An invoice of a test.
#[derive(Clone, PartialEq, Debug)]
pub struct TestInvoice {
    /// Its number; only one of several needs one.
    pub number: Option<Name>,
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
    /// Day it was sent, where that is not the day it was issued.
    pub sent: Option<Day>,
    /// Day the claim arose, where that is not the day it was issued.
    pub arose: Option<Day>,
    /// Whether a reminder fee was agreed, where it differs from the policy.
    pub fee_agreed: Option<bool>,
    /// An agreed yearly late rate.
    pub interest_agreed: Option<Rate>,
    /// Tags of the invoice.
    pub tags: Vec<String>,
    /// Declared facts, as columns of the invoice.
    pub facts: Vec<(Name, Spanned<Literal>)>,
}

/// The one customer of a test.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct TestCustomer {
    /// Tags.
    pub tags: Vec<String>,
    /// What it owes besides: invoices that are not dunned here and count in its totals.
    pub owes: Vec<Spanned<AlsoOwed>>,
    /// The ledger's own credit limit.
    pub credit_limit: Option<Spanned<Money>>,
    /// The day on which its credit was last checked.
    pub credit_checked: Option<Spanned<Day>>,
    /// Declared facts, as columns of the customer.
    pub facts: Vec<(Name, Spanned<Literal>)>,
}

/// `customer also owes …`: another open invoice of the customer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct AlsoOwed {
    /// With VAT.
    pub amount: Money,
    /// Issue date, from which on it is owed; `None` for one that is there from the first day of the test.
    pub issued: Option<Day>,
    /// Due date.
    pub due: Day,
    /// The last day it is owed.
    pub until: Option<Day>,
}

/// Something that happens on a day.
#[derive(Clone, PartialEq, Debug)]
pub struct Happened {
    /// The invoice, by its place among those of the case; `None` is the whole customer.
    pub invoice: Option<usize>,
    /// The day.
    pub on: Day,
    /// What.
    pub what: Happening,
}

impl Happened {
    /// The money, or the credit note, that is the customer's and on no invoice yet.
    pub fn unallocated(&self) -> Option<Money> {
        match (self.invoice, &self.what) {
            (None, Happening::Payment(money) | Happening::Credit(money)) => Some(*money),
            _ => None,
        }
    }
}

/// What may happen to an invoice, or to a customer.
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
    /// `promise`: through which day, and how much where it says so.
    Promise(Day, Option<Money>),
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
    /// `write off`: all of it, or so much.
    WriteOff(Option<Money>),
    /// `reopen`.
    Reopened,
    /// `uncredit`.
    Uncredit(Money),
    /// `assign`.
    Assigned,
    /// `insolvent`.
    Insolvent,
    /// `end insolvency`.
    InsolvencyEnded,
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
    /// Something is to be done about the customer on a day: the title of an escalation, or of what the credit classes say.
    Escalation(Name, Day),
    /// It is not, or with `None` nothing at all is.
    NoEscalation(Option<Name>, Day),
}

impl Expect {
    /// The day it is about; none where it is about all that come later.
    pub fn on(&self) -> Option<Day> {
        match self {
            Expect::On(expected) => Some(expected.on),
            Expect::Escalation(_, on) | Expect::NoEscalation(_, on) => Some(*on),
            Expect::NothingAfter => None,
        }
    }
}

/// The letter a notice is expected in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ExpectedLetter {
    /// That of an invoice, which carries its fee: by its place among those of the case.
    Of(usize),
    /// One that lists no other invoice.
    OfItsOwn,
}

/// What is expected on a day; what is left out may be anything.
#[derive(Clone, PartialEq, Debug)]
pub struct Expected {
    /// The invoice, by its place among those of the case.
    pub invoice: usize,
    /// A step, or the word of a decision.
    pub what: Name,
    /// The day.
    pub on: Day,
    /// The letter it goes out in.
    pub letter: Option<ExpectedLetter>,
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
