//! The formatter: one layout for every file. It moves blanks and nothing else, and checks that on each run.

use super::shape::{self, Block, Line, Token, TokenKind};
use crate::diagnostic::{Diagnostic, FileId, Sources, Span};

const INDENT: &str = "    ";

/// The phrases whose statements line up: what follows them begins in one column.
const ALIGNED: &[&str] = &[
    "law",
    "fact",
    "debtors",
    "currency",
    "valid",
    "interest",
    "payments",
    "ignore",
    "hold",
    "exempt",
    "send",
    "send on",
    "applies when",
    "pursue",
    "deadline",
    "fee",
    "channel",
    "to",
    "when",
    "unless",
    "do",
    "check every",
    "terms",
    "limit",
    "invoice",
    "expect",
    "pay",
    "credit",
    "cite",
    "of",
    "require",
    "advise",
    "read on",
    "known from",
    "known until",
    "day count",
    "no due date",
    "in time",
    "new round",
    "holiday",
    "delimiter",
    "decimal",
    "grouping",
    "dates",
    "encoding",
    "ends",
    "dispute",
    "take back",
    "waive fee",
    "waive interest",
    "release",
    "plan",
    "end plan",
    "promise",
    "acknowledge",
    "judgment",
    "cancel",
    "hand over",
    "recall",
    "write off",
    "reopen",
    "uncredit",
    "assign",
    "insolvent",
    "end insolvency",
    "sent",
    "resolve",
];

/// What a block holds, where that says which words are lined up.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    /// A ledger mapping names columns where other blocks have keywords.
    Columns,
    /// In a test `customer` begins a statement; elsewhere it begins a condition.
    Test,
    Statements,
}

/// Why a file was not formatted.
#[derive(Debug)]
pub enum NotFormatted {
    /// It has mistakes of syntax; nothing is moved before they are mended.
    Mistakes(Vec<Diagnostic>),
    /// The new layout would have changed more than layout: a fault of Frist, and the file is left alone.
    Changed,
}

/// A file in the one layout.
///
/// # Errors
/// When its shape has mistakes, or when the result would not hold the same words.
pub fn format(sources: &Sources, file: FileId) -> Result<String, NotFormatted> {
    let mut mistakes = Vec::new();
    let lines = shape::read(sources, file, &mut mistakes);
    if !mistakes.is_empty() {
        return Err(NotFormatted::Mistakes(mistakes));
    }
    let mut writer = Writer { sources, out: String::new() };
    writer.lines(&lines, 0, Holds::Statements);
    let mut again = Sources::default();
    let formatted = again.add(sources.name(file), writer.out.as_str());
    if shape::words(sources, file) != shape::words(&again, formatted) {
        return Err(NotFormatted::Changed);
    }
    Ok(writer.out)
}

struct Writer<'a> {
    sources: &'a Sources,
    out: String,
}

impl<'a> Writer<'a> {
    fn lines(&mut self, lines: &[Line], depth: usize, holds: Holds) {
        let column = lines.iter().filter_map(|line| self.keyword(line, holds)).map(|(words, _)| words.chars().count() + 2).max();
        let widths = table_widths(lines, self);
        for (at, line) in lines.iter().enumerate() {
            if at > 0 && line.gap > 0 {
                self.out.push('\n');
            }
            let indent = INDENT.repeat(depth);
            if line.tokens.is_empty() && line.block.is_none() {
                if let Some(comment) = &line.comment {
                    self.out.push_str(&format!("{indent}{}\n", comment.text.trim_end()));
                }
                continue;
            }
            self.out.push_str(&indent);
            if line.tokens.first().is_some_and(|token| token.kind == TokenKind::Bar) {
                let row = self.row(line, &widths);
                self.out.push_str(&row);
            } else {
                self.head(line, self.keyword(line, holds), column, depth);
            }
            if let Some(block) = &line.block {
                self.block(block, line, depth);
            }
            if let Some(comment) = &line.comment {
                self.out.push_str("  ");
                self.out.push_str(comment.text.trim_end());
            }
            self.out.push('\n');
        }
    }

    fn head(&mut self, line: &Line, keyword: Option<(String, usize)>, column: Option<usize>, depth: usize) {
        let rest = match (keyword, column) {
            (Some((words, taken)), Some(column)) => {
                self.out.push_str(&words);
                if taken < line.tokens.len() {
                    self.out.push_str(&" ".repeat(column - words.chars().count()));
                }
                &line.tokens[taken..]
            }
            _ => &line.tokens,
        };
        self.tokens(rest, depth);
    }

    fn tokens(&mut self, tokens: &[Token], depth: usize) {
        let mut fresh = true;
        for (at, token) in tokens.iter().enumerate() {
            let joined = matches!(token.kind, TokenKind::Comma | TokenKind::Colon);
            match self.between_numbers(tokens, at) {
                Some(between) if !fresh => self.out.push_str(between),
                None if !fresh && !joined => self.out.push(' '),
                Some(_) | None => {}
            }
            self.out.push_str(self.sources.at(token.span).trim_end());
            // A line that was continued stays continued.
            let broken = tokens.get(at + 1).is_some_and(|next| {
                token.kind == TokenKind::Comment || self.newline_between(token.span, next.span) && next.kind != TokenKind::Comment
            });
            if broken {
                self.out.push('\n');
                self.out.push_str(&INDENT.repeat(depth + 1));
            }
            fresh = broken;
        }
    }

