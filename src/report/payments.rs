//! What became of the bookings of the bank, as people and programs read it, and as the events have it.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use ::csv::WriterBuilder;
use serde::Serialize;
use serde_json::{Value, json};

use super::aligned;
use crate::bank::Flow;
use crate::diagnostic::LISTED;
use crate::ledger::NewMoney;
use crate::payments::{Booked, Outcome, Payments};
use crate::terms::MatchBy;
use crate::value::{Currency, Minor, Money};
use crate::words::on_no_invoice;

/// The rows that the events get.
pub fn new_rows(payments: &Payments) -> Vec<NewMoney> {
    let row = |booked: &Booked| {
        let (invoice, customer, note) = match &booked.outcome {
            Outcome::Matched { invoice, .. } | Outcome::Reversed { invoice, .. } => (invoice.clone(), String::new(), String::new()),
            Outcome::Unallocated { customer, why } => (String::new(), customer.clone(), on_no_invoice(why)),
            Outcome::Known | Outcome::LeftOut { .. } => return None,
        };
        let currency = if invoice.is_empty() { booked.payment.currency.to_string() } else { String::new() };
        Some(NewMoney {
            invoice,
            customer,
            date: booked.payment.on.to_string(),
            is_reversal: booked.payment.flow == Flow::TakenBack,
            amount: booked.money().plain(),
            currency,
            bank_ref: booked.payment.bank_ref.clone(),
            note,
        })
    };
    payments.all.iter().filter_map(row).collect()
}

/// A booking as programs read it, its fields in the order of contracts.md; `None` is absent. A name changes only with a version.
#[derive(Serialize)]
struct BookingLine<'a> {
    file: &'a str,
    line: usize,
    date: String,
    flow: &'a str,
    amount: String,
    currency: &'a str,
    result: &'a str,
    doubtful: bool,
    invoice: Option<&'a str>,
    customer: Option<&'a str>,
    by: Option<&'a str>,
    because: Option<String>,
    reference: String,
    text: &'a str,
    payer: &'a str,
    account: &'a str,
    bank_ref: &'a str,
}

/// The same for the first line of CSV, which is there without any booking too.
const COLUMNS: [&str; 17] = [
    "file",
    "line",
    "date",
    "flow",
    "amount",
    "currency",
    "result",
    "doubtful",
    "invoice",
    "customer",
    "by",
    "because",
    "reference",
    "text",
    "payer",
    "account",
    "bank_ref",
];

impl BookingLine<'_> {
    fn of<'a>(payments: &'a Payments, booked: &'a Booked) -> BookingLine<'a> {
        let payment = &booked.payment;
        let (invoice, customer, by) = match &booked.outcome {
            Outcome::Matched { invoice, customer, by } => (Some(invoice), Some(customer), Some(*by)),
            Outcome::Reversed { invoice, customer } => (Some(invoice), Some(customer), None),
            Outcome::Unallocated { customer, .. } => (None, Some(customer), None),
            Outcome::Known | Outcome::LeftOut { .. } => (None, None, None),
        };
        BookingLine {
            file: &payments.files[booked.file].name,
            line: payment.line,
            date: payment.on.to_string(),
            flow: flow(payment.flow),
            amount: booked.money().plain(),
            currency: payment.currency.code(),
            result: booked.outcome.word(),
            doubtful: booked.outcome.is_doubtful(),
            invoice: invoice.map(String::as_str),
            customer: customer.map(String::as_str),
            by: by.map(MatchBy::words),
            because: booked.outcome.why().map(on_no_invoice),
            reference: payment.references.join(" "),
            text: &payment.text,
            payer: &payment.payer,
            account: &payment.account,
            bank_ref: &payment.bank_ref,
        }
    }
}

fn flow(flow: Flow) -> &'static str {
    match flow {
        Flow::In => "in",
        Flow::TakenBack => "taken-back",
        Flow::Ours => "other",
    }
}

/// What people call each, in the order of the table.
const FLOWS: [(Flow, &str); 3] = [(Flow::In, "came in"), (Flow::TakenBack, "taken back"), (Flow::Ours, "no customer's")];

/// How many bookings, and what they come to.
#[derive(Clone, Copy, Default)]
struct Sum {
    count: usize,
    amount: Minor,
}

impl Sum {
    fn add(&mut self, amount: Minor) {
        self.count += 1;
        self.amount = self.amount.saturating_add(amount);
    }
}

/// What one way of one file in one currency comes to, and what became of it.
#[derive(Default)]
struct Account {
    read: Sum,
    /// On invoices, of customers, there before, left out.
    parts: [Sum; 4],
    doubtful: Sum,
}

/// The parts of what was read: what people and programs call each.
const PARTS: [(&str, &str); 4] =
    [("on invoices", "matched"), ("unallocated", "unallocated"), ("there before", "known"), ("left out", "left_out")];

/// By file, currency and way: what was read is the sum of its parts.
fn accounts(payments: &Payments) -> BTreeMap<(usize, Currency, usize), Account> {
    let mut all: BTreeMap<(usize, Currency, usize), Account> = BTreeMap::new();
    for booked in &payments.all {
        let way = FLOWS.iter().position(|(flow, _)| *flow == booked.payment.flow).unwrap_or_default();
        let account = all.entry((booked.file, booked.payment.currency, way)).or_default();
        let part = match booked.outcome {
            Outcome::Matched { .. } | Outcome::Reversed { .. } => 0,
            Outcome::Unallocated { .. } => 1,
            Outcome::Known => 2,
            Outcome::LeftOut { .. } => 3,
        };
        account.read.add(booked.payment.amount);
        account.parts[part].add(booked.payment.amount);
        if booked.outcome.is_doubtful() {
            account.doubtful.add(booked.payment.amount);
        }
    }
    all
}

