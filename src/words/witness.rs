//! The invoice that shows a breach, in a sentence and as a test to put beside the policy.

use crate::check::{Finding, Witness};
use crate::decide::limit_in;
use crate::forward::{OtherInvoice, Rehearsal, passes, would_send};
use crate::ledger::{EventKind, Notice};
use crate::model::Project;
use crate::plan::{FactValue, Plan};
use crate::terms::FactType;
use crate::value::{Day, Minor, Money};

/// The invoice and the notice in one sentence.
pub fn witness(plan: &Plan, witness: &Witness) -> String {
    let rehearsal = &witness.rehearsal;
    let money = |minor: Minor| Money::new(minor, rehearsal.currency);
    let due = rehearsal.due.map_or(String::new(), |due| format!(", due {due}"));
    let clauses = clauses(plan, rehearsal);
    let unusual = if clauses.is_empty() { String::new() } else { format!(" ({})", clauses.join(", ")) };
    let besides = besides(rehearsal);
    let mut said = format!("an invoice of {} to {}{due}{unusual}{besides}: ", money(rehearsal.amount), rehearsal.debtor.described());
    let late = |at: usize| match witness.late.get(at) {
        Some(1) => " (a day late)".to_string(),
        Some(days) if *days > 1 => format!(" ({days} days late)"),
        _ => String::new(),
    };
    let mut sent = 0;
    for event in &rehearsal.events {
        let on = event.on;
        match event.what {
            EventKind::Notice(notice) => {
                let place = notice as usize;
                let step = witness.step_of(plan, place).unwrap_or(rehearsal.notices[place].act.word());
                said.push_str(&format!("{step} on {on}{}, ", late(sent)));
                sent += 1;
            }
            EventKind::Dispute => said.push_str(&format!("disputed on {on}, ")),
            EventKind::Resolved => said.push_str(&format!("the objection settled on {on}, ")),
            EventKind::Payment(amount) => said.push_str(&format!("{} paid on {on}, ", money(amount))),
            EventKind::Reversal(amount) => said.push_str(&format!("{} taken back on {on}, ", money(amount))),
            EventKind::Credit(amount) => said.push_str(&format!("{} credited on {on}, ", money(amount))),
            EventKind::Acknowledged => said.push_str(&format!("acknowledged on {on}, ")),
            EventKind::Waive(fees, interest) => said.push_str(&format!("{} waived on {on}, ", money(fees + interest))),
            EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Uncredit(_)
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Judgment
            | EventKind::Cancelled(..)
            | EventKind::Recalled => {}
        }
    }
    said.push_str(&format!("{} on {}{}", plan.steps[witness.step].name, witness.on, late(sent)));
    if witness.fee > 0 {
        said.push_str(&format!(" with a fee of {}", money(witness.fee)));
    }
    if let Some(deadline) = witness.deadline {
        said.push_str(&format!(" {} the deadline {deadline}", if witness.fee > 0 { "and" } else { "with" }));
    }
    said
}

/// What the customer owes besides, and its limit.
fn besides(rehearsal: &Rehearsal) -> String {
    let money = |minor: Minor| Money::new(minor, rehearsal.currency);
    let owed = |other: &OtherInvoice| {
        let until = other.until.map_or(String::new(), |until| format!(" until {until}"));
        format!("{} due {}{until}", money(other.amount), other.due)
    };
    let all: Vec<String> = rehearsal.others.iter().map(owed).collect();
    let named = match all.as_slice() {
        [] => String::new(),
        [first, second, third, _, ..] => format!("{first}, {second}, {third} and {} more invoices", all.len() - 3),
        few => few.join(" and "),
    };
    let limit = rehearsal.credit_limit.as_ref().and_then(|limit| limit_in(limit, rehearsal.currency));
    match (limit, named.as_str()) {
        (None, "") => String::new(),
        (None, _) => format!("; the customer also owes {named}"),
        (Some(limit), "") => format!("; the customer has a credit limit of {}", money(limit)),
        (Some(limit), _) => format!("; the customer has a credit limit of {} and also owes {named}", money(limit)),
    }
}

