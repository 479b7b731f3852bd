//! The permissive shape of a text: lines of tokens, with blocks. Every text has one.

use pest::Parser;
use pest::iterators::Pair;
use unicode_normalization::UnicodeNormalization;

use super::braces::{Matched, matched};
use crate::diagnostic::{
    Diagnostic, FileId, INTERNAL, ODD_CHARACTER, Sources, Span, TOO_DEEP, TWO_ON_A_LINE, UNFINISHED_TEXT, other_words,
};
use crate::terms::Statement;

#[derive(pest_derive::Parser)]
#[grammar = "../grammar/frist.pest"]
struct Grammar;

/// The deepest block within blocks; a policy needs five.
const DEEPEST: usize = 16;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TokenKind {
    Word,
    Number,
    Date,
    Text,
    Comma,
    Colon,
    Bar,
    Percent,
    Odd,
    Comment,
}

/// The smallest piece that means something.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    pub kind: TokenKind,
    pub span: Span,
    /// The text as it counts: names in NFC, texts without their quotes.
    pub text: String,
}

/// One statement, or a line that holds only a comment.
#[derive(Clone, Debug)]
pub struct Line {
    pub tokens: Vec<Token>,
    pub block: Option<Block>,
    /// From the first token to the end of the block.
    pub span: Span,
    /// How many empty lines stand before it.
    pub gap: usize,
    /// A comment at its end, `#` included.
    pub comment: Option<Token>,
}

/// What stands between `{` and `}`.
#[derive(Clone, Debug)]
pub struct Block {
    pub open: Span,
    pub lines: Vec<Line>,
    pub close: Option<Span>,
    /// Whether `{` and `}` stand on one line.
    pub inline: bool,
    /// A comment right behind the `{`, `#` included.
    pub comment: Option<Token>,
}

impl Line {
    /// The tokens that mean something: all but comments within a continued line.
    pub fn spoken(&self) -> Vec<Token> {
        self.tokens.iter().filter(|token| token.kind != TokenKind::Comment).cloned().collect()
    }

    /// The tokens alone, without the block.
    pub fn head(&self) -> Span {
        match (self.tokens.first(), self.tokens.last(), &self.block) {
            (Some(first), Some(last), _) => first.span.to(last.span),
            (_, _, Some(block)) => block.open,
            _ => self.span,
        }
    }
}

/// The shape of a file. What cannot be in any statement is reported; the rest stays.
pub fn read(sources: &Sources, file: FileId, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
    let text = sources.text(file);
    if let Some(at) = too_deep(text) {
        diagnostics.push(TOO_DEEP.at(Span::new(file, at..at + 1)).with("limit", DEEPEST + 1));
        return Vec::new();
    }
    let matched = matched(text, file, diagnostics);
    // A `{` that was put in opens one more.
    if let Some(at) = too_deep(&matched.text).map(|at| matched.written(at)) {
        diagnostics.push(TOO_DEEP.at(Span::new(file, at..at + 1)).with("limit", DEEPEST + 1));
        return Vec::new();
    }
    let reader = ShapeReader { text, file, matched: &matched };
    match Grammar::parse(Rule::file, &matched.text) {
        Ok(mut pairs) => {
            let pairs = pairs.next().map(|file| file.into_inner().collect()).unwrap_or_default();
            let lines = reader.lines(pairs, diagnostics);
            report_odd(&lines, diagnostics);
            lines
        }
        Err(error) => {
            // The grammar takes every text; this is a fault of ours and is said as one.
            diagnostics
                .push(INTERNAL.at(Span::new(file, 0..0)).with("found", format!("the grammar refused a text: {}", error.variant.message())));
            Vec::new()
        }
    }
}

/// The words, numbers and texts of a file in order as they are written, comments included: what a change of layout must not touch.
pub fn words(sources: &Sources, file: FileId) -> Vec<String> {
    fn collect(sources: &Sources, lines: &[Line], out: &mut Vec<String>) {
        for line in lines {
            // A row may leave out its last bar, and blanks behind a comment are no words.
            let row = line.tokens.first().is_some_and(|token| token.kind == TokenKind::Bar);
            let closing = row && line.tokens.len() > 1 && line.tokens.last().is_some_and(|token| token.kind == TokenKind::Bar);
            let words = line.tokens.iter().take(line.tokens.len() - usize::from(closing));
            out.extend(words.map(|token| sources.at(token.span).trim_end().to_string()));
            if let Some(block) = &line.block {
                out.push("{".into());
                out.extend(block.comment.iter().map(|comment| comment.text.trim_end().to_string()));
                collect(sources, &block.lines, out);
                out.extend(block.close.map(|_| "}".to_string()));
            }
            out.extend(line.comment.iter().map(|comment| comment.text.trim_end().to_string()));
        }
    }
    let mut out = Vec::new();
    collect(sources, &read(sources, file, &mut Vec::new()), &mut out);
    out
}

