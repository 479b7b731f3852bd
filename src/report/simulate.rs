//! A ledger carried forward, for programs: a line a week and currency, and one for each step of it.

use serde_json::{Map, Value};

use crate::forward::{Actions, Amounts, Simulation, Week};
use crate::value::{Currency, Day, Minor, Money};

/// The columns for programs. Other programs read them: a name changes only with a version.
pub const COLUMNS: [&str; 16] = [
    "week",
    "from",
    "to",
    "currency",
    "policy",
    "step",
    "act",
    "sent",
    "withheld",
    "fees",
    "compensation",
    "interest",
    "balance",
    "overdue",
    "escalations",
    "assumed",
];

/// One week in one currency: everything of it, or one step.
pub(super) struct WeekLine<'a> {
    pub week: &'a Week,
    pub currency: Currency,
    /// Policy, step and act; `None` for the week's totals.
    pub step: Option<[&'a str; 3]>,
    pub actions: Actions,
    /// How many notices were withheld.
    pub withheld: usize,
    /// Of the totals alone.
    pub amounts: Option<Amounts>,
}

/// A header and the lines.
pub fn csv(simulation: &Simulation) -> String {
    super::csv::lines(&COLUMNS, lines(simulation).iter().map(|line| line.cells().map(Option::unwrap_or_default)))
}

/// One object a line; absent is `null`.
pub fn json(simulation: &Simulation) -> String {
    let object = |line: WeekLine| {
        let value = |(column, cell): (&&str, Option<String>)| {
            let value = match *column {
                "sent" => Value::from(line.actions.sent),
                "withheld" => Value::from(line.withheld),
                "escalations" => line.amounts.map_or(Value::Null, |_| Value::from(line.week.escalated(line.currency))),
                "assumed" => line.amounts.map_or(Value::Null, |amounts| Value::from(amounts.assumed)),
                _ => cell.map_or(Value::Null, Value::String),
            };
            ((*column).to_string(), value)
        };
        let object: Map<String, Value> = COLUMNS.iter().zip(line.cells()).map(value).collect();
        format!("{}\n", Value::Object(object))
    };
    lines(simulation).into_iter().map(object).collect()
}

/// The week's totals of each currency, each followed by the steps of which something was sent or withheld.
pub(super) fn lines<'a>(simulation: &'a Simulation) -> Vec<WeekLine<'a>> {
    let mut lines = Vec::new();
    for week in &simulation.weeks {
        for (currency, amounts) in &week.amounts {
            let steps = simulation.steps(std::slice::from_ref(week), *currency);
            let line = |(step, actions): ([&'a str; 3], Actions)| {
                let withheld = actions.withheld.len();
                WeekLine { week, currency: *currency, step: Some(step), actions, withheld, amounts: None }
            };
            let (actions, withheld) = total(&steps);
            lines.push(WeekLine { week, currency: *currency, step: None, actions, withheld, amounts: Some(*amounts) });
            lines.extend(steps.into_iter().map(line));
        }
    }
    lines
}

/// Everything of some steps, and how many notices of them were withheld.
pub(super) fn total(steps: &[([&str; 3], Actions)]) -> (Actions, usize) {
    let mut total = Actions::default();
    steps.iter().for_each(|(_, actions)| total.add(actions));
    (total, steps.iter().map(|(_, actions)| actions.withheld.len()).sum())
}

impl WeekLine<'_> {
    fn cells(&self) -> [Option<String>; 16] {
        let money = |minor: Minor| Money::new(minor, self.currency).plain();
        let part = |at: usize| self.step.map(|step| step[at].to_string());
        [
            Some(week_name(self.week.from)),
            Some(self.week.from.to_string()),
            Some(self.week.to.to_string()),
            Some(self.currency.to_string()),
            part(0),
            part(1),
            part(2),
            Some(self.actions.sent.to_string()),
            Some(self.withheld.to_string()),
            Some(money(self.actions.fees)),
            Some(money(self.actions.compensation)),
            self.amounts.and_then(|amounts| amounts.interest).map(money),
            self.amounts.map(|amounts| money(amounts.balance)),
            self.amounts.map(|amounts| money(amounts.overdue)),
            self.amounts.map(|_| self.week.escalated(self.currency).to_string()),
            self.amounts.map(|amounts| amounts.assumed.to_string()),
        ]
    }
}

/// The week of a day as ISO 8601 writes it: `2026-W38`.
pub(super) fn week_name(day: Day) -> String {
    let (year, week) = day.iso_week();
    format!("{year}-W{week:02}")
}

/// What it rests on.
pub(super) fn assumption(simulation: &Simulation) -> String {
    let known = match simulation.payments_through {
        Some(through) => format!("Payments count as known through {through}."),
        None => "Payments count as known through each day.".into(),
    };
    let own = match simulation.own_events {
        0 => "nothing else happens".into(),
        1 => "of what else may happen, only the one event the ledger has in these days does".into(),
        more => format!("of what else may happen, only the {more} events the ledger has in these days do"),
    };
    let assumed = simulation.weeks.iter().find(|week| week.amounts.values().any(|amounts| amounts.assumed));
    let assumed = assumed.map_or(String::new(), |week| {
        format!(" From {} on the figures rest on the assumption that the law stays as it is last known.", week_name(week.from))
    });
    format!("Every notice goes out on the day it is proposed; nobody pays, and {own}. {known}{assumed}")
}
