use super::expect::expect;
use super::happening::happening;
use super::invoice::invoice;
use crate::diagnostic::{
    BLOCK_NOT_EXPECTED, CELLS, MISSING, NOTHING_EXPECTED, Spanned, UNKNOWN_WORD, WRITTEN_TWICE, did_you_mean, nearest,
};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::statements::Lower;
use crate::syntax::shape::{Block, Line, Token, TokenKind};
use crate::syntax::tree::Broken;
use crate::terms::{Happened, TestCase, TestCustomer};
use crate::value::Currency;

/// The columns a table may have, and the words each cell stands for.
const COLUMNS: &[&str] = &[
    "amount",
    "issued",
    "due",
    "to",
    "pay",
    "paid on",
    "disputed on",
    "expect",
    "on",
    "by",
    "fee",
    "compensation",
    "interest",
    "balance",
    "claim",
    "deadline",
];

/// Reads a table: a header and a row for each case.
pub fn table(lower: &mut Lower, block: &Block, broken: &mut Broken) -> Vec<TestCase> {
    let mut lines = block.lines.iter().filter(|line| !line.tokens.is_empty());
    let Some(header) = lines.next() else { return Vec::new() };
    let columns = match columns(header) {
        Ok(columns) => columns,
        Err(error) => {
            broken.0.push(Broken::ANYTHING.into());
            lower.say(*error);
            return Vec::new();
        }
    };
    let mut cases = Vec::new();
    // A row with an odd character has been reported, and so has a block without an end.
    let (odd, rows): (Vec<&Line>, Vec<&Line>) = lines.partition(|line| line.tokens.iter().any(|token| token.kind == TokenKind::Odd));
    if !odd.is_empty() || block.close.is_none() {
        broken.0.push(Broken::ANYTHING.into());
    } else if rows.is_empty() {
        lower.say(NOTHING_EXPECTED.at(header.head()));
    }
    for line in rows {
        match row(line, &columns, lower.currency) {
            Ok(case) => cases.push(case),
            Err(error) => {
                broken.0.push(Broken::ANYTHING.into());
                lower.say(*error);
            }
        }
    }
    cases
}

/// The cells of a row: the tokens between two bars.
fn cells(line: &Line) -> Vec<Vec<Token>> {
    let mut cells: Vec<Vec<Token>> = Vec::new();
    for token in line.spoken() {
        if token.kind == TokenKind::Bar {
            cells.push(Vec::new());
        } else if let Some(cell) = cells.last_mut() {
            cell.push(token);
        }
    }
    if cells.last().is_some_and(Vec::is_empty) {
        cells.pop();
    }
    cells
}

fn columns(header: &Line) -> Read<Vec<&'static str>> {
    let mut columns: Vec<&'static str> = Vec::new();
    for cell in cells(header) {
        let text = cell.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ");
        let span = match (cell.first(), cell.last()) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => header.head(),
        };
        let Some(column) = COLUMNS.iter().find(|column| **column == text) else {
            let known = match nearest(&text, COLUMNS.iter().copied()) {
                Some(near) => did_you_mean(near),
                None => format!("the columns are {}", COLUMNS.iter().map(|column| format!("`{column}`")).collect::<Vec<_>>().join(", ")),
            };
            return Err(UNKNOWN_WORD.at(span).with("found", text).with("kind", "column of a test table").with("known", known).into());
        };
        if columns.contains(column) {
            return Err(WRITTEN_TWICE.at(span).with("found", column).into());
        }
        columns.push(column);
    }
    for needed in ["amount", "issued", "to", "expect"] {
        if !columns.contains(&needed) {
            return Err(MISSING
                .at(header.head())
                .with("what", "a test table")
                .with("missing", needed)
                .with("why", "each row is an invoice and what is expected of it")
                .with("example", "| amount | issued | due | to | expect | on | fee |")
                .into());
        }
    }
    Ok(columns)
}