/// The invoice as a `test` block: the guard withholds the notice by this rule. Only a block that passes beside its policy is handed out; `None` where
/// none does.
pub fn test_block(project: &Project, finding: &Finding) -> Option<String> {
    let (plan, witness) = (&finding.policy(&project.policies)?.plan, finding.witness.as_ref()?);
    let versions: Vec<&Plan> = project.plans().into_iter().filter(|version| version.name == plan.name).collect();
    let read = |block: &str| project.tests_in(block)?.pop()?.cases.pop();
    let rule = finding.code();
    let version = if versions.len() > 1 { format!(", valid from {}", plan.valid.from) } else { String::new() };
    let title = format!("{rule} at {}{version}", plan.steps[witness.step].name);
    let case = read(&block(plan, &title, witness, rule, &[]))?;
    // A test runs every day: it holds the invoice while the policy would have sent something else, in one go where that will do.
    let idle = would_send(&versions, &case, witness.on);
    let whole: Vec<(Day, Day)> = idle.first().copied().zip(idle.last().copied()).into_iter().collect();
    let mut blocks = [whole, stretches(&idle)].into_iter().map(|idle| block(plan, &title, witness, rule, &idle));
    blocks.find(|block| read(block).is_some_and(|case| passes(&versions, &case)))
}

/// The first and the last day of each stretch of days.
fn stretches(days: &[Day]) -> Vec<(Day, Day)> {
    let mut stretches: Vec<(Day, Day)> = Vec::new();
    for day in days {
        match stretches.last_mut() {
            Some((_, until)) if until.plus(1) == *day => *until = *day,
            _ => stretches.push((*day, *day)),
        }
    }
    stretches
}

fn block(plan: &Plan, title: &str, witness: &Witness, rule: &str, idle: &[(Day, Day)]) -> String {
    let rehearsal = &witness.rehearsal;
    let money = |minor: Minor| Money::new(minor, rehearsal.currency).written();
    // Each line by the word that it begins with, and the rest of it.
    let mut lines: Vec<(&str, String)> = vec![("invoice", invoice(plan, rehearsal))];
    lines.extend(rehearsal.others.iter().map(|other| {
        let until = other.until.map_or(String::new(), |until| format!(" until {until}"));
        ("customer", format!("also owes {} issued {} due {}{until}", money(other.amount), other.issued, other.due))
    }));
    let limit = rehearsal.credit_limit.as_ref().and_then(|limit| limit_in(limit, rehearsal.currency));
    lines.extend(limit.map(|limit| ("customer", format!("credit limit {}", money(limit)))));
    lines.extend(idle.iter().map(|(from, until)| ("hold", format!("on {from} until {until}"))));
    for event in &rehearsal.events {
        let on = event.on;
        match event.what {
            EventKind::Dispute => lines.push(("dispute", format!("on {on}"))),
            EventKind::Resolved => lines.push(("resolve", format!("on {on}"))),
            EventKind::Acknowledged => lines.push(("acknowledge", format!("on {on}"))),
            EventKind::Payment(amount) => lines.push(("pay", format!("{} on {on}", money(amount)))),
            EventKind::Reversal(amount) => lines.push(("take back", format!("{} on {on}", money(amount)))),
            EventKind::Credit(amount) => lines.push(("credit", format!("{} on {on}", money(amount)))),
            EventKind::Waive(fees, interest) => {
                let waived = [("waive fee", fees), ("waive interest", interest)].into_iter().filter(|(_, amount)| *amount > 0);
                lines.extend(waived.map(|(what, amount)| (what, format!("{} on {on}", money(amount)))));
            }
            EventKind::Notice(notice) => {
                let step = witness.step_of(plan, notice as usize).unwrap_or_default();
                lines.push(("sent", sent(plan, step, &rehearsal.notices[notice as usize], on)));
            }
            EventKind::WriteOff(_)
            | EventKind::Reopened
            | EventKind::Insolvency
            | EventKind::InsolvencyEnded
            | EventKind::Uncredit(_)
            | EventKind::Hold(_)
            | EventKind::Release
            | EventKind::Plan(_)
            | EventKind::PlanEnded
            | EventKind::Promise(..)
            | EventKind::Judgment
            | EventKind::Cancelled(..)
            | EventKind::Recalled => {}
        }
    }
    lines.push(("expect", format!("withheld on {} by {rule}", witness.on)));
    let widest = lines.iter().map(|(word, _)| word.len()).max().unwrap_or(0);
    let written: String = lines.into_iter().map(|(word, rest)| format!("    {word:widest$}  {rest}\n")).collect();
    format!("test \"{title}\" of {} {{\n{written}}}", plan.name)
}

