//! An amount of law.

use super::fee::rounded;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::terms::{self, DateOf, Name};

type Amount = terms::Amount<Name>;
type Measure = terms::Measure<Name>;

/// An amount on one line.
pub fn amount(cursor: &mut Cursor) -> Read<Amount> {
    let mut terms = Vec::new();
    if cursor.eat("the larger of").is_some() {
        terms.push(measure(cursor, SHARES)?);
        while cursor.next_is(TokenKind::Comma) {
            let mark = cursor.mark();
            cursor.step();
            if cursor.sees("rounded") {
                cursor.reset(mark);
                break;
            }
            terms.push(measure(cursor, SHARES)?);
        }
    } else {
        terms.push(measure(cursor, SHARES)?);
    }
    let mark = cursor.mark();
    let rounding = if cursor.eat_kind(TokenKind::Comma).is_some() { rounded(cursor)? } else { None };
    if rounding.is_none() {
        cursor.reset(mark);
    }
    Ok(Amount { terms, rounding: rounding.map(|(rounding, _)| rounding) })
}

/// How many shares may stand within each other: a statute needs two, and their product stays exact.
const SHARES: u8 = 2;
const TOO_MANY_SHARES: &str = "a share may be of a share, and no deeper: write what the two come to";

fn measure(cursor: &mut Cursor, shares: u8) -> Read<Measure> {
    for (phrase, measure) in [
        ("statutory", Measure::Statutory),
        ("agreed", Measure::Agreed),
        ("total fees", Measure::TotalFees),
        ("principal", Measure::Principal),
        ("balance", Measure::Balance),
    ] {
        if cursor.eat(phrase).is_some() {
            return Ok(measure);
        }
    }
    if cursor.next_is(TokenKind::Number) {
        let mark = cursor.mark();
        if shares > 0
            && let Ok(share) = cursor.percent()
        {
            cursor.expect("of")?;
            return Ok(Measure::Share(share.value, Box::new(measure(cursor, shares - 1)?)));
        }
        cursor.reset(mark);
        let share = shares == 0 && cursor.percent().is_ok();
        cursor.reset(mark);
        let amount = cursor.amount().map_err(|error| if share { error.hint(TOO_MANY_SHARES).into() } else { error })?;
        return Ok(Measure::Fixed(amount.value));
    }
    let name = cursor.name("an amount, or a value of the statute")?;
    cursor.expect("on")?;
    let on = cursor.one_of(&DateOf::ALL)?;
    if shares > 0 && cursor.eat("of").is_some() {
        return Ok(Measure::DatedShare(name, on.value, Box::new(measure(cursor, shares - 1)?)));
    }
    Ok(Measure::Value(name, on.value))
}
