//! The invoice that shows a breach, in a sentence and as a test to put beside the policy.

use crate::check::Witness;
use crate::forward::{Rehearsal, rehearsal_plan};
use crate::ledger::EventKind;
use crate::plan::{FactValue, Plan};
use crate::terms::FactType;
use crate::value::{Minor, Money};

/// The invoice and the notice in one sentence.
pub fn witness(plan: &Plan, witness: &Witness) -> String {
    let rehearsal = &witness.rehearsal;
    let money = |minor: Minor| Money::new(minor, rehearsal.currency);
    let due = rehearsal.due.map_or(String::new(), |due| format!(", due {due}"));
    let agreed = if rehearsal.due_agreed { "" } else { " (not agreed)" };
    let mut said = format!("an invoice of {} to {}{due}{agreed}: ", money(rehearsal.amount), rehearsal.debtor.described());
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
                let notice = &rehearsal.notices[notice as usize];
                let step = notice.step.map_or(notice.act.word(), |step| plan.steps[step as usize].name.as_str());
                said.push_str(&format!("{step} on {on}{}, ", late(sent)));
                sent += 1;
            }
            EventKind::Dispute => said.push_str(&format!("disputed on {on}, ")),
            EventKind::Resolved => said.push_str(&format!("the objection settled on {on}, ")),
            EventKind::Payment(amount) => said.push_str(&format!("{} paid on {on}, ", money(amount))),
            EventKind::Reversal(amount) => said.push_str(&format!("{} taken back on {on}, ", money(amount))),
            EventKind::Credit(amount) => said.push_str(&format!("{} credited on {on}, ", money(amount))),
            EventKind::Acknowledged => said.push_str(&format!("acknowledged on {on}, ")),
            EventKind::Waive(..)
            | EventKind::WriteOff
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

/// The invoice as a `test` block: the guard withholds the notice by this rule. `None` where the notice goes out after the policy's last day: a test
/// follows the version of its due date alone.
pub fn test_block(plan: &Plan, witness: &Witness, rule: &str) -> Option<String> {
    if plan.valid.until.is_some_and(|until| witness.on > until) {
        return None;
    }
    let rehearsal = &witness.rehearsal;
    let money = |minor: Minor| Money::new(minor, rehearsal.currency).written();
    let mut lines = vec![format!("test \"{rule} at {}\" of {} {{", plan.steps[witness.step].name, plan.name)];
    let due = rehearsal.due.map_or(String::new(), |due| format!(" due {due}"));
    let mut clauses = Vec::new();
    clauses.extend((!rehearsal.due_agreed).then(|| "due date not agreed".to_string()));
    clauses.extend(rehearsal.fee_agreed.filter(|agreed| *agreed).map(|_| "fee agreed".to_string()));
    clauses.extend(rehearsal.interest_agreed.map(|rate| format!("late interest {rate} agreed")));
    clauses.extend(rehearsal.tags.iter().map(|tag| format!("tagged \"{tag}\"")));
    clauses.extend(rehearsal.customer_tags.iter().map(|tag| format!("customer tagged \"{tag}\"")));
    clauses.extend(facts(plan, rehearsal).into_iter().map(|(name, value)| format!("with {name} is {value}")));
    let clauses: String = clauses.into_iter().map(|clause| format!(", {clause}")).collect();
    lines.push(format!(
        "    invoice  {} issued {}{due} to {}{clauses}",
        money(rehearsal.amount),
        rehearsal.issued,
        rehearsal.debtor.word()
    ));
    lines.extend(witness.without_runs(&rehearsal_plan(plan)).into_iter().map(|(from, until)| format!("    hold on {from} until {until}")));
    for event in &rehearsal.events {
        match event.what {
            EventKind::Dispute => lines.push(format!("    dispute  on {}", event.on)),
            EventKind::Resolved => lines.push(format!("    resolve  on {}", event.on)),
            EventKind::Acknowledged => lines.push(format!("    acknowledge on {}", event.on)),
            EventKind::Payment(amount) => lines.push(format!("    pay      {} on {}", money(amount), event.on)),
            EventKind::Reversal(amount) => lines.push(format!("    take back {} on {}", money(amount), event.on)),
            EventKind::Credit(amount) => lines.push(format!("    credit   {} on {}", money(amount), event.on)),
            EventKind::Waive(fees, interest) => {
                let waived = [("fee", fees), ("interest", interest)].into_iter().filter(|(_, amount)| *amount > 0);
                lines.extend(waived.map(|(what, amount)| format!("    waive {what} {} on {}", money(amount), event.on)));
            }
            EventKind::Notice(notice) => {
                let notice = &rehearsal.notices[notice as usize];
                let step = notice.step.map_or("", |step| plan.steps[step as usize].name.as_str());
                let charge = |word: &str, minor: Minor| (minor > 0).then(|| format!("{word} {}", money(minor)));
                let charges = [charge("fee", notice.fee), charge("compensation", notice.compensation)];
                let deadline = notice.deadline.map(|deadline| format!("deadline {deadline}"));
                let details: Vec<String> = charges.into_iter().flatten().chain(deadline).collect();
                let with = if details.is_empty() { String::new() } else { format!(" with {}", details.join(", ")) };
                lines.push(format!("    sent     {step} on {}{with}", event.on));
            }
            EventKind::WriteOff
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
    lines.push(format!("    expect   withheld on {} by {rule}", witness.on));
    lines.push("}".into());
    Some(lines.join("\n"))
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
