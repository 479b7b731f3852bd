//! What was found in a ledger before its dunning, as people and programs read it.

use std::collections::BTreeMap;
use std::io::{Result, Write};

use ::csv::WriterBuilder;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::aligned;
use crate::diagnostic::{Severity, visible};
use crate::inspect::{FindingKind, Inspection, KINDS, LedgerFinding, Needs};
use crate::ledger::Ledger;
use crate::value::{Currency, Minor, Money};
use crate::words::inspected;

/// How many findings of a kind people are shown, if they do not ask for all.
pub const SHOWN: usize = 20;

/// A finding as programs read it; `None` is absent. A name changes only with a version.
#[derive(Serialize)]
struct FindingLine<'a> {
    kind: &'a str,
    severity: &'a str,
    invoice: Option<&'a str>,
    customer: Option<&'a str>,
    date: Option<String>,
    amount: Option<String>,
    currency: Option<String>,
    message: String,
}

/// The same for the first line of CSV, which is there without any finding too.
const COLUMNS: [&str; 8] = ["kind", "severity", "invoice", "customer", "date", "amount", "currency", "message"];

impl FindingLine<'_> {
    fn of<'a>(inspection: &Inspection, finding: &'a LedgerFinding, ledger: &'a Ledger) -> FindingLine<'a> {
        FindingLine {
            kind: finding.kind.word,
            severity: finding.kind.severity.word(),
            invoice: finding.invoice.map(|id| &ledger.invoices.number[id]),
            customer: finding.customer.map(|id| &ledger.customers.number[id]),
            date: finding.date.map(|day| day.to_string()),
            amount: finding.amount.map(Money::plain),
            currency: finding.amount.map(|money| money.currency.to_string()),
            message: inspected(inspection, ledger, &finding.detail),
        }
    }
}

/// One object a line and finding, then one with the summary.
///
/// # Errors
/// When it cannot be written.
pub fn json(inspection: &Inspection, ledger: &Ledger, out: &mut dyn Write) -> Result<()> {
    for finding in &inspection.findings {
        serde_json::to_writer(&mut *out, &FindingLine::of(inspection, finding, ledger))?;
        writeln!(out)?;
    }
    writeln!(out, "{}", json!({ "summary": summary(inspection, ledger) }))
}

fn summary(inspection: &Inspection, ledger: &Ledger) -> Value {
    let kinds = groups(inspection).map(|(kind, findings)| {
        let amounts: Map<String, Value> = sums(findings)
            .into_iter()
            .map(|(currency, minor)| (currency.to_string(), Money::new(minor, currency).plain().into()))
            .collect();
        json!({ "kind": kind.word, "severity": kind.severity.word(), "findings": findings.len(), "amounts": amounts })
    });
    json!({
        "as_of": inspection.on.to_string(),
        "invoices": ledger.invoices.len(),
        "policies": inspection.policies.len(),
        "payments_through": ledger.payments_through.map(|day| day.to_string()),
        "errors": inspection.count(Severity::Error),
        "warnings": inspection.count(Severity::Warning),
        "notes": inspection.count(Severity::Note),
        "kinds": kinds.collect::<Vec<Value>>(),
        "left_out": left_out(inspection).map(|kind| kind.word).collect::<Vec<&str>>(),
    })
}

/// A header and one line a finding; absent is empty.
///
/// # Errors
/// When it cannot be written.
pub fn csv(inspection: &Inspection, ledger: &Ledger, out: &mut dyn Write) -> Result<()> {
    let mut writer = WriterBuilder::new().has_headers(false).from_writer(out);
    writer.write_record(COLUMNS)?;
    for finding in &inspection.findings {
        writer.serialize(FindingLine::of(inspection, finding, ledger))?;
    }
    writer.flush()
}

