//! The values that the facts of a ledger may have: those a policy writes, each other's, and what is just above and just below.

use std::collections::BTreeMap;

use frist::decide::BoundPlan;
use frist::plan::{Comparison, Fact, FactValue, Right};
use frist::terms::{BuiltIn, FactType};
use frist::value::{Day, Minor, Money};

use super::super::draw::Draw;

/// The columns that policies declare, and the values they may have.
pub struct Palette {
    /// Each declared column with its type.
    pub columns: BTreeMap<String, FactType>,
    /// Columns that every policy gives a default.
    optional: Vec<String>,
    texts: Vec<String>,
    /// In tenths.
    numbers: Vec<i64>,
    days: Vec<Day>,
    amounts: Vec<Minor>,
    /// What is added to a fact before another is compared with it.
    pluses: Vec<Minor>,
    /// Whether a credit limit is asked for.
    pub limit: bool,
}

impl Palette {
    /// Of all policies of a run.
    pub fn of(bounds: &[BoundPlan]) -> Palette {
        let unit = bounds[0].plan.currency.unit();
        let mut palette = Palette {
            columns: BTreeMap::new(),
            optional: Vec::new(),
            texts: vec!["west".into()],
            numbers: vec![0, 500],
            days: vec![bounds[0].plan.valid.from],
            amounts: vec![250 * unit],
            pluses: vec![0],
            limit: false,
        };
        for bound in bounds {
            for fact in &bound.plan.facts {
                palette.columns.insert(fact.name.clone(), fact.kind);
                fact.default.iter().for_each(|value| palette.add(value));
                if fact.default.is_some() {
                    palette.optional.push(fact.name.clone());
                }
            }
            bound.plan.comparisons().for_each(|comparison| palette.read(bound, comparison));
        }
        palette
    }

    fn read(&mut self, bound: &BoundPlan, comparison: &Comparison) {
        self.limit |= comparison.facts().any(|fact| *fact == Fact::BuiltIn(BuiltIn::CreditLimit));
        match &comparison.right {
            Right::Value(value) if bound.plan.fact_kind(&comparison.fact) != FactType::Days => self.add(value),
            Right::Value(_) => {}
            Right::Fact(_, plus) => self.pluses.push(*plus),
        }
    }

    fn add(&mut self, value: &FactValue) {
        match value {
            FactValue::Whole(minor) => self.amounts.push(*minor),
            FactValue::Number(number) => self.numbers.extend(number.to_string().parse::<i64>().map(|whole| whole * 10)),
            FactValue::Text(text) => self.texts.push(text.clone()),
            FactValue::Date(day) => self.days.push(*day),
            FactValue::YesNo(_) | FactValue::Debtor(_) => {}
        }
    }

    /// What the facts of one customer stand around, so that they are often equal.
    pub fn base(&self, draw: &mut Draw) -> Base {
        Base {
            text: draw.of(&self.texts),
            number: draw.of(&self.numbers),
            day: draw.of(&self.days),
            amount: self.near(draw.of(&self.amounts), draw),
        }
    }

    /// An amount that differs from another by what a policy adds, or by the smallest unit, or not.
    pub fn near(&self, amount: Minor, draw: &mut Draw) -> Minor {
        (amount + draw.of(&[0, 1, 1, -1]) * draw.of(&self.pluses) + draw.of(&[0, 0, 1, -1])).max(0)
    }

    /// A value of a column as a ledger writes it.
    pub fn value(&self, column: &str, base: &Base, money: impl Fn(Minor) -> Money, draw: &mut Draw) -> String {
        let optional = self.optional.iter().any(|name| name == column);
        if draw.chance(if optional { 20 } else { 4 }) {
            return String::new();
        }
        let own = draw.chance(35);
        match self.columns[column] {
            FactType::Text => {
                if own {
                    draw.of(&self.texts)
                } else {
                    base.text.clone()
                }
            }
            FactType::Number => {
                let number = if own { draw.of(&self.numbers) } else { base.number } + draw.of(&[0, 0, 0, 10, -10, 5, -5]);
                format!("{}{}.{}", if number < 0 { "-" } else { "" }, number.abs() / 10, number.abs() % 10)
            }
            FactType::Date => (if own { draw.of(&self.days) } else { base.day }).plus(draw.of(&[0, 0, 0, 1, -1, 40])).to_string(),
            FactType::Money => money(self.near(if own { draw.of(&self.amounts) } else { base.amount }, draw)).plain(),
            FactType::YesNo => draw.of(&["true", "false"]).into(),
            FactType::Days | FactType::Debtor => String::new(),
        }
    }
}

/// What the facts of one customer stand around.
pub struct Base {
    text: String,
    number: i64,
    day: Day,
    /// An amount, in minor units.
    pub amount: Minor,
}
