//! What a check finds, as data: problems with their figures, places, and what mends them. `words` makes the sentences.

use super::{TooMany, Witness};
use crate::decide::Charge;
use crate::diagnostic::{
    BEYOND_THE_LAW, COMING_LAW, Code, FOREIGN_CURRENCY, Fix, LAW_NOT_TOLD, MONEY_LEFT, NEVER_CHARGED, NEVER_SENT, NO_LIMIT, NOT_COVERED,
    NOT_PROVED, NOTHING_TO_TAKE_OVER, ONE_DAY, OVERLAP, SETTLED_CONDITION, Severity, Span, TAKEN_AS_GIVEN, TAKEN_BEFORE, UNKNOWN_RULE,
    VERSION_GAP,
};
use crate::law::{BreachKind, Rule, Unknown};
use crate::model::Policy;
use crate::terms::Valid;
use crate::value::{Act, Currency, Day, Debtor, Minor, Rate};

/// Something a check has to say about a policy.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// What is wrong.
    pub problem: Problem,
    /// How much it matters.
    pub severity: Severity,
    /// The place.
    pub span: Span,
    /// Other places that matter, each with what it is.
    pub others: Vec<(Span, Role)>,
    /// The policy's name.
    pub policy: String,
    /// The line that opens the policy, which tells versions of one name apart; `None` for a line of a test.
    pub head: Option<Span>,
    /// What mends it, where the check knows.
    pub mend: Option<Mend>,
    /// The invoice that shows it.
    pub witness: Option<Witness>,
}

/// What is wrong. Steps and classes are named by their places in the policy, rules by their codes; amounts are minor units of the policy's currency.
#[derive(Clone, PartialEq, Debug)]
pub enum Problem {
    /// A notice breaks a rule of law or does not follow a piece of advice.
    Notice {
        /// The rule.
        rule: String,
        /// The step whose notice it is.
        step: usize,
        /// How it breaks the rule.
        fault: BreachKind,
        /// The day from which on it does, where that is a change of law that is coming.
        since: Option<Day>,
        /// What the sum is made of, where the rule limits all charges together.
        charges: Option<ChargesSoFar>,
        /// Other pieces of advice that the same figure does not follow.
        also: Vec<String>,
    },
    /// The payment terms of a credit class break a rule or do not follow a piece of advice.
    Terms {
        /// The rule.
        rule: String,
        /// The class.
        class: usize,
        /// Its terms in days.
        days: i32,
        /// How they break the rule.
        fault: BreachKind,
        /// The day from which on they do, where they do not from the policy's first day on.
        since: Option<Day>,
    },
    /// Nobody can tell whether a step can break a rule: the proof says so, and no invoice shows it.
    NotProved {
        /// The rule.
        rule: String,
        /// The step.
        step: usize,
    },
    /// The policy has more cases than can be gone through.
    TooManyCases(TooMany),
    /// The policy is valid on days for which the law is not known: its own days, and those of the law.
    BeyondTheLaw(Valid, Valid),
    /// A change of law is announced that may be in force while the policy is valid: its place among those the statute announces, and the last day
    /// on which it cannot be.
    ComingLaw(usize, Day),
    /// The policy's word is taken for something.
    TakenAsGiven(Given),
    /// The step charges in a currency in which the law has no limits.
    ForeignCurrency {
        /// The step.
        step: usize,
        /// The policy's currency.
        own: Currency,
        /// The statute's.
        of_law: Currency,
    },
    /// The step charges what is `statutory`, and no rule limits it.
    NoLimit {
        /// The step.
        step: usize,
        /// What it charges.
        charge: Charge,
        /// The first kind of debtor for whom that is so.
        debtor: Debtor,
        /// The first day for that kind.
        on: Day,
    },
    /// The step needs a value on a day for which the law does not tell it.
    LawNotTold(usize, Unknown),
    /// The statutory fee of the step is 0 whenever it goes out, by this rule.
    NeverCharged(usize, String),
    /// The law allows the step a higher fee than its fixed one: the first such day, and the most that is allowed on it.
    MoneyLeft(usize, Day, Minor),
    /// The step never goes out.
    NeverSent(usize, Never),
    /// The condition of the step is never false.
    SettledCondition(usize),
    /// The step is due on the day on which an earlier one goes out.
    OneDay {
        /// The step.
        step: usize,
        /// The earlier one.
        before: usize,
    },
    /// Policies of these names, which are tried before, take each invoice that this one is for.
    Overlap(Vec<String>),
    /// Policies of these names take each invoice to such a debtor that this one is for, on these days where not on all of its days.
    TakenBefore {
        /// Who owes.
        debtor: Debtor,
        /// The days, where not all.
        days: Option<Valid>,
        /// The policies.
        by: Vec<String>,
    },
    /// On these days no version of the policy is in force.
    Gap(Valid),
    /// The policy takes over, and no version of it is earlier.
    NothingToTakeOver,
    /// No policy under one law and in one currency is for these debtors.
    NotCovered {
        /// Whom none is for.
        debtor: Debtor,
        /// Whether some policies are for them where their `applies when` holds.
        outside: bool,
    },
    /// A test names a rule that no statute of the run has.
    UnknownRule {
        /// What it names.
        found: String,
        /// A rule of a name near it.
        near: Option<String>,
    },
}

