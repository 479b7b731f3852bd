use crate::decide::{Charge, Gone};
use crate::ledger::{CustomerId, Event, EventKind, InvoiceId, Ledger, NoHistory, TextId};
use crate::run::{NotOfType, Uncovered, UnreadColumn};
use crate::terms::Hold;
use crate::value::{Act, Currency, Day, Debtor, Minor, Money, Rate};

/// The figures of a finding: what is wrong, beside the invoice, the customer, the date and the amount that stand in the finding itself. A `policy`
/// is a place in [`super::Inspection::policies`], a `step` one in that policy's steps, and a `written` step a name that stands in the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Detail {
    /// Nothing reads this table of the ledger's folder.
    FileNotRead {
        /// Its name.
        file: String,
    },
    /// Nothing is known to have been paid or sent.
    NoHistory(NoHistory),
    /// No policy names these columns, or of the events nothing reads them.
    ColumnNotRead {
        /// `invoices`, `customers` or `events`.
        file: &'static str,
        /// The columns, in alphabetical order.
        columns: Vec<UnreadColumn>,
    },
    /// The policy states an agreed reminder fee, the ledger says that none was agreed.
    FeeNotAgreed {
        /// The policy.
        policy: usize,
    },
    /// The ledger says that a reminder fee was agreed, the policy does not.
    FeeAgreed {
        /// The policy.
        policy: usize,
    },
    /// Policy and ledger state two agreed rates.
    InterestDiffers {
        /// The policy.
        policy: usize,
        /// The policy's rate, a year.
        stated: Rate,
        /// The ledger's rate, a year.
        own: Rate,
    },
    /// The invoice was sent later before its due date than the policy promises.
    SentLate {
        /// The policy.
        policy: usize,
        /// When it was sent.
        sent: Day,
        /// When it is due.
        due: Day,
        /// How many days before the due date the policy promises.
        promised: i32,
    },
    /// The ledger does not say what kind of debtor owes these.
    DebtorUnknown {
        /// Open invoices of one customer and currency.
        invoices: Vec<InvoiceId>,
    },
    /// No policy has the currency.
    CurrencyWithoutPolicy {
        /// The currency.
        currency: Currency,
        /// Its open invoices.
        invoices: Vec<InvoiceId>,
    },
    /// No policy is under the law of the country.
    CountryWithoutPolicy {
        /// The country, as the ledger writes it.
        country: String,
        /// The open invoices of customers there, in one currency.
        invoices: Vec<InvoiceId>,
    },
    /// No policy is for such debtors.
    DebtorWithoutPolicy {
        /// The kind of debtor.
        debtor: Debtor,
        /// Their open invoices in one currency.
        invoices: Vec<InvoiceId>,
    },
    /// No policy covers any open invoice of the customer.
    CustomerWithoutPolicy {
        /// Its open invoices in one currency.
        invoices: Vec<InvoiceId>,
    },
    /// No policy covers the invoice.
    InvoiceWithoutPolicy(Uncovered),
    /// More was paid than the invoice comes to.
    Overpaid {
        /// Its principal.
        principal: Money,
        /// Whether a law is known by which interest is reckoned.
        reckoned: bool,
    },
    /// A customer has credit on some invoices and owes on others.
    SetOff {
        /// The credit.
        credit: Money,
        /// Where it stands.
        on: Vec<InvoiceId>,
        /// What is owed.
        owed: Money,
        /// On which invoices.
        owed_on: Vec<InvoiceId>,
    },
    /// A customer has credit and owes nothing.
    PayBack {
        /// The credit.
        credit: Money,
        /// Where it stands.
        on: Vec<InvoiceId>,
    },
    /// The ledger states no due date, and a law takes one.
    DueDateTaken {
        /// The issue date.
        issued: Day,
        /// The due date that is taken.
        due: Day,
        /// How many days after issue the law takes.
        days: i32,
        /// The law.
        law: String,
    },
    /// The ledger states no due date, and no law is known that takes one.
    DueDateUnknown {
        /// The issue date.
        issued: Day,
    },
    /// An issue and a due date that do not go together.
    IssuedAndDue {
        /// The issue date.
        issued: Day,
        /// The due date.
        due: Day,
    },
    /// The invoice is issued after the as-of date.
    IssuedLater {
        /// The issue date.
        issued: Day,
    },
    /// Money is dated after the as-of date.
    MoneyLater {
        /// What it is.
        booking: Booking,
        /// Its date.
        on: Day,
    },
    /// A notice before the invoice was issued.
    NoticeBeforeIssue {
        /// What it was.
        act: Act,
        /// When it was sent.
        on: Day,
        /// The issue date.
        issued: Day,
    },
    /// A payment before the invoice was issued.
    PaymentBeforeIssue {
        /// How much.
        amount: Money,
        /// When.
        on: Day,
        /// The issue date.
        issued: Day,
    },
    /// A dispute is resolved, and none is open.
    NoDispute,
    /// A hold is released, and none is open.
    NoHold,
    /// A payment plan ends, and none is running.
    NoPaymentPlan,
    /// An insolvency ends, and none is open.
    NoInsolvency,
    /// The claim is recalled, and it is not handed over.
    NotHandedOver,
    /// Nothing stands that the cancellation could undo.
    NothingToCancel {
        /// The act it names.
        act: Option<Act>,
        /// The step it names.
        written: Option<TextId>,
    },
    /// Something that stops dunning for more than a year.
    LastsLong {
        /// Its word in the ledger.
        what: &'static str,
        /// Its first day.
        since: Day,
        /// Its last day.
        until: Day,
    },
    /// A hold without an end.
    HoldWithoutEnd {
        /// Its first day.
        since: Day,
    },
    /// A payment plan or a promise that dunning goes on through.
    GoneThrough {
        /// Which of the two.
        what: Hold,
        /// Its first day.
        since: Day,
        /// Its last day, where it has one.
        until: Option<Day>,
    },
    /// A value that is not of its fact's type.
    NotOfType(NotOfType),
    /// A fact without a default, which a policy asks of invoices that lack it.
    FactMissing {
        /// The fact's column.
        column: String,
        /// The policy.
        policy: usize,
        /// The open invoices that lack it, in one currency.
        invoices: Vec<InvoiceId>,
    },
    /// A fact without a default, which is asked of customers that lack it.
    CustomerFactMissing {
        /// The fact's column.
        column: String,
        /// What asks: an escalation by its title, or `credit`.
        asked_by: String,
        /// The customers that lack it.
        customers: Vec<CustomerId>,
    },
    /// An open-items file names a last step that the policy does not have.
    LastStepUnknown {
        /// The policy.
        policy: usize,
        /// The step's name in the ledger.
        written: TextId,
    },
    /// A notice names a step that the policy does not have.
    StepUnknown {
        /// The policy.
        policy: usize,
        /// The step's name in the ledger.
        written: TextId,
        /// What the notice is.
        act: Act,
        /// The step that it counts as.
        counts_as: Option<usize>,
    },
    /// The policy has no step of the notice's act.
    ActUnknown {
        /// The policy.
        policy: usize,
        /// What the notice is.
        act: Act,
    },
    /// The notice is of another act than its step.
    ActDiffers {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// What the notice is.
        act: Act,
    },
    /// The policy sends nothing on the day.
    NotARunDay {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// When the notice was sent.
        on: Day,
    },
    /// The step was reached before.
    StepRepeated {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
    },
    /// A later step was reached before.
    StepAfterLater {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// The furthest step that was reached.
        later: usize,
    },
    /// A step that goes before this one was left out.
    StepLeftOut {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// The first one left out.
        left_out: usize,
    },
    /// What the step counts from never happened.
    NothingToCountFrom {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
    },
    /// The step was not due yet.
    TooEarly {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// When the notice was sent.
        on: Day,
        /// When the step was due.
        due: Day,
    },
    /// The notice charges something else than the policy.
    ChargeDiffers {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// What is charged.
        charge: Charge,
        /// How much the notice charges.
        charged: Money,
        /// How much the policy does.
        meant: Money,
    },
    /// The notice gives less time than the policy.
    DeadlineShort {
        /// The policy.
        policy: usize,
        /// The step.
        step: usize,
        /// When the notice was sent.
        on: Day,
        /// Its deadline.
        set: Day,
        /// The policy's.
        meant: Day,
    },
    /// The invoice was handed over or sold before.
    AfterHandover {
        /// What the notice is.
        act: Act,
        /// When it was sent.
        on: Day,
        /// When the invoice was handed over or sold.
        gone: Gone,
        /// Whether it was sold or pledged.
        sold: bool,
    },
    /// The invoice was settled before.
    AfterSettlement {
        /// What the notice is.
        act: Act,
        /// When it was sent.
        on: Day,
    },
    /// A payment or a credit note that is on no invoice.
    Unallocated {
        /// Whether it is a credit note.
        is_credit: bool,
        /// What it stands beside.
        beside: Beside,
    },
    /// So much of unallocated money would go to the invoice.
    Allocation {
        /// What would still be owed on it on the as-of date.
        still_owed: Money,
    },
    /// So much of it would be left when every invoice is paid.
    AllocationLeft,
    /// Payments are not known for as long as a policy asks.
    PaymentsTooOld {
        /// The day through which they are known; `None` where the ledger does not say.
        through: Option<Day>,
        /// The policy.
        policy: usize,
        /// The day through which it asks for them.
        needed: Day,
    },
    /// The ledger does not say through which day payments are known.
    PaymentsNotKnown,
    /// The same event stands twice on a day.
    EventTwice {
        /// What it is.
        booking: Booking,
        /// The day.
        on: Day,
    },
    /// An earlier invoice has the same customer, amount and issue date.
    InvoiceTwice {
        /// The earlier one.
        first: InvoiceId,
    },
    /// The numbers of two customers are the same but for leading zeros.
    CustomerTwice {
        /// This one.
        customer: CustomerId,
        /// The earlier one.
        first: CustomerId,
    },
}

