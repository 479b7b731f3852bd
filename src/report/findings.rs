//! What `check` found, as people and programs read it.

use serde_json::{Value, json};

use crate::check::{Finding, Witness};
use crate::diagnostic::{Diagnostic, Severity, Sources, Span};
use crate::ledger::{CREDIT_LIMIT, EventKind};
use crate::model::Project;
use crate::plan::{self, Plan};
use crate::terms::{FactType, Hold};
use crate::value::{Currency, Day, Minor, Money};
use crate::words::diagnostic;

/// How many findings of each severity, in words.
pub fn summary<'a>(diagnostics: impl Iterator<Item = &'a Diagnostic>) -> String {
    let mut counts = [0; 3];
    for diagnostic in diagnostics {
        counts[diagnostic.severity as usize] += 1;
    }
    let words = [Severity::Error, Severity::Warning, Severity::Note].map(Severity::word);
    let parts: Vec<String> = counts
        .iter()
        .zip(words)
        .filter(|(n, _)| **n > 0)
        .map(|(n, word)| format!("{n} {word}{}", if *n == 1 { "" } else { "s" }))
        .collect();
    if parts.is_empty() { "nothing to report".into() } else { parts.join(", ") }
}

/// The one object of `check --format json`. Mistakes of syntax and names come first, as findings without a policy.
pub fn json(project: &Project, findings: &[Finding]) -> String {
    let sources = &project.sources;
    let plain = project.mistakes.iter().map(|mistake| object(mistake, sources));
    let full = findings.iter().map(|finding| {
        let mut value = object(&diagnostic(project, finding), sources);
        let plan = finding.policy(&project.policies).map(|policy| &policy.plan);
        value["policy"] = finding.policy.clone().into();
        value["step"] = plan.zip(finding.step()).map(|(plan, step)| plan.step_name(step)).into();
        value["cite"] = plan.and_then(|plan| plan.law.rule(finding.code())?.cite.as_ref()).map(|cite| cite.text.as_str()).into();
        value["witness"] = plan.zip(finding.witness.as_ref()).map_or(Value::Null, |(plan, witness)| rows(witness, plan));
        value
    });
    let all: Vec<Value> = plain.chain(full).collect();
    let mut statutes: Vec<&str> = project.policies.iter().map(|policy| policy.plan.law.name.as_str()).collect();
    statutes.sort_unstable();
    statutes.dedup();
    format!("{}\n", json!({ "findings": all, "policies": project.policies.len(), "statutes": statutes }))
}

/// A stretch of a file as line and column of both ends, from 1.
struct WrittenPlace<'a> {
    file: &'a str,
    start: (usize, usize),
    end: (usize, usize),
}

impl WrittenPlace<'_> {
    fn of(span: Span, sources: &Sources) -> WrittenPlace<'_> {
        WrittenPlace {
            file: sources.name(span.file),
            start: sources.position(span.file, span.start),
            end: sources.position(span.file, span.end),
        }
    }
}

/// A diagnostic on one line.
fn message(diagnostic: &Diagnostic) -> String {
    format!("{}: {}", diagnostic.title, diagnostic.label)
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let WrittenPlace { file, start: (line, column), end: (end_line, end_column) } = WrittenPlace::of(diagnostic.span, sources);
    let fix = diagnostic.fix.as_ref().map_or(Value::Null, |fix| {
        let WrittenPlace { file, start: (line, column), end: (end_line, end_column) } = WrittenPlace::of(fix.span, sources);
        json!({ "text": fix.text, "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
    });
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": message(diagnostic),
        "file": file,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "policy": null,
        "step": null,
        "cite": null,
        "help": diagnostic.hint,
        "fix": fix,
        "witness": null,
    })
}

/// Workflow annotations: one line a finding, which a code host shows beside the line it is about.
pub fn github<'a>(all: impl Iterator<Item = &'a Diagnostic>, sources: &Sources) -> String {
    let escaped = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| escaped(text).replace(':', "%3A").replace(',', "%2C");
    all.map(|diagnostic| {
        let level = if diagnostic.severity == Severity::Note { "notice" } else { diagnostic.severity.word() };
        let WrittenPlace { file, start: (line, column), end: (end_line, end_column) } = WrittenPlace::of(diagnostic.span, sources);
        // A column range is only understood within one line.
        let columns = if line == end_line { format!(",col={column},endColumn={end_column}") } else { String::new() };
        let parts = [Some(message(diagnostic)), diagnostic.text.clone(), diagnostic.hint.clone()];
        let text = parts.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let title = property(&diagnostic.code);
        format!("::{level} file={},line={line},endLine={end_line}{columns},title={title}::{}\n", property(file), escaped(&text))
    })
    .collect()
}

