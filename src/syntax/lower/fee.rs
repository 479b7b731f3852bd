//! What a step costs: `fee statutory`, an amount, a share, bands, or any of these by date.

use super::statements::{Lower, from_line};
use crate::diagnostic::{BANDS, Span, Spanned, did_you_mean};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::number::Wanted;
use crate::syntax::shape::Block;
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::{Broken, FeeLine};
use crate::terms::{Adjust, Base, FeeAmount};
use crate::value::{Mode, Money, Rounding};

/// How a fee that changes is written.
const DATED: &str = "a fee that changes by date stands in a block, a date a line: `fee {`, `from 2026-01-01: statutory`, `}`";

/// Reads from behind the word `fee` to the end of the statement.
pub fn fee(lower: &mut Lower, cursor: &mut Cursor) -> Read<Vec<FeeLine>> {
    if cursor.at_block() {
        let block = cursor.block("a dated fee")?;
        return Ok(dated(lower, block));
    }
    let amount = fee_amount(lower, cursor).map_err(|error| if cursor.word() == Some("from") { error.hint(DATED).into() } else { error })?;
    Ok(vec![FeeLine { from: None, amount, span: cursor.whole() }])
}

fn dated(lower: &mut Lower, block: &Block) -> Vec<FeeLine> {
    let mut lines: Vec<FeeLine> = Vec::new();
    lower.each_in(block, &mut Broken::default(), |lower, cursor, _| {
        let from = from_line(cursor, lines.last().map(|line| (line.from, line.span)))?;
        let amount = fee_amount(lower, cursor)?;
        lines.push(FeeLine { from: Some(from), amount, span: cursor.whole() });
        Ok(())
    });
    lines
}

fn fee_amount(lower: &mut Lower, cursor: &mut Cursor) -> Read<FeeAmount> {
    if cursor.eat("statutory").is_some() {
        cursor.finish()?;
        return Ok(FeeAmount::Statutory);
    }
    if cursor.eat("by").is_some() {
        let base = cursor.one_of(&Base::ALL)?;
        let block = cursor.block("a fee by size")?;
        return banded(lower, block, fee_amount).map(|bands| FeeAmount::Bands(base.value, bands));
    }
    let fee = if share_ahead(cursor) {
        let share = cursor.percent()?;
        cursor.expect("of")?;
        let base = cursor.one_of(&Base::ALL)?;
        let mut adjusts = Vec::new();
        while cursor.eat_kind(TokenKind::Comma).is_some() {
            adjusts.push(adjust(cursor)?);
        }
        cursor.no_comma_missing(&["at least", "at most", "rounded"])?;
        FeeAmount::Share(share.value, base.value, adjusts)
    } else if cursor.next_is(TokenKind::Number) {
        FeeAmount::Fixed(cursor.amount()?.value)
    } else {
        let amount = Wanted::Amount.described(cursor.currency);
        return Err(cursor.unexpected(&format!("`statutory`, {amount}, a share such as `2 % of balance`, or `by balance {{ … }}`")));
    };
    cursor.finish()?;
    Ok(fee)
}

fn share_ahead(cursor: &mut Cursor) -> bool {
    let mark = cursor.mark();
    let share = match cursor.percent() {
        Ok(_) => true,
        Err(error) => error.hint == Some(did_you_mean("%")),
    };
    cursor.reset(mark);
    share
}

fn adjust(cursor: &mut Cursor) -> Read<Adjust> {
    if cursor.eat("at least").is_some() {
        return Ok(Adjust::AtLeast(cursor.amount()?.value));
    }
    if cursor.eat("at most").is_some() {
        return Ok(Adjust::AtMost(cursor.amount()?.value));
    }
    match rounded(cursor)? {
        Some((rounding, unit)) => Ok(Adjust::Rounded(rounding, unit)),
        None => Err(cursor.unexpected("`at least`, `at most` or `rounded to`")),
    }
}

/// `rounded to 1 NOK`, `rounded down to 1 NOK`, `rounded up to 1 NOK`.
pub fn rounded(cursor: &mut Cursor) -> Read<Option<(Rounding, Money)>> {
    if cursor.eat("rounded").is_none() {
        return Ok(None);
    }
    let mode = cursor.one_of(&[("to", Mode::HalfAway), ("down to", Mode::Down), ("up to", Mode::Up)])?;
    let unit = cursor.amount()?;
    if unit.value.minor == 0 {
        return Err(crate::diagnostic::OUT_OF_RANGE.at(unit.span).with("found", unit.value).with("bound", "no unit to round to").into());
    }
    Ok(Some((Rounding { mode: mode.value, unit: unit.value.minor }, unit.value)))
}

type Bands<T> = Vec<(Option<Money>, T)>;

/// `up to X: …` lines in ascending order, closed by `above: …`.
pub fn banded<T>(lower: &mut Lower, block: &Block, mut read: impl FnMut(&mut Lower, &mut Cursor) -> Read<T>) -> Read<Bands<T>> {
    let mut bands: Vec<(Option<Spanned<Money>>, T)> = Vec::new();
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| {
        let up_to = if cursor.eat("above").is_some() {
            None
        } else {
            cursor.expect("up to")?;
            Some(cursor.amount()?)
        };
        cursor.colon()?;
        let wrong = |span: Span, why: &str| BANDS.at(span).with("found", why);
        match (bands.last(), up_to) {
            (Some((None, _)), _) => return Err(wrong(cursor.so_far(), "`above` has closed the list already").into()),
            (Some((Some(before), _)), Some(this)) if this.value.minor <= before.value.minor => {
                return Err(wrong(this.span, "this band does not end above the one before").and(before.span, "the one before").into());
            }
            _ => {}
        }
        bands.push((up_to, read(lower, cursor)?));
        Ok(())
    });
    if broken.0.is_empty() && bands.last().is_none_or(|(up_to, _)| up_to.is_some()) {
        return Err(BANDS.at(block.open).with("found", "amounts above the last band have no fee").into());
    }
    Ok(bands.into_iter().map(|(up_to, of)| (up_to.map(|up_to| up_to.value), of)).collect())
}
