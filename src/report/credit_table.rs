//! Where customers stand with credit, for people.

use std::collections::{BTreeMap, BTreeSet};

use super::table::aligned;
use crate::diagnostic::visible;
use crate::run::{Cause, CreditFinding, Escalated, Run, Standing};
use crate::value::{Minor, Money};
use crate::words;

/// A table as people read it, and a line that counts.
pub fn credit_table(run: &Run, standings: &[Standing]) -> String {
    let table = lines(run, standings, true);
    let gap = if table.is_empty() { "" } else { "\n" };
    format!("{table}{gap}{}\n", summary(run, standings))
}

/// What people are told who ask about a sale: the answer, why, and the customer's credit.
pub fn credit_answer(run: &Run, standings: &[Standing]) -> String {
    let mut out = String::new();
    for standing in standings {
        let Some((sale, currency)) = standing.sale.as_ref().zip(standing.currency) else { continue };
        let customers = &run.ledger.customers;
        let (number, name) = (&customers.number[standing.customer], customers.name(standing.customer).unwrap_or_default());
        let who = if name.is_empty() { visible(number).into() } else { format!("{} ({})", visible(name), visible(number)) };
        let money = |minor: Minor| Money::new(minor, currency);
        let terms = standing.credit.as_ref().ok().and_then(|granted| granted.terms.days);
        let pays = terms.map_or(String::new(), |days| format!(", to be paid within {}", counted(days as usize, "day")));
        let left = standing.left().map_or(String::new(), |left| format!("; {} of the limit left after it", money(left - sale.amount)));
        out.push_str(&match sale.yes {
            true => format!("yes: {who} can buy for {} on credit{pays}{left}\n", money(sale.amount)),
            false => format!("no: {who} cannot buy for {} on credit\n", money(sale.amount)),
        });
        out.extend(words::standing(run, standing).iter().map(|why| format!("  {}\n", visible(why))));
    }
    format!("{out}\n{}", lines(run, standings, false))
}

fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// Only the columns in which something stands; the policy where there are several.
fn lines(run: &Run, standings: &[Standing], because: bool) -> String {
    let customers = &run.ledger.customers;
    let several = standings.iter().filter_map(|standing| standing.by).collect::<BTreeSet<usize>>().len() > 1;
    let cells = |standing: &Standing| {
        let money = |minor: Option<Minor>| {
            minor.zip(standing.currency).map_or(String::new(), |(minor, currency)| Money::new(minor, currency).grouped())
        };
        let terms = standing.credit.as_ref().ok().map(|granted| &granted.terms);
        let has = |such: &dyn Fn(&CreditFinding) -> bool| terms.is_some_and(|terms| terms.found.iter().any(such));
        let never = has(&|found| matches!(found, CreditFinding::NeverChecked));
        let prepayment = has(&|found| matches!(found, CreditFinding::Prepayment { .. }));
        let days = terms.and_then(|terms| terms.days).map(|days| counted(days as usize, "day"));
        let due = terms.and_then(|terms| terms.check_due).map(|day| day.to_string());
        [
            customers.number[standing.customer].into(),
            customers.name(standing.customer).unwrap_or_default().into(),
            standing.by.filter(|_| several).map_or(String::new(), |by| run.plans[by].plan.name.clone()),
            terms.and_then(|terms| terms.class.clone()).unwrap_or_default(),
            days.unwrap_or(if prepayment { "prepayment".into() } else { String::new() }),
            money(standing.limit().map(|limit| limit.most)),
            money(standing.exposure),
            money(standing.left()),
            standing.currency.map_or(String::new(), |currency| currency.to_string()),
            due.unwrap_or(if never { "never checked".into() } else { String::new() }),
            standing.actions().join("; "),
            if because { words::standing(run, standing).join("; ") } else { String::new() },
        ]
    };
    let rows: Vec<[String; 12]> = standings.iter().map(cells).collect();
    let heads = ["customer", "name", "policy", "class", "terms", "limit", "exposure", "left", "", "check due", "do", "because"];
    let shown: Vec<usize> = (0..heads.len()).filter(|at| rows.iter().any(|row| !row[*at].is_empty())).collect();
    let rows: Vec<Vec<String>> = rows.iter().map(|row| shown.iter().map(|at| row[*at].clone()).collect()).collect();
    let right: Vec<usize> = (0..shown.len()).filter(|at| (4..8).contains(&shown[*at])).collect();
    if rows.is_empty() { String::new() } else { aligned(&shown.iter().map(|at| heads[*at]).collect::<Vec<&str>>(), &rows, &right) }
}

/// How many customers there are, and of how many something is said.
fn summary(run: &Run, standings: &[Standing]) -> String {
    let whom = |such: &dyn Fn(&Standing) -> bool| {
        standings.iter().filter(|standing| such(standing)).map(|standing| standing.customer).collect::<BTreeSet<usize>>().len()
    };
    let mut titles: BTreeMap<(usize, String), BTreeSet<usize>> = BTreeMap::new();
    for (standing, granted) in standings.iter().filter_map(|standing| Some((standing, standing.credit.as_ref().ok()?))) {
        for todo in &granted.todo {
            titles.entry(told_as(todo)).or_default().insert(standing.customer);
        }
    }
    let mut said = vec![counted(whom(&|_| true), "customer")];
    said.extend(titles.into_iter().map(|((_, title), customers)| format!("{} {}", customers.len(), visible(&title))));
    let without = whom(&|standing| standing.credit.is_err());
    said.extend((without > 0).then(|| format!("{without} without credit classes")));
    format!("{}: {}", run.on, said.join(", "))
}

/// What a summary calls it, and where it stands there: credit classes in their order, then escalations by their titles.
fn told_as(todo: &Escalated) -> (usize, String) {
    match &todo.cause {
        Cause::Credit(found) => (found.title() as usize, todo.title.clone()),
        Cause::Holds(_) => (usize::MAX, format!("\"{}\"", todo.title)),
    }
}
