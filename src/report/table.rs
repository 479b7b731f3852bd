use std::collections::BTreeMap;

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement};

use super::WorklistRow;
use crate::decide::DecisionKind;
use crate::diagnostic::visible;
use crate::value::{Currency, Day, Minor, Money};

/// Rows as people read them, with a line of totals for each decision, while they are collected.
#[derive(Default, Debug)]
pub struct Table {
    lines: Vec<TableLine>,
    sums: BTreeMap<(DecisionKind, Currency), Sum>,
}

/// One row: the place of its invoice in the ledger, its cells, and why it is withheld, if it is.
#[derive(Debug)]
struct TableLine {
    place: usize,
    cells: Vec<String>,
    withheld: Option<String>,
}

#[derive(Default, Debug)]
struct Sum {
    count: usize,
    balance: Minor,
    charges: Minor,
    claim: Minor,
    unknown: bool,
}

impl Table {
    /// Adds a row of the invoice at a place of the ledger.
    pub fn add(&mut self, place: usize, row: &WorklistRow) {
        let because = row.because();
        let because = because.first().map_or("", String::as_str);
        let is_withheld = row.decision == DecisionKind::Withheld;
        let withheld = is_withheld.then(|| format!("{}: {}\n", visible(row.invoice), visible(because)));
        self.lines.push(TableLine { place, cells: line(row, because), withheld });
        self.sums.entry((row.decision, row.currency)).or_default().add(&Sum {
            count: 1,
            balance: row.balance.unwrap_or(0),
            charges: row.fee.unwrap_or(0) + row.compensation.unwrap_or(0),
            claim: row.claim.unwrap_or(0),
            unknown: row.claim.is_none(),
        });
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// Adds the rows of another part of the ledger, which begins at a place.
    pub fn extend(&mut self, other: Table, from: usize) {
        self.lines.extend(other.lines.into_iter().map(|line| TableLine { place: from + line.place, ..line }));
        other.sums.iter().for_each(|(of, sum)| self.sums.entry(*of).or_default().add(sum));
    }

    /// All of it, of so many invoices, in ledger order.
    pub fn text(mut self, on: Day, invoices: usize, all: bool) -> String {
        self.lines.sort_by_key(|line| line.place);
        let mut out = String::new();
        let heads = ["invoice", "customer", "decision", "step", "deadline", "overdue", "balance", "interest", "fees", "fee", "claim", ""];
        let (mut cells, mut withheld) = (Vec::with_capacity(self.lines.len()), String::new());
        for line in self.lines {
            cells.push(line.cells);
            withheld.extend(line.withheld);
        }
        if !cells.is_empty() {
            out.push_str(&aligned(&heads, &cells, &[5, 6, 7, 8, 9, 10]));
            out.push('\n');
        }
        if !withheld.is_empty() {
            out.push_str(&withheld);
            out.push('\n');
        }
        out.push_str(&totals(&self.sums, on, invoices, all));
        out
    }
}

impl Sum {
    fn add(&mut self, other: &Sum) {
        self.count += other.count;
        self.balance += other.balance;
        self.charges += other.charges;
        self.claim += other.claim;
        self.unknown |= other.unknown;
    }
}

fn line(row: &WorklistRow, because: &str) -> Vec<String> {
    let money = |minor: Option<Minor>| minor.map_or(String::new(), |minor| Money::new(minor, row.currency).grouped());
    let charge = |minor: Option<Minor>| money(minor.filter(|minor| *minor != 0));
    let step = match row.decision {
        DecisionKind::Send | DecisionKind::Withheld => row.step,
        DecisionKind::Wait => row.next_step,
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
        DecisionKind::Send => row.letter_of.map_or(String::new(), |carrier| format!("in the letter of {carrier}")),
        DecisionKind::Wait => String::new(),
        DecisionKind::Withheld => row.rule.unwrap_or("the law is not known").into(),
        DecisionKind::Hold
        | DecisionKind::Exempt
        | DecisionKind::Ignore
        | DecisionKind::Settled
        | DecisionKind::Finished
        | DecisionKind::Unmatched => because.into(),
    };
    // A currency stands behind amounts alone.
    let has_amounts = row.balance.or(row.claim).is_some();
    let claim = if has_amounts { format!("{} {}", money(row.claim), row.currency) } else { String::new() };
    vec![
        row.invoice.into(),
        row.name.unwrap_or(row.customer).into(),
        row.decision.word().into(),
        step.unwrap_or_default().into(),
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

fn totals(sums: &BTreeMap<(DecisionKind, Currency), Sum>, on: Day, invoices: usize, all: bool) -> String {
    let counted = |count: usize| format!("{count} invoice{}", if count == 1 { "" } else { "s" });
    let mut out = format!("{on}: {} in the ledger", counted(invoices));
    if sums.is_empty() {
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
    let mut table = comfy_table::Table::new();
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
