//! `step NAME is ACT "title" { … }`

use super::statements::{Lower, flag, list, once};
use super::{condition, fee};
use crate::diagnostic::{Diagnostic, MISSING, NO_ANCHOR, Span, Spanned, UNKNOWN_STATEMENT, UNKNOWN_STEP, WRITTEN_TWICE, nearest};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::{Anchor, Broken, Condition, FeeLine, Moment, Step};
use crate::terms::Deadline;
use crate::value::{Act, Offset};

const STATEMENTS: &[&str] =
    &["when", "send", "deadline", "fee", "no fee", "compensation statutory", "channel", "to", "unless overtaken", "together per customer"];

#[derive(Default)]
struct Parts {
    when: Option<Spanned<Condition>>,
    send: Option<Spanned<Vec<Spanned<Moment>>>>,
    deadline: Option<Spanned<Deadline>>,
    fee: Option<Spanned<Vec<FeeLine>>>,
    compensation: Option<Span>,
    channel: Option<Spanned<String>>,
    to: Option<Spanned<String>>,
    unless_overtaken: Option<Span>,
    together: Option<Span>,
}

/// Reads a step from behind the word `step`.
pub fn step(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Step> {
    let name = cursor.new_name("the step's name", "is")?;
    cursor.expect("is")?;
    let act = cursor.one_of(&Act::ALL)?;
    let title = cursor.title();
    let block = cursor.block("a step")?;
    let (mut parts, mut broken) = (Parts::default(), Broken::default());
    lower.each_in(block, &mut broken, |lower, cursor, line| statement(lower, cursor, line.span, &mut parts));
    if parts.send.is_none() && !broken.may_hold("send") && !block.lines.is_empty() {
        lower.say(
            MISSING
                .at(head)
                .with("what", format!("step `{}`", name.value))
                .with("missing", "send")
                .with("why", "without it nobody knows when the step is due")
                .with("example", "send 14 days after due date"),
        );
    }
    Ok(Step {
        name,
        act,
        title,
        head,
        when: parts.when,
        send: parts.send.unwrap_or(Spanned::new(Vec::new(), head)),
        deadline: parts.deadline,
        fee: parts.fee.unwrap_or(Spanned::new(Vec::new(), head)),
        compensation: parts.compensation,
        channel: parts.channel.map(|channel| channel.value),
        to: parts.to.map(|to| to.value),
        unless_overtaken: parts.unless_overtaken.is_some(),
        together: parts.together,
        broken,
    })
}

/// A line that is no statement of a policy. One that opens with an act, `reminder "Purring" { … }`, is a step without its head: its block is read all
/// the same, for what else is wrong in it.
pub fn headless(lower: &mut Lower, cursor: &mut Cursor, error: Box<Diagnostic>) -> Box<Diagnostic> {
    let act = cursor.word().and_then(|word| nearest(word, Act::ALL.map(|(word, _)| word)));
    let Some(act) = act.filter(|_| error.code == UNKNOWN_STATEMENT.code && cursor.has_block()) else { return error };
    while !cursor.at_block() {
        cursor.step();
    }
    if let Ok(block) = cursor.block("a step") {
        let mut parts = Parts::default();
        lower.each_in(block, &mut Broken::default(), |lower, cursor, line| statement(lower, cursor, line.span, &mut parts));
    }
    error.hint(format!("a step begins with its own word and a name: `step NAME is {act} …`")).into()
}

fn statement(lower: &mut Lower, cursor: &mut Cursor, span: Span, parts: &mut Parts) -> Read<()> {
    let keyword = cursor.opener("a step", STATEMENTS)?;
    match keyword {
        "when" => {
            let condition = condition::condition(lower, cursor)?;
            return once(&mut parts.when, condition, cursor, keyword);
        }
        "fee" => {
            let lines = fee::fee(lower, cursor)?;
            return once_fee(parts, lines, span);
        }
        "no fee" => once_fee(parts, Vec::new(), span)?,
        "send" => {
            let moments = moments(cursor)?;
            once(&mut parts.send, moments, cursor, keyword)?;
        }
        "deadline" => {
            let offset = cursor.offset()?;
            let on_business_day = cursor.eat_kind(TokenKind::Comma).is_some();
            if on_business_day {
                cursor.expect("on a business day")?;
            }
            cursor.no_comma_missing(&["on a business day"])?;
            once(&mut parts.deadline, Deadline { offset: offset.value, on_business_day }, cursor, keyword)?;
        }
        "compensation statutory" => flag(&mut parts.compensation, cursor, keyword)?,
        "channel" => {
            let channel = match cursor.next_is(TokenKind::Text) {
                true => cursor.text("a channel")?,
                false => cursor.name("a channel such as `email` or `post`")?,
            };
            once(&mut parts.channel, channel.value, cursor, keyword)?;
        }
        "to" => {
            let to = cursor.text("to whom, in double quotes")?;
            once(&mut parts.to, to.value, cursor, keyword)?;
        }
        "unless overtaken" => flag(&mut parts.unless_overtaken, cursor, keyword)?,
        _ => flag(&mut parts.together, cursor, keyword)?,
    }
    cursor.finish()
}

fn once_fee(parts: &mut Parts, lines: Vec<FeeLine>, span: Span) -> Read<()> {
    match &parts.fee {
        Some(first) => Err(WRITTEN_TWICE.at(span).with("found", "fee").and(first.span, "the first stands here").into()),
        None => {
            parts.fee = Some(Spanned::new(lines, span));
            Ok(())
        }
    }
}

/// `14 days after due date, or 3 days after ring`.
fn moments(cursor: &mut Cursor) -> Read<Vec<Spanned<Moment>>> {
    let mut first = true;
    let moments = list(cursor, |cursor| {
        if !std::mem::take(&mut first) {
            cursor.expect("or")?;
        }
        moment(cursor)
    })?;
    cursor.no_comma_missing(&["or"])?;
    Ok(moments)
}

/// What can stand where a date was written.
const NO_DATE: &str = "a step counts from what happens to each invoice: `14 days after due date`, `on issue date`, or so long after an earlier step or its deadline";

fn moment(cursor: &mut Cursor) -> Read<Spanned<Moment>> {
    let dated = |cursor: &Cursor, error: Box<Diagnostic>| if cursor.next_is(TokenKind::Date) { error.hint(NO_DATE).into() } else { error };
    let (start, mark) = (cursor.here(), cursor.mark());
    let (offset, before) = if cursor.eat("on").is_some() {
        (Offset::Days(0), false)
    } else {
        let offset = cursor.offset().map_err(|error| dated(cursor, cursor.turned(mark, error)))?;
        if cursor.at_end() || cursor.next_is(TokenKind::Comma) {
            return Err(NO_ANCHOR.at(offset.span).with("found", offset.value).into());
        }
        let before = cursor.one_of(&[("after", false), ("before", true)])?;
        (offset.value, before.value)
    };
    let anchor = if cursor.eat("due date").is_some() {
        Anchor::DueDate
    } else if cursor.eat("issue date").is_some() {
        Anchor::IssueDate
    } else if cursor.at_end() {
        return Err(NO_ANCHOR.at(start.to(cursor.so_far())).with("found", offset).into());
    } else {
        let step = cursor.name("`due date`, `issue date` or a step").map_err(|error| dated(cursor, error))?;
        if cursor.eat("date").is_some() {
            let known = "the dates are `due date` and `issue date`";
            return Err(UNKNOWN_STEP
                .at(step.span.to(cursor.so_far()))
                .with("found", format!("{} date", step.value))
                .with("known", known)
                .into());
        }
        if cursor.eat("deadline").is_some() { Anchor::Deadline(step) } else { Anchor::Step(step) }
    };
    Ok(Spanned::new(Moment { offset, before, anchor }, start.to(cursor.so_far())))
}