/// A page that counts, then each kind with what to do and its first findings, or with `all` every one.
///
/// # Errors
/// When it cannot be written.
pub fn human(inspection: &Inspection, ledger: &Ledger, all: bool, out: &mut dyn Write) -> Result<()> {
    let counted = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    let policies = match inspection.policies.len() {
        1 => "1 policy".into(),
        policies => format!("{policies} policies"),
    };
    let through = ledger.payments_through.map_or("an unknown day".into(), |day| match inspection.on.since(day) {
        days if days > 0 => format!("{day}, {} before", counted(days.unsigned_abs() as usize, "day")),
        _ => day.to_string(),
    });
    write!(out, "{}: {}, {policies}, payments known through {through}: ", inspection.on, counted(ledger.invoices.len(), "invoice"))?;
    let found = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| (severity, inspection.count(severity)));
    let found: Vec<String> =
        found.iter().filter(|(_, count)| *count > 0).map(|(severity, count)| counted(*count, severity.word())).collect();
    writeln!(out, "{}", if found.is_empty() { "nothing would make the dunning wrong".into() } else { found.join(", ") })?;
    let left_out = left_out(inspection).count();
    if left_out > 0 {
        writeln!(out, "{left_out} of {} kinds need a policy and were left out: name the policies too", KINDS.len())?;
    }
    if inspection.findings.is_empty() {
        return Ok(());
    }
    let lines: Vec<Vec<String>> = groups(inspection).flat_map(|(kind, findings)| counts(kind, findings)).collect();
    writeln!(out, "\n{}", aligned(&["", "findings", "", "", ""], &lines, &[1, 3]).trim_end())?;
    for (kind, findings) in groups(inspection) {
        writeln!(out, "\n{} ({}, {})\n{}", kind.title, kind.severity.word(), findings.len(), kind.to_do)?;
        let shown = if all { findings.len() } else { findings.len().min(SHOWN) };
        write!(out, "{}", listed(inspection, &findings[..shown], ledger))?;
        if shown < findings.len() {
            writeln!(out, "and {} more (--all lists them)", findings.len() - shown)?;
        }
    }
    Ok(())
}

/// A kind's line of the first page, and one more for each further currency.
fn counts(kind: &FindingKind, findings: &[LedgerFinding]) -> Vec<Vec<String>> {
    let mut amounts: Vec<[String; 2]> =
        sums(findings).into_iter().map(|(currency, minor)| [Money::new(minor, currency).grouped(), currency.to_string()]).collect();
    if amounts.is_empty() {
        amounts.push(Default::default());
    }
    let line = |(at, [amount, currency]): (usize, [String; 2])| match at {
        0 => vec![kind.severity.word().into(), findings.len().to_string(), kind.title.into(), amount, currency],
        _ => vec![String::new(), String::new(), String::new(), amount, currency],
    };
    amounts.into_iter().enumerate().map(line).collect()
}

/// Findings of one kind on a line each, with the columns that any of them fills.
fn listed(inspection: &Inspection, findings: &[LedgerFinding], ledger: &Ledger) -> String {
    let customer = |id: usize| match ledger.customers.name(id).unwrap_or_default() {
        "" => ledger.customers.number[id].into(),
        name => name.to_string(),
    };
    let line = |finding: &LedgerFinding| {
        [
            finding.invoice.map_or(String::new(), |id| ledger.invoices.number[id].into()),
            finding.customer.map_or(String::new(), customer),
            finding.date.map_or(String::new(), |day| day.to_string()),
            finding.amount.map_or(String::new(), |money| money.to_string()),
            inspected(inspection, ledger, &finding.detail),
        ]
    };
    const HEADS: [&str; 5] = ["invoice", "customer", "date", "amount", ""];
    let lines: Vec<[String; 5]> = findings.iter().map(line).collect();
    let filled: Vec<usize> = (0..HEADS.len()).filter(|at| lines.iter().any(|line| !line[*at].is_empty())).collect();
    let heads: Vec<&str> = filled.iter().map(|at| HEADS[*at]).collect();
    let lines: Vec<Vec<String>> = lines.iter().map(|line| filled.iter().map(|at| line[*at].clone()).collect()).collect();
    let right: Vec<usize> = filled.iter().position(|at| HEADS[*at] == "amount").into_iter().collect();
    if filled.len() == 1 {
        lines.concat().iter().map(|line| format!("{}\n", visible(line))).collect()
    } else {
        aligned(&heads, &lines, &right)
    }
}

/// The findings kind by kind, as they stand.
fn groups<'a>(inspection: &'a Inspection) -> impl Iterator<Item = (&'static FindingKind, &'a [LedgerFinding])> {
    inspection.findings.chunk_by(|a, b| a.kind == b.kind).map(|findings| (findings[0].kind, findings))
}

fn sums(findings: &[LedgerFinding]) -> BTreeMap<Currency, Minor> {
    let mut sums = BTreeMap::new();
    for money in findings.iter().filter_map(|finding| finding.amount) {
        *sums.entry(money.currency).or_default() += money.minor;
    }
    sums
}

/// The kinds that were not looked for.
fn left_out(inspection: &Inspection) -> impl Iterator<Item = &'static FindingKind> + use<> {
    let without_policies = inspection.policies.is_empty();
    KINDS.iter().copied().filter(move |kind| without_policies && kind.needs == Needs::Policy)
}
