use serde_json::{Map, Value, json};

use crate::diff::{Changed, FIELDS, Tally, Totals};
use crate::report::aligned;
use crate::value::{Currency, Day, Debtor, Money};

/// What two policies decide otherwise about one ledger, as people read it.
pub fn ledger(changed: &[Changed], totals: &Totals, on: Day, invoices: usize) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for one in changed {
        let [old, new] = [0, 1].map(|side| one.views[side].cells(one.currency));
        for (at, field) in one.fields().into_iter().enumerate() {
            let first = |text: &str| if at == 0 { text.to_string() } else { String::new() };
            let said = |cells: &[Option<String>]| cells[field].clone().unwrap_or("–".into());
            let debtor = one.debtor.map_or("", Debtor::word);
            lines.push(vec![
                first(&one.invoice),
                first(&one.customer),
                first(debtor),
                FIELDS[field].replace('_', " "),
                said(&old),
                format!("→ {}", said(&new)),
                if MONEY.contains(&FIELDS[field]) { one.currency.to_string() } else { String::new() },
            ]);
        }
    }
    let mut out = String::new();
    if !lines.is_empty() {
        out.push_str(&aligned(&["invoice", "customer", "debtor", "", "old", "  new", ""], &lines, &[]));
        out.push('\n');
    }
    let moved = totals.iter().filter(|(_, [old, new])| old != new);
    let rows = moved.flat_map(|((debtor, currency), [old, new])| of_kind(*debtor, *currency, old, new)).collect::<Vec<_>>();
    if !rows.is_empty() {
        out.push_str(&aligned(&[&on.to_string(), "", "", "old", "new", "difference"], &rows, &[3, 4, 5]));
        out.push('\n');
    }
    let same = invoices - changed.len();
    out.push_str(&format!(
        "{} of {invoices} invoice{} stay{} the same\n",
        if changed.is_empty() && invoices > 0 { "all".into() } else { same.to_string() },
        if invoices == 1 { "" } else { "s" },
        if same == 1 && !changed.is_empty() { "s" } else { "" },
    ));
    out
}

/// The fields that are amounts.
const MONEY: [&str; 4] = ["fee", "compensation", "interest", "claim"];

fn of_kind(debtor: Debtor, currency: Currency, old: &Tally, new: &Tally) -> Vec<Vec<String>> {
    let lines = Tally::LINES.iter().zip(old.values().into_iter().zip(new.values())).filter(|(_, (old, new))| *old != 0 || *new != 0);
    lines
        .enumerate()
        .map(|(at, ((name, money), (old, new)))| {
            let figure = |value: i64| if *money { Money::new(value, currency).grouped() } else { value.to_string() };
            let sign = if new > old { "+" } else { "" };
            let difference = if new == old { String::new() } else { format!("{sign}{}", figure(new - old)) };
            let (kind, unit) = if at == 0 { (debtor.word().to_string(), currency.to_string()) } else { Default::default() };
            vec![kind, unit, (*name).into(), figure(old), figure(new), difference]
        })
        .collect()
}

/// One object a changed invoice, then one with the totals.
pub fn ledger_json(changed: &[Changed], totals: &Totals, on: Day, invoices: usize) -> String {
    let side = |cells: [Option<String>; 11]| {
        let cells = FIELDS.iter().zip(cells);
        Value::Object(cells.map(|(field, cell)| ((*field).to_string(), cell.map_or(Value::Null, Value::String))).collect::<Map<_, _>>())
    };
    let object = |one: &Changed| {
        let [old, new] = [0, 1].map(|at| side(one.views[at].cells(one.currency)));
        let fields: Vec<&str> = one.fields().into_iter().map(|at| FIELDS[at]).collect();
        json!({ "invoice": one.invoice, "customer": one.customer, "debtor": one.debtor.map(Debtor::word), "currency": one.currency.to_string(),
            "old": old, "new": new, "changed": fields })
    };
    let tally = |values: [i64; 7], currency: Currency| {
        let figures = Tally::LINES.iter().zip(values).map(|((name, money), value)| {
            let figure = if *money { Money::new(value, currency).plain().into() } else { Value::from(value) };
            (name.replace(' ', "_"), figure)
        });
        Value::Object(figures.collect::<Map<_, _>>())
    };
    let by_kind: Vec<Value> = totals
        .iter()
        .map(|((debtor, currency), [old, new])| {
            let (before, after) = (old.values(), new.values());
            let difference = std::array::from_fn(|at| after[at] - before[at]);
            json!({ "debtor": debtor.word(), "currency": currency.to_string(), "old": tally(before, *currency), "new": tally(after, *currency),
                "difference": tally(difference, *currency) })
        })
        .collect();
    let summary = json!({ "summary": { "as_of": on.to_string(), "invoices": invoices, "changed": changed.len(),
        "same": invoices - changed.len(), "totals": by_kind } });
    changed.iter().map(object).chain([summary]).map(|line| format!("{line}\n")).collect()
}

/// A header and one row a changed invoice; absent is empty.
pub fn ledger_csv(changed: &[Changed]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let both = |prefix: &str| FIELDS.map(|field| format!("{prefix}_{field}"));
    let own = ["invoice", "customer", "debtor", "currency"].map(String::from);
    // Writing to memory cannot fail, and every record has the header's length.
    let _ = writer.write_record(own.iter().chain(&both("old")).chain(&both("new")).chain(&["changed".to_string()]));
    for one in changed {
        let own = [one.invoice.clone(), one.customer.clone(), one.debtor.map_or("", Debtor::word).into(), one.currency.to_string()];
        let sides = one.views.iter().flat_map(|view| view.cells(one.currency)).map(Option::unwrap_or_default);
        let fields: Vec<&str> = one.fields().into_iter().map(|at| FIELDS[at]).collect();
        let _ = writer.write_record(own.into_iter().chain(sides).chain([fields.join(" ")]));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