/// SARIF 2.1.0: one run, one result a finding.
pub fn sarif<'a>(all: impl Iterator<Item = &'a Diagnostic>, sources: &Sources) -> String {
    let (mut rules, mut results) = (Vec::<Value>::new(), Vec::new());
    for diagnostic in all {
        if !rules.iter().any(|rule| rule["id"] == diagnostic.code.as_str()) {
            rules.push(json!({ "id": diagnostic.code, "shortDescription": { "text": diagnostic.title } }));
        }
        let WrittenPlace { file, start, end } = WrittenPlace::of(diagnostic.span, sources);
        let region = json!({ "startLine": start.0, "startColumn": start.1, "endLine": end.0, "endColumn": end.1 });
        let hint = diagnostic.hint.as_ref().map_or(String::new(), |hint| format!("\n{hint}"));
        results.push(json!({
            "ruleId": diagnostic.code,
            "level": diagnostic.severity.word(),
            "message": { "text": format!("{}{hint}", message(diagnostic)) },
            "locations": [{ "physicalLocation": { "artifactLocation": { "uri": file.replace('\\', "/") }, "region": region } }],
        }));
    }
    let driver = json!({ "name": "frist", "version": env!("CARGO_PKG_VERSION"), "rules": rules });
    let run = json!({ "tool": { "driver": driver }, "columnKind": "unicodeCodePoints", "results": results });
    let log = json!({ "$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run] });
    format!("{log:#}\n")
}

/// The witness in the ledger's own columns, and the run that shows it.
fn rows(witness: &Witness, policy: &Plan) -> Value {
    let rehearsal = &witness.rehearsal;
    let money = |minor: Minor| Money::new(minor, rehearsal.currency).plain();
    let mut invoice = json!({
        "invoice": "W-1",
        "customer": "W",
        "debtor": rehearsal.debtor.word(),
        "currency": rehearsal.currency.to_string(),
        "issued": rehearsal.issued.to_string(),
        "due": rehearsal.due.map(|due| due.to_string()),
        "amount": money(rehearsal.amount),
    });
    if rehearsal.sent != rehearsal.issued {
        invoice["sent"] = rehearsal.sent.to_string().into();
    }
    if rehearsal.arose != rehearsal.issued {
        invoice["arose"] = rehearsal.arose.to_string().into();
    }
    if !rehearsal.due_agreed {
        invoice["due_agreed"] = "false".into();
    }
    if rehearsal.fee_agreed == Some(true) {
        invoice["fee_agreed"] = "true".into();
    }
    if let Some(rate) = rehearsal.interest_agreed {
        invoice["interest_agreed"] = rate.percent().into();
    }
    if !rehearsal.tags.is_empty() {
        invoice["tags"] = rehearsal.tags.join(";").into();
    }
    for (fact, value) in policy.facts.iter().zip(&rehearsal.facts) {
        if let Some(value) = value {
            invoice[&fact.name] = cell(value, fact.kind, rehearsal.currency).into();
        }
    }
    let mut customer = json!({ "customer": "W" });
    if !rehearsal.customer_tags.is_empty() {
        customer["tags"] = rehearsal.customer_tags.join(";").into();
    }
    if let Some(limit) = &rehearsal.credit_limit {
        customer[CREDIT_LIMIT] = limit.as_str().into();
    }
    let customers = if customer.as_object().is_some_and(|told| told.len() > 1) { vec![customer] } else { Vec::new() };
    // Each event with its amounts: a check lets nothing happen that would need another column.
    let row = |on: Day, name: &str, amounts: &[(&str, Minor)]| {
        let mut row = json!({ "invoice": "W-1", "date": on.to_string(), "event": name });
        amounts.iter().filter(|(_, amount)| *amount > 0).for_each(|(column, amount)| row[*column] = money(*amount).into());
        row
    };
    let event = |on: Day, what: EventKind| match what {
        EventKind::Notice(notice) => {
            let step = witness.step_of(policy, notice as usize);
            let notice = &rehearsal.notices[notice as usize];
            json!({
                "invoice": "W-1",
                "date": on.to_string(),
                "event": "notice",
                "act": notice.act.word(),
                "step": step,
                "deadline": notice.deadline.map(|day| day.to_string()),
                "fee": money(notice.fee),
                "compensation": money(notice.compensation),
            })
        }
        EventKind::Payment(amount) => row(on, "payment", &[("amount", amount)]),
        EventKind::Reversal(amount) => row(on, "reversal", &[("amount", amount)]),
        EventKind::Credit(amount) => row(on, "credit", &[("amount", amount)]),
        EventKind::Waive(fee, interest) => row(on, "waive", &[("fee", fee), ("interest", interest)]),
        EventKind::Dispute => row(on, "dispute", &[]),
        EventKind::Resolved => row(on, "resolved", &[]),
        EventKind::Acknowledged => row(on, "acknowledged", &[]),
        EventKind::Hold(_) => row(on, "hold", &[]),
        EventKind::Release => row(on, "release", &[]),
        EventKind::Plan(_) => row(on, "plan", &[]),
        EventKind::PlanEnded => row(on, "plan-ended", &[]),
        EventKind::Promise(..) => row(on, "promise", &[]),
        EventKind::Judgment => row(on, "judgment", &[]),
        EventKind::Cancelled(..) => row(on, "cancelled", &[]),
        EventKind::Recalled => row(on, "recalled", &[]),
        EventKind::WriteOff(amount) => row(on, "write-off", &[("amount", amount.unwrap_or(0))]),
        EventKind::Reopened => row(on, "reopened", &[]),
        EventKind::Uncredit(amount) => row(on, "uncredit", &[("amount", amount)]),
        EventKind::Insolvency => row(on, "insolvency", &[]),
        EventKind::InsolvencyEnded => row(on, "insolvency-ended", &[]),
    };
    let events: Vec<Value> = rehearsal.events.iter().map(|one| event(one.on, one.what)).collect();
    let (others, of_others) = others(witness);
    let invoices: Vec<Value> = std::iter::once(invoice).chain(others).collect();
    let events: Vec<Value> = events.into_iter().chain(of_others).collect();
    let mut rows = json!({ "invoices": invoices, "customers": customers, "events": events, "runs": [witness.on.to_string()] });
    if policy.holds.iter().any(|hold| matches!(hold, Hold::UnlessPaymentsKnown(_))) {
        rows["ledger"] = json!([{ "key": "payments_through", "value": witness.on.to_string() }]);
    }
    rows
}

/// A fact as a ledger has it.
fn cell(value: &plan::FactValue, kind: FactType, currency: Currency) -> String {
    match value {
        plan::FactValue::Whole(minor) if kind == FactType::Money => Money::new(*minor, currency).plain(),
        plan::FactValue::Whole(whole) => whole.to_string(),
        plan::FactValue::Number(number) => number.to_string(),
        plan::FactValue::Text(text) => text.clone(),
        plan::FactValue::Date(day) => day.to_string(),
        plan::FactValue::YesNo(yes) => if *yes { "yes" } else { "no" }.into(),
        plan::FactValue::Debtor(debtor) => debtor.word().into(),
    }
}

/// The customer's other invoices, with what keeps them from being dunned and ends them.
fn others(witness: &Witness) -> (Vec<Value>, Vec<Value>) {
    let rehearsal = &witness.rehearsal;
    let (mut invoices, mut events) = (Vec::new(), Vec::new());
    for (at, other) in rehearsal.others.iter().enumerate() {
        let number = format!("W-{}", at + 2);
        invoices.push(json!({
            "invoice": number,
            "customer": "W",
            "debtor": rehearsal.debtor.word(),
            "currency": rehearsal.currency.to_string(),
            "issued": other.issued.to_string(),
            "due": other.due.to_string(),
            "amount": Money::new(other.amount, rehearsal.currency).plain(),
        }));
        events.push(json!({ "invoice": number, "date": other.issued.to_string(), "event": "hold" }));
        events.extend(other.until.map(|until| json!({ "invoice": number, "date": until.plus(1).to_string(), "event": "write-off" })));
    }
    (invoices, events)
}
