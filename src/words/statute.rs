//! What a statute says besides its rules, in the words of its own language: settings, holidays, dated values, limitation.

use super::law::{cite, days, debtors, period};
use super::policy::points;
use crate::law::{InterestRule, Law, Value};
use crate::terms::{DatedEntry, EntryValue, Lapse, Limitation, Restart, Restarter, StartOf};
use crate::value::{DayCount, Debtors, Holiday, HolidayRule, Offset, Rate};

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The settings of a statute, each with the words that open it.
pub fn settings(law: &Law) -> Vec<(&'static str, String)> {
    let day_count = match law.day_count {
        DayCount::Actual365 => "actual over 365",
        DayCount::CalendarYear => "actual over calendar year",
    };
    let mut all = vec![
        ("currency", law.currency.to_string()),
        ("read on", law.read_on.to_string()),
        ("known from", law.known_from.to_string()),
        ("known until", law.known_until.to_string()),
        ("day count", day_count.into()),
    ];
    all.extend(law.interest.iter().map(|rule| ("interest", interest(law, rule))));
    all.push(("no due date", format!("{} after issue date", days(law.no_due_date))));
    if law.due_moves {
        all.push(("due date", "moved to next business day".into()));
    }
    if law.in_time != Debtors::NONE {
        all.push(("in time", format!("{}on next business day", whose(law.in_time))));
    }
    all.extend(law.new_round.map(|months| ("new round", format!("{} after the last charged notice", Offset::Months(months)))));
    all.extend(law.holidays.iter().map(|one| ("holiday", holiday(one))));
    all
}

fn interest(law: &Law, rule: &InterestRule) -> String {
    let plus = if rule.plus == Rate::ZERO { String::new() } else { format!(" plus {}", points(rule.plus)) };
    let on_due = rule.plus_on_due.map_or(String::new(), |value| format!(" plus {} on due date", law.values[value].name));
    format!("{}{}{plus}{on_due}", whose(rule.debtors), law.values[rule.value].name)
}

/// The kinds of debtor, with a blank behind; nothing for all of them.
fn whose(of: Debtors) -> String {
    if of == Debtors::ALL { String::new() } else { format!("{} ", debtors(of)) }
}

fn holiday(holiday: &Holiday) -> String {
    let date = |month: u32, day: u32| format!("{day} {}", MONTHS[month as usize - 1]);
    let on = match holiday.on {
        HolidayRule::Fixed(month, day) => format!("on {}", date(month, day)),
        HolidayRule::Easter(0) => "on easter".into(),
        HolidayRule::Easter(before @ ..0) => format!("{} before easter", days(-before)),
        HolidayRule::Easter(after @ 1..) => format!("{} after easter", days(after)),
        HolidayRule::WeekdayFrom(weekday, month, day) => format!("on the {} from {}", WEEKDAYS[usize::from(weekday)], date(month, day)),
    };
    let holds = period(holiday.from, holiday.until).map_or(String::new(), |(word, dates)| format!(" {word} {dates}"));
    format!("\"{}\" {on}{holds}", holiday.title)
}

/// An entry of a value: the day it begins on, what the value is then, and what the statute adds on its confidence and its source.
pub fn entry(entry: &DatedEntry) -> [String; 3] {
    let confidence = entry.confidence.map(|confidence| format!("confidence {}", confidence.word()));
    let source = entry.cite.as_ref().map(|text| format!("cite \"{text}\""));
    let more: Vec<String> = confidence.into_iter().chain(source).collect();
    [format!("from {}:", entry.from), state(entry.state), more.join(" ")]
}

/// The citation of a value, where it has one.
pub fn source(value: &Value) -> Option<String> {
    value.cite.as_ref().map(cite)
}

/// What a value is from a day on.
fn state(state: EntryValue) -> String {
    match state {
        EntryValue::Amount(money) => money.written(),
        EntryValue::Share(rate) => rate.to_string(),
        EntryValue::Days(number) => days(number),
        EntryValue::NotInForce => "not in force".into(),
        EntryValue::Repealed => "repealed".into(),
        EntryValue::Announced => "announced".into(),
        EntryValue::NotEncoded => "not encoded".into(),
    }
}

/// The statements of a limitation, each with the word that opens it.
pub fn limitation(limitation: &Limitation) -> Vec<(&'static str, String)> {
    let mut all: Vec<(&'static str, String)> = limitation.ends.iter().map(|ends| ("ends", lapse(ends))).collect();
    if limitation.last_day_excluded {
        all.push(("last day", "excluded".into()));
    }
    if limitation.moved {
        all.push(("moved", "to next business day".into()));
    }
    all.extend(limitation.restarts.iter().map(|again| ("restarted", restart(again))));
    all.extend(limitation.cite.as_ref().map(|source| ("cite", cite(source))));
    all
}

fn lapse(lapse: &Lapse) -> String {
    let from: Vec<&str> = lapse.from.iter().map(|start| starts(*start)).collect();
    format!("{}{} after {}", whose(lapse.debtors), years(lapse.months), from.join(", otherwise "))
}

fn starts(start: StartOf) -> &'static str {
    match start {
        StartOf::AgreedDueDate => "agreed due date",
        StartOf::DueDate => "due date",
        StartOf::Arose => "arose",
    }
}

fn restart(restart: &Restart) -> String {
    let period = restart.months.map_or(String::new(), |months| format!("for {} ", years(months)));
    let by: Vec<&str> = restart.by.iter().map(|by| restarter(*by)).collect();
    format!("{period}by {}", by.join(", "))
}

fn restarter(by: Restarter) -> &'static str {
    match by {
        Restarter::Acknowledged => "acknowledged",
        Restarter::Judgment => "judgment",
        Restarter::Plan => "plan",
        Restarter::Payment => "payment",
        Restarter::Act(act) => act.word(),
    }
}

/// A period of the statute; it counts whole years.
fn years(months: i32) -> String {
    let years = months / 12;
    format!("{years} year{}", if years == 1 { "" } else { "s" })
}
