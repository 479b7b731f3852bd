use super::{Broken, Name};
use crate::diagnostic::Span;
use crate::value::{Act, Currency, Day, DayCount, Debtor, Debtors, Holiday, Money, Rate, Rounding};

/// A country's law, or the advice of the trade, as rules on a notice.
#[derive(Clone, PartialEq, Debug)]
pub struct Statute {
    /// What a policy's `law` names.
    pub name: Name,
    /// What people call it.
    pub title: Option<String>,
    /// The line that opens it.
    pub head: Span,
    /// Currency of its amounts.
    pub currency: Option<Currency>,
    /// The day the law was read.
    pub read_on: Option<Day>,
    /// The first day its values are known.
    pub known_from: Option<Day>,
    /// The last day its values are known.
    pub known_until: Option<Day>,
    /// How many days a year of interest has.
    pub day_count: Option<DayCount>,
    /// What `statutory` interest is.
    pub interest: Vec<InterestRule>,
    /// Where no due date was agreed: days after the issue date.
    pub no_due_date: Option<i32>,
    /// Whether a due date on no business day moves to the next.
    pub due_moves: bool,
    /// Months without a charged notice after which the counting starts again.
    pub new_round: Option<i32>,
    /// Days that are not business days.
    pub holidays: Vec<Holiday>,
    /// Dated values.
    pub values: Vec<Value>,
    /// Rules on a notice.
    pub rules: Vec<Rule>,
    /// When a claim lapses.
    pub limitation: Option<Limitation>,
    /// What is coming.
    pub announced: Vec<Announced>,
    /// What it leaves out.
    pub excludes: Vec<String>,
    /// The statutes a practice speaks of; none named is all of them.
    pub speaks_of: Vec<Name>,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

/// `interest [DEBTORS] VALUE [plus …]`.
#[derive(Clone, PartialEq, Debug)]
pub struct InterestRule {
    /// Whose.
    pub debtors: Debtors,
    /// The dated rate.
    pub value: Name,
    /// Percentage points on top.
    pub plus: Rate,
    /// A second value, read on the due date, on top.
    pub plus_on_due: Option<Name>,
}

/// Where a fact of law is written, and how sure we are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cite {
    /// The place.
    pub text: String,
    /// What it rests on.
    pub basis: Basis,
    /// How sure.
    pub confidence: Confidence,
}

/// What a citation rests on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// Law.
    Statute,
    /// What an authority says.
    Guidance,
    /// What the trade does.
    Practice,
}

impl Basis {
    /// Each with its word.
    pub const ALL: [(&'static str, Basis); 3] = [("statute", Basis::Statute), ("guidance", Basis::Guidance), ("practice", Basis::Practice)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Basis::ALL[self as usize].0
    }
}

/// How sure a fact of law is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Confidence {
    /// Two sources, or the text of the law.
    High,
    /// One source.
    Medium,
    /// Weak or inferred.
    Low,
}

impl Confidence {
    /// Each with its word.
    pub const ALL: [(&'static str, Confidence); 3] = [("high", Confidence::High), ("medium", Confidence::Medium), ("low", Confidence::Low)];

    /// Its word.
    pub fn word(self) -> &'static str {
        Confidence::ALL[self as usize].0
    }
}

/// A value of law by date.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What rules call it.
    pub name: Name,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// By first day, ascending.
    pub entries: Vec<ValueEntry>,
}

/// What a value is from a day on.
#[derive(Clone, PartialEq, Debug)]
pub struct ValueEntry {
    /// The first day.
    pub from: Day,
    /// What it is.
    pub state: State,
    /// How sure, where it differs from the value's own citation.
    pub confidence: Option<Confidence>,
    /// Where this entry is written.
    pub cite: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// What a value is on a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// An amount.
    Amount(Money),
    /// A share, a rate or percentage points.
    Share(Rate),
    /// Days.
    Days(i32),
    /// Read as 0: the rule did not exist yet.
    NotInForce,
    /// Read as 0: the rule is gone.
    Repealed,
    /// Coming, amount unknown.
    Announced,
    /// Not researched.
    NotEncoded,
}

/// One rule.
#[derive(Clone, PartialEq, Debug)]
pub struct Rule {
    /// Its code.
    pub id: Name,
    /// What it says in one line.
    pub title: String,
    /// The line that opens it.
    pub head: Span,
    /// The whole block.
    pub span: Span,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// The first sending day it governs.
    pub from: Option<Day>,
    /// The last sending day it governs.
    pub until: Option<Day>,
    /// What it governs.
    pub of: Subject,
    /// When it governs.
    pub when: Option<RuleCondition>,
    /// When it does not, whatever `when` says.
    pub unless: Option<RuleCondition>,
    /// What it demands.
    pub effect: Effect,
    /// The same in its own words.
    pub demand: String,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}

