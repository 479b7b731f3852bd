//! `rule ID "title" { … }`

use super::amount::amount;
use super::cite::cite;
use super::condition;
use super::fee::banded;
use super::statements::{Lower, in_order, list, once};
use crate::diagnostic::{MISSING, Span, Spanned};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::tree::{Broken, Rule, RuleCondition};
use crate::terms::{self, Cite, Condition, Effect, Name, Quantity, Subject};
use crate::value::{Act, Day};

type Amount = terms::Amount<Name>;
type Measure = terms::Measure<Name>;

const STATEMENTS: &[&str] = &["cite", "from", "until", "of", "when", "unless", "limit", "require", "advise"];

/// Reads from behind the word `rule`.
pub fn rule(lower: &mut Lower, cursor: &mut Cursor, head: Span, span: Span) -> Read<Rule> {
    let id = cursor.new_name("the rule's code", "")?;
    let title = cursor.text("what the rule says, in double quotes")?;
    let block = cursor.block("a rule")?;
    let (mut source, mut from, mut until) = (None::<Spanned<Cite>>, None::<Spanned<Day>>, None::<Spanned<Day>>);
    let (mut of, mut when, mut unless, mut effect) = (None, None, None, None);
    let mut demand = String::new();
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| {
        let keyword = cursor.opener("a rule", STATEMENTS)?;
        if ["limit", "require", "advise"].contains(&keyword) {
            demand = cursor.rest();
        }
        match keyword {
            "cite" => {
                let cite = cite(cursor)?;
                once(&mut source, cite, cursor, keyword)?;
            }
            "from" => {
                let day = cursor.date()?;
                once(&mut from, day.value, cursor, keyword)?;
                if cursor.eat("until").is_some() {
                    let day = cursor.date()?;
                    once(&mut until, day.value, cursor, "until")?;
                }
            }
            "until" => {
                let day = cursor.date()?;
                once(&mut until, day.value, cursor, keyword)?;
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
    let (from, until) = in_order(from, until)?;
    let effect = match effect {
        Some(effect) => effect,
        None if !broken.0.is_empty() => Spanned::new(Effect::Require(Condition::All(Vec::new())), head),
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
        when,
        unless,
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
