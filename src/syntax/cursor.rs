//! Reads one statement word by word, and says what it expected where it finds something else.

use super::shape::{Block, Line, Token, TokenKind};
use crate::diagnostic::{
    BLOCK_MISSING, BLOCK_NOT_EXPECTED, Diagnostic, LEFT_OVER, LINE_ENDS, NOT_A_DATE, NOT_A_NAME, Span, Spanned, UNEXPECTED,
    UNKNOWN_STATEMENT, did_you_mean, nearest,
};
use crate::value::{Day, NotADay};

/// One mistake ends one statement. Boxed, since a diagnostic is large and rare.
pub type Read<T> = Result<T, Box<Diagnostic>>;

/// A statement and how far it has been read.
pub struct Cursor<'a> {
    tokens: Vec<Token>,
    at: usize,
    block: Option<&'a Block>,
    line: &'a Line,
}

impl<'a> Cursor<'a> {
    /// At the first word of a line.
    pub fn new(line: &'a Line) -> Cursor<'a> {
        Cursor { tokens: line.spoken(), at: 0, block: line.block.as_ref(), line }
    }

    /// The next token.
    pub fn peek(&self) -> Option<Token> {
        self.tokens.get(self.at).cloned()
    }

    /// The next token's kind.
    pub fn next_is(&self, kind: TokenKind) -> bool {
        self.tokens.get(self.at).is_some_and(|token| token.kind == kind)
    }

    /// The next token, if it is a word.
    pub fn word(&self) -> Option<&str> {
        self.tokens.get(self.at).filter(|token| token.kind == TokenKind::Word).map(|token| token.text.as_str())
    }

    /// Goes one token on.
    pub fn step(&mut self) {
        self.at += 1;
    }

    /// How far it has been read, to come back to.
    pub fn mark(&self) -> usize {
        self.at
    }

    /// Goes back to a mark.
    pub fn reset(&mut self, mark: usize) {
        self.at = mark;
    }

    /// The place of the next token, or just behind the last.
    pub fn here(&self) -> Span {
        match (self.tokens.get(self.at), self.tokens.last()) {
            (Some(token), _) => token.span,
            (None, Some(last)) => Span { start: last.span.end, ..last.span },
            (None, None) => self.line.span,
        }
    }

    /// From the first word to the last one read.
    pub fn so_far(&self) -> Span {
        match (self.tokens.first(), self.tokens.get(self.at.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.line.head(),
        }
    }

    /// The words that are left, commas joined to what they follow; a block as `…`.
    pub fn rest(&self) -> String {
        let word = |token: &Token| if token.kind == TokenKind::Text { format!("\"{}\"", token.text) } else { token.text.clone() };
        let text = self.tokens[self.at..].iter().map(word).collect::<Vec<_>>().join(" ").replace(" ,", ",");
        if self.block.is_some() { format!("{text} …") } else { text }
    }

    /// The whole statement without its block.
    pub fn whole(&self) -> Span {
        self.line.head()
    }

    /// Whether the phrase comes next.
    pub fn sees(&self, phrase: &str) -> bool {
        phrase
            .split(' ')
            .enumerate()
            .all(|(i, word)| self.tokens.get(self.at + i).is_some_and(|token| token.kind == TokenKind::Word && token.text == word))
    }

    /// Takes the phrase if it comes next.
    pub fn eat(&mut self, phrase: &str) -> Option<Span> {
        if !self.sees(phrase) {
            return None;
        }
        let start = self.here();
        self.at += phrase.split(' ').count();
        Some(start.to(self.tokens[self.at - 1].span))
    }

    /// Takes the token of a kind if it comes next.
    pub fn eat_kind(&mut self, kind: TokenKind) -> Option<Span> {
        let span = self.next_is(kind).then(|| self.here())?;
        self.step();
        Some(span)
    }

    /// Takes the phrase.
    pub fn expect(&mut self, phrase: &str) -> Read<Span> {
        self.eat(phrase).ok_or_else(|| self.unexpected_one(&[phrase]))
    }

    /// Takes the colon of a `… :` line.
    pub fn colon(&mut self) -> Read<Span> {
        self.eat_kind(TokenKind::Colon).ok_or_else(|| self.unexpected("`:`"))
    }

    /// Takes the longest of these phrases that comes next, with its value.
    pub fn one_of<T: Clone>(&mut self, choices: &[(&str, T)]) -> Read<Spanned<T>> {
        let longest = choices.iter().filter(|(phrase, _)| self.sees(phrase)).max_by_key(|(phrase, _)| phrase.len());
        match longest {
            Some((phrase, value)) => {
                let span = self.expect(phrase)?;
                Ok(Spanned::new(value.clone(), span))
            }
            None => Err(self.unexpected_one(&choices.iter().map(|(phrase, _)| *phrase).collect::<Vec<_>>())),
        }
    }

    /// Takes the phrase that opens a statement of `place`.
    pub fn opener(&mut self, place: &str, statements: &'static [&'static str]) -> Read<&'static str> {
        let found = statements.iter().filter(|phrase| self.sees(phrase)).max_by_key(|phrase| phrase.len());
        if let Some(phrase) = found {
            self.expect(phrase)?;
            return Ok(phrase);
        }
        let Some(token) = self.peek() else { return Err(self.unexpected("a statement")) };
        if let Some(error) = self.departs(statements) {
            return Err(error);
        }
        let unknown = UNKNOWN_STATEMENT.at(token.span).with("place", place).with("found", &token.text);
        let two = self.tokens.get(self.at + 1).map(|next| format!("{} {}", token.text, next.text));
        let near =
            nearest(&token.text, statements.iter().copied()).or_else(|| two.and_then(|two| nearest(&two, statements.iter().copied())));
        let list = statements.iter().map(|phrase| format!("`{phrase}`")).collect::<Vec<_>>().join(", ");
        Err(match near {
            Some(near) => unknown.hint(did_you_mean(near)).into(),
            None => unknown.with("known", list).into(),
        })
    }

