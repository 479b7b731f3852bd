//! `credit { … }`: classes of customers, their terms and limits.

use super::condition;
use super::fact::fact;
use super::statements::{Lower, flag, new_name, once};
use crate::diagnostic::Span;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::tree::{Broken, Class, Credit};

/// Reads from behind the word `credit`.
pub fn credit(lower: &mut Lower, cursor: &mut Cursor, span: Span) -> Read<Credit> {
    let block = cursor.block("`credit`")?;
    let mut credit =
        Credit { span, facts: Vec::new(), check_every: None, classes: Vec::new(), otherwise_prepayment: None, broken: Broken::default() };
    let mut broken = Broken::default();
    let mut check = None;
    lower.each_in(block, &mut broken, |lower, cursor, _| {
        let keyword = cursor.opener("`credit`", &["fact", "check every", "class", "otherwise prepayment"])?;
        match keyword {
            "fact" => credit.facts.push(fact(cursor)?),
            "check every" => {
                let months = cursor.months()?;
                once(&mut check, months.value, cursor, keyword)?;
            }
            "class" => {
                let class = class(lower, cursor)?;
                let known = new_name(&credit.classes.iter().map(|class| &class.name).collect::<Vec<_>>(), &class.name, "a class");
                credit.classes.push(class);
                return known;
            }
            _ => flag(&mut credit.otherwise_prepayment, cursor, keyword)?,
        }
        cursor.finish()
    });
    credit.broken = broken;
    credit.check_every = check.map(|check| check.value);
    Ok(credit)
}

fn class(lower: &mut Lower, cursor: &mut Cursor) -> Read<Class> {
    let name = cursor.new_name("the class's name", "")?;
    let block = cursor.block("a class")?;
    let (mut when, mut terms, mut limit) = (None, None, None);
    lower.each_in(block, &mut Broken::default(), |lower, cursor, _| {
        let keyword = cursor.opener("a class", &["when", "terms", "limit"])?;
        match keyword {
            "when" => {
                let condition = condition::condition(lower, cursor)?;
                return once(&mut when, condition, cursor, keyword);
            }
            "terms" => {
                let days = cursor.days()?;
                once(&mut terms, days.value, cursor, keyword)?;
            }
            _ => {
                let amount = cursor.amount()?;
                once(&mut limit, amount.value, cursor, keyword)?;
            }
        }
        cursor.finish()
    });
    Ok(Class { name, when: when.map(|when| when.value), terms, limit })
}
