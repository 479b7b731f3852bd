//! `policy NAME "title" { … }`

use std::mem::discriminant;

use super::fact::fact;
use super::statements::{Lower, currency, debtors, flag, list, new_name, once, period};
use super::{condition, credit, step};
use crate::diagnostic::{Span, Spanned, WRITTEN_TWICE};
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::shape::TokenKind;
use crate::syntax::tree::{Escalation, Exemption, Policy};
use crate::terms::{self, Hold, Interest, InterestFrom, Part, SendOn, Valid};
use crate::value::Rate;

const STATEMENTS: &[&str] = &[
    "law",
    "debtors",
    "currency",
    "valid",
    "takes over open cases",
    "applies when",
    "interest",
    "no interest",
    "payments settle",
    "ignore balance below",
    "hold while",
    "hold unless",
    "exempt when",
    "send on",
    "continue while",
    "pursue charges at least",
    "agreed reminder fee",
    "agreed late interest",
    "invoices are sent at least",
    "together per customer",
    "fact",
    "step",
    "escalate",
    "credit",
];

/// Reads a policy from behind the word `policy`.
pub fn policy(lower: &mut Lower, cursor: &mut Cursor, head: Span) -> Read<Policy> {
    let name = cursor.new_name("the policy's name", "")?;
    let title = cursor.title();
    let block = cursor.block("a policy")?;
    let mut policy = Policy {
        name,
        title,
        head,
        law: None,
        debtors: None,
        currency: None,
        valid: None,
        takes_over: None,
        applies: None,
        interest: None,
        settle: None,
        ignore: None,
        holds: Vec::new(),
        continues: Vec::new(),
        exempt: Vec::new(),
        send_on: None,
        continue_disputed: None,
        pursue: None,
        agreed_fee: None,
        agreed_interest: None,
        sent_before_due: None,
        together: None,
        facts: Vec::new(),
        steps: Vec::new(),
        escalations: Vec::new(),
        credit: None,
        broken: Default::default(),
    };
    let mut broken = std::mem::take(&mut policy.broken);
    lower.each_in(block, &mut broken, |lower, cursor, line| statement(lower, cursor, line.head(), &mut policy));
    policy.broken = broken;
    Ok(policy)
}

