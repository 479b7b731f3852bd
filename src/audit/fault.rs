use crate::diagnostic::Severity;
use crate::ledger::InvoiceId;
use crate::terms::Quantity;
use crate::value::{Act, Currency, Day, Minor, Rate};

/// A notice that breaks a rule, or does not follow advice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AuditFinding<'a> {
    /// Of which invoice.
    pub invoice: InvoiceId,
    /// The day the notice was sent.
    pub on: Day,
    /// What it was.
    pub act: Act,
    /// Currency of the invoice.
    pub currency: Currency,
    /// The rule's code.
    pub rule: &'a str,
    /// What the rule says in one line.
    pub title: &'a str,
    /// Where it is written.
    pub cite: &'a str,
    /// An error for law; a warning for guidance, practice, advice and limitation.
    pub severity: Severity,
    /// What is wrong.
    pub wrong: Wrong<'a>,
}

/// What is wrong with a notice.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Wrong<'a> {
    /// More money than the limit, in minor units.
    Charged {
        /// What the limit bounds.
        what: Quantity,
        /// What that comes to with this notice.
        charged: Minor,
        /// What is allowed.
        allowed: Minor,
        /// What this notice adds to what was over before: at most what it charges itself.
        over: Minor,
    },
    /// A higher yearly rate than the limit.
    Rate {
        /// The rate the notice states.
        stated: Rate,
        /// What is allowed on the day.
        allowed: Rate,
    },
    /// A demand that is not met, in the rule's own words.
    NotMet(&'a str),
    /// Advice that is not followed, in the rule's own words.
    NotFollowed(&'a str),
    /// A claim that was time-barred since a day.
    Barred(Day),
}
