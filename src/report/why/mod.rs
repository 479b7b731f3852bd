//! Why one invoice was decided as it was, as people and programs read it.

mod account;
mod json;
mod law;
mod words;

pub use json::json;

use crate::explain::{Explained, OfPolicy};
use crate::value::Money;

/// The whole answer as people read it.
pub fn human(told: &Explained) -> String {
    let mut out = head(told);
    out.push_str(&belongs(told));
    if let Some(policy) = &told.policy {
        out.push_str(&account::account(told, policy));
        section(&mut out, "notices", &words::notices(policy, told.currency));
        section(&mut out, "disputes, holds, plans, promises", &words::stops(policy, told.currency));
        section(&mut out, "steps", &words::steps(policy));
        section(&mut out, "asked in turn", &order(policy));
        if let Some(notice) = &policy.notice {
            out.push_str(&law::rules(notice));
        }
    }
    if let Some(ahead) = &told.ahead {
        out.push_str(&format!("\nif nothing else happens\n  {}\n", words::ahead(ahead, told.currency).join("\n  ")));
    }
    out
}

/// Lines under their heading; nothing where there are none.
fn section(out: &mut String, heading: &str, lines: &[Vec<String>]) {
    if !lines.is_empty() {
        out.push_str(&format!("\n{heading}\n{}", lined(lines, &[])));
    }
}

/// Cells in columns, two spaces in.
fn lined(lines: &[Vec<String>], right: &[usize]) -> String {
    let columns = lines.iter().map(Vec::len).max().unwrap_or(0);
    let width = |at: usize| lines.iter().filter_map(|line| line.get(at)).map(|cell| cell.chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut out = String::new();
    for line in lines {
        let mut text = String::new();
        for (at, cell) in line.iter().enumerate() {
            let gap = " ".repeat(widths[at] - cell.chars().count());
            text.push_str("  ");
            text.push_str(&if right.contains(&at) { format!("{gap}{cell}") } else { format!("{cell}{gap}") });
        }
        out.push_str(text.trim_end());
        out.push('\n');
    }
    out
}

fn head(told: &Explained) -> String {
    let who = told.name.as_ref().map_or(told.customer.clone(), |name| format!("{name} ({})", told.customer));
    let amount = Money::new(told.amount, told.currency);
    let step = told.policy.as_ref().and_then(|policy| policy.notice.as_ref()).map_or(String::new(), |notice| format!(" {}", notice.step));
    let mut out = format!("{}: {amount} to {who}, {}, issued {}\n", told.invoice, told.debtor.described(), told.issued);
    out.push_str(&format!("{}: {}{step}\n", told.on, told.decision.word()));
    told.because.iter().for_each(|why| out.push_str(&format!("  {why}\n")));
    out
}

fn belongs(told: &Explained) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    let mut line = |what: &str, text: String| lines.push(vec![what.into(), text]);
    if let Some(policy) = &told.policy {
        let title = policy.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
        let until = policy.valid.until.map_or(String::new(), |until| format!(" until {until}"));
        line("policy", format!("`{}`{title}, law {}, valid from {}{until}", policy.name, policy.law, policy.valid.from));
        if let Some(version) = &policy.version {
            line("", version.clone());
        }
    }
    for (at, passed) in told.passed.iter().enumerate() {
        let what = if at == 0 && told.policy.is_none() { "policy" } else { "" };
        line(what, format!("not `{}` from {}: {}", passed.policy, passed.from, passed.why));
    }
    if let Some(OfPolicy { due, .. }) = &told.policy {
        line("due", format!("{}: {}", due.on, due.how));
        let from = due.interest_from.map_or("none".into(), |day| format!("from {day}"));
        line("interest", format!("{from}: {}", due.interest_how));
    }
    format!("\n{}", lined(&lines, &[]))
}

fn order(policy: &OfPolicy) -> Vec<Vec<String>> {
    let answer = |stops: bool| if stops { "yes" } else { "no" };
    policy.gates.iter().map(|gate| vec![format!("{}?", gate.kind.word()), answer(gate.stops).into(), gate.why.clone()]).collect()
}
