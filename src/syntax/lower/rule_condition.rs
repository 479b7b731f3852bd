//! What a rule of law asks of a notice and its history.

use super::amount::amount;
use super::condition::Ask;
use super::statements::list;
use crate::diagnostic::WRONG_UNIT;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::tree::RuleCondition;
use crate::terms::{Condition, LeastDeadline, Name, Question, Set};
use crate::value::{Act, Debtor};

impl Ask for Question<Name> {
    fn one(cursor: &mut Cursor) -> Read<RuleCondition> {
        one(cursor)
    }
}

/// `at least X` as it is, `below X` as its opposite.
fn bound(cursor: &mut Cursor, low: &str, high: &str) -> Read<bool> {
    cursor.one_of(&[(low, true), (high, false)]).map(|bound| bound.value)
}

fn one(cursor: &mut Cursor) -> Read<RuleCondition> {
    use Question as Q;
    let plain = Condition::One;
    let either = |question: Q<Name>, keep: bool| if keep { plain(question) } else { plain(question).negated() };
    if cursor.eat("debtor is not").is_some() {
        return Ok(either(Q::Debtor(cursor.one_of(&Debtor::ALL)?.value), false));
    }
    if cursor.eat("debtor is").is_some() {
        return Ok(plain(Q::Debtor(cursor.one_of(&Debtor::ALL)?.value)));
    }
    for (phrase, question) in [
        ("fee agreed", Q::FeeAgreed),
        ("disputed", Q::Disputed),
        ("principal is owed", Q::PrincipalOwed),
        ("anything is owed", Q::AnythingOwed),
        ("interest has started", Q::InterestStarted),
        ("send date after due date moved to next business day", Q::AfterMovedDueDate),
    ] {
        if cursor.eat(phrase).is_some() {
            return Ok(plain(question));
        }
    }
    if cursor.eat("overdue").is_some() {
        let at_least = bound(cursor, "at least", "below")?;
        return Ok(either(Q::OverdueAtLeast(cursor.days()?.value), at_least));
    }
    if cursor.eat("payment term").is_some() {
        let at_most = bound(cursor, "at most", "above")?;
        return Ok(either(Q::TermAtMost(cursor.days()?.value), at_most));
    }
    if cursor.eat("deadline at least").is_some() {
        let offset = cursor.offset()?;
        return Ok(plain(match offset.value {
            crate::value::Offset::Days(days) => Q::DeadlineAtLeast(days),
            crate::value::Offset::BusinessDays(days) => Q::DeadlineBusinessDays(days),
            crate::value::Offset::Months(_) => {
                let wrong = WRONG_UNIT.at(offset.span).with("expected", "days or business days").with("found", "months");
                return Err(wrong.hint("a month has 28 to 31 days, and never proves a number of days").into());
            }
        }));
    }
    if cursor.eat("letter fee").is_some() {
        let above = bound(cursor, "above", "at most")?;
        return Ok(either(Q::LetterFeeAbove(amount(cursor)?), above));
    }
    if cursor.eat("fee").is_some() {
        let above = bound(cursor, "above", "at most")?;
        return Ok(either(Q::FeeAbove(amount(cursor)?), above));
    }
    if cursor.eat("days since the last").is_some() {
        let set = set(cursor)?;
        cursor.expect("below")?;
        let days = cursor.count()?;
        cursor.eat("days").or_else(|| cursor.eat("day"));
        return Ok(plain(Q::DaysSinceBelow(set, days.value as i32)));
    }
    if cursor.eat("an earlier").is_some() {
        let set = set(cursor)?;
        return Ok(plain(Q::Earlier(set, passed(cursor)?)));
    }
    for (phrase, last) in [("the first", false), ("the last", true)] {
        if cursor.eat(phrase).is_some() {
            let set = set(cursor)?;
            return Ok(plain(Q::Single { last, set, passed: passed(cursor)? }));
        }
    }
    if cursor.eat("earlier").is_some() {
        let set = set(cursor)?;
        cursor.expect("at least")?;
        return Ok(plain(Q::Count(set, cursor.count()?.value)));
    }
    Err(cursor.unexpected("a condition of law, such as `overdue at least 14 days` or `an earlier reminder`"))
}

/// `[charged] ACTS [in this round] [after due date] [at least N days ago]`
fn set(cursor: &mut Cursor) -> Read<Set> {
    let charged = cursor.eat("charged").is_some();
    let acts = list(cursor, |cursor| cursor.one_of(&Act::ALL))?.into_iter().map(|act| act.value).collect();
    let this_round = cursor.eat("in this round").is_some();
    let after_due = cursor.eat("after due date").is_some();
    let mark = cursor.mark();
    let mut days_ago = None;
    if cursor.eat("at least").is_some() {
        // `at least 2` counts; `at least 14 days ago` belongs to the set.
        days_ago = match cursor.days() {
            Ok(days) if cursor.eat("ago").is_some() => Some(days.value),
            _ => {
                cursor.reset(mark);
                None
            }
        };
    }
    Ok(Set { charged, acts, this_round, after_due, days_ago })
}

/// `with deadline passed`, `with deadline of at least 14 days passed`
fn passed(cursor: &mut Cursor) -> Read<Option<LeastDeadline>> {
    if cursor.eat("with deadline").is_none() {
        return Ok(None);
    }
    let days = if cursor.eat("of at least").is_some() { cursor.days()?.value } else { i32::MIN };
    cursor.expect("passed")?;
    Ok(Some(days))
}
