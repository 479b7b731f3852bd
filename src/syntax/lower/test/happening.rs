use super::whose::{Whose, whose};
use crate::diagnostic::Spanned;
use crate::syntax::cursor::{Cursor, Read};
use crate::syntax::lower::statements::{in_order, list};
use crate::syntax::shape::TokenKind;
use crate::terms::Happening;
use crate::value::{Day, Money};

/// An amount, where the line has one.
fn some_amount(cursor: &mut Cursor) -> Read<Option<Money>> {
    if cursor.next_is(TokenKind::Number) { Ok(Some(cursor.amount()?.value)) } else { Ok(None) }
}

/// The day of a line.
fn on(cursor: &mut Cursor) -> Read<Spanned<Day>> {
    cursor.expect("on")?;
    cursor.date()
}

/// The last day of what begins on a day, or the deadline of what is sent on it: never before it.
fn last_day(cursor: &mut Cursor, first: Spanned<Day>) -> Read<Day> {
    let last = cursor.date()?;
    in_order(Some(first), Some(last))?;
    Ok(last.value)
}

/// Reads behind the phrase a line begins with: what happens on which day, and to whom. With `customer` in front it is of the whole customer; an
/// insolvency always is.
pub fn happening(cursor: &mut Cursor, keyword: &str) -> Read<(Day, Happening, Whose)> {
    let word = keyword.strip_prefix("customer ").unwrap_or(keyword);
    let of_customer = word != keyword || matches!(word, "insolvent" | "end insolvency");
    let mut of = None;
    let on = |cursor: &mut Cursor| -> Read<Day> { Ok(on(cursor)?.value) };
    let (day, what) = match word {
        "pay" | "take back" | "credit" | "uncredit" => {
            let amount = cursor.amount()?.value;
            let happening = match word {
                "pay" => Happening::Payment(amount),
                "take back" => Happening::Reversal(amount),
                "uncredit" => Happening::Uncredit(amount),
                _ => Happening::Credit(amount),
            };
            (on(cursor)?, happening)
        }
        "waive fee" => {
            let fee = cursor.amount()?.value;
            (on(cursor)?, Happening::Waive { fee: Some(fee), interest: None })
        }
        "waive interest" => {
            let interest = cursor.amount()?.value;
            (on(cursor)?, Happening::Waive { fee: None, interest: Some(interest) })
        }
        "hold" | "plan" => {
            let day = self::on(cursor)?;
            let until = cursor.eat("until").map(|_| last_day(cursor, day)).transpose()?;
            (day.value, if word == "hold" { Happening::Hold(until) } else { Happening::Plan(until) })
        }
        "promise" => {
            let amount = some_amount(cursor)?;
            let day = self::on(cursor)?;
            cursor.expect("until")?;
            (day.value, Happening::Promise(last_day(cursor, day)?, amount))
        }
        "write off" => {
            let amount = some_amount(cursor)?;
            (on(cursor)?, Happening::WriteOff(amount))
        }
        "cancel" => {
            let step = cursor.name("the step whose notice is cancelled")?;
            (on(cursor)?, Happening::Cancel(step))
        }
        "sent" => {
            let step = cursor.name("the step that was sent")?;
            let day = self::on(cursor)?;
            of = whose(cursor)?;
            let (mut fee, mut compensation, mut deadline) = (None, None, None);
            if cursor.eat("with").is_some() {
                list(cursor, |cursor| {
                    if cursor.eat("fee").is_some() {
                        fee = Some(cursor.amount()?.value);
                    } else if cursor.eat("compensation").is_some() {
                        compensation = Some(cursor.amount()?.value);
                    } else {
                        cursor.expect("deadline")?;
                        deadline = Some(last_day(cursor, day)?);
                    }
                    Ok(())
                })?;
            }
            (day.value, Happening::Sent { step, fee, compensation, deadline })
        }
        _ => {
            let happening = match word {
                "dispute" => Happening::Dispute,
                "resolve" => Happening::Resolved,
                "release" => Happening::Release,
                "end plan" => Happening::PlanEnded,
                "acknowledge" => Happening::Acknowledged,
                "judgment" => Happening::Judgment,
                "hand over" => Happening::Handover,
                "recall" => Happening::Recalled,
                "assign" => Happening::Assigned,
                "reopen" => Happening::Reopened,
                "insolvent" => Happening::Insolvent,
                _ => Happening::InsolvencyEnded,
            };
            (on(cursor)?, happening)
        }
    };
    if of_customer {
        return Ok((day, what, Whose::Customer));
    }
    if of.is_none() {
        of = whose(cursor)?;
    }
    Ok((day, what, Whose::Invoice(of)))
}
