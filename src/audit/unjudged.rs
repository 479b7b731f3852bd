use crate::law::{Question, Rule};
use crate::terms::{Effect, Quantity};
use crate::value::Currency;

/// Why something of a notice cannot be judged.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Obstacle<'a> {
    /// The invoice is in another currency than the amounts of the law.
    Currency(Currency),
    /// An open-items file does not tell what went before its last notice, nor which letter its fees are for.
    OpenItems,
    /// The law does not tell a value that a rule needs.
    Value {
        /// The rule's code.
        rule: &'a str,
        /// Which value.
        value: String,
    },
}

/// Whether a rule compares amounts of money.
pub fn is_about_money(rule: &Rule) -> bool {
    let limits = matches!(&rule.effect, Effect::Limit(quantity, _) if *quantity != Quantity::InterestRate);
    limits || rule.asks(|question| question.amount().is_some())
}

/// Whether a rule asks for what an open-items file does not tell: earlier notices, charges, or since when there is a dispute.
pub fn asks_history(rule: &Rule) -> bool {
    is_about_money(rule) || rule.asks(|question| question.set().is_some() || *question == Question::Disputed)
}
