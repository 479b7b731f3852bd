//! `match payments by kid, then invoice, then amount of one open invoice`

use crate::diagnostic::{Spanned, WRITTEN_TWICE};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::terms::MatchBy;

/// The words that begin it.
pub const MATCHING: &str = "match payments by";

/// Reads what stands behind them.
pub fn matching(cursor: &mut Cursor) -> Read<Spanned<Vec<MatchBy>>> {
    let mut order: Vec<MatchBy> = Vec::new();
    loop {
        let by = cursor.one_of(&MatchBy::ALL)?;
        if order.contains(&by.value) {
            return Err(WRITTEN_TWICE.at(by.span).with("found", by.value.words()).into());
        }
        order.push(by.value);
        if cursor.at_end() {
            break;
        }
        if cursor.eat_kind(TokenKind::Comma).is_none() {
            return Err(cursor.unexpected("`, then` and what comes next"));
        }
        cursor.expect("then")?;
    }
    cursor.finish()?;
    Ok(Spanned::new(order, cursor.so_far()))
}
