use super::{Condition, FeeLine};
use crate::diagnostic::{Span, Spanned};
use crate::terms::{Deadline, FactType, Hold, Interest, Literal, Name, Part, SendOn, Valid};
use crate::value::{Act, Currency, Debtors, Money, Offset, Rate};

/// A company's policy for one kind of invoice.
#[derive(Clone, PartialEq, Debug)]
pub struct Policy {
    /// What tests and outputs call it.
    pub name: Name,
    /// What people call it.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// The statute it is checked against.
    pub law: Option<Name>,
    /// Whom it is for.
    pub debtors: Option<Spanned<Debtors>>,
    /// Currency of its invoices and amounts.
    pub currency: Option<Spanned<Currency>>,
    /// When it holds.
    pub valid: Option<Spanned<Valid>>,
    /// Whether a new version takes over invoices already being dunned.
    pub takes_over: Option<Span>,
    /// Which invoices it is for, by facts that stay.
    pub applies: Option<Spanned<Condition>>,
    /// Late interest; `None` within is `no interest`.
    pub interest: Option<Spanned<Option<Interest>>>,
    /// The order in which a payment settles.
    pub settle: Option<Spanned<[Part; 3]>>,
    /// Balances below this are left alone.
    pub ignore: Option<Spanned<Money>>,
    /// When to hold.
    pub holds: Vec<Spanned<Hold>>,
    /// What else than a dispute dunning goes on through.
    pub continues: Vec<Spanned<Hold>>,
    /// Whom to leave alone.
    pub exempt: Vec<Exemption>,
    /// On which days notices go out.
    pub send_on: Option<Spanned<SendOn>>,
    /// `continue while disputed`.
    pub continue_disputed: Option<Span>,
    /// Charges that are pursued after the principal is paid.
    pub pursue: Option<Spanned<Money>>,
    /// `agreed reminder fee`.
    pub agreed_fee: Option<Span>,
    /// `agreed late interest 18 %`.
    pub agreed_interest: Option<Spanned<Rate>>,
    /// `invoices are sent at least 14 days before due date`.
    pub sent_before_due: Option<Spanned<i32>>,
    /// `together per customer`, for every step.
    pub together: Option<Span>,
    /// Facts of the ledger's own columns.
    pub facts: Vec<FactDeclaration>,
    /// What is done about an unpaid invoice, in order.
    pub steps: Vec<Step>,
    /// What is done about a customer.
    pub escalations: Vec<Escalation>,
    /// Credit classes.
    pub credit: Option<Credit>,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

/// The first words of statements that could not be read. What they would have defined is not reported as missing.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Broken(pub Vec<String>);

impl Broken {
    /// Whether a statement that could not be read may have defined this word.
    pub fn may_hold(&self, word: &str) -> bool {
        self.0.iter().any(|broken| broken == word || broken == Broken::ANYTHING)
    }

    /// Stands for a statement whose first word is unknown.
    pub const ANYTHING: &'static str = "*";
}

/// Whom to leave alone.
#[derive(Clone, PartialEq, Debug)]
pub struct Exemption {
    /// When.
    pub when: Condition,
    /// The same in its own words.
    pub words: String,
}

/// A declared fact.
#[derive(Clone, PartialEq, Debug)]
pub struct FactDeclaration {
    /// The ledger column.
    pub name: Name,
    /// Its type.
    pub kind: FactType,
    /// What holds where the ledger has none.
    pub default: Option<Spanned<Literal>>,
}

/// One step of a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Step {
    /// What anchors and ledgers call it.
    pub name: Name,
    /// What it is in the eyes of the law.
    pub act: Spanned<Act>,
    /// What the letter is headed.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// When it applies.
    pub when: Option<Spanned<Condition>>,
    /// When it is due: the first whose anchor has happened counts.
    pub send: Spanned<Vec<Spanned<Moment>>>,
    /// How long the debtor gets.
    pub deadline: Option<Spanned<Deadline>>,
    /// What it costs; empty is `no fee`.
    pub fee: Spanned<Vec<FeeLine>>,
    /// `compensation statutory`.
    pub compensation: Option<Span>,
    /// How it is sent.
    pub channel: Option<String>,
    /// To whom it is handed.
    pub to: Option<String>,
    /// Whether a later step that is due drops it.
    pub unless_overtaken: bool,
    /// `together per customer`.
    pub together: Option<Span>,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

/// A day counted from something that happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Moment {
    /// How long.
    pub offset: Offset,
    /// Whether before the anchor.
    pub before: bool,
    /// From what.
    pub anchor: Anchor,
}

/// What a moment counts from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Anchor {
    /// The (moved) due date.
    DueDate,
    /// The issue date.
    IssueDate,
    /// The day a step was sent.
    Step(Name),
    /// The deadline a step set.
    Deadline(Name),
}

/// Something done about a customer.
#[derive(Clone, PartialEq, Debug)]
pub struct Escalation {
    /// What it is called.
    pub title: String,
    /// Where.
    pub span: Span,
    /// When.
    pub when: Condition,
    /// What.
    pub action: String,
}

/// Credit classes, the first that fits.
#[derive(Clone, PartialEq, Debug)]
pub struct Credit {
    /// Where.
    pub span: Span,
    /// Facts the classes use.
    pub facts: Vec<FactDeclaration>,
    /// How often a customer is checked, in months.
    pub check_every: Option<i32>,
    /// The classes.
    pub classes: Vec<Class>,
    /// `otherwise prepayment`.
    pub otherwise_prepayment: Option<Span>,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

/// One credit class.
#[derive(Clone, PartialEq, Debug)]
pub struct Class {
    /// What it is called.
    pub name: Name,
    /// Who is in it.
    pub when: Option<Condition>,
    /// Payment terms in days.
    pub terms: Option<Spanned<i32>>,
    /// The most the customer may owe.
    pub limit: Option<Spanned<Money>>,
}