fn statement(lower: &mut Lower, cursor: &mut Cursor, head: Span, policy: &mut Policy) -> Read<()> {
    let keyword = cursor.opener("a policy", STATEMENTS).map_err(|error| step::headless(lower, cursor, error))?;
    match keyword {
        "law" => {
            let law = cursor.name("the statute's name, such as `NO`")?;
            if let Some(first) = &policy.law {
                return Err(WRITTEN_TWICE.at(cursor.so_far()).with("found", keyword).and(first.span, "the first stands here").into());
            }
            policy.law = Some(law);
        }
        "debtors" => {
            let debtors = debtors(cursor)?;
            once(&mut policy.debtors, debtors, cursor, keyword)?;
        }
        "currency" => {
            let currency = currency(cursor)?;
            once(&mut policy.currency, currency.value, cursor, keyword)?;
        }
        "valid" => {
            let (from, until) = period(cursor)?;
            let Some(from) = from else { return Err(cursor.unexpected("`valid from` a date")) };
            once(&mut policy.valid, Valid { from, until }, cursor, keyword)?;
        }
        "takes over open cases" => flag(&mut policy.takes_over, cursor, keyword)?,
        "applies when" => {
            let condition = condition::condition(lower, cursor)?;
            return once(&mut policy.applies, condition, cursor, keyword);
        }
        "interest" => {
            let interest = interest(cursor)?;
            once(&mut policy.interest, Some(interest), cursor, keyword)?;
        }
        "no interest" => once(&mut policy.interest, None, cursor, keyword)?,
        "payments settle" => {
            let order = settle(cursor)?;
            once(&mut policy.settle, order, cursor, keyword)?;
        }
        "ignore balance below" => {
            let limit = cursor.amount()?;
            once(&mut policy.ignore, limit.value, cursor, keyword)?;
        }
        "hold while" => {
            let hold = cursor.one_of(&[
                ("on payment plan", Hold::OnPlan),
                ("on promise", Hold::OnPromise),
                ("payment is unallocated", Hold::OnUnallocated),
            ])?;
            cursor.one_a_line(keyword)?;
            hold_once(&mut policy.holds, hold.value, cursor, keyword)?;
        }
        "hold unless" => {
            cursor.expect("payments are known through")?;
            let ago = cursor.offset()?;
            cursor.expect("ago")?;
            hold_once(&mut policy.holds, Hold::UnlessPaymentsKnown(ago.value), cursor, keyword)?;
        }
        "exempt when" => {
            let words = cursor.rest();
            policy.exempt.push(Exemption { when: condition::condition(lower, cursor)?, words });
            return Ok(());
        }
        "send on" => {
            let days = send_on(cursor)?;
            once(&mut policy.send_on, days, cursor, keyword)?;
        }
        "continue while" => {
            let what =
                cursor.one_of(&[("disputed", None), ("on payment plan", Some(Hold::OnPlan)), ("on promise", Some(Hold::OnPromise))])?;
            cursor.one_a_line(keyword)?;
            match what.value {
                None => flag(&mut policy.continue_disputed, cursor, keyword)?,
                Some(hold) => hold_once(&mut policy.continues, hold, cursor, keyword)?,
            }
        }
        "pursue charges at least" => {
            let limit = cursor.amount()?;
            once(&mut policy.pursue, limit.value, cursor, keyword)?;
        }
        "agreed reminder fee" => flag(&mut policy.agreed_fee, cursor, keyword)?,
        "agreed late interest" => {
            let rate = cursor.percent()?;
            once(&mut policy.agreed_interest, rate.value, cursor, keyword)?;
        }
        "invoices are sent at least" => {
            let days = cursor.days()?;
            cursor.expect("before due date")?;
            once(&mut policy.sent_before_due, days.value, cursor, keyword)?;
        }
        "together per customer" => flag(&mut policy.together, cursor, keyword)?,
        "fact" => {
            let fact = fact(cursor)?;
            new_name(&policy.facts.iter().map(|fact| &fact.name).collect::<Vec<_>>(), &fact.name, "declared")?;
            policy.facts.push(fact);
        }
        "step" => {
            let step = step::step(lower, cursor, head)?;
            let known = new_name(&policy.steps.iter().map(|step| &step.name).collect::<Vec<_>>(), &step.name, "a step of this policy");
            policy.steps.push(step);
            return known;
        }
        "escalate" => {
            policy.escalations.push(escalation(lower, cursor, head)?);
            return Ok(());
        }
        _ => {
            if policy.credit.is_some() {
                return Err(WRITTEN_TWICE.at(head).with("found", keyword).into());
            }
            policy.credit = Some(credit::credit(lower, cursor, head)?);
            return Ok(());
        }
    }
    cursor.finish()
}

/// What a rate behind `interest agreed` was meant to say.
const AGREED_RATE: &str =
    "say what was agreed on a line of its own, `agreed late interest 18 %`, and take it with `interest agreed, otherwise statutory`";

fn interest(cursor: &mut Cursor) -> Read<Interest> {
    enum Claimed {
        Statutory(Rate),
        Agreed,
        Yearly(Rate),
    }
    let claimed = if cursor.eat("statutory").is_some() {
        let plus = cursor.eat("plus").map(|_| cursor.points()).transpose()?;
        Claimed::Statutory(plus.map_or(Rate::ZERO, |points| points.value))
    } else if cursor.eat("agreed").is_some() {
        cursor.eat_kind(TokenKind::Comma);
        let rate = cursor.next_is(TokenKind::Number);
        cursor.expect("otherwise statutory").map_err(|error| if rate { error.hint(AGREED_RATE).into() } else { error })?;
        Claimed::Agreed
    } else if cursor.next_is(TokenKind::Number) {
        Claimed::Yearly(cursor.percent()?.value)
    } else {
        return Err(cursor.unexpected("`statutory`, `agreed, otherwise statutory` or a yearly rate such as `9.5 %`"));
    };
    let from = if cursor.eat("from").is_some() {
        if cursor.eat("due date").is_some() {
            InterestFrom::DueDate
        } else {
            let offset = cursor.offset()?;
            let from = format!("write `from due date`, or count from the issue date: `from {} after issue`", offset.value);
            let of_due = cursor.sees("after due date");
            cursor.expect("after issue").map_err(|error| if of_due { error.hint(from).into() } else { error })?;
            InterestFrom::AfterIssue(offset.value)
        }
    } else {
        InterestFrom::DueDate
    };
    Ok(match claimed {
        Claimed::Statutory(plus) => Interest::Statutory(plus, from),
        Claimed::Agreed => Interest::AgreedOtherwiseStatutory(from),
        Claimed::Yearly(rate) => Interest::Yearly(rate, from),
    })
}

