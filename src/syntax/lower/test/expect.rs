use super::whose::whose;
use crate::diagnostic::WRITTEN_TWICE;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::statements::list;
use crate::syntax::shape::TokenKind;
use crate::terms::{Expect, Expected, ExpectedLetter, Name};
use crate::value::Day;

/// An expectation, and the invoices it names: the one it is about, and the one whose letter it means. Their places are filled in once all are known.
pub struct ReadExpect {
    pub expect: Expect,
    pub of: Option<Name>,
    pub letter_of: Option<Name>,
}

/// Reads behind the word `expect`.
pub fn expect(cursor: &mut Cursor) -> Read<ReadExpect> {
    let alone = |expect: Expect| ReadExpect { expect, of: None, letter_of: None };
    if cursor.sees("nothing") {
        cursor.expect("nothing after")?;
        return Ok(alone(Expect::NothingAfter));
    }
    if cursor.eat("no escalation").is_some() {
        let title = cursor.next_is(TokenKind::Text).then(|| cursor.text("its title")).transpose()?;
        return Ok(alone(Expect::NoEscalation(title, day(cursor)?)));
    }
    // A step may be called `escalation`; a title tells the two apart.
    let mark = cursor.mark();
    if cursor.eat("escalation").is_some() {
        if cursor.next_is(TokenKind::Text) {
            let title = cursor.text("its title")?;
            return Ok(alone(Expect::Escalation(title, day(cursor)?)));
        }
        cursor.reset(mark);
    }
    on_day(cursor)
}

fn day(cursor: &mut Cursor) -> Read<Day> {
    cursor.expect("on")?;
    Ok(cursor.date()?.value)
}

fn on_day(cursor: &mut Cursor) -> Read<ReadExpect> {
    let what = cursor.name("a step, a decision such as `hold`, `escalation` and its title, or `nothing after`")?;
    let on = day(cursor)?;
    let of = whose(cursor)?;
    let mut expected = Expected {
        invoice: 0,
        what,
        on,
        letter: None,
        by: None,
        fee: None,
        compensation: None,
        interest: None,
        balance: None,
        claim: None,
        deadline: None,
    };
    let mut letter_of = None;
    if cursor.eat("in a letter of its own").is_some() {
        expected.letter = Some(ExpectedLetter::OfItsOwn);
    } else if cursor.sees("in") {
        cursor.one_of(&[("in the letter of", ()), ("in a letter of its own", ())])?;
        letter_of = Some(cursor.text("the number of the invoice that carries its fee, in double quotes")?);
    }
    if cursor.eat("by").is_some() {
        expected.by = Some(cursor.name("the rule's code")?);
    }
    if cursor.eat("with").is_some() {
        list(cursor, |cursor| detail(cursor, &mut expected))?;
    }
    Ok(ReadExpect { expect: Expect::On(Box::new(expected)), of, letter_of })
}

fn detail(cursor: &mut Cursor, expected: &mut Expected) -> Read<()> {
    if cursor.eat("deadline").is_some() {
        expected.deadline = Some(cursor.date()?.value);
        return Ok(());
    }
    let words = ["fee", "compensation", "interest", "balance", "claim"].map(|word| (word, word));
    let what = cursor.one_of(&[words.as_slice(), &[("deadline", "deadline")]].concat())?;
    let amount = cursor.amount()?.value;
    let slot = match what.value {
        "fee" => &mut expected.fee,
        "compensation" => &mut expected.compensation,
        "interest" => &mut expected.interest,
        "balance" => &mut expected.balance,
        _ => &mut expected.claim,
    };
    match slot.replace(amount) {
        Some(_) => Err(WRITTEN_TWICE.at(what.span).with("found", what.value).into()),
        None => Ok(()),
    }
}
