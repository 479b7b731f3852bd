//! A policy as plain data, and the `.frist` text it is.

use super::dates::Date;
use super::law::{Act, Minor, Ppm};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Span {
    Days(i64),
    Business(i64),
    Months(i64),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Anchor {
    Due,
    Issue,
    /// The day a step was sent, by its place.
    Sent(usize),
    Deadline(usize),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moment {
    pub span: Span,
    /// Before the due date rather than after the anchor.
    pub before: bool,
    pub anchor: Anchor,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fact {
    Balance,
    Claim,
    Principal,
    CustomerBalance,
    CustomerOverdueBalance,
    CreditLimit,
    Overdue,
    CustomerOldestOverdue,
    CustomerOverdueInvoices,
    /// The declared number `score`.
    Score,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Is {
    AtLeast,
    AtMost,
    Above,
    Below,
    Equal,
    Other,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Condition {
    Compare(Fact, Is, i128),
    /// An amount against another, with so much added.
    Against(Fact, Is, Fact, Minor),
    Debtor(bool, &'static str),
    /// The declared text `region` and the declared yes or no `key-account`.
    Region(bool, &'static str),
    KeyAccount(bool),
    CustomerTagged(&'static str),
    InvoiceTagged(&'static str),
    Not(Box<Condition>),
    All(Vec<Condition>),
    Any(Vec<Condition>),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Adjust {
    AtLeast(Minor),
    AtMost(Minor),
    Round(Minor),
    RoundUp(Minor),
    RoundDown(Minor),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Fee {
    Fixed(Minor),
    Statutory,
    /// Of the balance, or of the principal.
    Share(Ppm, bool, Vec<Adjust>),
    /// Upper ends, and what is above.
    Bands(Vec<(Minor, Fee)>, Box<Fee>),
    Dated(Vec<(Date, Fee)>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Step {
    pub name: String,
    pub act: Act,
    pub when: Option<Condition>,
    pub send: Vec<Moment>,
    /// And whether it is moved to a business day.
    pub deadline: Option<(Span, bool)>,
    pub fee: Option<Fee>,
    pub compensation: bool,
    pub channel: Option<&'static str>,
    /// To whom the claim is handed or sold.
    pub to: Option<&'static str>,
    pub overtaken: bool,
    pub together: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Interest {
    Statutory,
    Plus(Ppm),
    Agreed,
    Rate(Ppm),
    None,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Fees,
    Interest,
    Principal,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SendOn {
    EveryDay,
    BusinessDays,
    /// Monday is 0.
    Weekdays(Vec<i64>),
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Policy {
    pub name: String,
    pub law: &'static str,
    pub currency: &'static str,
    pub debtors: Vec<&'static str>,
    pub from: Date,
    pub until: Option<Date>,
    pub takes_over: bool,
    pub applies: Option<Condition>,
    pub interest: Interest,
    /// Days after issue before which interest does not begin.
    pub interest_after_issue: Option<i64>,
    pub settle: [Part; 3],
    pub ignore: Option<Minor>,
    pub hold_plan: bool,
    pub hold_promise: bool,
    pub hold_unallocated: bool,
    pub hold_unless_known: Option<Span>,
    pub exempt: Vec<Condition>,
    pub send_on: SendOn,
    pub continue_disputed: bool,
    pub agreed_fee: bool,
    pub agreed_rate: Option<Ppm>,
    pub pursue: Option<Minor>,
    pub together: bool,
    /// The defaults of `score`, `region` and `key-account`, where these are declared.
    pub score: Option<Option<i128>>,
    pub region: Option<Option<&'static str>>,
    pub key_account: Option<Option<bool>>,
    pub steps: Vec<Step>,
    pub escalate: Vec<Escalate>,
    pub credit: Option<Credit>,
}

/// What is to be done about a customer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Escalate {
    pub title: String,
    pub when: Condition,
    pub does: &'static str,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Credit {
    /// The default of `score`, where the block declares it.
    pub score: Option<Option<i128>>,
    /// In months.
    pub check: Option<i64>,
    pub classes: Vec<Class>,
    pub prepayment: bool,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Class {
    pub name: String,
    pub when: Option<Condition>,
    /// In days.
    pub terms: Option<i64>,
    pub limit: Option<Minor>,
}

impl Is {
    pub fn holds(self, left: i128, right: i128) -> bool {
        match self {
            Is::AtLeast => left >= right,
            Is::AtMost => left <= right,
            Is::Above => left > right,
            Is::Below => left < right,
            Is::Equal => left == right,
            Is::Other => left != right,
        }
    }
}

impl Fee {
    fn kind(&self) -> &'static str {
        match self {
            Fee::Fixed(_) => "fixed fee",
            Fee::Statutory => "statutory fee",
            Fee::Share(..) => "fee by share",
            Fee::Bands(..) => "fee in bands",
            Fee::Dated(_) => "dated fee",
        }
    }
}

impl Policy {
    /// What stands in it, for counting.
    pub fn constructs(&self) -> Vec<&'static str> {
        let steps = &self.steps;
        let moments: Vec<&Moment> = steps.iter().flat_map(|step| &step.send).collect();
        let is_early = |moment: &Moment| moment.before || moment.anchor == Anchor::Issue;
        let is = [
            ("takes over", self.takes_over),
            ("valid until", self.until.is_some()),
            ("applies when", self.applies.is_some()),
            ("interest statutory", self.interest == Interest::Statutory),
            ("interest agreed", self.interest == Interest::Agreed),
            ("interest plus", matches!(self.interest, Interest::Plus(_))),
            ("interest fixed", matches!(self.interest, Interest::Rate(_))),
            ("no interest", self.interest == Interest::None),
            ("interest after issue", self.interest_after_issue.is_some()),
            ("another settling order", self.settle[0] != Part::Fees),
            ("ignore", self.ignore.is_some()),
            ("hold on plan", self.hold_plan),
            ("hold on promise", self.hold_promise),
            ("hold on unallocated", self.hold_unallocated),
            ("hold unless known", self.hold_unless_known.is_some()),
            ("exempt", !self.exempt.is_empty()),
            ("send on business days", self.send_on == SendOn::BusinessDays),
            ("send on weekdays", matches!(self.send_on, SendOn::Weekdays(_))),
            ("continue while disputed", self.continue_disputed),
            ("agreed fee", self.agreed_fee),
            ("agreed rate", self.agreed_rate.is_some()),
            ("pursue", self.pursue.is_some()),
            ("together", self.together),
            ("together in a step", !self.together && steps.iter().any(|step| step.together)),
            ("escalate", !self.escalate.is_empty()),
            ("credit", self.credit.is_some()),
            ("prepayment", self.credit.as_ref().is_some_and(|credit| credit.prepayment)),
            ("check every", self.credit.as_ref().is_some_and(|credit| credit.check.is_some())),
            ("facts", self.score.is_some() || self.region.is_some() || self.key_account.is_some()),
            ("when", steps.iter().any(|step| step.when.is_some())),
            ("unless overtaken", steps.iter().any(|step| step.overtaken)),
            ("compensation", steps.iter().any(|step| step.compensation)),
            ("alternatives", steps.iter().any(|step| step.send.len() > 1)),
            ("before due date", moments.iter().any(|moment| moment.before)),
            ("from issue date", moments.iter().any(|moment| moment.anchor == Anchor::Issue)),
            ("from a step", moments.iter().any(|moment| matches!(moment.anchor, Anchor::Sent(_)))),
            ("from a deadline", moments.iter().any(|moment| matches!(moment.anchor, Anchor::Deadline(_)))),
            ("business days", moments.iter().any(|moment| matches!(moment.span, Span::Business(_)))),
            ("months", moments.iter().any(|moment| matches!(moment.span, Span::Months(_)))),
            ("to somebody", steps.iter().any(|step| step.to.is_some())),
            ("assignment before due date", steps.iter().any(|step| step.act == "assignment" && step.send.iter().any(is_early))),
            ("assignment, and a step behind it", steps.iter().rev().skip(1).any(|step| step.act == "assignment")),
            ("no deadline", steps.iter().any(|step| step.deadline.is_none())),
            ("deadline on a business day", steps.iter().any(|step| step.deadline.is_some_and(|(_, moved)| moved))),
        ];
        let fees = steps.iter().filter_map(|step| step.fee.as_ref()).map(Fee::kind);
        is.into_iter().filter(|(_, is)| *is).map(|(name, _)| name).chain(fees).collect()
    }
}
