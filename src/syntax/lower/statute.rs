//! `statute NAME "title" { … }` and `practice NAME "title" { … }`

use super::cite::cite;
use super::rule;
use super::statements::{Lower, currency, debtors, from_line, list, new_name, once, period};
use crate::diagnostic::{DUPLICATE, MISSING, NOT_A_DATE, Span, Spanned, UNEXPECTED, WRITTEN_TWICE};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::number::{Measured, Wanted};
use crate::syntax::shape::Line;
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::{Broken, InterestRule, Statute, Value};
use crate::terms::{Announced, Cite, Confidence, DatedEntry, EntryValue, Lapse, Limitation, Restart, Restarter, StartOf};
use crate::value::{Act, DayCount, Debtor, Debtors, Holiday, HolidayRule, Offset, Rate};

const STATEMENTS: &[&str] = &[
    "currency",
    "read on",
    "known from",
    "known until",
    "day count",
    "interest",
    "no due date",
    "due date moved to next business day",
    "in time",
    "new round",
    "holiday",
    "value",
    "rule",
    "limitation",
    "announced",
    "excludes",
    "for",
];

/// The statements that may stand more than once.
const MANY: &[&str] = &["interest", "holiday", "value", "rule", "announced", "excludes"];

/// Reads from behind the word `statute` or `practice`.
pub fn statute(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Statute> {
    let name = cursor.new_name("the statute's name", "")?;
    let title = cursor.title();
    let block = cursor.block("a statute")?;
    let mut statute = Statute {
        name,
        title,
        head,
        currency: None,
        read_on: None,
        known_from: None,
        known_until: None,
        day_count: None,
        interest: Vec::new(),
        no_due_date: None,
        due_moves: false,
        in_time: Debtors::NONE,
        new_round: None,
        holidays: Vec::new(),
        values: Vec::new(),
        rules: Vec::new(),
        limitation: None,
        announced: Vec::new(),
        excludes: Vec::new(),
        speaks_of: Vec::new(),
        broken: Broken::default(),
    };
    let mut broken = Broken::default();
    let mut said = Vec::new();
    lower.each_in(block, &mut broken, |lower, cursor, line| statement(lower, cursor, line, &mut statute, &mut said));
    statute.broken = broken;
    Ok(statute)
}

fn statement(lower: &mut Lower, cursor: &mut Cursor, line: &Line, statute: &mut Statute, said: &mut Vec<(&'static str, Span)>) -> Read<()> {
    let (head, span) = (line.head(), line.span);
    let keyword = cursor.opener("a statute", STATEMENTS)?;
    if !MANY.contains(&keyword) {
        match said.iter().find(|(word, _)| *word == keyword) {
            Some((_, first)) => return Err(WRITTEN_TWICE.at(head).with("found", keyword).and(*first, "the first stands here").into()),
            None => said.push((keyword, head)),
        }
    }
    match keyword {
        "currency" => statute.currency = Some(currency(cursor)?.value),
        "read on" => statute.read_on = Some(cursor.date()?.value),
        "known from" => statute.known_from = Some(cursor.date()?.value),
        "known until" => statute.known_until = Some(cursor.date()?.value),
        "day count" => {
            cursor.expect("actual over")?;
            let count = match cursor.next_is(TokenKind::Number) {
                true => {
                    let days = cursor.count()?;
                    if days.value != 365 {
                        return Err(UNEXPECTED.at(days.span).with("expected", "`365` or `calendar year`").with("found", days.value).into());
                    }
                    DayCount::Actual365
                }
                false => cursor.one_of(&[("calendar year", DayCount::CalendarYear)])?.value,
            };
            statute.day_count = Some(count);
        }
        "interest" => statute.interest.push(interest(cursor)?),
        "no due date" => {
            let days = cursor.days()?;
            cursor.expect("after issue date")?;
            statute.no_due_date = Some(days.value);
        }
        "due date moved to next business day" => statute.due_moves = true,
        "in time" => {
            statute.in_time = debtors_or_all(cursor)?;
            cursor.expect("on next business day")?;
        }
        "new round" => {
            let months = cursor.months()?;
            cursor.expect("after the last charged notice")?;
            statute.new_round = Some(months.value);
        }
        "holiday" => statute.holidays.push(holiday(cursor)?),
        "value" => {
            let value = value(lower, cursor)?;
            new_name(&statute.values.iter().map(|value| &value.name).collect::<Vec<_>>(), &value.name, "a value of this statute")?;
            statute.values.push(value);
            return Ok(());
        }
        "rule" => {
            let rule = rule::rule(lower, cursor, head, span)?;
            new_name(&statute.rules.iter().map(|rule| &rule.id).collect::<Vec<_>>(), &rule.id, "a rule of this statute")?;
            statute.rules.push(rule);
            return Ok(());
        }
        "limitation" => {
            statute.limitation = Some(Spanned::new(limitation(lower, cursor)?, span));
            return Ok(());
        }
        "announced" => {
            let text = cursor.text("what is coming, in double quotes")?;
            let adopted = cursor.eat("adopted").map(|_| cursor.date()).transpose()?.map(|day| day.value);
            let expected = cursor.eat("expected").map(|_| cursor.date()).transpose()?.map(|day| day.value);
            statute.announced.push(Announced { text: text.value, adopted, expected });
        }
        "for" => statute.speaks_of = list(cursor, |cursor| cursor.name("the name of a statute"))?,
        _ => statute.excludes.push(cursor.text("what is left out, in double quotes")?.value),
    }
    cursor.finish()
}

fn interest(cursor: &mut Cursor) -> Read<InterestRule> {
    let debtors = debtors_or_all(cursor)?;
    let value = cursor.name("the name of a dated rate")?;
    let (mut plus, mut plus_on_due) = (Rate::ZERO, None);
    if cursor.eat("plus").is_some() {
        if cursor.next_is(TokenKind::Number) {
            plus = cursor.points()?.value;
        } else {
            plus_on_due = Some(cursor.name("a value or percentage points")?);
            cursor.expect("on due date")?;
        }
    }
    Ok(InterestRule { debtors, value, plus, plus_on_due })
}

/// Kinds of debtor where they are named; else all.
fn debtors_or_all(cursor: &mut Cursor) -> Read<Debtors> {
    if cursor.word().is_some_and(|word| Debtor::from_word(word).is_some()) { debtors(cursor) } else { Ok(Debtors::ALL) }
}

const MONTHS: [(&str, u32); 12] = [
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
];

const WEEKDAYS: [(&str, u8); 7] =
    [("monday", 0), ("tuesday", 1), ("wednesday", 2), ("thursday", 3), ("friday", 4), ("saturday", 5), ("sunday", 6)];

fn holiday(cursor: &mut Cursor) -> Read<Holiday> {
    let title = cursor.text("the holiday's name in double quotes")?;
    let on = if cursor.eat("on easter").is_some() {
        HolidayRule::Easter(0)
    } else if cursor.eat("on the").is_some() {
        let weekday = named(cursor, &WEEKDAYS, "a weekday such as `friday`")?;
        cursor.expect("from")?;
        let (month, day) = month_day(cursor)?;
        HolidayRule::WeekdayFrom(weekday.value, month, day)
    } else if cursor.eat("on").is_some() {
        let (month, day) = month_day(cursor)?;
        HolidayRule::Fixed(month, day)
    } else {
        let mark = cursor.mark();
        let days = cursor.days().map_err(|error| cursor.turned(mark, error))?;
        let sign = cursor.one_of(&[("before easter", -1), ("after easter", 1)])?;
        HolidayRule::Easter(days.value * sign.value)
    };
    let (from, until) = if cursor.sees("from") || cursor.sees("until") { period(cursor)? } else { (None, None) };
    Ok(Holiday { title: title.value, on, from, until })
}

/// `17 May`.
fn month_day(cursor: &mut Cursor) -> Read<(u32, u32)> {
    let day = cursor.count()?;
    let month = named(cursor, &MONTHS, "a month such as `May`")?;
    // 29 February is a date in some years; no other month is shorter than the day it is named with.
    match crate::value::Day::new(2024, month.value, day.value) {
        Some(_) => Ok((month.value, day.value)),
        None => {
            let found = format!("{} {}", day.value, MONTHS[month.value as usize - 1].0);
            Err(NOT_A_DATE.at(day.span.to(month.span)).with("found", found).with("better", "a day the month has").into())
        }
    }
}

/// A name of the calendar, with or without its capital.
fn named<T: Copy>(cursor: &mut Cursor, names: &[(&str, T)], expected: &str) -> Read<Spanned<T>> {
    let word = cursor.word().map(str::to_lowercase);
    match word.and_then(|word| names.iter().find(|(name, _)| *name == word)) {
        Some((_, value)) => {
            let span = cursor.here();
            cursor.step();
            Ok(Spanned::new(*value, span))
        }
        None => Err(cursor.unexpected(expected)),
    }
}

fn value(lower: &mut Lower, cursor: &mut Cursor) -> Read<Value> {
    let name = cursor.new_name("the value's name", "")?;
    let block = cursor.block("a value")?;
    let (mut source, mut entries) = (None, Vec::<Spanned<DatedEntry>>::new());
    lower.each_in(block, &mut Broken::default(), |_, cursor, _| {
        if cursor.eat("cite").is_some() {
            let cite = cite(cursor)?;
            once(&mut source, cite, cursor, "cite")?;
            return cursor.finish();
        }
        let from = from_line(cursor, entries.last().map(|entry| (Some(entry.value.from), entry.span)))?;
        let state = state(cursor)?;
        let (mut confidence, mut cited) = (None, None);
        while !cursor.at_end() {
            if cursor.eat("confidence").is_some() {
                confidence = Some(cursor.one_of(&Confidence::ALL)?.value);
            } else {
                cursor.expect("cite")?;
                cited = Some(cursor.text("where it is written, in double quotes")?.value);
            }
        }
        entries.push(Spanned::new(DatedEntry { from, state, confidence, cite: cited }, cursor.whole()));
        cursor.finish()
    });
    Ok(Value { name, cite: source.map(|source: Spanned<Cite>| source.value), entries })
}

fn state(cursor: &mut Cursor) -> Read<EntryValue> {
    let words = [
        ("not in force", EntryValue::NotInForce),
        ("repealed", EntryValue::Repealed),
        ("announced", EntryValue::Announced),
        ("not encoded", EntryValue::NotEncoded),
    ];
    if !cursor.next_is(TokenKind::Number) {
        return Ok(cursor.one_of(&words)?.value);
    }
    let quantity = cursor.quantity(Wanted::Value)?;
    Ok(match quantity.value {
        Measured::Amount(money) => EntryValue::Amount(money),
        Measured::Percent(rate) | Measured::Points(rate) => EntryValue::Share(rate),
        Measured::Time(Offset::Days(days)) => EntryValue::Days(days),
        _ => {
            return Err(UNEXPECTED
                .at(quantity.span)
                .with("expected", "an amount, a percentage or days")
                .with("found", "another unit")
                .into());
        }
    })
}

fn limitation(lower: &mut Lower, cursor: &mut Cursor) -> Read<Limitation> {
    let id = cursor.new_name("the limitation's code", "")?;
    let block = cursor.block("a limitation")?;
    let mut limitation =
        Limitation { id: id.value, cite: None, ends: Vec::new(), last_day_excluded: false, moved: false, restarts: Vec::new() };
    let mut broken = Broken::default();
    lower.each_in(block, &mut broken, |_, cursor, line| {
        match cursor.opener("a limitation", &["cite", "ends", "last day excluded", "moved to next business day", "restarted"])? {
            "cite" => limitation.cite = Some(cite(cursor)?),
            "ends" => {
                let lapse = lapse(cursor)?;
                if let Some(debtor) = lapse.debtors.iter().find(|debtor| limitation.of(*debtor).is_some()) {
                    let what = "said of one of these kinds of debtor";
                    return Err(DUPLICATE.at(line.head()).with("found", format!("ends {}", debtor.word())).with("what", what).into());
                }
                limitation.ends.push(lapse);
            }
            "last day excluded" => limitation.last_day_excluded = true,
            "moved to next business day" => limitation.moved = true,
            _ => {
                let months = cursor.eat("for").map(|_| cursor.years()).transpose()?.map(|years| years.value * 12);
                cursor.expect("by")?;
                let mut by = Vec::new();
                list(cursor, |cursor| {
                    let word = cursor.word().unwrap_or_default().to_string();
                    let restarter = restarter(cursor)?;
                    if by.contains(&restarter.value) || limitation.restarts.iter().any(|restart| restart.by.contains(&restarter.value)) {
                        return Err(WRITTEN_TWICE.at(restarter.span).with("found", word).into());
                    }
                    by.push(restarter.value);
                    Ok(())
                })?;
                limitation.restarts.push(Restart { months, by });
            }
        }
        cursor.finish()
    });
    let without = Debtor::ALL.iter().find(|(_, debtor)| limitation.of(*debtor).is_none());
    if let Some((word, _)) = without.filter(|_| broken.0.is_empty()) {
        let (missing, example) = match limitation.ends.is_empty() {
            true => ("ends".into(), "ends 3 years after agreed due date, otherwise arose".into()),
            false => (format!("ends {word}"), format!("ends {word} 3 years after arose")),
        };
        return Err(MISSING
            .at(cursor.whole())
            .with("what", "a limitation")
            .with("missing", missing)
            .with("why", "it says when a claim lapses, and from when that counts, for every kind of debtor")
            .with("example", example)
            .into());
    }
    Ok(limitation)
}

/// `[DEBTORS] 3 years after agreed due date, otherwise arose`.
fn lapse(cursor: &mut Cursor) -> Read<Lapse> {
    let debtors = debtors_or_all(cursor)?;
    let months = cursor.years()?.value * 12;
    cursor.expect("after")?;
    let starts = [("agreed due date", StartOf::AgreedDueDate), ("due date", StartOf::DueDate), ("arose", StartOf::Arose)];
    let from = list(cursor, |cursor| {
        cursor.eat("otherwise");
        cursor.one_of(&starts)
    })?;
    Ok(Lapse { debtors, months, from: from.into_iter().map(|start| start.value).collect() })
}

fn restarter(cursor: &mut Cursor) -> Read<Spanned<Restarter>> {
    let acts = Act::ALL.map(|(word, act)| (word, Restarter::Act(act)));
    cursor.one_of(&[&Restarter::EVENTS[..], &acts].concat())
}
