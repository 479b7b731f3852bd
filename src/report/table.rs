use std::collections::BTreeMap;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, Table};

use super::WorklistRow;
use crate::decide::DecisionKind;
use crate::diagnostic::visible;
use crate::value::{Currency, Day, Minor, Money};

/// Rows as people read them, with a line of totals for each decision.
pub fn table(rows: &[WorklistRow], on: Day, invoices: usize, all: bool) -> String {
    let mut out = String::new();
    let heads = ["invoice", "customer", "decision", "step", "deadline", "overdue", "balance", "interest", "fees", "fee", "claim", ""];
    let lines: Vec<Vec<String>> = rows.iter().map(line).collect();
    if !lines.is_empty() {
        out.push_str(&aligned(&heads, &lines, &[5, 6, 7, 8, 9, 10]));
        out.push('\n');
    }
    let withheld: Vec<&WorklistRow> = rows.iter().filter(|row| row.decision == DecisionKind::Withheld).collect();
    for row in &withheld {
        let because = row.because.first().map_or("", String::as_str);
        out.push_str(&format!("{}: {}\n", visible(&row.invoice), visible(because)));
    }
    if !withheld.is_empty() {
        out.push('\n');
    }
    out.push_str(&totals(rows, on, invoices, all));
    out
}

fn line(row: &WorklistRow) -> Vec<String> {
    let money = |minor: Option<Minor>| minor.map_or(String::new(), |minor| Money::new(minor, row.currency).grouped());
    let charge = |minor: Option<Minor>| money(minor.filter(|minor| *minor != 0));
    let step = match row.decision {
        DecisionKind::Send | DecisionKind::Withheld => row.step.clone(),
        DecisionKind::Wait => row.next_step.clone(),
        DecisionKind::Hold
        | DecisionKind::Exempt
        | DecisionKind::Ignore
        | DecisionKind::Settled
        | DecisionKind::Finished
        | DecisionKind::Unmatched => None,
    };
    let day = if row.decision == DecisionKind::Wait {
        row.next_on.map(|day| format!("from {day}"))
    } else {
        row.deadline.map(|day| day.to_string())
    };
    // A line that says `send` or `wait` needs no reason; a withheld one names its rule, and its reasons stand below the table.
    let why = match row.decision {
        DecisionKind::Send => row.letter_of.as_ref().map_or(String::new(), |carrier| format!("in the letter of {carrier}")),
        DecisionKind::Wait => String::new(),
        DecisionKind::Withheld => row.rule.clone().unwrap_or("the law is not known".into()),
        DecisionKind::Hold
        | DecisionKind::Exempt
        | DecisionKind::Ignore
        | DecisionKind::Settled
        | DecisionKind::Finished
        | DecisionKind::Unmatched => row.because.first().cloned().unwrap_or_default(),
    };
    // A currency stands behind amounts alone.
    let has_amounts = row.balance.or(row.claim).is_some();
    let claim = if has_amounts { format!("{} {}", money(row.claim), row.currency) } else { String::new() };
    vec![
        row.invoice.clone(),
        row.name.clone().unwrap_or(row.customer.clone()),
        row.decision.word().into(),
        step.unwrap_or_default(),
        day.unwrap_or_default(),
        row.overdue.map_or(String::new(), |days| days.to_string()),
        money(row.balance),
        charge(row.interest),
        charge(row.fees),
        charge(row.fee.map(|fee| fee + row.compensation.unwrap_or(0))),
        claim,
        why,
    ]
}

fn totals(rows: &[WorklistRow], on: Day, invoices: usize, all: bool) -> String {
    #[derive(Default)]
    struct Sum {
        count: usize,
        balance: Minor,
        charges: Minor,
        claim: Minor,
        unknown: bool,
    }
    let mut sums: BTreeMap<(DecisionKind, Currency), Sum> = BTreeMap::new();
    for row in rows {
        let sum = sums.entry((row.decision, row.currency)).or_default();
        sum.count += 1;
        sum.balance += row.balance.unwrap_or(0);
        sum.charges += row.fee.unwrap_or(0) + row.compensation.unwrap_or(0);
        sum.claim += row.claim.unwrap_or(0);
        sum.unknown |= row.claim.is_none();
    }
    let counted = |count: usize| format!("{count} invoice{}", if count == 1 { "" } else { "s" });
    let mut out = format!("{on}: {} in the ledger", counted(invoices));
    if rows.is_empty() {
        out.push_str(if all { "\n" } else { ", nothing to act on (--all lists every invoice)\n" });
        return out;
    }
    out.push_str(if all { "\n" } else { ", to act on:\n" });
    let lines: Vec<Vec<String>> = sums
        .iter()
        .map(|((kind, currency), sum)| {
            let money = |minor| Money::new(minor, *currency).grouped();
            // A sum with an unknown part is no sum.
            let claim = if sum.unknown { String::new() } else { money(sum.claim) };
            let some = |minor| if minor > 0 { money(minor) } else { String::new() };
            vec![kind.word().into(), sum.count.to_string(), some(sum.balance), some(sum.charges), claim, currency.to_string()]
        })
        .collect();
    out.push_str(&aligned(&["", "invoices", "balance", "new charges", "claim", ""], &lines, &[1, 2, 3, 4]));
    out
}

/// Lines under their heads, the columns lined up, those of `right` to the right.
pub fn aligned(heads: &[&str], lines: &[Vec<String>], right: &[usize]) -> String {
    let mut table = Table::new();
    table.load_style(NOTHING).set_content_arrangement(ContentArrangement::Disabled).set_header(heads.to_vec());
    for line in lines {
        table.add_row(line.iter().map(|cell| visible(cell)));
    }
    for column in table.column_iter_mut() {
        column.set_padding((0, 2));
    }
    for at in right {
        if let Some(column) = table.column_mut(*at) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table.lines().map(|line| format!("{}\n", line.trim_end())).collect()
}
