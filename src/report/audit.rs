//! What an audit found, as people and programs read it.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use ::csv::WriterBuilder;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::aligned;
use crate::audit::{Audit, AuditFinding, NotJudged, Obstacle, Summary, Wrong};
use crate::diagnostic::LISTED;
use crate::ledger::Ledger;
use crate::terms::Quantity;
use crate::value::{Currency, Minor, Money};

/// A fault as programs read it, its fields in the order of contracts.md; `None` is absent. A name changes only with a version.
#[derive(Serialize)]
struct FaultLine<'a> {
    invoice: &'a str,
    notice_on: String,
    act: &'a str,
    rule: &'a str,
    severity: &'a str,
    cite: &'a str,
    message: String,
    charged: Option<String>,
    allowed: Option<String>,
    over: Option<String>,
    currency: String,
}

/// The same for the first line of CSV, which is there without any fault too.
const COLUMNS: [&str; 11] =
    ["invoice", "notice_on", "act", "rule", "severity", "cite", "message", "charged", "allowed", "over", "currency"];

impl FaultLine<'_> {
    fn of<'a>(fault: &AuditFinding<'a>, ledger: &'a Ledger) -> FaultLine<'a> {
        let money = |minor: Minor| Money::new(minor, fault.currency).plain();
        let [charged, allowed, over] = match fault.wrong {
            Wrong::Charged { charged, allowed, over, .. } => [charged, allowed, over].map(|minor| Some(money(minor))),
            Wrong::Rate { .. } | Wrong::NotMet(_) | Wrong::NotFollowed(_) | Wrong::Barred(_) => [None, None, None],
        };
        FaultLine {
            invoice: &ledger.invoices.number[fault.invoice],
            notice_on: fault.on.to_string(),
            act: fault.act.word(),
            rule: fault.rule,
            severity: fault.severity.word(),
            cite: fault.cite,
            message: message(fault),
            charged,
            allowed,
            over,
            currency: fault.currency.to_string(),
        }
    }
}

/// One object a line and fault, then the notes, then one with the summary.
///
/// # Errors
/// When it cannot be written.
pub fn json(audit: &Audit, ledger: &Ledger, notes: &str, out: &mut dyn Write) -> Result<()> {
    for fault in &audit.faults {
        serde_json::to_writer(&mut *out, &FaultLine::of(fault, ledger))?;
        writeln!(out)?;
    }
    write!(out, "{notes}")?;
    writeln!(out, "{}", json!({ "summary": summary(&audit.summary) }))
}

/// A header and one line a fault; absent is empty.
///
/// # Errors
/// When it cannot be written.
pub fn csv(audit: &Audit, ledger: &Ledger, out: &mut dyn Write) -> Result<()> {
    let mut writer = WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(COLUMNS)?;
    for fault in &audit.faults {
        writer.serialize(FaultLine::of(fault, ledger))?;
    }
    writer.flush()
}

fn message(fault: &AuditFinding) -> String {
    let money = |minor: Minor| Money::new(minor, fault.currency);
    let title = fault.title;
    match &fault.wrong {
        Wrong::Charged { what, charged, allowed, .. } => {
            let of = match what {
                Quantity::LetterFee => " for the letter",
                Quantity::TotalFees | Quantity::TotalCompensation | Quantity::TotalCharges => " in all",
                Quantity::InterestRate => " as interest",
                Quantity::Fee | Quantity::Compensation => "",
            };
            format!("{title}: {} charged{of}, {} allowed", money(*charged), money(*allowed))
        }
        Wrong::Rate { stated, allowed } => format!("{title}: {stated} stated, {allowed} allowed"),
        Wrong::NotMet(demand) => format!("{title}: the law asks for `{demand}`"),
        Wrong::NotFollowed(demand) => format!("{title}: the advice is `{demand}`"),
        Wrong::Barred(day) => format!("{title} since {day}"),
    }
}

fn amounts(over: &BTreeMap<Currency, Minor>) -> Map<String, Value> {
    over.iter().map(|(currency, minor)| (currency.to_string(), Money::new(*minor, *currency).plain().into())).collect()
}

fn summary(summary: &Summary) -> Value {
    let rules = summary
        .rules
        .iter()
        .map(|rule| json!({ "rule": rule.rule, "severity": rule.severity.word(), "faults": rule.faults, "over": amounts(&rule.over) }));
    let not_judged = summary.not_judged.iter().map(|(why, counted)| {
        let rule = if let Obstacle::Value { rule, .. } = why { Some(rule) } else { None };
        json!({ "rule": rule, "because": because(summary, why, counted), "notices": counted.notices })
    });
    json!({
        "law": summary.law,
        "invoices": summary.invoices,
        "left_out": summary.left_out,
        "notices": summary.notices,
        "faults": summary.errors + summary.warnings,
        "errors": summary.errors,
        "warnings": summary.warnings,
        "over": amounts(&summary.over),
        "rules": rules.collect::<Vec<Value>>(),
        "not_judged": not_judged.collect::<Vec<Value>>(),
    })
}