/// The invoice behind the word, with everything that is unusual about it.
fn invoice(plan: &Plan, rehearsal: &Rehearsal) -> String {
    let clauses: String = clauses(plan, rehearsal).into_iter().map(|clause| format!(", {clause}")).collect();
    let amount = Money::new(rehearsal.amount, rehearsal.currency).written();
    let due = rehearsal.due.map_or(String::new(), |due| format!(" due {due}"));
    format!("{amount} issued {}{due} to {}{clauses}", rehearsal.issued, rehearsal.debtor.word())
}

/// What is unusual about an invoice, as a test says it.
fn clauses(plan: &Plan, rehearsal: &Rehearsal) -> Vec<String> {
    let mut clauses = Vec::new();
    clauses.extend((!rehearsal.due_agreed).then(|| "due date not agreed".to_string()));
    clauses.extend((rehearsal.sent != rehearsal.issued).then(|| format!("sent {}", rehearsal.sent)));
    clauses.extend((rehearsal.arose != rehearsal.issued).then(|| format!("arose {}", rehearsal.arose)));
    clauses.extend(rehearsal.fee_agreed.filter(|agreed| *agreed).map(|_| "fee agreed".to_string()));
    clauses.extend(rehearsal.interest_agreed.map(|rate| format!("late interest {rate} agreed")));
    clauses.extend(rehearsal.tags.iter().map(|tag| format!("tagged \"{tag}\"")));
    clauses.extend(rehearsal.customer_tags.iter().map(|tag| format!("customer tagged \"{tag}\"")));
    clauses.extend(facts(plan, rehearsal).into_iter().map(|(name, value)| format!("with {name} is {value}")));
    clauses
}

/// A notice that was sent, behind the word.
fn sent(plan: &Plan, step: &str, notice: &Notice, on: Day) -> String {
    let charge = |word: &str, minor: Minor| (minor > 0).then(|| format!("{word} {}", Money::new(minor, plan.currency).written()));
    let charges = [charge("fee", notice.fee), charge("compensation", notice.compensation)];
    let deadline = notice.deadline.map(|deadline| format!("deadline {deadline}"));
    let details: Vec<String> = charges.into_iter().flatten().chain(deadline).collect();
    let with = if details.is_empty() { String::new() } else { format!(" with {}", details.join(", ")) };
    format!("{step} on {on}{with}")
}

/// The declared facts that have a value, by their names, as a policy writes them.
fn facts<'a>(plan: &'a Plan, rehearsal: &Rehearsal) -> Vec<(&'a str, String)> {
    let written = |value: &FactValue, kind: FactType| {
        if let (FactValue::Whole(minor), FactType::Money) = (value, kind) {
            Money::new(*minor, rehearsal.currency).written()
        } else {
            value.written(kind, rehearsal.currency)
        }
    };
    let facts = plan.facts.iter().zip(&rehearsal.facts);
    facts.filter_map(|(fact, value)| Some((fact.name.as_str(), written(value.as_ref()?, fact.kind)))).collect()
}
