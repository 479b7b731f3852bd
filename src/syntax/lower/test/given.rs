use crate::diagnostic::Spanned;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::condition;
use crate::terms::{FactType, Literal, Name};

/// `FACT is VALUE`: what a test says a column of the ledger holds.
pub fn given(cursor: &mut Cursor) -> Read<(Name, Spanned<Literal>)> {
    let name = cursor.name("a fact")?;
    cursor.expect("is")?;
    let value = fact_value(cursor)?;
    Ok((name, value))
}

fn fact_value(cursor: &mut Cursor) -> Read<Spanned<Literal>> {
    let mark = cursor.mark();
    for kind in [FactType::Money, FactType::Number, FactType::Date, FactType::Text, FactType::YesNo] {
        if let Ok(literal) = condition::literal(cursor, kind) {
            return Ok(literal);
        }
        cursor.reset(mark);
    }
    Err(cursor.unexpected("a value: an amount, a number, a date, a text, `yes` or `no`"))
}