/// What a problem is called by.
#[derive(Clone, Copy, Debug)]
pub enum Origin<'a> {
    /// A row of the table of diagnostics.
    Table(&'static Code),
    /// The rule that is broken, by its code.
    Rule(&'a str),
}

/// What the charges on an invoice are made of when a notice goes out. Minor units.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ChargesSoFar {
    /// The fees of the notices before.
    pub before: Minor,
    /// The fee of this notice.
    pub fee: Minor,
    /// All compensation.
    pub compensation: Minor,
}

/// What is taken for granted because the policy says so.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Given {
    /// A reminder fee is agreed.
    ReminderFee,
    /// A rate of late interest is agreed.
    LateInterest,
    /// Invoices are sent some time before they are due.
    SentBeforeDue,
}

/// Why a step never goes out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Never {
    /// No invoice meets its condition.
    NotMet,
    /// Another step always goes out in its place, or what it counts from never happens in time.
    PassedOver,
    /// The same, or each invoice that comes to it is exempt.
    LeftAlone,
}

/// What another place has to do with a finding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// The rule of law that is broken.
    Rule,
    /// The advice that is not followed.
    Advice,
    /// The fee of the step.
    Fee,
    /// The statement that disputed invoices go on.
    Disputed,
    /// The step that goes out on the same day.
    SameDay,
    /// The policy that comes first.
    First,
    /// The period of the version before.
    VersionBefore,
}

/// What mends a finding.
#[derive(Clone, PartialEq, Debug)]
pub struct Mend {
    /// Which change it is.
    pub remedy: Remedy,
    /// The change of the text, where it is one of a line that is there.
    pub fix: Option<Fix>,
    /// The days before the due date by which invoices could be promised to be sent instead: then the rule is never broken.
    pub promise: Option<i32>,
}

/// A change that mends a policy. It was tried where it comes with a text.
#[derive(Clone, PartialEq, Debug)]
pub enum Remedy {
    /// The line is written otherwise.
    Rewrite,
    /// The policy says that a reminder fee is agreed.
    AgreedFee,
    /// The fee is what the law allows.
    StatutoryFee,
    /// The interest is what is agreed, and otherwise the statutory one; the rate is the policy's own that it takes the place of.
    AgreedInterest(Option<Rate>),
    /// The step gets a deadline of so many days.
    AddDeadline(i32),
    /// An earlier step gets a deadline of so many days.
    EarlierDeadline(usize, i32),
    /// Disputed invoices no longer go on.
    HoldDisputed,
    /// A step of one of these acts, with a deadline of so many days, is put before this one.
    StepBefore(Vec<Act>, i32),
    /// The step goes out at least so many days after a notice of one of these acts; whether the policy has such a step before it.
    DaysAfter {
        /// The acts.
        acts: Vec<Act>,
        /// The days.
        days: i32,
        /// Whether there is such a step.
        has: bool,
    },
    /// The payment terms are shorter, or what the law asks for longer ones is seen to.
    ShorterTerms,
}

