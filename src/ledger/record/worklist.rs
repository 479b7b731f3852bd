use serde_json::Value;

use super::super::codes::{NAMED_TWICE, NOT_A_TEXT, NOT_AN_OBJECT, OF_ESCALATIONS, ONE_LIST, UNDECODABLE, UNKNOWN_DECISION};
use super::super::mapping::TableMapping;
use super::super::read::{Column, Row, Shape, Sign, Slot, Table, Text, Values};
use super::super::{Fault, Faults};
use super::object::Object;
use super::rows::EventRow;
use super::sent::Sent;
use crate::terms::DecisionKind;
use crate::value::{Act, Money};

/// A notice that a worklist proposed and that was sent.
pub(super) struct SentRow {
    pub line: usize,
    pub invoice: String,
    pub step: String,
    act: String,
    pub on: String,
    deadline: String,
    channel: String,
    fee: String,
    compensation: String,
    interest: String,
    pub currency: String,
    pub key: String,
    pub notice_id: String,
    to: String,
}

impl SentRow {
    /// The number in its key, when the key is of its invoice and step. A number has one spelling: a second one would be a second key of one notice.
    pub fn nth(&self) -> Option<u32> {
        let rest = self.key.strip_prefix(&self.invoice)?.strip_prefix('/')?.strip_prefix(&self.step)?.strip_prefix('/')?;
        rest.parse().ok().filter(|nth: &u32| *nth > 0 && nth.to_string() == rest)
    }

    fn is_assignment(&self) -> bool {
        self.act == Act::Assignment.word()
    }
}

impl EventRow for SentRow {
    fn value(&self, column: &str) -> &str {
        match column {
            "invoice" => &self.invoice,
            "date" => &self.on,
            "event" if self.is_assignment() => Act::Assignment.word(),
            "event" => "notice",
            "step" => &self.step,
            "channel" => &self.channel,
            "to" => &self.to,
            // An assignment is an event of its own, and costs nothing.
            _ if self.is_assignment() => "",
            "act" => &self.act,
            "deadline" => &self.deadline,
            "fee" => &self.fee,
            "compensation" => &self.compensation,
            "interest" => &self.interest,
            "notice_id" => &self.notice_id,
            _ => "",
        }
    }
}

/// The columns of a worklist that a record needs, and whether every worklist has them.
const COLUMNS: [(&str, bool); 14] = [
    ("invoice", true),
    ("decision", true),
    ("step", true),
    ("act", true),
    ("send_on", true),
    ("deadline", false),
    ("channel", false),
    ("fee", true),
    ("compensation", false),
    ("interest", false),
    ("currency", true),
    ("key", true),
    ("notice_id", false),
    ("to", false),
];

/// The notices to send of a worklist, in its order, and how many rows are none.
pub(super) fn read(Sent { file, shape }: Sent, faults: &mut Faults) -> (Vec<SentRow>, usize) {
    let mut read = Read { rows: Vec::new(), skipped: 0 };
    // No object at all is what `evaluate` writes where there is nothing to do. As CSV it writes a header.
    if file.bytes.trim_ascii().is_empty() && !file.name.ends_with(".csv") {
        return (read.rows, read.skipped);
    }
    if let Some(text) = Text::decode(file, shape, faults) {
        match text.content.trim_start().chars().next() {
            Some('{') => read.json(file.name, &text, faults),
            Some('[') => faults.push(Fault::new(ONE_LIST, file.name, 0)),
            _ => read.csv(file.name, &text, shape, faults),
        }
    }
    (read.rows, read.skipped)
}

struct Read {
    rows: Vec<SentRow>,
    skipped: usize,
}

impl Read {
    fn csv(&mut self, file: &str, text: &Text, shape: Option<&TableMapping>, faults: &mut Faults) {
        let Some(mut table) = Table::open(file, text, shape, faults) else { return };
        let names = |column: &str| table.head.header.iter().any(|name| name == column);
        if names("escalation") && !names("decision") {
            faults.push(Fault::new(OF_ESCALATIONS, file, 0));
            return;
        }
        let mut columns = table.columns(shape, faults);
        let columns =
            COLUMNS.map(|(name, required)| if required { columns.required(name, faults) } else { columns.optional(name, faults) });
        while let Some(mut row) = table.next(faults) {
            if row.sound {
                self.row(&mut row, &columns);
            }
        }
    }

