use super::Broken;
use crate::diagnostic::{Span, Spanned};
use crate::terms::{Announced, Cite, Condition, DatedEntry, Effect, Limitation, Name, Question, Subject};
use crate::value::{Currency, Day, DayCount, Debtors, Holiday, Rate};

/// What a rule asks, its values by their names.
pub type RuleCondition = Condition<Question<Name>>;

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
    /// Whose payment is in time on the next business day, where the due date is none.
    pub in_time: Debtors,
    /// Months without a charged notice after which the counting starts again.
    pub new_round: Option<i32>,
    /// Days that are not business days.
    pub holidays: Vec<Holiday>,
    /// Dated values.
    pub values: Vec<Value>,
    /// Rules on a notice.
    pub rules: Vec<Rule>,
    /// When a claim lapses.
    pub limitation: Option<Spanned<Limitation>>,
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

/// A value of law by date.
#[derive(Clone, PartialEq, Debug)]
pub struct Value {
    /// What rules call it.
    pub name: Name,
    /// Where it is written.
    pub cite: Option<Cite>,
    /// By first day, ascending.
    pub entries: Vec<Spanned<DatedEntry>>,
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
    pub when: Option<Spanned<RuleCondition>>,
    /// When it does not, whatever `when` says.
    pub unless: Option<Spanned<RuleCondition>>,
    /// What it demands.
    pub effect: Spanned<Effect<Name>>,
    /// The same in its own words.
    pub demand: String,
    /// What could not be read, so that nothing is said twice.
    pub broken: Broken,
}
