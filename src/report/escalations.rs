//! What is to be done about customers, for people and for programs.

use serde_json::{Map, Value};

use super::table::aligned;
use crate::run::{Escalated, Run};
use crate::value::Money;
use crate::words;

/// The columns of an escalation, in the order of contracts.md. Other programs read them: a name changes only with a version.
pub const ESCALATION_COLUMNS: [&str; 10] =
    ["escalation", "customer", "name", "policy", "reason", "do", "balance", "overdue", "currency", "key"];

/// The escalations of a run, a row each in the order of [`ESCALATION_COLUMNS`]; absent is `None`.
pub fn escalation_cells(run: &Run) -> Vec<[Option<String>; 10]> {
    let cells = |escalated: &Escalated| {
        let customers = &run.ledger.customers;
        let policy = run.plans[escalated.by].plan;
        let number = &customers.number[escalated.customer];
        let money = |minor| Some(Money::new(minor, policy.currency).plain());
        [
            Some(escalated.title.clone()),
            Some(number.clone()),
            customers.name.get(escalated.customer).filter(|name| !name.is_empty()).cloned(),
            Some(policy.name.clone()),
            Some(words::escalated(run, escalated)),
            Some(escalated.action.clone()),
            money(escalated.totals.balance),
            money(escalated.totals.overdue_balance),
            Some(policy.currency.to_string()),
            Some(format!("{number}/{}/{}", policy.name, escalated.title)),
        ]
    };
    run.escalations.iter().map(cells).collect()
}

/// One object a line.
pub fn escalations_json(run: &Run) -> String {
    let object = |cells: [Option<String>; 10]| -> Map<String, Value> {
        let values = cells.into_iter().map(|cell| cell.map_or(Value::Null, Value::String));
        ESCALATION_COLUMNS.iter().map(ToString::to_string).zip(values).collect()
    };
    escalation_cells(run).into_iter().map(|cells| format!("{}\n", Value::Object(object(cells)))).collect()
}

/// A header and one line each; absent is empty.
pub fn escalations_csv(run: &Run) -> String {
    super::csv::lines(&ESCALATION_COLUMNS, escalation_cells(run).into_iter().map(|cells| cells.map(Option::unwrap_or_default)))
}

/// A table as people read it; empty where there are none.
pub fn escalations_table(run: &Run) -> String {
    if run.escalations.is_empty() {
        return String::new();
    }
    let customers = &run.ledger.customers;
    let lines: Vec<Vec<String>> = run
        .escalations
        .iter()
        .map(|escalated| {
            let currency = run.plans[escalated.by].plan.currency;
            let name = customers.name.get(escalated.customer).filter(|name| !name.is_empty());
            vec![
                name.unwrap_or(&customers.number[escalated.customer]).clone(),
                escalated.title.clone(),
                escalated.action.clone(),
                Money::new(escalated.totals.balance, currency).grouped(),
                format!("{} {currency}", Money::new(escalated.totals.overdue_balance, currency).grouped()),
                words::escalated(run, escalated),
            ]
        })
        .collect();
    aligned(&["customer", "escalation", "do", "balance", "overdue", "because"], &lines, &[3, 4])
}