fn expect_at(columns: &[&str]) -> usize {
    columns.iter().position(|column| *column == "expect").unwrap_or(0)
}

fn row(line: &Line, columns: &[&'static str], currency: Option<Currency>) -> Read<TestCase> {
    let cells = cells(line);
    let counted = |n: usize| format!("{n} cell{}", if n == 1 { "" } else { "s" });
    if cells.len() != columns.len() {
        return Err(CELLS.at(line.head()).with("found", counted(cells.len())).with("expected", counted(columns.len())).into());
    }
    if let Some(block) = &line.block {
        return Err(BLOCK_NOT_EXPECTED.at(block.open).into());
    }
    for column in cells.iter().zip(columns).filter(|(cell, _)| cell.is_empty()).map(|(_, column)| column) {
        let needed = ["amount", "issued", "to", "expect"].contains(column)
            || *column == "on" && !cells[expect_at(columns)].iter().any(|token| token.text == "nothing");
        if needed {
            let of_table = currency.map_or("NOK".into(), |currency| currency.to_string());
            return Err(MISSING
                .at(line.head())
                .with("what", "this row")
                .with("missing", column)
                .with("why", "without it there is no invoice, or nothing to expect of it")
                .with("example", format!("| 1 000 {of_table} | 2026-03-01 | 2026-03-16 | consumer | purring | 2026-03-30 |"))
                .into());
        }
    }
    // Each row is read as the statements it stands for, so that a cell means what the word means.
    let cell = |name: &str| columns.iter().position(|column| *column == name).map(|at| &cells[at]).filter(|cell| !cell.is_empty());
    let sentence = |parts: &[(&str, &str)]| -> Vec<Token> {
        let mut tokens = Vec::new();
        for (word, column) in parts {
            let Some(cell) = cell(column).cloned() else { continue };
            let span = cell.first().map_or(line.head(), |token| token.span);
            tokens.extend(word.split(' ').filter(|word| !word.is_empty()).map(|word| match word {
                "," => Token { kind: TokenKind::Comma, span, text: ",".into() },
                word => Token { kind: TokenKind::Word, span, text: word.into() },
            }));
            tokens.extend(cell);
        }
        tokens
    };
    let read = |tokens: Vec<Token>| Line { tokens, block: None, span: line.span, gap: 0, comment: None };
    let invoice_line = read(sentence(&[("", "amount"), ("issued", "issued"), ("due", "due"), ("to", "to")]));
    let mut cursor = Cursor::new(&invoice_line, currency);
    let invoice = invoice(&mut cursor, &mut TestCustomer::default())?;
    cursor.finish()?;
    let mut happenings = Vec::new();
    for (keyword, parts) in [("pay", [("", "pay"), ("on", "paid on")].as_slice()), ("dispute", [("on", "disputed on")].as_slice())] {
        let tokens = sentence(parts);
        if !tokens.is_empty() {
            let happening_line = read(tokens);
            let mut cursor = Cursor::new(&happening_line, currency);
            let (on, what, _) = happening(&mut cursor, keyword)?;
            cursor.finish()?;
            happenings.push(Spanned::new(Happened { invoice: Some(0), on, what }, line.head()));
        }
    }
    let mut details = Vec::new();
    for column in ["fee", "compensation", "interest", "balance", "claim", "deadline"] {
        if cell(column).is_some() {
            let before = if details.is_empty() { "with" } else { "," };
            details.extend(sentence(&[(&format!("{before} {column}"), column)]));
        }
    }
    let expect_line = read([sentence(&[("", "expect"), ("on", "on"), ("by", "by")]), details].concat());
    let mut cursor = Cursor::new(&expect_line, currency);
    let read = expect(&mut cursor)?;
    cursor.finish()?;
    let spanned = line.head();
    Ok(TestCase {
        span: spanned,
        invoices: vec![Spanned::new(invoice, spanned)],
        customer: TestCustomer::default(),
        happenings,
        expects: vec![Spanned::new(read.expect, spanned)],
    })
}