impl Rule {
    /// Whether one of its conditions, however deep, is such.
    pub fn asks(&self, such: impl Fn(&RuleCondition) -> bool) -> bool {
        let demanded = match &self.effect {
            Effect::Require(condition) | Effect::Advise(condition) => Some(condition),
            Effect::Limit(..) => None,
        };
        [self.when.as_ref(), self.unless.as_ref(), demanded].into_iter().flatten().any(|condition| condition.holds_such(&such))
    }
}

/// What a rule governs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Subject {
    /// Every notice.
    EveryNotice,
    /// Notices of these acts.
    Acts(Vec<Act>),
    /// Payment terms of credit classes.
    Terms,
}

impl Subject {
    /// Whether a rule with this subject governs notices of an act.
    pub fn is_about(&self, act: Act) -> bool {
        match self {
            Subject::EveryNotice => true,
            Subject::Acts(acts) => acts.contains(&act),
            Subject::Terms => false,
        }
    }
}

/// What a rule demands.
#[derive(Clone, PartialEq, Debug)]
pub enum Effect {
    /// At most so much.
    Limit(Quantity, Amount),
    /// The notice is forbidden otherwise.
    Require(RuleCondition),
    /// A warning otherwise.
    Advise(RuleCondition),
}

/// What a limit bounds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Quantity {
    /// The fee of this row.
    Fee,
    /// The fees of the whole letter.
    LetterFee,
    /// The compensation of this notice.
    Compensation,
    /// All compensation on this invoice.
    TotalCompensation,
    /// All fees on this invoice.
    TotalFees,
    /// All fees and compensation on this invoice.
    TotalCharges,
    /// The rate of every day of interest.
    InterestRate,
}

impl Quantity {
    /// Each with its words.
    pub const ALL: [(&'static str, Quantity); 7] = [
        ("fee", Quantity::Fee),
        ("letter fee", Quantity::LetterFee),
        ("compensation", Quantity::Compensation),
        ("total compensation", Quantity::TotalCompensation),
        ("total fees", Quantity::TotalFees),
        ("total charges", Quantity::TotalCharges),
        ("interest rate", Quantity::InterestRate),
    ];
}

/// An amount of law, rounded last where a rounding is named.
#[derive(Clone, PartialEq, Debug)]
pub struct Amount {
    /// The larger of these; at least one.
    pub terms: Vec<Measure>,
    /// To multiples of a unit.
    pub rounding: Option<Rounding>,
}

/// One amount.
#[derive(Clone, PartialEq, Debug)]
pub enum Measure {
    /// An amount.
    Fixed(Money),
    /// A value on a day.
    Value(Name, DateOf),
    /// A dated share of another measure.
    DatedShare(Name, DateOf, Box<Measure>),
    /// A share of another measure.
    Share(Rate, Box<Measure>),
    /// The ledger's own amount.
    Principal,
    /// Principal still outstanding.
    Balance,
    /// The statutory rate of the day.
    Statutory,
    /// The agreed rate; none is 0.
    Agreed,
    /// All fees on this invoice, this notice included.
    TotalFees,
    /// By the ledger's own amount: up to (included), or above all others.
    ByPrincipal(Vec<(Option<Money>, Amount)>),
}

/// Which day a value is read on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DateOf {
    /// The day the notice is sent.
    Send,
    /// The due date.
    Due,
    /// The day the claim arose.
    Arose,
    /// The first day that bears interest.
    InterestStart,
}

