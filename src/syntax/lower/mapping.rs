//! `ledger NAME { … }`: the shape of another system's file.

use super::statements::{Lower, once};
use crate::diagnostic::{DUPLICATE, Span, Spanned};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::{Token, TokenKind};
use crate::syntax::tree::{Broken, MappedColumn, MappedSource, Mapping};

const SETTINGS: &[&str] = &["delimiter", "decimal", "grouping", "dates", "encoding"];

/// Reads from behind the word `ledger`.
pub fn mapping(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Mapping> {
    let name = cursor.new_name("the mapping's name", "")?;
    let title = cursor.title();
    let block = cursor.block("a ledger mapping")?;
    let mut mapping = Mapping {
        name,
        title,
        delimiter: None,
        decimal: None,
        grouping: None,
        dates: None,
        encoding: None,
        columns: Vec::new(),
        head,
        broken: Broken::default(),
    };
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| statement(lower, cursor, &mut mapping));
    mapping.broken = broken;
    Ok(mapping)
}

fn statement(lower: &mut Lower, cursor: &mut Cursor, mapping: &mut Mapping) -> Read<()> {
    if let Some(keyword) = SETTINGS.iter().find(|keyword| cursor.sees(keyword)) {
        cursor.expect(keyword)?;
        let value = if *keyword == "delimiter" && cursor.eat("tab").is_some() {
            "\t".into()
        } else if *keyword == "encoding" && !cursor.next_is(TokenKind::Text) {
            encoding(cursor)?
        } else {
            cursor.text("a text in double quotes")?.value
        };
        let slot = match *keyword {
            "delimiter" => &mut mapping.delimiter,
            "decimal" => &mut mapping.decimal,
            "grouping" => &mut mapping.grouping,
            "dates" => &mut mapping.dates,
            _ => &mut mapping.encoding,
        };
        once(slot, value, cursor, keyword)?;
        return cursor.finish();
    }
    let column = column(lower, cursor)?;
    if let Some(other) = mapping.columns.iter().find(|other| other.name.value == column.name.value) {
        return Err(DUPLICATE
            .at(column.span)
            .with("found", &column.name.value)
            .with("what", "mapped")
            .and(other.span, "the first stands here")
            .into());
    }
    mapping.columns.push(column);
    Ok(())
}

/// An encoding's label may hold hyphens and digits: `windows-1252`, `utf-8`.
fn encoding(cursor: &mut Cursor) -> Read<String> {
    let mut label = cursor.name("an encoding such as `utf-8`")?.value;
    if let Some(token) = cursor.peek().filter(|token| token.kind == TokenKind::Number) {
        label.push_str(&token.text);
        cursor.step();
    }
    Ok(label)
}

/// The column's words up to `from` or `is`; several words stand for one name with underscores.
fn column(lower: &mut Lower, cursor: &mut Cursor) -> Read<MappedColumn> {
    let start = cursor.here();
    let mut words: Vec<String> = Vec::new();
    while let Some(token) = cursor.peek().filter(|token| token.kind == TokenKind::Word) {
        if !words.is_empty() && matches!(token.text.as_str(), "from" | "is") {
            break;
        }
        words.push(token.text);
        cursor.step();
    }
    if words.is_empty() {
        return Err(cursor.unexpected("a column of the ledger, such as `invoice`"));
    }
    let span = start.to(cursor.so_far());
    let name = Spanned::new(words.join("_"), span);
    if cursor.eat("is").is_some() {
        let token = cursor.peek();
        let constant = match token {
            Some(token) if matches!(token.kind, TokenKind::Word | TokenKind::Text | TokenKind::Date | TokenKind::Number) => {
                cursor.step();
                Spanned::new(token.text, token.span)
            }
            _ => return Err(cursor.unexpected("a value, such as `NOK`")),
        };
        cursor.finish()?;
        return Ok(MappedColumn { name, span, source: MappedSource::Constant(constant) });
    }
    if cursor.eat("from").is_none() {
        return Err(cursor.unexpected("`from` a column or `is` a value"));
    }
    let header = cursor.text("the column's header in double quotes")?;
    let mut values = Vec::new();
    if cursor.at_block() {
        let block = cursor.block("a table of values")?;
        lower.each_in(block, &mut Broken::default(), |_, cursor, _| {
            let from = cursor.text("a value of the file in double quotes")?;
            cursor.colon()?;
            let literal = |token: &Token| matches!(token.kind, TokenKind::Text | TokenKind::Number | TokenKind::Date);
            let to = match cursor.peek().filter(literal) {
                Some(token) => {
                    cursor.step();
                    Spanned::new(token.text, token.span)
                }
                None => cursor.name("a value of the ledger, such as `consumer`, `0` or `true`")?,
            };
            values.push((from.value, to));
            cursor.finish()
        });
    } else {
        cursor.finish()?;
    }
    Ok(MappedColumn { name, span, source: MappedSource::From(header.value, values) })
}
