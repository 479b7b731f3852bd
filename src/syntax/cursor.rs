//! Reads one statement word by word, and says what it expected where it finds something else.

use super::shape::{Block, Line, Token, TokenKind};
use crate::diagnostic::{
    BLOCK_MISSING, BLOCK_NOT_EXPECTED, Diagnostic, LEFT_OVER, LINE_ENDS, NOT_A_DATE, NOT_A_NAME, Span, Spanned, TWO_ON_A_LINE, UNEXPECTED,
    UNKNOWN_STATEMENT, did_you_mean, nearest, other_words,
};
use crate::value::{Currency, Day, NotADay};

/// One mistake ends one statement. Boxed, since a diagnostic is large and rare.
pub type Read<T> = Result<T, Box<Diagnostic>>;

/// A statement and how far it has been read.
pub struct Cursor<'a> {
    tokens: Vec<Token>,
    at: usize,
    block: Option<&'a Block>,
    line: &'a Line,
    /// The currency that amounts are in here, where it is known.
    pub currency: Option<Currency>,
    /// The statements of the block that the line stands in.
    statements: &'static [&'static str],
    /// What could have come and did not, with where.
    missed: Vec<(usize, String)>,
    /// Mistakes that did not keep the rest from being read.
    pub said: Vec<Diagnostic>,
}

impl<'a> Cursor<'a> {
    /// At the first word of a line.
    pub fn new(line: &'a Line, currency: Option<Currency>) -> Cursor<'a> {
        let (missed, said) = (Vec::new(), Vec::new());
        Cursor { tokens: line.spoken(), at: 0, block: line.block.as_ref(), line, currency, statements: &[], missed, said }
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

    /// The place of the next token with the blank before it. In the row of a table what was read may stand behind it.
    fn with_blank_before(&self) -> Span {
        let here = self.here();
        Span { start: self.so_far().end.min(here.start), ..here }
    }

    /// From the first word to the last one read.
    pub fn so_far(&self) -> Span {
        match (self.tokens.first(), self.tokens.get(self.at.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => self.line.head(),
        }
    }

    /// The words that were read from a mark on.
    pub fn words(&self, mark: usize) -> String {
        self.tokens[mark..self.at].iter().map(|token| token.text.as_str()).collect::<Vec<_>>().join(" ")
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
            self.missed.push((self.at, phrase.into()));
            return None;
        }
        let start = self.here();
        self.at += phrase.split(' ').count();
        Some(start.to(self.tokens[self.at - 1].span))
    }

    /// Takes the token of a kind if it comes next.
    pub fn eat_kind(&mut self, kind: TokenKind) -> Option<Span> {
        if !self.next_is(kind) {
            if kind == TokenKind::Comma {
                self.missed.push((self.at, ",".into()));
            }
            return None;
        }
        let span = self.here();
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

    /// Takes the longest of these phrases that comes next, with its value. A word that is near to one is said and taken for it, where a block is still
    /// to be read.
    pub fn one_of<T: Clone>(&mut self, choices: &[(&str, T)]) -> Read<Spanned<T>> {
        let longest = choices.iter().filter(|(phrase, _)| self.sees(phrase)).max_by_key(|(phrase, _)| phrase.len());
        if let Some((phrase, value)) = longest {
            let span = self.expect(phrase)?;
            return Ok(Spanned::new(value.clone(), span));
        }
        let phrases: Vec<&str> = choices.iter().map(|(phrase, _)| *phrase).collect();
        let error = self.unexpected_one(&phrases);
        match self.taken_for(&phrases).and_then(|near| choices.iter().find(|(phrase, _)| *phrase == near)) {
            Some((_, value)) => Ok(Spanned::new(value.clone(), self.said_and_taken(*error))),
            None => Err(error),
        }
    }

    /// The phrase that the next word is taken for, where a block would be lost otherwise.
    fn taken_for<'p>(&self, phrases: &[&'p str]) -> Option<&'p str> {
        self.block.and(self.word()).and_then(|word| nearest(word, phrases.iter().copied())).filter(|near| !near.contains(' '))
    }

    /// Says what is wrong with the next word and goes on behind it.
    fn said_and_taken(&mut self, error: Diagnostic) -> Span {
        self.said.push(error);
        self.step();
        self.tokens[self.at - 1].span
    }