    /// Where the words begin a statement and then depart from it, what should have come.
    fn departs(&self, statements: &[&str]) -> Option<Box<Diagnostic>> {
        let begun = |phrase: &str| {
            phrase
                .split(' ')
                .enumerate()
                .take_while(|(i, word)| self.tokens.get(self.at + i).is_some_and(|token| token.text == **word))
                .count()
        };
        let longest = statements.iter().map(|phrase| begun(phrase)).max().filter(|begun| *begun > 0)?;
        let rests: Vec<String> = statements
            .iter()
            .filter(|phrase| begun(phrase) == longest)
            .map(|phrase| phrase.split(' ').skip(longest).collect::<Vec<_>>().join(" "))
            .collect();
        let ahead = Cursor { tokens: self.tokens.clone(), at: self.at + longest, block: self.block, line: self.line };
        Some(ahead.unexpected_one(&rests.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    /// A name: letters, digits and hyphens.
    pub fn name(&mut self, what: &str) -> Read<Spanned<String>> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Word => {
                self.step();
                if token.text.contains('_') {
                    return Err(NOT_A_NAME.at(token.span).with("found", &token.text).with("better", token.text.replace('_', "-")).into());
                }
                Ok(Spanned::new(token.text, token.span))
            }
            Some(token) if matches!(token.kind, TokenKind::Number | TokenKind::Date) => Err(NOT_A_NAME
                .at(token.span)
                .with("found", &token.text)
                .with("better", format!("{}-{}", what.rsplit(' ').next().unwrap_or("name"), token.text))
                .into()),
            _ => Err(self.unexpected(what)),
        }
    }

    /// A new name, of one word. Several words before a title, a block or the word `until` are meant as one.
    pub fn new_name(&mut self, what: &str, until: &str) -> Read<Spanned<String>> {
        let name = self.name(what)?;
        let (mut words, mut last) = (vec![name.value.clone()], name.span);
        while let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Word && token.text != until) {
            self.step();
            words.push(token.text);
            last = token.span;
        }
        match words.as_slice() {
            [_] => Ok(name),
            words => {
                let (found, better) = (words.join(" "), words.join("-"));
                Err(NOT_A_NAME.at(name.span.to(last)).with("found", found).with("better", better).into())
            }
        }
    }