impl Finding {
    /// A finding about a policy at a place, which matters as much as the table of diagnostics says.
    pub fn of(policy: &Policy, span: Span, problem: Problem) -> Finding {
        let severity = match problem.origin() {
            Origin::Table(code) => code.severity,
            // How much it matters depends on the rule: `of_law` asks it.
            Origin::Rule(_) => Severity::Error,
        };
        Finding {
            problem,
            severity,
            span,
            others: Vec::new(),
            policy: policy.plan.name.clone(),
            head: Some(policy.written.head),
            mend: None,
            witness: None,
        }
    }

    /// A finding about a rule that a policy breaks at a place.
    pub fn of_law(policy: &Policy, span: Span, rule: &Rule, fault: &BreachKind, problem: Problem) -> Finding {
        Finding { severity: fault.severity(rule), ..Finding::of(policy, span, problem) }
    }

    /// Points at another place that matters.
    #[must_use]
    pub fn and(mut self, span: Span, role: Role) -> Finding {
        self.others.push((span, role));
        self
    }

    /// Its code: of the table of diagnostics, or the rule's.
    pub fn code(&self) -> &str {
        match self.problem.origin() {
            Origin::Table(code) => code.code,
            Origin::Rule(rule) => rule,
        }
    }

    /// The step it is about.
    pub fn step(&self) -> Option<usize> {
        self.problem.step()
    }

    /// The change of the text that mends it.
    pub fn fix(&self) -> Option<&Fix> {
        self.mend.as_ref()?.fix.as_ref()
    }

    /// The policy it is about.
    pub fn policy<'a>(&self, policies: &'a [Policy]) -> Option<&'a Policy> {
        policies.iter().find(|policy| Some(policy.written.head) == self.head)
    }

    /// Whether it makes the answer no.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it keeps the policy from being used at all: an error of names or units.
    pub fn refuses(&self) -> bool {
        matches!(self.problem.origin(), Origin::Table(code) if code.refuses())
    }
}

impl Problem {
    /// What it is called by.
    pub fn origin(&self) -> Origin<'_> {
        Origin::Table(match self {
            Problem::Notice { rule, .. } | Problem::Terms { rule, .. } => return Origin::Rule(rule),
            Problem::NotProved { .. } | Problem::TooManyCases(_) => &NOT_PROVED,
            Problem::BeyondTheLaw(..) => &BEYOND_THE_LAW,
            Problem::ComingLaw(..) => &COMING_LAW,
            Problem::TakenAsGiven(_) => &TAKEN_AS_GIVEN,
            Problem::ForeignCurrency { .. } => &FOREIGN_CURRENCY,
            Problem::NoLimit { .. } => &NO_LIMIT,
            Problem::LawNotTold(..) => &LAW_NOT_TOLD,
            Problem::NeverCharged(..) => &NEVER_CHARGED,
            Problem::MoneyLeft(..) => &MONEY_LEFT,
            Problem::NeverSent(..) => &NEVER_SENT,
            Problem::SettledCondition(_) => &SETTLED_CONDITION,
            Problem::OneDay { .. } => &ONE_DAY,
            Problem::Overlap(_) => &OVERLAP,
            Problem::TakenBefore { .. } => &TAKEN_BEFORE,
            Problem::Gap(_) => &VERSION_GAP,
            Problem::NothingToTakeOver => &NOTHING_TO_TAKE_OVER,
            Problem::NotCovered { .. } => &NOT_COVERED,
            Problem::UnknownRule { .. } => &UNKNOWN_RULE,
        })
    }

    /// The step it is about.
    pub fn step(&self) -> Option<usize> {
        match self {
            Problem::Notice { step, .. }
            | Problem::NotProved { step, .. }
            | Problem::ForeignCurrency { step, .. }
            | Problem::NoLimit { step, .. }
            | Problem::LawNotTold(step, _)
            | Problem::NeverCharged(step, _)
            | Problem::MoneyLeft(step, ..)
            | Problem::NeverSent(step, _)
            | Problem::SettledCondition(step)
            | Problem::OneDay { step, .. } => Some(*step),
            Problem::Terms { .. }
            | Problem::TooManyCases(_)
            | Problem::BeyondTheLaw(..)
            | Problem::ComingLaw(..)
            | Problem::TakenAsGiven(_)
            | Problem::Overlap(_)
            | Problem::TakenBefore { .. }
            | Problem::Gap(_)
            | Problem::NothingToTakeOver
            | Problem::NotCovered { .. }
            | Problem::UnknownRule { .. } => None,
        }
    }
}
