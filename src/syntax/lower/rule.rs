//! `rule ID "title" { … }`

use super::fee::{banded, rounded};
use super::statute::cite;
use super::{Cursor, Kind, Lower, Read, condition, list, once, period};
use crate::diagnostic::{MISSING, Span, Spanned};
use crate::syntax::tree::{Broken, Rule, RuleCondition};
use crate::terms::{self, Cite, Condition, DateOf, Effect, Name, Quantity, Subject};
use crate::value::Act;

type Amount = terms::Amount<Name>;
type Measure = terms::Measure<Name>;

const STATEMENTS: &[&str] = &["cite", "from", "until", "of", "when", "unless", "limit", "require", "advise"];

/// Reads from behind the word `rule`.
pub fn rule(lower: &mut Lower, cursor: &mut Cursor, head: Span, span: Span) -> Read<Rule> {
    let id = cursor.name("the rule's code")?;
    let title = cursor.text("what the rule says, in double quotes")?;
    let block = cursor.block("a rule")?;
    let (mut source, mut dates, mut of, mut when, mut unless, mut effect) = (None::<Spanned<Cite>>, None, None, None, None, None);
    let mut demand = String::new();
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| {
        let mark = cursor.mark();
        let keyword = cursor.opener("a rule", STATEMENTS)?;
        if ["limit", "require", "advise"].contains(&keyword) {
            demand = cursor.rest();
        }
        match keyword {
            "cite" => {
                let cite = cite(cursor)?;
                once(&mut source, cite, cursor, keyword)?;
            }
            "from" | "until" => {
                cursor.reset(mark);
                let period = period(cursor)?;
                once(&mut dates, period, cursor, keyword)?;
            }
            "of" => {
                let subject = subject(cursor)?;
                once(&mut of, subject, cursor, keyword)?;
            }
            "when" => {
                let condition = condition::condition(lower, cursor)?;
                return once(&mut when, condition, cursor, keyword);
            }
            "unless" => {
                let condition = condition::condition(lower, cursor)?;
                return once(&mut unless, condition, cursor, keyword);
            }
            "limit" => {
                let quantity = cursor.one_of(&Quantity::ALL)?;
                cursor.expect("to")?;
                let amount = amount_to_end(lower, cursor)?;
                return once(&mut effect, Effect::Limit(quantity.value, amount), cursor, keyword);
            }
            _ => {
                let condition: RuleCondition = condition::condition(lower, cursor)?;
                let demand = if keyword == "require" { Effect::Require(condition) } else { Effect::Advise(condition) };
                return once(&mut effect, demand, cursor, keyword);
            }
        }
        cursor.finish()
    });
    let (from, until) = dates.map_or((None, None), |dates| dates.value);
    let effect = match effect {
        Some(effect) => effect.value,
        None if !broken.0.is_empty() => Effect::Require(Condition::All(Vec::new())),
        None => {
            return Err(MISSING
                .at(head)
                .with("what", format!("rule `{}`", id.value))
                .with("missing", "limit")
                .with("why", "a rule demands one thing: `limit`, `require` or `advise`")
                .with("example", "require deadline at least 14 days")
                .into());
        }
    };
    Ok(Rule {
        id,
        title: title.value,
        head,
        span,
        cite: source.map(|source| source.value),
        from,
        until,
        of: of.map_or(Subject::EveryNotice, |of| of.value),
        when: when.map(|when| when.value),
        unless: unless.map(|unless| unless.value),
        effect,
        demand,
        broken,
    })
}

fn subject(cursor: &mut Cursor) -> Read<Subject> {
    if cursor.eat("terms").is_some() {
        return Ok(Subject::Terms);
    }
    Ok(Subject::Acts(list(cursor, |cursor| cursor.one_of(&Act::ALL))?.into_iter().map(|act| act.value).collect()))
}

/// An amount up to the end of the statement, its block included.
fn amount_to_end(lower: &mut Lower, cursor: &mut Cursor) -> Read<Amount> {
    if cursor.eat("by principal").is_some() {
        let block = cursor.block("an amount by principal")?;
        let bands = banded(lower, block, amount_to_end)?;
        return Ok(Amount { terms: vec![Measure::ByPrincipal(bands)], rounding: None });
    }
    let amount = amount(cursor)?;
    cursor.finish()?;
    Ok(amount)
}

/// An amount on one line.
pub fn amount(cursor: &mut Cursor) -> Read<Amount> {
    let mut terms = Vec::new();
    if cursor.eat("the larger of").is_some() {
        terms.push(measure(cursor)?);
        while cursor.next_is(Kind::Comma) {
            let mark = cursor.mark();
            cursor.step();
            if cursor.sees("rounded") {
                cursor.reset(mark);
                break;
            }
            terms.push(measure(cursor)?);
        }
    } else {
        terms.push(measure(cursor)?);
    }
    let mark = cursor.mark();
    let rounding = if cursor.eat_kind(Kind::Comma).is_some() { rounded(cursor)? } else { None };
    if rounding.is_none() {
        cursor.reset(mark);
    }
    Ok(Amount { terms, rounding: rounding.map(|(rounding, _)| rounding) })
}

fn measure(cursor: &mut Cursor) -> Read<Measure> {
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
    if cursor.next_is(Kind::Number) {
        let mark = cursor.mark();
        if let Ok(share) = cursor.percent() {
            cursor.expect("of")?;
            return Ok(Measure::Share(share.value, Box::new(measure(cursor)?)));
        }
        cursor.reset(mark);
        return Ok(Measure::Fixed(cursor.amount()?.value));
    }
    let name = cursor.name("an amount, or a value of the statute")?;
    cursor.expect("on")?;
    let on = cursor.one_of(&DateOf::ALL)?;
    if cursor.eat("of").is_some() {
        return Ok(Measure::DatedShare(name, on.value, Box::new(measure(cursor)?)));
    }
    Ok(Measure::Value(name, on.value))
}
