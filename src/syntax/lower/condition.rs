//! Conditions on an invoice and its customer.

use super::statements::Lower;
use crate::diagnostic::{AND_OR_MIXED, Diagnostic, NO_UNIT, Span, Spanned, UNKNOWN_FACT, WRONG_TYPE, did_you_mean, nearest};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::number::{Measured, Wanted};
use crate::syntax::shape::Block;
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::{Broken, Comparison, Condition, Criterion, Operand};
use crate::terms::{self, BuiltIn, Fact, FactType, Literal, Operator};
use crate::value::{Debtor, Offset};

/// A question of one language of conditions: policies have theirs, statutes theirs.
pub trait Ask: Sized {
    /// One condition without `and`, `or` or a leading `not`.
    fn one(cursor: &mut Cursor) -> Read<terms::Condition<Self>>;
}

impl Ask for Criterion {
    fn one(cursor: &mut Cursor) -> Read<Condition> {
        comparison(cursor).map(terms::Condition::One)
    }
}

/// A condition up to the end of the statement, its block included.
pub fn condition<Q: Ask>(lower: &mut Lower, cursor: &mut Cursor) -> Read<terms::Condition<Q>> {
    let negated = cursor.eat("not").is_some();
    for (phrase, all) in [("all of", true), ("any of", false)] {
        if cursor.eat(phrase).is_some() {
            let block = cursor.block(&format!("`{phrase}`"))?;
            let inner = conditions(lower, block);
            let condition = if all { terms::Condition::All(inner) } else { terms::Condition::Any(inner) };
            return Ok(if negated { condition.negated() } else { condition });
        }
    }
    let first = Q::one(cursor)?;
    let mut all = vec![if negated { first.negated() } else { first }];
    let mut joined_by: Option<&str> = None;
    while let Some((word, span)) = joiner(cursor) {
        if let Some(before) = joined_by.filter(|before| *before != word) {
            return Err(AND_OR_MIXED.at(span).with("found", word).with("before", before).into());
        }
        joined_by = Some(word);
        let listed = cursor.has_missed_before(",");
        let negated = cursor.eat("not").is_some();
        let next = Q::one(cursor).map_err(|error| {
            if listed && error.hint.is_none() { error.hint(format!("in a list a comma stands in place of `{word}`")).into() } else { error }
        })?;
        all.push(if negated { next.negated() } else { next });
    }
    cursor.finish()?;
    Ok(match joined_by {
        None => all.remove(0),
        Some("and") => terms::Condition::All(all),
        Some(_) => terms::Condition::Any(all),
    })
}

/// One condition a line.
fn conditions<Q: Ask>(lower: &mut Lower, block: &Block) -> Vec<terms::Condition<Q>> {
    let mut all = Vec::new();
    lower.each_in(block, &mut Broken::default(), |lower, cursor, _| {
        all.push(condition(lower, cursor)?);
        Ok(())
    });
    all
}

fn joiner(cursor: &mut Cursor) -> Option<(&'static str, Span)> {
    ["and", "or"].into_iter().find_map(|word| cursor.eat(word).map(|span| (word, span)))
}

fn comparison(cursor: &mut Cursor) -> Read<Criterion> {
    let start = cursor.here();
    for (phrase, customer) in [("customer tagged", true), ("invoice tagged", false)] {
        if cursor.eat(phrase).is_some() {
            let tag = cursor.text("a tag in double quotes")?;
            return Ok(Criterion::Tagged { customer, tag: tag.value, span: start.to(tag.span) });
        }
    }
    let fact = fact(cursor)?;
    let operator = cursor.one_of(&Operator::ALL).map_err(|error| match &fact.value {
        // A word that is no fact and is not compared was meant as something else.
        Fact::Declared(name) if error.hint.is_none() => unknown_fact(cursor, &fact, name),
        Fact::Declared(_) | Fact::BuiltIn(_) => error,
    })?;
    let kind = match &fact.value {
        Fact::BuiltIn(fact) => Some(fact.kind()),
        Fact::Declared(_) => None,
    };
    let operand = match other_fact(cursor, kind) {
        Some(other) => {
            let plus = cursor.eat("plus").map(|_| any_literal(cursor, kind, &fact)).transpose()?;
            Operand::Fact(other, plus)
        }
        None => Operand::Literal(any_literal(cursor, kind, &fact)?),
    };
    let span = start.to(match &operand {
        Operand::Literal(literal) => literal.span,
        Operand::Fact(_, Some(plus)) => plus.span,
        Operand::Fact(fact, None) => fact.span,
    });
    Ok(Criterion::Compare(Comparison { fact, operator: operator.value, operand, span }))
}

fn fact(cursor: &mut Cursor) -> Read<Spanned<Fact<String>>> {
    let built_in = BuiltIn::ALL.iter().filter(|(phrase, ..)| cursor.sees(phrase)).max_by_key(|(phrase, ..)| phrase.len());
    if let Some((phrase, fact, _)) = built_in {
        let span = cursor.expect(phrase)?;
        return Ok(Spanned::new(Fact::BuiltIn(*fact), span));
    }
    match cursor.peek() {
        Some(token) if token.kind == TokenKind::Word => {
            cursor.step();
            Ok(Spanned::new(Fact::Declared(token.text), token.span))
        }
        _ => Err(cursor.unexpected("a fact such as `balance` or `customer oldest overdue`")),
    }
}

