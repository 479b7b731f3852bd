//! What a plan is and what holds for all its steps, with every default said.

use super::page::PlanPage;
use crate::law::Law;
use crate::plan::{FactDeclaration, Plan};
use crate::value::{Debtors, Money};
use crate::words::{law, policy, statute, worded};

/// Head, settings and facts.
pub fn show(plan: &Plan, page: &mut PlanPage) {
    head(plan, page);
    settings(plan, page);
    of_law(&plan.law, page);
    facts(plan, page);
}

fn head(plan: &Plan, page: &mut PlanPage) {
    let title = plan.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
    page.head(0, &format!("policy {}{title}", plan.name));
    let name = plan.law.title.as_ref().map_or(String::new(), |title| format!(" \"{title}\""));
    let known =
        format!("{}{name}, read on {}, known from {} until {}", plan.law.name, plan.law.read_on, plan.law.known_from, plan.law.known_until);
    let assumed = if plan.law.as_known.is_some() { "\nafter that the values of the last known day are taken to hold on" } else { "" };
    let until = plan.valid.until.map_or("without end".into(), |until| format!("until {until}"));
    let keeps = match plan.keeps_until {
        Some(until) => format!("those begun under this version stay with it until {until}"),
        None => "those begun under this version stay with it, without end".into(),
    };
    let takes = if plan.takes_over { "takes over those of earlier versions" } else { "takes over none of earlier versions" };
    page.pairs(
        1,
        &[
            ("law", format!("{known}{assumed}")),
            ("debtors", law::debtors(plan.debtors)),
            ("currency", plan.currency.to_string()),
            ("valid", format!("from {} {until}", plan.valid.from)),
            ("open cases", format!("{takes}\n{keeps}")),
        ],
    );
}

fn settings(plan: &Plan, page: &mut PlanPage) {
    let money = |minor| Money::new(minor, plan.currency).written();
    let holds: Vec<String> = plan.holds.iter().map(|hold| policy::hold(*hold)).collect();
    let exempt: Vec<String> = plan.exempt.iter().map(|exempt| worded(plan, &exempt.when)).collect();
    let or = |lines: Vec<String>, none: &str| if lines.is_empty() { none.to_string() } else { lines.join("\n") };
    page.head(0, "settings");
    page.pairs(
        1,
        &[
            ("applies", plan.applies.as_ref().map_or("to every invoice".into(), |applies| format!("when {}", worded(plan, applies)))),
            ("interest", policy::interest(plan.interest)),
            ("payments", format!("settle {}", policy::settle(plan.settle))),
            ("ignore", if plan.ignore == 0 { "nothing".into() } else { format!("balance below {}", money(plan.ignore)) }),
            (
                "pursue",
                plan.pursue.map_or("nothing once the principal is settled".into(), |least| format!("charges at least {}", money(least))),
            ),
            ("hold", or(holds, "for nothing of its own")),
            ("dispute", if plan.continue_disputed { "continue while disputed" } else { "holds" }.into()),
            ("exempt", or(exempt, "nobody")),
            ("send on", policy::send_on(plan.send_on)),
            ("agreed fee", if plan.agreed_fee { "agreed reminder fee" } else { "only where the ledger says so" }.into()),
            (
                "agreed rate",
                plan.agreed_interest.map_or("only where the ledger says so".into(), |rate| format!("agreed late interest {rate}")),
            ),
            ("sent", plan.sent_before_due.map_or("no promise".into(), Plan::promise)),
        ],
    );
}

/// The settings of the statute, the limitation of claims, and what it does not say.
fn of_law(of: &Law, page: &mut PlanPage) {
    page.head(0, &format!("settings of law {}", of.name));
    let mut settings = statute::settings(of);
    if !of.due_moves {
        settings.push(("due date", "not moved".into()));
    }
    if of.in_time == Debtors::NONE {
        settings.push(("in time", "not on next business day".into()));
    }
    if of.new_round.is_none() {
        settings.push(("new round", "never".into()));
    }
    page.pairs(1, &settings);
    match &of.limitation {
        Some(limitation) => {
            page.line(1, &format!("limitation {}", limitation.id));
            page.pairs(2, &statute::limitation(limitation));
        }
        None => page.line(1, "no limitation"),
    }
}

fn facts(plan: &Plan, page: &mut PlanPage) {
    if plan.customer_facts.is_empty() {
        return;
    }
    page.head(0, "facts, by their place");
    let row = |(at, fact): (usize, &FactDeclaration)| {
        let default = fact.default.as_ref().map(|value| format!("default {}", value.written(fact.kind, plan.currency)));
        let whose = if at < plan.facts.len() { "of the invoice, or else its customer" } else { "of the customer" };
        let default = default.unwrap_or("no default".into());
        vec![(at + 1).to_string(), fact.name.clone(), policy::fact_type(fact.kind).into(), whose.into(), default]
    };
    let rows: Vec<Vec<String>> = plan.customer_facts.iter().enumerate().map(row).collect();
    page.rows(1, &rows);
}