    /// A text in double quotes.
    pub fn text(&mut self, what: &str) -> Read<Spanned<String>> {
        match self.peek() {
            Some(token) if token.kind == TokenKind::Text => {
                self.step();
                Ok(Spanned::new(token.text, token.span))
            }
            _ => Err(self.unexpected(what)),
        }
    }

    /// A text if one comes next.
    pub fn title(&mut self) -> Option<String> {
        self.next_is(TokenKind::Text).then(|| self.text("a title").ok()).flatten().map(|title| title.value)
    }

    /// A date.
    pub fn date(&mut self) -> Read<Spanned<Day>> {
        let Some(token) = self.peek().filter(|token| matches!(token.kind, TokenKind::Date | TokenKind::Number)) else {
            return Err(self.unexpected("a date such as `2026-03-30`"));
        };
        self.step();
        token.text.parse().map(|day| Spanned::new(day, token.span)).map_err(|error| {
            let wrong = NOT_A_DATE.at(token.span).with("found", &token.text);
            match (error, iso_of(&token.text)) {
                (NotADay::OutOfRange, _) => wrong.hint("Frist knows the days from 1970-01-01 to 2199-12-31").into(),
                (NotADay::NoSuchDay, _) => wrong.hint("there is no such day; check the month and the day").into(),
                (NotADay::Form, Some(day)) => wrong.with("better", format!("`{day}`")).into(),
                (NotADay::Form, None) => wrong.with("better", "year-month-day, such as `2026-03-30`").into(),
            }
        })
    }

    /// What stands here is not `expected`.
    pub fn unexpected(&self, expected: &str) -> Box<Diagnostic> {
        match self.tokens.get(self.at) {
            Some(token) => {
                let found = match token.kind {
                    TokenKind::Text => format!("the text \"{}\"", token.text),
                    _ => format!("`{}`", token.text),
                };
                UNEXPECTED.at(token.span).with("expected", expected).with("found", found).into()
            }
            None if self.block.is_some() => {
                UNEXPECTED.at(self.block.map_or(self.here(), |block| block.open)).with("expected", expected).with("found", "a block").into()
            }
            None => LINE_ENDS.at(self.here()).with("expected", expected).into(),
        }
    }

    fn unexpected_one(&self, phrases: &[&str]) -> Box<Diagnostic> {
        let quoted: Vec<String> = phrases.iter().map(|phrase| format!("`{phrase}`")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [most @ .., last] => format!("{} or {last}", most.join(", ")),
            [] => "something else".into(),
        };
        let error = self.unexpected(&list);
        match self.word().and_then(|word| nearest(word, phrases.iter().copied())) {
            Some(near) => error.hint(did_you_mean(near)).into(),
            None => error,
        }
    }

    /// The block of this statement.
    pub fn block(&mut self, statement: &str) -> Read<&'a Block> {
        self.nothing_left()?;
        self.block.take().ok_or_else(|| BLOCK_MISSING.at(self.whole()).with("statement", statement).into())
    }

    /// Whether a block is what comes next.
    pub fn at_block(&self) -> bool {
        self.at >= self.tokens.len() && self.block.is_some()
    }

    /// Whether every token has been read.
    pub fn at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// The statement must be complete here, block included.
    pub fn finish(&mut self) -> Read<()> {
        self.nothing_left()?;
        match self.block {
            Some(block) => Err(BLOCK_NOT_EXPECTED.at(block.open).into()),
            None => Ok(()),
        }
    }

    fn nothing_left(&self) -> Read<()> {
        match (self.tokens.get(self.at), self.tokens.last()) {
            (Some(token), Some(last)) => Err(LEFT_OVER.at(token.span.to(last.span)).into()),
            _ => Ok(()),
        }
    }
}

/// The ISO form of a date written day first, or without leading zeros.
fn iso_of(text: &str) -> Option<Day> {
    let numbers: Vec<u32> = text.split(['-', '.']).map(|part| part.parse().ok()).collect::<Option<_>>()?;
    match numbers.as_slice() {
        [year, month, day] if *year >= 1000 => Day::new(*year as i32, *month, *day),
        [day, month, year] if *year >= 1000 => Day::new(*year as i32, *month, *day),
        _ => None,
    }
}