    /// What stands between two numbers side by side: they are a mistake to be mended by hand, not made one by moving blanks.
    fn between_numbers(&self, tokens: &[Token], at: usize) -> Option<&'a str> {
        let before = tokens.get(at.checked_sub(1)?)?;
        let apart = [before, &tokens[at]].iter().all(|token| token.kind == TokenKind::Number);
        apart.then(|| &self.sources.text(before.span.file)[before.span.range().end..tokens[at].span.range().start])
    }

    fn newline_between(&self, first: Span, second: Span) -> bool {
        self.sources.text(first.file)[first.range().end..second.range().start].contains(['\n', '\r'])
    }

    fn block(&mut self, block: &Block, of: &Line, depth: usize) {
        self.out.push_str(if of.tokens.is_empty() { "{" } else { " {" });
        if let (true, [line]) = (block.inline, block.lines.as_slice()) {
            self.out.push(' ');
            self.tokens(&line.tokens, depth);
            if let Some(inner) = &line.block {
                self.block(inner, line, depth);
            }
            self.out.push_str(" }");
            return;
        }
        if let Some(comment) = &block.comment {
            self.out.push_str("  ");
            self.out.push_str(comment.text.trim_end());
        }
        self.out.push('\n');
        let holds = match (depth, of.tokens.first().map(|token| token.text.as_str())) {
            (0, Some("ledger")) => Holds::Columns,
            // A file of a mapping; a column may be called so.
            (1, Some("file")) if of.tokens.get(1).is_some_and(|token| token.kind == TokenKind::Text) => Holds::Columns,
            (0, Some("test")) => Holds::Test,
            _ => Holds::Statements,
        };
        self.lines(&block.lines, depth + 1, holds);
        self.out.push_str(&INDENT.repeat(depth));
        self.out.push('}');
    }

    fn row(&self, line: &Line, widths: &[usize]) -> String {
        let padded = self.cells(line).into_iter().enumerate().map(|(at, cell)| {
            let width = widths.get(at).copied().unwrap_or_default();
            format!("| {cell}{} ", " ".repeat(width.saturating_sub(cell.chars().count())))
        });
        padded.collect::<String>() + "|"
    }

    fn cells(&self, line: &Line) -> Vec<String> {
        let mut cells: Vec<String> = Vec::new();
        for (at, token) in line.tokens.iter().enumerate() {
            match (token.kind, cells.last_mut()) {
                (TokenKind::Bar, _) => cells.push(String::new()),
                (kind, Some(cell)) => {
                    if let Some(between) = self.between_numbers(&line.tokens, at) {
                        cell.push_str(between);
                    } else if !cell.is_empty() && kind != TokenKind::Comma {
                        cell.push(' ');
                    }
                    cell.push_str(self.raw(token));
                }
                _ => {}
            }
        }
        if cells.last().is_some_and(String::is_empty) {
            cells.pop();
        }
        cells
    }

    fn raw(&self, token: &Token) -> &str {
        self.sources.at(token.span)
    }

    /// The phrase a statement begins with, and how many tokens it takes, where what follows is lined up.
    fn keyword(&self, line: &Line, holds: Holds) -> Option<(String, usize)> {
        if let [first, _, ..] = line.tokens.as_slice()
            && first.kind == TokenKind::Word
            && (holds == Holds::Columns || holds == Holds::Test && first.text == "customer")
        {
            return Some((self.raw(first).into(), 1));
        }
        // A credit note is a statement of a test; the limit of a customer's credit is a condition.
        if line.tokens.iter().map(|token| token.text.as_str()).take(2).eq(["credit", "limit"]) {
            return None;
        }
        let is_block = line.block.as_ref().is_some_and(|block| !block.inline) && line.tokens.len() < 2;
        // A statement that is one phrase has nothing to line up.
        let is_phrase =
            ["unless overtaken"].contains(&line.tokens.iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ").as_str());
        if is_block || is_phrase {
            return None;
        }
        let spoken = line.tokens.iter().take_while(|token| token.kind == TokenKind::Word).count();
        (1..=3.min(spoken))
            .rev()
            .map(|taken| (line.tokens[..taken].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" "), taken))
            .find(|(words, taken)| ALIGNED.contains(&words.as_str()) && (*taken < line.tokens.len() || line.block.is_some()))
    }
}

fn table_widths(lines: &[Line], writer: &Writer) -> Vec<usize> {
    let mut widths: Vec<usize> = Vec::new();
    for line in lines.iter().filter(|line| line.tokens.first().is_some_and(|token| token.kind == TokenKind::Bar)) {
        for (at, cell) in writer.cells(line).iter().enumerate() {
            let width = cell.chars().count();
            match widths.get_mut(at) {
                Some(widest) => *widest = width.max(*widest),
                None => widths.push(width),
            }
        }
    }
    widths
}
