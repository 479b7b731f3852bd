//! `ledger NAME { … }`: the shapes of another system's files.

use super::statements::{Lower, once};
use crate::diagnostic::{DUPLICATE, Span, Spanned};
use crate::ledger::mapping::Holds;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::{Token, TokenKind};
use crate::syntax::tree::{Broken, MappedColumn, MappedSource, MappedTable, Mapping, RowTest};

/// Reads from behind the word `ledger`.
pub fn mapping(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Mapping> {
    let name = cursor.new_name("the mapping's name", "")?;
    let title = cursor.title();
    let block = cursor.block("a ledger mapping")?;
    let (mut of_all, mut files) = (MappedTable::new(head), Vec::new());
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, line| match cursor.sees("file") && line.tokens.get(1).is_some_and(is_text) {
        true => {
            files.push(file(lower, cursor)?);
            Ok(())
        }
        false => statement(lower, cursor, &mut of_all),
    });
    of_all.broken = broken;
    Ok(Mapping { name, title, of_all, files, head })
}

fn is_text(token: &Token) -> bool {
    token.kind == TokenKind::Text
}

/// `file "payments*.csv" is events { … }`.
fn file(lower: &mut Lower, cursor: &mut Cursor) -> Read<MappedTable> {
    cursor.expect("file")?;
    let name = cursor.text("a file's name in double quotes")?;
    cursor.expect("is")?;
    let holds = cursor.one_of(&Holds::ALL)?.value;
    let mut table = MappedTable { file: Some((name, holds)), ..MappedTable::new(cursor.so_far()) };
    if !cursor.at_block() {
        cursor.finish()?;
        return Ok(table);
    }
    let block = cursor.block("a file of a ledger mapping")?;
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| statement(lower, cursor, &mut table));
    table.broken = broken;
    Ok(table)
}

const SETTINGS: &[&str] = &["delimiter", "decimal", "grouping", "dates", "encoding"];

fn statement(lower: &mut Lower, cursor: &mut Cursor, table: &mut MappedTable) -> Read<()> {
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
            "delimiter" => &mut table.delimiter,
            "decimal" => &mut table.decimal,
            "grouping" => &mut table.grouping,
            "dates" => &mut table.dates,
            _ => &mut table.encoding,
        };
        once(slot, value, cursor, keyword)?;
        return cursor.finish();
    }
    if rows(cursor, table)? {
        return cursor.finish();
    }
    let column = column(lower, cursor)?;
    if let Some(other) = table.columns.iter().find(|other| other.name.value == column.name.value) {
        return Err(DUPLICATE
            .at(column.span)
            .with("found", &column.name.value)
            .with("what", "mapped")
            .and(other.span, "the first stands here")
            .into());
    }
    table.columns.push(column);
    Ok(())
}

/// A statement about which rows are read, and as what; false where it is none.
fn rows(cursor: &mut Cursor, table: &mut MappedTable) -> Read<bool> {
    if cursor.eat("only where").is_some() {
        table.only.push(row_test(cursor)?);
    } else if cursor.eat("total row starts").is_some() {
        let begin = cursor.text("how such a row begins, in double quotes")?;
        once(&mut table.total, begin.value, cursor, "total row")?;
    } else if cursor.eat("credit notes where").is_some() {
        let which = if cursor.eat("amount is negative").is_some() { None } else { Some(row_test(cursor)?) };
        once(&mut table.credit_notes, which, cursor, "credit notes")?;
    } else if cursor.eat("payments where").is_some() {
        let which = row_test(cursor)?;
        once(&mut table.payments, which, cursor, "payments")?;
    } else if cursor.sees("skip") {
        let mark = cursor.mark();
        cursor.step();
        let Some(token) = cursor.peek().filter(|token| token.kind == TokenKind::Number) else {
            // A column may be called so.
            cursor.reset(mark);
            return Ok(false);
        };
        let Ok(lines) = token.text.parse::<usize>() else { return Err(cursor.unexpected("how many lines stand above the header")) };
        cursor.step();
        if cursor.eat("line").is_none() {
            cursor.expect("lines")?;
        }
        once(&mut table.skip, lines, cursor, "skip")?;
    } else {
        return Ok(false);
    }
    Ok(true)
}

/// `"Header" is "value" or "value"`, or `is not`.
fn row_test(cursor: &mut Cursor) -> Read<RowTest> {
    let header = cursor.text("the column's header in double quotes")?.value;
    cursor.expect("is")?;
    let is = cursor.eat("not").is_none();
    let mut values = vec![cursor.text("a value of the file in double quotes")?.value];
    while cursor.eat("or").is_some() {
        values.push(cursor.text("a value of the file in double quotes")?.value);
    }
    Ok(RowTest { header, is, values })
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
