//! What every kind of block reads its statements with.

use crate::diagnostic::{
    BACKWARDS, BANDS, DUPLICATE, Diagnostic, EMPTY_BLOCK, Span, Spanned, TABLE_MISPLACED, UNKNOWN_STATEMENT, UNKNOWN_WORD, WRITTEN_TWICE,
    did_you_mean, nearest,
};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::{Block, Line, TokenKind};
use crate::syntax::tree::Broken;
use crate::terms::Name;
use crate::value::{Currency, Day, Debtor, Debtors};

/// Goes through blocks, one statement at a time, and keeps what is said of each.
pub struct Lower<'a> {
    /// What is wrong so far.
    pub diagnostics: &'a mut Vec<Diagnostic>,
    /// The currency of the amounts, where it is known.
    pub currency: Option<Currency>,
}

impl Lower<'_> {
    /// Reads each statement; one that cannot be read is reported, and the next is read all the same.
    pub fn each(&mut self, lines: &[Line], broken: &mut Broken, mut read: impl FnMut(&mut Self, &mut Cursor, &Line) -> Read<()>) {
        for line in lines {
            if line.tokens.is_empty() && line.block.is_none() {
                continue;
            }
            let odd = line.tokens.iter().any(|token| token.kind == TokenKind::Odd);
            let mut cursor = Cursor::new(line, self.currency);
            let outcome = if odd { None } else { read(self, &mut cursor, line).err() };
            let said: Vec<Diagnostic> = cursor.said.into_iter().chain(outcome.map(|error| *error)).collect();
            if odd || !said.is_empty() {
                broken.0.extend(line.tokens.iter().take(2).map(|token| token.text.clone()));
            }
            if said.iter().any(|diagnostic| diagnostic.code == UNKNOWN_STATEMENT.code) {
                broken.0.push(Broken::ANYTHING.into());
            }
            self.diagnostics.extend(said);
        }
    }

    /// Reads each statement of a block that must hold something.
    pub fn each_in(&mut self, block: &Block, broken: &mut Broken, read: impl FnMut(&mut Self, &mut Cursor, &Line) -> Read<()>) {
        if block.lines.iter().all(|line| line.tokens.is_empty() && line.block.is_none()) && block.close.is_some() {
            broken.0.push(Broken::ANYTHING.into());
            self.say(EMPTY_BLOCK.at(block.open));
        }
        if block.close.is_none() {
            broken.0.push(Broken::ANYTHING.into());
        }
        let is_row = |line: &&Line| line.tokens.first().is_some_and(|token| token.kind == TokenKind::Bar);
        if let Some(row) = block.lines.iter().find(is_row) {
            broken.0.push(Broken::ANYTHING.into());
            self.say(TABLE_MISPLACED.at(row.head()));
        }
        let statements: Vec<Line> = block.lines.iter().filter(|line| !is_row(line)).cloned().collect();
        self.each(&statements, broken, read);
    }

    /// Says what is wrong.
    pub fn say(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }
}

/// Fills a slot that may be filled once.
pub fn once<T>(slot: &mut Option<Spanned<T>>, value: T, cursor: &Cursor, keyword: &str) -> Read<()> {
    let span = cursor.so_far();
    match slot {
        Some(first) => Err(WRITTEN_TWICE.at(span).with("found", keyword).and(first.span, "the first stands here").into()),
        None => {
            *slot = Some(Spanned::new(value, span));
            Ok(())
        }
    }
}

/// `from DATE`, `until DATE`, or both.
pub fn period(cursor: &mut Cursor) -> Read<(Option<Day>, Option<Day>)> {
    let from = cursor.eat("from").map(|_| cursor.date()).transpose()?;
    let until = cursor.eat("until").map(|_| cursor.date()).transpose()?;
    if from.is_none() && until.is_none() {
        return Err(cursor.unexpected("`from` or `until`"));
    }
    in_order(from, until)
}

/// The first and the last day of a period, which must not end before it begins.
pub fn in_order(from: Option<Spanned<Day>>, until: Option<Spanned<Day>>) -> Read<(Option<Day>, Option<Day>)> {
    match (from, until) {
        (Some(from), Some(until)) if until.value < from.value => {
            Err(BACKWARDS.at(until.span).with("until", until.value).with("from", from.value).and(from.span, "begins here").into())
        }
        (from, until) => Ok((from.map(|day| day.value), until.map(|day| day.value))),
    }
}

/// `from DATE:` of a dated line, which must come after the line before it.
pub fn from_line(cursor: &mut Cursor, before: Option<(Option<Day>, Span)>) -> Read<Day> {
    cursor.expect("from")?;
    let from = cursor.date()?;
    cursor.colon()?;
    match before {
        Some((day, span)) if day >= Some(from.value) => {
            let wrong = BANDS.at(from.span).with("found", "this date does not come after the one before").and(span, "the one before");
            let text = Some("each line holds from its date until the day before the next line's".into());
            Err(Diagnostic { title: "dates out of order".into(), text, ..wrong.hint("order the lines by their dates") }.into())
        }
        _ => Ok(from.value),
    }
}

/// Words separated by commas. Another of them without one is told as such.
pub fn list<T>(cursor: &mut Cursor, mut read: impl FnMut(&mut Cursor) -> Read<T>) -> Read<Vec<T>> {
    let mut all = vec![read(cursor)?];
    while cursor.eat_kind(TokenKind::Comma).is_some() {
        all.push(read(cursor)?);
    }
    let mark = cursor.mark();
    if let Some(next) = cursor.peek().filter(|_| cursor.joiner().is_none() && !cursor.has_block()) {
        let is_another = read(cursor).is_ok();
        cursor.reset(mark);
        if is_another {
            cursor.no_comma_missing(&[&next.text])?;
        }
    }
    Ok(all)
}

/// A name that must not be written twice in one place.
pub fn new_name(names: &[&Name], name: &Name, what: &str) -> Read<()> {
    match names.iter().find(|other| other.value == name.value) {
        Some(other) => {
            Err(DUPLICATE.at(name.span).with("found", &name.value).with("what", what).and(other.span, "the first stands here").into())
        }
        None => Ok(()),
    }
}

/// A statement that is there or not.
pub fn flag(slot: &mut Option<Span>, cursor: &Cursor, keyword: &str) -> Read<()> {
    let mut spanned = slot.map(|span| Spanned::new((), span));
    once(&mut spanned, (), cursor, keyword)?;
    *slot = spanned.map(|spanned| spanned.span);
    Ok(())
}

/// Kinds of debtor, separated by commas.
pub fn debtors(cursor: &mut Cursor) -> Read<Debtors> {
    Ok(list(cursor, |cursor| cursor.one_of(&Debtor::ALL))?.into_iter().fold(Debtors::NONE, |all, debtor| all.with(debtor.value)))
}

/// A currency's code.
pub fn currency(cursor: &mut Cursor) -> Read<Spanned<Currency>> {
    let code = cursor.name("a currency such as `NOK`")?;
    code.value.parse().map(|currency| Spanned::new(currency, code.span)).map_err(|_| {
        let known = ["NOK", "SEK", "DKK", "EUR", "USD", "GBP"];
        let hint = nearest(&code.value, known).map_or("write its ISO 4217 code, such as `NOK`".into(), did_you_mean);
        UNKNOWN_WORD.at(code.span).with("found", &code.value).with("kind", "currency of ISO 4217").hint(hint).into()
    })
}
