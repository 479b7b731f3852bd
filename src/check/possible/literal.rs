use super::variables::{Flag, OLDEST, Variables};
use crate::plan::{Comparison, Criterion, Fact, FactValue, Plan, Right};
use crate::terms::{BuiltIn, FactType, Operator};

/// One thing that may be known of the facts of an invoice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Literal {
    /// Of two of a sort the first is above the second by so much at most.
    Most(Sort, usize, usize, i64),
    /// Two texts are the same, or differ.
    Same(usize, usize, bool),
    /// A flag is set, or not.
    Flag(usize, bool),
}

/// Numbers that are compared with each other.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Sort {
    /// Minor units.
    Money,
    /// Rungs of the ladder of numbers.
    Number,
    /// Days since 1970-01-01.
    Date,
    /// Days.
    Days,
}

/// The ways in which a criterion can come out, each with what is then known; any two of them exclude each other, and one always holds.
pub fn outcomes(variables: &Variables, plan: &Plan, criterion: &Criterion, overdue: i32) -> Vec<(bool, Vec<Literal>)> {
    match criterion {
        Criterion::InvoiceTagged(tag) => flag(variables, &Flag::Invoice(tag.clone())),
        Criterion::CustomerTagged(tag) => flag(variables, &Flag::Customer(tag.clone())),
        Criterion::Compare(comparison) => compared(variables, plan, comparison, overdue),
    }
}

fn flag(variables: &Variables, flag: &Flag) -> Vec<(bool, Vec<Literal>)> {
    let at = variables.flag(flag);
    at.map_or_else(Vec::new, |at| vec![(true, vec![Literal::Flag(at, true)]), (false, vec![Literal::Flag(at, false)])])
}

fn compared(variables: &Variables, plan: &Plan, comparison: &Comparison, overdue: i32) -> Vec<(bool, Vec<Literal>)> {
    let kind = plan.fact_kind(&comparison.fact);
    let (left, right) = (side(variables, &comparison.fact, overdue), right(variables, &comparison.right, overdue));
    let operator = comparison.operator;
    match (kind, left, right) {
        (FactType::Money, Some(left), Some(right)) => ordered(Sort::Money, left, right, operator),
        (FactType::Number, Some(left), Some(right)) => ordered(Sort::Number, left, right, operator),
        (FactType::Date, Some(left), Some(right)) => ordered(Sort::Date, left, right, operator),
        (FactType::Days, Some(left), Some(right)) => ordered(Sort::Days, left, right, operator),
        (FactType::Text, Some((left, _)), Some((right, _))) => {
            let is = |same: bool| operator.holds(if same { std::cmp::Ordering::Equal } else { std::cmp::Ordering::Less });
            [true, false].map(|same| (is(same), vec![Literal::Same(left, right, same)])).to_vec()
        }
        (FactType::YesNo, ..) => flags(variables, comparison),
        // Who owes stays what it is, and is known.
        (FactType::Debtor, ..) | (FactType::Money | FactType::Number | FactType::Date | FactType::Days | FactType::Text, _, _) => {
            Vec::new()
        }
    }
}

/// The place of a fact among those of its sort, and what is added to it.
fn side(variables: &Variables, fact: &Fact, overdue: i32) -> Option<(usize, i64)> {
    if let Fact::BuiltIn(BuiltIn::Overdue) = fact {
        return Some((0, overdue.into()));
    }
    if let Fact::BuiltIn(BuiltIn::CustomerOldestOverdue) = fact {
        return Some((OLDEST, 0));
    }
    let place = variables.amount(fact).or_else(|| variables.number(fact)).or_else(|| variables.date(fact)).or_else(|| variables.text(fact));
    place.map(|at| (at, 0))
}

fn right(variables: &Variables, right: &Right, overdue: i32) -> Option<(usize, i64)> {
    match right {
        Right::Fact(fact, plus) => side(variables, fact, overdue).map(|(at, more)| (at, more + plus)),
        Right::Value(FactValue::Whole(whole)) => Some((0, *whole)),
        Right::Value(FactValue::Number(number)) => variables.rung(*number).map(|rung| (0, rung)),
        Right::Value(FactValue::Date(day)) => Some((0, day.number().into())),
        Right::Value(FactValue::Text(text)) => variables.written(text).map(|at| (at, 0)),
        Right::Value(FactValue::YesNo(_) | FactValue::Debtor(_)) => None,
    }
}

fn ordered(sort: Sort, (x, plus): (usize, i64), (y, more): (usize, i64), operator: Operator) -> Vec<(bool, Vec<Literal>)> {
    // x + plus against y + more.
    let apart = more - plus;
    let (most, least) = (|most: i64| Literal::Most(sort, x, y, most), |least: i64| Literal::Most(sort, y, x, -least));
    let both = |one: bool, other: bool, split: i64| vec![(one, vec![most(split)]), (other, vec![least(split + 1)])];
    match operator {
        Operator::AtMost => both(true, false, apart),
        Operator::Above => both(false, true, apart),
        Operator::Below => both(true, false, apart - 1),
        Operator::AtLeast => both(false, true, apart - 1),
        Operator::Is | Operator::IsNot => {
            let is = operator == Operator::Is;
            vec![(is, vec![most(apart), least(apart)]), (!is, vec![most(apart - 1)]), (!is, vec![least(apart + 1)])]
        }
    }
}

fn flags(variables: &Variables, comparison: &Comparison) -> Vec<(bool, Vec<Literal>)> {
    let place = |fact: &Fact| if let Fact::Declared(at) = fact { variables.flag(&Flag::Declared(*at)) } else { None };
    let Some(left) = place(&comparison.fact) else { return Vec::new() };
    let holds = |left: bool, right: bool| comparison.operator.holds(left.cmp(&right));
    match &comparison.right {
        Right::Value(FactValue::YesNo(right)) => [true, false].map(|yes| (holds(yes, *right), vec![Literal::Flag(left, yes)])).to_vec(),
        Right::Value(_) => Vec::new(),
        Right::Fact(fact, _) => {
            let Some(right) = place(fact) else { return Vec::new() };
            let pairs = [(true, true), (true, false), (false, true), (false, false)];
            pairs.map(|(one, other)| (holds(one, other), vec![Literal::Flag(left, one), Literal::Flag(right, other)])).to_vec()
        }
    }
}
