use crate::diagnostic::{Spanned, WRITTEN_TWICE};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::condition;
use crate::terms::{FactType, Literal, Name};

/// `FACT is VALUE`: what a test says a column of the ledger holds. A second value for one column is a mistake.
pub fn given(cursor: &mut Cursor, facts: &mut Vec<(Name, Spanned<Literal>)>) -> Read<()> {
    let name = cursor.name("a fact")?;
    if let Some((first, _)) = facts.iter().find(|(other, _)| other.value == name.value) {
        return Err(WRITTEN_TWICE.at(name.span).with("found", &name.value).and(first.span, "the first stands here").into());
    }
    cursor.expect("is")?;
    let value = fact_value(cursor)?;
    facts.push((name, value));
    Ok(())
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
