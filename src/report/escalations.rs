//! What is to be done about customers, for people and for programs.

use serde_json::{Map, Value};

use super::table::aligned;
use crate::run::{Escalated, Run};
use crate::value::Money;
use crate::words;

/// The columns of an escalation, in the order of contracts.md. Other programs read them: a name changes only with a version.
pub const ESCALATION_COLUMNS: [&str; 10] =
    ["escalation", "customer", "name", "policy", "reason", "do", "balance", "overdue", "currency", "key"];

/// An escalation as its readers see it.
#[derive(Clone, Debug)]
pub struct EscalationRow {
    /// The places of its policy, and of itself within.
    order: (usize, usize),
    /// The values in the order of [`ESCALATION_COLUMNS`]; absent is `None`.
    pub cells: [Option<String>; 10],
    /// What people read of it.
    shown: [String; 6],
}

impl EscalationRow {
    /// By what escalations of parts of a ledger are ordered that are put together again.
    pub fn order(&self) -> (usize, usize) {
        self.order
    }
}

/// The escalations of a run, a row each.
pub fn escalation_rows(run: &Run) -> Vec<EscalationRow> {
    let row = |escalated: &Escalated| {
        let Escalated { customer, by, place, totals, .. } = *escalated;
        let (customers, policy) = (&run.ledger.customers, run.plans[by].plan);
        let (number, name, reason) = (&customers.number[customer], customers.name(customer), words::escalated(run, escalated));
        let (balance, overdue) = (Money::new(totals.balance, policy.currency), Money::new(totals.overdue_balance, policy.currency));
        let cells = [
            Some(escalated.title.clone()),
            Some(number.into()),
            name.map(Into::into),
            Some(policy.name.clone()),
            Some(reason.clone()),
            Some(escalated.action.clone()),
            Some(balance.plain()),
            Some(overdue.plain()),
            Some(policy.currency.to_string()),
            Some(format!("{number}/{}/{}", policy.name, escalated.title)),
        ];
        let shown = [
            name.unwrap_or(number).into(),
            escalated.title.clone(),
            escalated.action.clone(),
            balance.grouped(),
            overdue.to_string(),
            reason,
        ];
        EscalationRow { order: (by, place), cells, shown }
    };
    run.escalations.iter().map(row).collect()
}

/// One object a line.
pub fn escalations_json(rows: &[EscalationRow]) -> String {
    let object = |row: &EscalationRow| -> Map<String, Value> {
        let values = row.cells.iter().map(|cell| cell.clone().map_or(Value::Null, Value::String));
        ESCALATION_COLUMNS.iter().map(ToString::to_string).zip(values).collect()
    };
    rows.iter().map(|row| format!("{}\n", Value::Object(object(row)))).collect()
}

/// A header and one line each; absent is empty.
pub fn escalations_csv(rows: &[EscalationRow]) -> String {
    super::csv::lines(&ESCALATION_COLUMNS, rows.iter().map(|row| row.cells.clone().map(Option::unwrap_or_default)))
}

/// A table as people read it; empty where there are none.
pub fn escalations_table(rows: &[EscalationRow]) -> String {
    if rows.is_empty() {
        return String::new();
    }
    let lines: Vec<Vec<String>> = rows.iter().map(|row| row.shown.to_vec()).collect();
    aligned(&["customer", "escalation", "do", "balance", "overdue", "because"], &lines, &[3, 4])
}