/// Keeps what is held or gone through, each kind once.
fn hold_once(holds: &mut Vec<Spanned<Hold>>, hold: Hold, cursor: &Cursor, keyword: &str) -> Read<()> {
    let mut first = holds.iter().find(|other| discriminant(&other.value) == discriminant(&hold)).copied();
    let written = first.is_none();
    once(&mut first, hold, cursor, keyword)?;
    holds.extend(first.filter(|_| written));
    Ok(())
}

fn settle(cursor: &mut Cursor) -> Read<[Part; 3]> {
    let parts = [("fees", Part::Fees), ("interest", Part::Interest), ("principal", Part::Principal)];
    let mut order = Vec::new();
    for at in 0..3 {
        if at > 0 && cursor.eat_kind(TokenKind::Comma).is_none() {
            return Err(cursor.unexpected("`,` and the next of `fees`, `interest`, `principal`"));
        }
        let part = cursor.one_of(&parts)?;
        if order.contains(&part.value) {
            return Err(WRITTEN_TWICE.at(part.span).with("found", parts[part.value as usize].0).into());
        }
        order.push(part.value);
    }
    Ok([order[0], order[1], order[2]])
}

fn send_on(cursor: &mut Cursor) -> Read<SendOn> {
    if cursor.eat("business days").is_some() {
        return Ok(SendOn::BusinessDays);
    }
    if cursor.eat("every day").is_some() {
        return Ok(SendOn::EveryDay);
    }
    let weekdays = [("mondays", 0), ("tuesdays", 1), ("wednesdays", 2), ("thursdays", 3), ("fridays", 4), ("saturdays", 5), ("sundays", 6)];
    let choices: Vec<(&str, u8)> = weekdays.into_iter().chain([("business days", 7), ("every day", 7)]).collect();
    Ok(SendOn::Weekdays(list(cursor, |cursor| cursor.one_of(&choices))?.iter().fold(0, |all, day| all | 1 << day.value)))
}

fn escalation(lower: &mut Lower, cursor: &mut Cursor, span: Span) -> Read<Escalation> {
    let title = cursor.text("the escalation's title in double quotes")?;
    let block = cursor.block("an escalation")?;
    let (mut when, mut action) = (None, None);
    let mut broken = crate::syntax::tree::Broken::default();
    lower.each_in(block, &mut broken, |lower, cursor, _| match cursor.opener("an escalation", &["when", "do"])? {
        "when" => {
            let condition = condition::condition(lower, cursor)?;
            once(&mut when, condition, cursor, "when")
        }
        keyword => {
            let action_text = if cursor.next_is(TokenKind::Text) {
                cursor.text("what to do")?.value
            } else {
                let mut words = vec![cursor.name("what to do")?.value];
                while !cursor.at_end() {
                    words.push(cursor.name("a word")?.value);
                }
                words.join(" ")
            };
            once(&mut action, action_text, cursor, keyword)?;
            cursor.finish()
        }
    });
    match (when, action) {
        (Some(when), Some(action)) => Ok(Escalation { title: title.value, span, when: when.value, action: action.value }),
        _ if !broken.0.is_empty() => {
            Ok(Escalation { title: title.value, span, when: terms::Condition::All(Vec::new()), action: String::new() })
        }
        (when, _) => {
            let missing = if when.is_none() { "when" } else { "do" };
            Err(crate::diagnostic::MISSING
                .at(span)
                .with("what", "an escalation")
                .with("missing", missing)
                .with("why", "it says when something is done about a customer, and what")
                .with("example", if missing == "when" { "when customer oldest overdue above 60 days" } else { "do stop credit" })
                .into())
        }
    }
}