/// One object a line and booking, then one with the summary.
///
/// # Errors
/// When it cannot be written.
pub fn json(payments: &Payments, out: &mut dyn Write) -> Result<()> {
    for booked in &payments.all {
        serde_json::to_writer(&mut *out, &BookingLine::of(payments, booked))?;
        writeln!(out)?;
    }
    writeln!(out, "{}", json!({ "summary": summary(payments) }))
}

fn summary(payments: &Payments) -> Value {
    let of_account = |((file, currency, way), account): (&(usize, Currency, usize), &Account)| {
        let sum = |sum: &Sum| json!({ "count": sum.count, "amount": Money::new(sum.amount, *currency).plain() });
        let mut all = json!({
            "file": payments.files[*file].name,
            "currency": currency.code(),
            "flow": flow(FLOWS[*way].0),
            "read": sum(&account.read),
        });
        for ((_, word), part) in PARTS.iter().zip(&account.parts) {
            all[*word] = sum(part);
        }
        all["doubtful"] = sum(&account.doubtful);
        all
    };
    let files = payments.files.iter().map(|file| json!({ "file": file.name, "kind": file.kind.word(), "not_booked": file.not_booked }));
    json!({
        "files": files.collect::<Vec<Value>>(),
        "sums": accounts(payments).iter().map(of_account).collect::<Vec<Value>>(),
    })
}

/// A header and one line a booking; absent is empty.
///
/// # Errors
/// When it cannot be written.
pub fn csv(payments: &Payments, out: &mut dyn Write) -> Result<()> {
    let mut writer = WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(COLUMNS)?;
    for booked in &payments.all {
        writer.serialize(BookingLine::of(payments, booked))?;
    }
    writer.flush()
}

/// What was read and what became of it, file by file; then what a person has to look at.
///
/// # Errors
/// When it cannot be written.
pub fn human(payments: &Payments, out: &mut dyn Write) -> Result<()> {
    let accounts = accounts(payments);
    for (at, file) in payments.files.iter().enumerate() {
        let not_booked = match file.not_booked {
            0 => String::new(),
            1 => ", 1 entry not booked yet".into(),
            more => format!(", {more} entries not booked yet"),
        };
        let days = payments.all.iter().filter(|booked| booked.file == at).map(|booked| booked.payment.on);
        let days = match (days.clone().min(), days.max()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => format!("{first} to {last}"),
            _ => "nothing booked".into(),
        };
        writeln!(out, "{}{}: {}, {days}{not_booked}", if at > 0 { "\n" } else { "" }, file.name, file.kind.word())?;
        let lines: Vec<Vec<String>> = accounts.iter().filter(|((file, ..), _)| *file == at).flat_map(account_lines).collect();
        if !lines.is_empty() {
            write!(out, "{}", aligned(&["", "bookings", "amount", "", "doubtful"], &lines, &[1, 2, 4]))?;
        }
    }
    let is_listed = |booked: &&Booked| booked.outcome.is_doubtful() || booked.outcome.why().is_some() && booked.payment.flow != Flow::Ours;
    for (doubtful, head) in [(true, "doubtful"), (false, "unmatched")] {
        let of = |booked: &&Booked| booked.outcome.is_doubtful() == doubtful;
        let all: Vec<&Booked> = payments.all.iter().filter(is_listed).filter(of).collect();
        if !all.is_empty() {
            let lines: Vec<Vec<String>> = all.iter().take(LISTED).map(|booked| line(booked)).collect();
            write!(out, "\n{head}\n{}", aligned(&["date", "amount", "payer", "reference", "customer", "bank_ref", ""], &lines, &[1]))?;
            if all.len() > LISTED {
                writeln!(out, "… and {} more, which --format csv or json list too", all.len() - LISTED)?;
            }
        }
    }
    Ok(())
}

/// The lines of one way of a file in one currency: all of it, then its parts.
fn account_lines(((_, currency, way), account): (&(usize, Currency, usize), &Account)) -> Vec<Vec<String>> {
    let cells = |word: &str, sum: &Sum, doubtful: usize| {
        let doubtful = if doubtful > 0 { doubtful.to_string() } else { String::new() };
        vec![word.to_owned(), sum.count.to_string(), Money::new(sum.amount, *currency).grouped(), currency.to_string(), doubtful]
    };
    let (flow, word) = FLOWS[*way];
    let parts = PARTS.iter().zip(&account.parts).filter(|(_, part)| part.count > 0 && flow != Flow::Ours);
    let parts = parts.map(|((word, _), part)| cells(&format!("  {word}"), part, 0));
    [cells(word, &account.read, account.doubtful.count)].into_iter().chain(parts).collect()
}

fn line(booked: &Booked) -> Vec<String> {
    let payment = &booked.payment;
    let customer = match &booked.outcome {
        Outcome::Unallocated { customer, .. } => customer.clone(),
        Outcome::Matched { .. } | Outcome::Reversed { .. } | Outcome::Known | Outcome::LeftOut { .. } => String::new(),
    };
    let sign = if payment.flow == Flow::In { "" } else { "-" };
    let reference = if payment.references.is_empty() { payment.text.clone() } else { payment.references.join(" ") };
    vec![
        payment.on.to_string(),
        format!("{sign}{}", booked.money()),
        short(&payment.payer),
        short(&reference),
        customer,
        payment.bank_ref.clone(),
        booked.outcome.why().map(on_no_invoice).unwrap_or_default(),
    ]
}

/// The first characters of a text that may be long.
fn short(text: &str) -> String {
    const MOST: usize = 40;
    let mut shown: String = text.chars().take(MOST).collect();
    if text.chars().nth(MOST).is_some() {
        shown.push('…');
    }
    shown
}