fn because(summary: &Summary, why: &Obstacle, counted: &NotJudged) -> String {
    match why {
        Obstacle::Currency(currency) => format!("charges in {currency}: the amounts of the law are in {}", summary.currency),
        Obstacle::OpenItems => "an open-items file does not tell the notices before the last one, nor which letter its fees are for".into(),
        Obstacle::Value { value, .. } => match counted.days {
            (first, last) if first == last => format!("the law does not tell `{value}` on {first}"),
            (first, last) => format!("the law does not tell `{value}` on days from {first} to {last}"),
        },
    }
}

/// Every fault on a line, as far as anybody reads them, then what they come to rule by rule and currency by currency.
///
/// # Errors
/// When it cannot be written.
pub fn human(audit: &Audit, ledger: &Ledger, out: &mut dyn Write) -> Result<()> {
    let all = &audit.summary;
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    if !audit.faults.is_empty() {
        let heads = ["invoice", "sent", "act", "rule", "", "charged", "allowed", "over", "", "what is wrong"];
        let lines: Vec<Vec<String>> = audit.faults.iter().take(LISTED).map(|fault| line(fault, ledger)).collect();
        write!(out, "{}", aligned(&heads, &lines, &[5, 6, 7]))?;
        if audit.faults.len() > LISTED {
            writeln!(out, "… and {} more, which --format csv or json list too", audit.faults.len() - LISTED)?;
        }
        writeln!(out)?;
        let lines: Vec<Vec<String>> = all.rules.iter().flat_map(rule_lines).collect();
        writeln!(out, "{}", aligned(&["rule", "", "faults", "over", "", "source"], &lines, &[2, 3]))?;
    }
    for (why, counted) in &all.not_judged {
        let rule = if let Obstacle::Value { rule, .. } = why { format!(" under {rule}") } else { String::new() };
        let s = if counted.notices == 1 { "" } else { "s" };
        writeln!(out, "not judged{rule}, {} notice{s}: {}", counted.notices, because(all, why, counted))?;
    }
    let left_out = if all.left_out > 0 { format!(" ({} of other countries left out)", all.left_out) } else { String::new() };
    let verdict = match (all.errors, all.warnings) {
        (0, 0) => "no fault".into(),
        (errors, 0) => counted(errors, "error"),
        (0, warnings) => counted(warnings, "warning"),
        (errors, warnings) => format!("{}, {}", counted(errors, "error"), counted(warnings, "warning")),
    };
    writeln!(out, "{}: {}{left_out}, {}: {verdict}", all.law, counted(all.invoices, "invoice"), counted(all.notices, "notice"))?;
    for (currency, minor) in &all.over {
        writeln!(out, "charged over what the law allows: {}", Money::new(*minor, *currency))?;
    }
    Ok(())
}

fn line(fault: &AuditFinding, ledger: &Ledger) -> Vec<String> {
    let money = |minor: Minor| Money::new(minor, fault.currency).grouped();
    let ([charged, allowed, over], currency) = match fault.wrong {
        Wrong::Charged { charged, allowed, over, .. } => ([charged, allowed, over].map(money), fault.currency.to_string()),
        Wrong::Rate { .. } | Wrong::NotMet(_) | Wrong::NotFollowed(_) | Wrong::Barred(_) => Default::default(),
    };
    // Amounts have their own columns, and what a rule asks for stands in its title.
    let what = match fault.wrong {
        Wrong::Rate { .. } | Wrong::Barred(_) => message(fault),
        Wrong::Charged { what: Quantity::InterestRate, .. } => format!("{}: the interest claimed", fault.title),
        Wrong::Charged { .. } | Wrong::NotMet(_) | Wrong::NotFollowed(_) => fault.title.into(),
    };
    let number = ledger.invoices.number[fault.invoice].to_owned();
    let (act, severity) = (fault.act.word().into(), fault.severity.word().into());
    vec![number, fault.on.to_string(), act, fault.rule.into(), severity, charged, allowed, over, currency, what]
}

/// A rule's faults: a line for each currency in which it was charged over, or one without.
fn rule_lines(rule: &crate::audit::ByRule) -> Vec<Vec<String>> {
    let mut amounts: Vec<[String; 2]> =
        rule.over.iter().map(|(currency, minor)| [Money::new(*minor, *currency).grouped(), currency.to_string()]).collect();
    if amounts.is_empty() {
        amounts.push(Default::default());
    }
    let line = |(at, [over, currency]): (usize, [String; 2])| match at {
        0 => vec![rule.rule.into(), rule.severity.word().into(), rule.faults.to_string(), over, currency, rule.cite.into()],
        _ => vec![String::new(), String::new(), String::new(), over, currency, String::new()],
    };
    amounts.into_iter().enumerate().map(line).collect()
}
