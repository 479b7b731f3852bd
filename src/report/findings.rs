//! What `check` found, as people and programs read it.

use serde_json::{Value, json};

use crate::check::{Finding, Witness};
use crate::diagnostic::{Diagnostic, Severity, Sources};
use crate::ledger::What;
use crate::model::Policy;
use crate::value::{Minor, Money};

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
pub fn json(mistakes: &[Diagnostic], findings: &[Finding], policies: &[Policy], statutes: &[&str], sources: &Sources) -> String {
    let step = |finding: &Finding| policies.iter().find(|policy| policy.name == finding.policy);
    let plain = mistakes.iter().map(|mistake| object(mistake, sources));
    let full = findings.iter().map(|finding| {
        let mut value = object(&finding.diagnostic, sources);
        value["policy"] = finding.policy.clone().into();
        value["step"] = finding.step.clone().into();
        value["cite"] = finding.cite.clone().into();
        value["witness"] = match (&finding.witness, step(finding)) {
            (Some(witness), Some(policy)) => rows(witness, policy),
            _ => Value::Null,
        };
        value
    });
    let all: Vec<Value> = plain.chain(full).collect();
    format!("{}\n", json!({ "findings": all, "policies": policies.len(), "statutes": statutes }))
}

fn object(diagnostic: &Diagnostic, sources: &Sources) -> Value {
    let position = |span: crate::diagnostic::Span| {
        let (line, column) = sources.position(span.file, span.start);
        let (end_line, end_column) = sources.position(span.file, span.end);
        (sources.name(span.file).to_string(), line, column, end_line, end_column)
    };
    let (file, line, column, end_line, end_column) = position(diagnostic.span);
    let fix = diagnostic.fix.as_ref().map_or(Value::Null, |fix| {
        let (file, line, column, end_line, end_column) = position(fix.span);
        json!({ "text": fix.text, "file": file, "line": line, "column": column, "end_line": end_line, "end_column": end_column })
    });
    json!({
        "code": diagnostic.code,
        "severity": diagnostic.severity.word(),
        "message": format!("{}: {}", diagnostic.title, diagnostic.label),
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

/// The witness in the ledger's own columns, and the run that shows it.
fn rows(witness: &Witness, policy: &Policy) -> Value {
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
    if !rehearsal.due_agreed {
        invoice["due_agreed"] = "false".into();
    }
    if !rehearsal.tags.is_empty() {
        invoice["tags"] = rehearsal.tags.join(";").into();
    }
    let events: Vec<Value> = rehearsal
        .events
        .iter()
        .map(|event| match event.what {
            What::Notice(notice) => {
                let notice = &rehearsal.notices[notice as usize];
                let step = notice.step.map(|step| policy.steps[step as usize].name.clone());
                json!({
                    "invoice": "W-1",
                    "date": event.on.to_string(),
                    "event": "notice",
                    "act": notice.act.word(),
                    "step": step,
                    "deadline": notice.deadline.map(|day| day.to_string()),
                    "fee": money(notice.fee),
                    "compensation": money(notice.compensation),
                })
            }
            _ => json!({ "invoice": "W-1", "date": event.on.to_string(), "event": "dispute" }),
        })
        .collect();
    json!({ "invoices": [invoice], "events": events, "runs": [witness.on.to_string()] })
}