/// What a text calls a fact.
fn phrase(fact: &Fact<String>) -> &str {
    match fact {
        Fact::BuiltIn(fact) => fact.phrase(),
        Fact::Declared(name) => name,
    }
}

fn unknown_fact(cursor: &Cursor, fact: &Spanned<Fact<String>>, name: &str) -> Box<Diagnostic> {
    let phrases = || BuiltIn::ALL.iter().map(|(phrase, ..)| *phrase).chain(["customer tagged", "invoice tagged"]);
    let two = cursor.word().map(|next| format!("{name} {next}"));
    let near = nearest(name, phrases()).or_else(|| two.and_then(|two| nearest(&two, phrases())));
    let unknown = UNKNOWN_FACT.at(fact.span).with("found", name);
    let known: Vec<String> = phrases().map(|phrase| format!("`{phrase}`")).collect();
    unknown.hint(near.map_or(format!("the facts are {}", known.join(", ")), did_you_mean)).into()
}

/// A fact on the right side, where a word stands that is no literal.
fn other_fact(cursor: &mut Cursor, kind: Option<FactType>) -> Option<Spanned<Fact<String>>> {
    let word = cursor.word()?;
    if kind == Some(FactType::Debtor) {
        return None;
    }
    if ["yes", "no"].contains(&word) || Debtor::from_word(word).is_some() && kind.is_none_or(|kind| kind == FactType::Debtor) {
        return None;
    }
    fact(cursor).ok()
}

fn any_literal(cursor: &mut Cursor, kind: Option<FactType>, fact: &Spanned<Fact<String>>) -> Read<Spanned<Literal>> {
    let mark = cursor.mark();
    let found = match kind {
        Some(kind) => literal(cursor, kind),
        None => declared_literal(cursor),
    };
    let Some(expected) = kind else { return found };
    match found {
        Ok(literal) if literal.value.kind() == expected => Ok(literal),
        Ok(literal) => Err(mismatch(fact, expected, literal.span, literal.value.kind().described())),
        Err(error) => {
            // A literal of another kind deserves a better word than `unexpected`.
            cursor.reset(mark);
            match declared_literal(cursor) {
                Ok(literal) if literal.value.kind() != expected && error.code != NO_UNIT.code => {
                    Err(mismatch(fact, expected, literal.span, literal.value.kind().described()))
                }
                _ => Err(error),
            }
        }
    }
}

fn mismatch(fact: &Spanned<Fact<String>>, expected: FactType, span: Span, found: &str) -> Box<Diagnostic> {
    WRONG_TYPE
        .at(span)
        .with("fact", format!("`{}`", phrase(&fact.value)))
        .with("expected", expected.described())
        .with("found", found)
        .into()
}

/// A literal of whatever kind stands here.
fn declared_literal(cursor: &mut Cursor) -> Read<Spanned<Literal>> {
    if cursor.next_is(TokenKind::Text) {
        return literal(cursor, FactType::Text);
    }
    if cursor.next_is(TokenKind::Date) {
        return literal(cursor, FactType::Date);
    }
    if let Some(word) = cursor.word() {
        let kind = if Debtor::from_word(word).is_some() { FactType::Debtor } else { FactType::YesNo };
        return literal(cursor, kind);
    }
    let mark = cursor.mark();
    match cursor.quantity(Wanted::Value) {
        Ok(quantity) => Ok(Spanned::new(
            match quantity.value {
                Measured::Amount(money) => Literal::Money(money),
                Measured::Time(Offset::Days(days)) => Literal::Days(days),
                Measured::Invoices(count) => Literal::Number(count.into()),
                _ => return Err(cursor.unexpected("an amount, days, a number, a text, a date, `yes` or `no`")),
            },
            quantity.span,
        )),
        Err(error) if error.code == NO_UNIT.code => {
            cursor.reset(mark);
            literal(cursor, FactType::Number)
        }
        Err(error) => Err(error),
    }
}

/// A literal of one kind.
pub fn literal(cursor: &mut Cursor, kind: FactType) -> Read<Spanned<Literal>> {
    Ok(match kind {
        FactType::Number => {
            let number = cursor.decimal()?;
            let unit = cursor.eat("invoices").or_else(|| cursor.eat("invoice"));
            Spanned::new(Literal::Number(number.value), unit.map_or(number.span, |unit| number.span.to(unit)))
        }
        FactType::Text => cursor.text("a text in double quotes").map(|text| Spanned::new(Literal::Text(text.value), text.span))?,
        FactType::Date => cursor.date().map(|date| Spanned::new(Literal::Date(date.value), date.span))?,
        FactType::YesNo => {
            let yes = cursor.one_of(&[("yes", true), ("no", false)])?;
            Spanned::new(Literal::YesNo(yes.value), yes.span)
        }
        FactType::Money => cursor.amount().map(|money| Spanned::new(Literal::Money(money.value), money.span))?,
        FactType::Days => cursor.days().map(|days| Spanned::new(Literal::Days(days.value), days.span))?,
        FactType::Debtor => {
            let debtor = cursor.one_of(&Debtor::ALL)?;
            Spanned::new(Literal::Debtor(debtor.value), debtor.span)
        }
    })
}
