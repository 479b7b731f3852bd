use super::{Charge, CustomerTotals, Gone, Listener, Next, Progress, Proposed, Pursued};
use crate::claim::{Claim, Interruptions};
use crate::law::{BreachKind, Law, Rule, Unknown};
use crate::ledger::{InvoiceId, OnNoInvoice};
use crate::terms::DecisionKind;
use crate::value::Day;

/// What holds a case.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stop {
    /// Bankruptcy, debt settlement or death of the debtor, since.
    Insolvent(Day),
    /// The creditor's own hold: since, until.
    Own(Day, Option<Day>),
    /// An objection, since.
    Dispute(Day),
    /// A payment plan: since, until.
    Plan(Day, Option<Day>),
    /// A promise: since, until.
    Promise(Day, Option<Day>),
    /// The customer has paid, or been credited, so much that is not allocated.
    Unallocated(OnNoInvoice),
    /// Payments are known only through a day (or no day at all), and the policy asks for another.
    PaymentsNotKnown(Option<Day>, Day),
}

/// What decided.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Why {
    /// The notice is due and lawful.
    Due(Next),
    /// The next step is due later, or counts from something that has not happened.
    NotYet(Next),
    /// The step is due, but a payment through this day is in time.
    InTime(Next, Day),
    /// The step is due, but today is no run day.
    NoRunDay(Next),
    /// A notice has gone out today already.
    OneToday(Next),
    /// Something holds it.
    Stopped(Stop),
    /// Which of the policy's exemptions.
    Exempt(usize),
    /// Under the limit.
    Small,
    /// Nothing is owed.
    Paid,
    /// No step is left.
    NoStepLeft,
    /// Handed over.
    HandedOver(Gone),
    /// Sold or pledged.
    Assigned(Gone),
    /// Time-barred since a day.
    TimeBarred(Day),
    /// A rule forbids it. From which day it would be lawful is for [`super::lawful_on`] to say, since only lines that are printed ask.
    Forbidden {
        /// The rule, as a place in [`Law::rules`].
        rule: usize,
        /// How it is broken.
        fault: BreachKind,
        /// Other rules that forbid it too, as such places.
        also: Vec<usize>,
    },
    /// The law does not tell a value the notice depends on.
    NotKnown(Unknown),
    /// A charge is `statutory`, and no rule limits it on the day.
    NotLimited(Charge, Day),
    /// The ledger lacks a fact.
    Missing(String),
    /// The policy is not for such an invoice.
    NotCovered,
}

impl Why {
    /// The rules of a law that forbid the notice, in the law's order.
    pub fn forbidden_by<'a>(&'a self, law: &'a Law) -> impl Iterator<Item = &'a Rule> {
        let by = if let Why::Forbidden { rule, also, .. } = self { Some((*rule, also)) } else { None };
        let (first, also) = by.map_or((None, &[][..]), |(rule, also)| (Some(rule), also.as_slice()));
        first.into_iter().chain(also.iter().copied()).map(|at| &law.rules[at])
    }
}

/// What is to be done about one invoice on a day.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision {
    /// Which of the nine.
    pub kind: DecisionKind,
    /// What decided.
    pub why: Why,
    /// The invoice's money.
    pub claim: Claim,
    /// The due date that counts.
    pub due: Day,
    /// The charges for which alone the case goes on; `None` where it goes on for the principal, or not at all.
    pub pursued: Option<Pursued>,
    /// The step it is about, if one.
    pub step: Option<usize>,
    /// The notice, on `send` and `withheld`.
    pub proposed: Option<Proposed>,
    /// When the next step comes, on `wait`.
    pub next_on: Option<Day>,
    /// One more than the notices of the step already in the ledger.
    pub number: u32,
    /// The letter that lists this invoice with others of its customer.
    pub letter: Option<Letter>,
}

/// A letter that lists several invoices of a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Letter {
    /// The oldest of them, which carries the fee.
    pub carrier: InvoiceId,
    /// All of them, in ledger order.
    pub lines: Vec<InvoiceId>,
}

/// What the whole ledger tells a single case.
#[derive(Clone, Copy, Default, Debug)]
pub struct Context {
    /// What the customer's open invoices come to.
    pub totals: CustomerTotals,
    /// What the customer has paid, or been credited, that is not allocated.
    pub unallocated: OnNoInvoice,
    /// The day through which payments are known.
    pub payments_through: Option<Day>,
    /// Whether the law guard stands aside: for proofs only.
    pub unguarded: bool,
}

/// Where one invoice stands on a day: everything its events and notices come to.
#[derive(Clone, Copy)]
pub struct CaseState<'a> {
    /// Its money.
    pub claim: &'a Claim,
    /// Disputes, holds, plans and promises that are open.
    pub interruptions: &'a Interruptions,
    /// The notices that stand.
    pub progress: &'a Progress,
    /// The last day on which it is not time-barred, if there is one.
    pub not_barred_until: Option<Day>,
    /// Who wants to hear which criteria are asked for.
    pub listener: Option<Listener<'a>>,
}

impl Decision {
    /// The how many-th notice of its step it is, from 1: what a sender remembers, so as not to act twice.
    pub fn nth(&self) -> u32 {
        self.number.max(1)
    }
}