    /// Takes the phrase that opens a statement of `place`.
    pub fn opener(&mut self, place: &str, statements: &'static [&'static str]) -> Read<&'static str> {
        self.statements = statements;
        let found = statements.iter().filter(|phrase| self.sees(phrase)).max_by_key(|phrase| phrase.len());
        if let Some(phrase) = found {
            self.expect(phrase)?;
            return Ok(phrase);
        }
        let Some(token) = self.peek() else { return Err(self.unexpected("a statement")) };
        if let Some((ahead, rests)) = self.departs(statements) {
            return Err(ahead.unexpected_one(&rests));
        }
        let unknown = UNKNOWN_STATEMENT.at(token.span).with("place", place).with("found", &token.text);
        let list = statements.iter().map(|phrase| format!("`{phrase}`")).collect::<Vec<_>>().join(", ");
        let error = match self.near(statements) {
            Some(near) => unknown.hint(did_you_mean(near)),
            None => unknown.with("known", list),
        };
        match self.taken_for(statements) {
            Some(near) => {
                self.said_and_taken(error);
                Ok(near)
            }
            None => Err(error.into()),
        }
    }

    /// Where the words begin some of the phrases and then depart from them: there, and what should have come.
    fn departs<'p>(&self, phrases: &[&'p str]) -> Option<(Cursor<'a>, Vec<&'p str>)> {
        let begun = |phrase: &str| {
            phrase
                .split(' ')
                .enumerate()
                .take_while(|(i, word)| {
                    self.tokens.get(self.at + i).is_some_and(|token| token.kind == TokenKind::Word && token.text == **word)
                })
                .count()
        };
        let longest = phrases.iter().map(|phrase| begun(phrase)).max().filter(|begun| *begun > 0)?;
        let begun = phrases.iter().filter(|phrase| begun(phrase) == longest);
        let rests = begun.filter_map(|phrase| phrase.splitn(longest + 1, ' ').nth(longest)).collect();
        let ahead = Cursor { at: self.at + longest, tokens: self.tokens.clone(), ..Cursor::new(self.line, self.currency) };
        Some((Cursor { block: self.block, ..ahead }, rests))
    }

    /// The phrase that says the same as the next word or the next two, or that is near to them.
    fn near<'p>(&self, phrases: &[&'p str]) -> Option<&'p str> {
        let word = self.word()?;
        let two = self.tokens.get(self.at + 1).map(|next| format!("{word} {}", next.text));
        nearest(word, phrases.iter().copied()).or_else(|| nearest(&two?, phrases.iter().copied()))
    }

    /// A name: letters, digits and hyphens.
    pub fn name(&mut self, what: &str) -> Read<Spanned<String>> {
        let Some(token) = self.peek().filter(|token| token.kind == TokenKind::Word) else { return Err(self.unexpected(what)) };
        self.step();
        if token.text.contains('_') {
            return Err(NOT_A_NAME.at(token.span).with("found", &token.text).with("better", token.text.replace('_', "-")).into());
        }
        Ok(Spanned::new(token.text, token.span))
    }

    /// A new name, of one word. Several words before a title, a block or the word `until` are meant as one.
    pub fn new_name(&mut self, what: &str, until: &str) -> Read<Spanned<String>> {
        if let Some(token) = self.peek().filter(|token| matches!(token.kind, TokenKind::Number | TokenKind::Date)) {
            let better = format!("{}-{}", what.rsplit(' ').next().unwrap_or("name"), token.text);
            return Err(NOT_A_NAME.at(token.span).with("found", &token.text).with("better", better).into());
        }
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

    /// None of these phrases stands here: what differs from them, and what should stand there.
    fn unexpected_one(&self, phrases: &[&str]) -> Box<Diagnostic> {
        if let Some((ahead, rests)) = self.departs(phrases).filter(|(_, rests)| !rests.is_empty()) {
            return ahead.unexpected_one(&rests);
        }
        let quoted: Vec<String> = phrases.iter().map(|phrase| format!("`{phrase}`")).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [most @ .., last] => format!("{} or {last}", most.join(", ")),
            [] => "something else".into(),
        };
        let error = self.unexpected(&list);
        let behind_comma = self.at > 0 && self.tokens[self.at - 1].kind == TokenKind::Comma;
        match (self.near(phrases), self.joiner()) {
            (_, Some(joiner)) if behind_comma && !phrases.contains(&"or") => {
                error.hint(format!("leave `{joiner}` out: the comma is enough")).into()
            }
            (Some(near), _) => error.hint(did_you_mean(near)).into(),
            (None, _) => error,
        }
    }

    /// The next word, if it joins what stands around it.
    pub fn joiner(&self) -> Option<&str> {
        self.word().filter(|word| ["and", "or"].contains(word))
    }

    /// The block of this statement.
    pub fn block(&mut self, statement: &str) -> Read<&'a Block> {
        self.nothing_left()?;
        self.block.take().ok_or_else(|| BLOCK_MISSING.at(self.whole()).with("statement", statement).into())
    }

    /// Whether the statement has a block that is still to be read.
    pub fn has_block(&self) -> bool {
        self.block.is_some()
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
            (Some(token), Some(last)) => Err(self.left_over(token, token.span.to(last.span)).into()),
            _ => Ok(()),
        }
    }

    /// What goes on with a statement behind a comma does not stand here without one.
    pub fn no_comma_missing(&self, phrases: &[&str]) -> Read<()> {
        match phrases.iter().find(|phrase| self.sees(phrase)) {
            Some(phrase) => {
                let blank = Span { end: self.here().start, ..self.with_blank_before() };
                let error = *self.unexpected(&format!("`,` before `{phrase}`"));
                Err(error.fix(blank, ", ").into())
            }
            None => Ok(()),
        }
    }

    /// A statement that says one thing, and stands several times where several are to be said.
    pub fn one_a_line(&self, keyword: &str) -> Read<()> {
        let Some(joiner) = self.peek().filter(|token| token.kind == TokenKind::Comma || self.joiner().is_some()) else { return Ok(()) };
        let rest = self.rest();
        let other = rest.trim_start_matches(joiner.text.as_str()).trim_start().trim_start_matches(keyword).trim_start().to_string();
        let end = self.tokens.last().map_or(joiner.span, |last| last.span);
        Err(LEFT_OVER.at(joiner.span.to(end)).hint(format!("give the other a line of its own: `{keyword} {other}`")).into())
    }

    /// Whether this could have come where the next token stands.
    fn has_missed(&self, phrase: &str) -> bool {
        self.missed_here().any(|missed| missed == phrase)
    }

    /// Whether this could have come in place of the word just read.
    pub fn has_missed_before(&self, phrase: &str) -> bool {
        self.missed.iter().any(|(at, missed)| at + 1 == self.at && missed == phrase)
    }

    fn missed_here(&self) -> impl Iterator<Item = &str> {
        self.missed.iter().filter(|(at, _)| *at == self.at).map(|(_, phrase)| phrase.as_str())
    }

    /// What stands behind a complete statement: said as what it was meant to be, where that can be told.
    fn left_over(&self, token: &Token, rest: Span) -> Diagnostic {
        let instead = |meant: &str| UNEXPECTED.at(token.span).with("expected", meant).with("found", format!("`{}`", token.text));
        if let Some(joiner) = self.joiner().filter(|_| self.has_missed(",")) {
            return instead("`,`").hint(format!("in a list a comma stands in place of `{joiner}`")).fix(self.with_blank_before(), ",");
        }
        if token.kind == TokenKind::Comma && self.has_missed("and") {
            return instead("`and` or `or`").hint("conditions are joined by `and` or `or`");
        }
        // These begin a statement of a rule, and more often go on with one.
        let begins = |phrase: &str| self.sees(phrase) && !["of", "for", "from", "until"].contains(&phrase);
        if self.statements.iter().any(|phrase| begins(phrase)) {
            return TWO_ON_A_LINE.at(rest);
        }
        // Short words are all near one another.
        let surely = |near: &&str| token.text.chars().count() > 3 || other_words(&token.text).any(|meant| meant == *near);
        if let Some(near) = nearest(&token.text, self.missed_here()).filter(surely) {
            return instead(&format!("`{near}`")).hint(format!("write `{near}`")).fix(token.span, near);
        }
        LEFT_OVER.at(rest)
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