/// The statements of a file.
pub fn statements(sources: &Sources, file: FileId) -> Vec<Statement> {
    fn of(sources: &Sources, lines: &[Line]) -> Vec<Statement> {
        let spoken = lines.iter().filter(|line| !line.spoken().is_empty() || line.block.is_some());
        spoken
            .map(|line| {
                let mut words = String::new();
                for token in line.spoken() {
                    let joined = words.is_empty() || matches!(token.kind, TokenKind::Comma | TokenKind::Colon);
                    words.push_str(if joined { "" } else { " " });
                    words.push_str(&sources.at(token.span).split_whitespace().collect::<Vec<_>>().join(" "));
                }
                Statement { span: line.span, words, within: line.block.as_ref().map_or(Vec::new(), |block| of(sources, &block.lines)) }
            })
            .collect()
    }
    of(sources, &read(sources, file, &mut Vec::new()))
}

/// Where a text opens one block too many, so that no text can exhaust the stack.
fn too_deep(text: &str) -> Option<usize> {
    let (mut depth, mut quoted, mut comment) = (0_usize, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'\n' | b'\r' => (quoted, comment) = (false, false),
            _ if comment => {}
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'#' => comment = true,
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Some(at);
        }
    }
    None
}

struct ShapeReader<'a> {
    text: &'a str,
    file: FileId,
    matched: &'a Matched<'a>,
}

impl ShapeReader<'_> {
    fn span(&self, pair: &Pair<Rule>) -> Span {
        Span::new(self.file, self.matched.written(pair.as_span().start())..self.matched.written(pair.as_span().end()))
    }

    fn lines(&self, pairs: Vec<Pair<Rule>>, diagnostics: &mut Vec<Diagnostic>) -> Vec<Line> {
        let (mut lines, mut gap, mut fresh) = (Vec::<Line>::new(), 0_usize, true);
        for pair in pairs {
            match pair.as_rule() {
                Rule::newline if fresh => gap += 1,
                Rule::newline => fresh = true,
                Rule::line => {
                    let line = self.line(pair, gap, diagnostics);
                    match lines.last_mut() {
                        // A comment behind a `}` belongs to the block that closed there.
                        Some(last) if !fresh && line.tokens.is_empty() && line.block.is_none() && last.comment.is_none() => {
                            last.comment = line.comment;
                            continue;
                        }
                        Some(_) if !fresh && !line.tokens.is_empty() => {
                            diagnostics.push(TWO_ON_A_LINE.at(line.head()));
                            continue;
                        }
                        _ => {}
                    }
                    lines.push(line);
                    (gap, fresh) = (0, false);
                }
                _ => {}
            }
        }
        lines
    }

    fn line(&self, pair: Pair<Rule>, gap: usize, diagnostics: &mut Vec<Diagnostic>) -> Line {
        let mut line = Line { tokens: Vec::new(), block: None, span: self.span(&pair), gap, comment: None };
        for part in pair.into_inner() {
            match part.as_rule() {
                Rule::block => line.block = Some(self.block(part, diagnostics)),
                Rule::newline => {
                    // A comment inside a continued line stays where it is.
                    if let Some(comment) = line.comment.take() {
                        line.tokens.push(comment);
                    }
                }
                Rule::comment => line.comment = Some(self.token(&part, TokenKind::Comment)),
                rule => {
                    let kind = match (rule, part.as_str()) {
                        (Rule::word, _) => TokenKind::Word,
                        (Rule::number, _) => TokenKind::Number,
                        (Rule::date, _) => TokenKind::Date,
                        (Rule::text, _) => TokenKind::Text,
                        (Rule::comma, _) => TokenKind::Comma,
                        (Rule::symbol, ":") => TokenKind::Colon,
                        (Rule::symbol, "|") => TokenKind::Bar,
                        (Rule::symbol, _) => TokenKind::Percent,
                        _ => TokenKind::Odd,
                    };
                    line.tokens.push(self.token(&part, kind));
                }
            }
        }
        let end = match (&line.block, line.tokens.last()) {
            (Some(block), _) => block.close.unwrap_or(block.open),
            (None, Some(last)) => last.span,
            (None, None) => line.span,
        };
        line.span = Span { end: end.end, ..line.span };
        line
    }

    fn block(&self, pair: Pair<Rule>, diagnostics: &mut Vec<Diagnostic>) -> Block {
        let whole = self.span(&pair);
        let open = Span { end: whole.start + 1, ..whole };
        let mut parts: Vec<Pair<Rule>> = pair.into_inner().filter(|part| part.as_rule() != Rule::open).collect();
        let close = parts.pop_if(|part| part.as_rule() == Rule::close).map(|part| self.span(&part));
        // One that was put in stands nowhere: what else the block lacks may be missing with it.
        let close = close.filter(|close| close.start < close.end);
        let mut lines = self.lines(parts, diagnostics);
        let first_line = self.text[open.range().end..].find(['\n', '\r']).map_or(self.text.len(), |at| open.range().end + at);
        let on_first =
            lines.first().is_some_and(|line| line.tokens.is_empty() && line.block.is_none() && line.span.range().start < first_line);
        let comment = if on_first { lines.remove(0).comment } else { None };
        let inline = close.is_some_and(|close| close.range().start < first_line) && comment.is_none();
        Block { open, lines, close, inline, comment }
    }

    fn token(&self, pair: &Pair<Rule>, kind: TokenKind) -> Token {
        let raw = pair.as_str();
        let text = match kind {
            TokenKind::Word => raw.nfc().collect(),
            TokenKind::Text => raw[1..raw.len() - 1].to_string(),
            _ => raw.to_string(),
        };
        Token { kind, span: self.span(pair), text }
    }
}