impl DateOf {
    /// Each with its words.
    pub const ALL: [(&'static str, DateOf); 4] =
        [("send date", DateOf::Send), ("due date", DateOf::Due), ("arose", DateOf::Arose), ("interest start", DateOf::InterestStart)];
}

/// What a rule asks of a notice and its history.
#[derive(Clone, PartialEq, Debug)]
pub enum RuleCondition {
    /// Each of them.
    All(Vec<RuleCondition>),
    /// At least one.
    Any(Vec<RuleCondition>),
    /// Not this one.
    Not(Box<RuleCondition>),
    /// `debtor is …`.
    Debtor(Debtor),
    /// `fee agreed`.
    FeeAgreed,
    /// `disputed`.
    Disputed,
    /// `overdue at least N days`.
    OverdueAtLeast(i32),
    /// `payment term at most N days`.
    TermAtMost(i32),
    /// `interest has started`.
    InterestStarted,
    /// `deadline at least N days`.
    DeadlineAtLeast(i32),
    /// `deadline at least N business days`.
    DeadlineBusinessDays(i32),
    /// `fee above A`.
    FeeAbove(Amount),
    /// `letter fee above A`.
    LetterFeeAbove(Amount),
    /// `send date after due date moved to next business day`.
    AfterMovedDueDate,
    /// `an earlier SET`.
    Earlier(Set, Option<Passed>),
    /// `the first SET`, `the last SET`.
    One {
        /// Whether the last is meant.
        last: bool,
        /// Of which.
        set: Set,
        /// Whether its deadline must have run out.
        passed: Option<Passed>,
    },
    /// `earlier SET at least N`.
    Count(Set, u32),
    /// `days since the last SET below N`.
    DaysSinceBelow(Set, i32),
}

impl RuleCondition {
    fn holds_such(&self, such: &impl Fn(&RuleCondition) -> bool) -> bool {
        match self {
            RuleCondition::All(all) | RuleCondition::Any(all) => all.iter().any(|condition| condition.holds_such(such)),
            RuleCondition::Not(condition) => condition.holds_such(such),
            one => such(one),
        }
    }
}

/// `with deadline of at least N days passed`.
pub type Passed = i32;

/// Earlier notices.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Set {
    /// Only those whose letter cost something.
    pub charged: bool,
    /// Of these acts.
    pub acts: Vec<Act>,
    /// Only those of the current round.
    pub this_round: bool,
    /// Only those sent after the due date.
    pub after_due: bool,
    /// Only those sent so many days ago or more.
    pub days_ago: Option<i32>,
}

/// When a claim lapses.
#[derive(Clone, PartialEq, Debug)]
pub struct Limitation {
    /// Its code.
    pub id: Name,
    /// The whole block.
    pub span: Span,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// After how long, every kind of debtor once.
    pub ends: Vec<Lapse>,
    /// Whether the last day itself is already too late.
    pub last_day_excluded: bool,
    /// Whether a last day that is no business day moves to the next.
    pub moved: bool,
    /// What starts it anew.
    pub restarts: Vec<Restart>,
}

impl Limitation {
    /// When a claim on this kind of debtor lapses.
    pub fn of(&self, debtor: Debtor) -> Option<&Lapse> {
        self.ends.iter().find(|lapse| lapse.debtors.contains(debtor))
    }

    /// The months that begin when this happens to a claim that lapses so; `None` where it starts nothing anew.
    pub fn restarted_for(&self, by: Restarter, lapse: &Lapse) -> Option<i32> {
        self.restarts.iter().find(|restart| restart.by.contains(&by)).map(|restart| restart.months.unwrap_or(lapse.months))
    }

    /// The longest first period of any debtor, in months.
    pub fn longest(&self) -> i32 {
        self.ends.iter().map(|lapse| lapse.months).max().unwrap_or(0)
    }
}

/// `ends [DEBTORS] N years after …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Lapse {
    /// Whose.
    pub debtors: Debtors,
    /// After so many months.
    pub months: i32,
    /// From when, the first that is known.
    pub from: Vec<StartOf>,
}

/// `restarted [for N years] by …`.
#[derive(Clone, PartialEq, Debug)]
pub struct Restart {
    /// For so many months; as long as at first where the statute does not say.
    pub months: Option<i32>,
    /// By what.
    pub by: Vec<Restarter>,
}

/// What may start a limitation anew.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Restarter {
    /// The debt is acknowledged in writing.
    Acknowledged,
    /// A court gives judgment.
    Judgment,
    /// A payment plan is agreed.
    Plan,
    /// Something is paid.
    Payment,
    /// A notice of this act.
    Act(Act),
}

impl Restarter {
    /// Those that are no act, each with its word.
    pub const EVENTS: [(&'static str, Restarter); 4] = [
        ("acknowledged", Restarter::Acknowledged),
        ("judgment", Restarter::Judgment),
        ("plan", Restarter::Plan),
        ("payment", Restarter::Payment),
    ];
}

/// What limitation counts from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StartOf {
    /// The due date, if it was agreed.
    AgreedDueDate,
    /// The due date.
    DueDate,
    /// The day the claim arose.
    Arose,
}

/// A change of law that is coming.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Announced {
    /// What it is.
    pub text: String,
    /// The day it was adopted; until then it is a plan.
    pub adopted: Option<Day>,
    /// From when, as far as anyone says.
    pub expected: Option<Day>,
}
