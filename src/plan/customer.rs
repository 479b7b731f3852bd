use super::Condition;
use crate::value::Minor;

/// Something done about a customer.
#[derive(Clone, PartialEq, Debug)]
pub struct Escalation {
    /// What it is called.
    pub title: String,
    /// When; it asks of the customer alone.
    pub when: Condition,
    /// What.
    pub action: String,
}

/// Credit classes, the first that fits.
#[derive(Clone, PartialEq, Debug)]
pub struct Credit {
    /// How often a customer is checked, in months.
    pub check_every: Option<i32>,
    /// The classes.
    pub classes: Vec<Class>,
    /// Whether who is in no class pays before delivery.
    pub otherwise_prepayment: bool,
}

/// One credit class.
#[derive(Clone, PartialEq, Debug)]
pub struct Class {
    /// What it is called.
    pub name: String,
    /// Who is in it; it asks of the customer alone. `None` is everybody.
    pub when: Option<Condition>,
    /// Payment terms in days.
    pub terms: Option<i32>,
    /// The most the customer may owe, in minor units of the policy's currency.
    pub limit: Option<Minor>,
}