fn report_odd(lines: &[Line], diagnostics: &mut Vec<Diagnostic>) {
    for line in lines {
        // One mistake, one error: the first odd token of a line speaks for the line.
        if let Some(token) = line.tokens.iter().find(|token| token.kind == TokenKind::Odd) {
            let code = if token.text.starts_with('"') { &UNFINISHED_TEXT } else { &ODD_CHARACTER };
            let odd = code.at(token.span).with("found", &token.text);
            diagnostics.push(match meant(&token.text) {
                _ if code.code == UNFINISHED_TEXT.code => odd,
                Some(Meant::Words(words)) => odd.hint(format!("write `{words}`")).fix(token.span, words),
                Some(Meant::Hint(hint)) => odd.hint(hint),
                None => {
                    odd.hint("a text stands in double quotes, and anything else is said in words: remove it, or put the text in quotes")
                }
            });
        }
        if let Some(block) = &line.block {
            report_odd(&block.lines, diagnostics);
        }
    }
}

/// What a symbol that means nothing here was probably meant to be.
enum Meant {
    /// These words.
    Words(&'static str),
    /// Something that needs a person.
    Hint(String),
}

fn meant(symbol: &str) -> Option<Meant> {
    use Meant::{Hint, Words};
    let first = symbol.chars().next()?;
    Some(match symbol {
        ">=" | "≥" => Words("at least"),
        "<=" | "≤" => Words("at most"),
        ">" => Words("above"),
        "<" => Words("below"),
        "!=" | "<>" | "≠" => Words("is not"),
        "&&" | "&" => Words("and"),
        "||" => Words("or"),
        "//" => Words("#"),
        "=" | "==" => Hint("a setting has no sign (`debtors consumer`); in a condition write `is`".into()),
        ";" => Hint("a statement ends where its line ends: remove it, and put what follows on a line of its own".into()),
        _ if let Some(code) = other_words(symbol).next() => Hint(format!("a currency is written as its code behind the number: `{code}`")),
        _ if "“”„«»‘’'".contains(first) => Hint("a text stands in plain double quotes: `\"…\"`".into()),
        _ if "–—−‐‑".contains(first) => {
            Hint("write a plain hyphen `-` within a name or a date; before and after are words".into())
        }
        _ if first.is_control() || first.is_whitespace() || "\u{200B}\u{200C}\u{200D}\u{2060}\u{AD}\u{FEFF}".contains(first) => {
            Hint(format!("this is U+{:04X}, which cannot be seen: remove it, or put an ordinary space", u32::from(first)))
        }
        _ if symbol.contains('/') => Hint("a date is written year-month-day, `2026-12-31`; otherwise use words".into()),
        _ => return None,
    })
}