/// An event that changes money, or a letter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Booking {
    /// Money received.
    Payment,
    /// A payment taken back.
    Reversal,
    /// A credit note.
    CreditNote,
    /// A credit note taken back.
    CreditTakenBack,
    /// What is given up.
    WriteOff,
    /// Charges forgiven.
    Waiver,
    /// A notice of this act.
    Notice(Act),
}

impl Booking {
    /// What an event is that changes money or is a letter, and what it comes to in minor units; 0 of a write-off of all there is.
    pub fn of(ledger: &Ledger, event: &Event) -> Option<(Booking, Minor)> {
        match event.what {
            EventKind::Payment(amount) => Some((Booking::Payment, amount)),
            EventKind::Reversal(amount) => Some((Booking::Reversal, amount)),
            EventKind::Credit(amount) => Some((Booking::CreditNote, amount)),
            EventKind::Uncredit(amount) => Some((Booking::CreditTakenBack, amount)),
            EventKind::WriteOff(part) => Some((Booking::WriteOff, part.unwrap_or(0))),
            EventKind::Waive(fees, interest) => Some((Booking::Waiver, fees + interest)),
            EventKind::Notice(place) => {
                let notice = &ledger.notices[place as usize];
                Some((Booking::Notice(notice.act), notice.fee + notice.compensation))
            }
            EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Dispute
            | EventKind::Resolved
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Acknowledged
            | EventKind::Judgment
            | EventKind::Cancelled(..)
            | EventKind::Recalled => None,
        }
    }

    /// Whether it pays or lowers the invoice itself, or takes such a payment back; charges are none of it.
    pub fn is_money(self) -> bool {
        match self {
            Booking::Payment | Booking::Reversal | Booking::CreditNote | Booking::CreditTakenBack => true,
            Booking::WriteOff | Booking::Waiver | Booking::Notice(_) => false,
        }
    }
}

/// What stands beside a payment that is on no invoice: the open invoices of its customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Beside {
    /// None.
    NothingOwed,
    /// Some, and no policy covers any of them.
    Owed {
        /// The open invoices.
        invoices: Vec<InvoiceId>,
    },
    /// Some, and every policy that covers one holds it for the payment.
    Held {
        /// Those policies.
        policies: Vec<usize>,
        /// The open invoices.
        invoices: Vec<InvoiceId>,
    },
    /// Some, and a policy that covers one does not hold it.
    NotHeld {
        /// The policies that do not.
        policies: Vec<usize>,
        /// The open invoices.
        invoices: Vec<InvoiceId>,
    },
}