    fn json(&mut self, file: &str, Text { content, garbled }: &Text, faults: &mut Faults) {
        let mut place = 0..;
        let columns = COLUMNS.map(|(label, _)| Column { label, slot: Slot::At { place: place.next().unwrap_or_default(), values: &[] } });
        let own = Shape::own();
        for (i, text) in content.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let line = i + 1;
            let start = text.as_ptr() as usize - content.as_ptr() as usize;
            if garbled.is_within(start, start + text.len()) && text.contains('\u{fffd}') {
                faults.push(Fault::new(UNDECODABLE, file, line).value(text).with("encoding", "utf-8"));
                continue;
            }
            let Ok(object) = serde_json::from_str::<Object>(text) else {
                faults.push(Fault::new(NOT_AN_OBJECT, file, line));
                continue;
            };
            if let Some(name) = object.named_twice() {
                faults.push(Fault::new(NAMED_TWICE, file, line).column(name));
                continue;
            }
            // What a run remarks on was never to be sent. Whatever a tool adds to them, decisions say what they decide.
            let has = |key: &str| object.get(key).is_some();
            if has("note") && !has("decision") {
                continue;
            }
            if has("escalation") && !has("decision") {
                self.skipped += 1;
                continue;
            }
            if let Some(record) = record_of(&object, file, line, faults) {
                let mut row = Row { record: record.record(), line, sound: true, file, shape: &own, own: &own, faults };
                self.row(&mut row, &columns);
            }
        }
    }

    fn row<'r>(&mut self, row: &mut Row<'r>, columns: &[Column<'r>; 14]) {
        let [invoice, decision, step, act, send_on, deadline, channel, fee, compensation, interest, currency, key, notice_id, to] = columns;
        match row.text(decision) {
            Some("send") => {}
            Some(word) if DecisionKind::ALL.iter().any(|(known, _)| *known == word) => {
                self.skipped += 1;
                return;
            }
            // What is no decision, and none at all, may be meant as one that was carried out.
            word => {
                let word = word.unwrap_or_default();
                let fault = row.fault(UNKNOWN_DECISION, decision, word);
                row.faults.push(fault.meant(word, DecisionKind::ALL.iter().map(|(word, _)| *word)));
                return;
            }
        }
        for column in [invoice, step, act, send_on, currency, key] {
            row.require(column);
        }
        row.act(act);
        let of = row.currency(currency);
        // In Frist's own form, whatever the file's.
        let mut day = |column: &Column<'r>| row.day(column).map_or_else(String::new, |day| day.to_string());
        let (on, deadline) = (day(send_on), day(deadline));
        let mut money = |column: &Column<'r>| {
            let amount = row.amount(column, of, Sign::NotNegative, None);
            amount.zip(of).map_or_else(String::new, |(minor, currency)| Money::new(minor, currency).plain())
        };
        let (fee, compensation, interest) = (money(fee), money(compensation), money(interest));
        let mut text = |column: &Column<'r>| row.text(column).unwrap_or_default().to_owned();
        self.rows.push(SentRow {
            invoice: text(invoice),
            step: text(step),
            act: text(act),
            on,
            deadline,
            channel: text(channel),
            fee,
            compensation,
            interest,
            currency: text(currency),
            key: text(key),
            notice_id: text(notice_id),
            to: text(to),
            line: row.line,
        });
    }
}

/// The values of a JSON row as those of a CSV row. Only texts are taken: money that passed through a number may have lost a digit.
fn record_of(object: &Object, file: &str, line: usize, faults: &mut Faults) -> Option<Values> {
    let mut record = Values::default();
    for (name, _) in COLUMNS {
        match object.get(name) {
            None => record.push(""),
            Some(Value::String(text)) => record.push(text),
            Some(other) => {
                let shown = other.to_string();
                faults.push(Fault::new(NOT_A_TEXT, file, line).column(name).value(&shown));
                return None;
            }
        }
    }
    Some(record)
}
