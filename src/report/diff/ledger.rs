use serde_json::{Map, Value, json};

use crate::diff::{Changed, Field, LedgerTotals, Tally, View};
use crate::report::aligned;
use crate::value::{Currency, Day, Debtor, Minor, Money};

/// What two policies decide otherwise about one ledger, as people read it.
pub fn ledger(changed: &[Changed], totals: &LedgerTotals, on: Day, invoices: usize) -> String {
    let mut lines: Vec<Vec<String>> = Vec::new();
    for one in changed {
        for (at, field) in one.fields().into_iter().enumerate() {
            let [old, new] = one.views.each_ref().map(|view| cell(view, field, one.currency).unwrap_or("–".into()));
            let first = |text: &str| if at == 0 { text.to_string() } else { String::new() };
            let debtor = one.debtor.map_or("", Debtor::word);
            lines.push(vec![
                first(&one.invoice),
                first(&one.customer),
                first(debtor),
                field.name().replace('_', " "),
                old,
                format!("→ {new}"),
                if field.is_money() { one.currency.to_string() } else { String::new() },
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

/// A field of a decision as programs read it.
fn cell(view: &View, field: Field, currency: Currency) -> Option<String> {
    let money = |minor: Option<Minor>| minor.map(|minor| Money::new(minor, currency).plain());
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    match field {
        Field::Policy => view.policy.clone(),
        Field::Decision => Some(view.decision.word().into()),
        Field::Step => view.step.clone(),
        Field::SendOn => day(view.send_on),
        Field::Deadline => day(view.deadline),
        Field::NextStep => view.next_step.clone(),
        Field::NextOn => day(view.next_on),
        Field::Fee => money(view.fee),
        Field::Compensation => money(view.compensation),
        Field::Interest => money(view.interest),
        Field::Claim => money(view.claim),
    }
}

/// What a day comes to: the names of what is counted, whether each is money, and the figure.
fn figures(tally: &Tally) -> [(&'static str, bool, i64); 7] {
    [
        ("letters", false, tally.letters),
        ("withheld", false, tally.withheld),
        ("fees", true, tally.fees),
        ("compensation", true, tally.compensation),
        ("interest", true, tally.interest),
        ("held", false, tally.held),
        ("left alone", false, tally.left_alone),
    ]
}

fn of_kind(debtor: Debtor, currency: Currency, old: &Tally, new: &Tally) -> Vec<Vec<String>> {
    let both = figures(old).into_iter().zip(figures(new)).map(|((name, money, old), (.., new))| (name, money, old, new));
    both.filter(|(.., old, new)| *old != 0 || *new != 0)
        .enumerate()
        .map(|(at, (name, money, old, new))| {
            let figure = |value: i64| if money { Money::new(value, currency).grouped() } else { value.to_string() };
            let sign = if new > old { "+" } else { "" };
            let difference = if new == old { String::new() } else { format!("{sign}{}", figure(new - old)) };
            let (kind, unit) = if at == 0 { (debtor.word().to_string(), currency.to_string()) } else { Default::default() };
            vec![kind, unit, name.into(), figure(old), figure(new), difference]
        })
        .collect()
}

/// One object a changed invoice, then one with the totals.
pub fn ledger_json(changed: &[Changed], totals: &LedgerTotals, on: Day, invoices: usize, notes: &str) -> String {
    let side = |view: &View, currency: Currency| {
        let value = |field: Field| cell(view, field, currency).map_or(Value::Null, Value::String);
        Value::Object(Field::ALL.into_iter().map(|(name, field)| (name.to_string(), value(field))).collect::<Map<_, _>>())
    };
    let object = |one: &Changed| {
        let [old, new] = one.views.each_ref().map(|view| side(view, one.currency));
        let fields: Vec<&str> = one.fields().into_iter().map(Field::name).collect();
        json!({ "invoice": one.invoice, "customer": one.customer, "debtor": one.debtor.map(Debtor::word), "currency": one.currency.to_string(),
            "old": old, "new": new, "changed": fields })
    };
    let tally = |figures: [(&str, bool, i64); 7], currency: Currency| {
        let figures = figures.into_iter().map(|(name, money, value)| {
            let figure = if money { Money::new(value, currency).plain().into() } else { Value::from(value) };
            (name.replace(' ', "_"), figure)
        });
        Value::Object(figures.collect::<Map<_, _>>())
    };
    let by_kind: Vec<Value> = totals
        .iter()
        .map(|((debtor, currency), [old, new])| {
            let (before, after) = (figures(old), figures(new));
            let difference = std::array::from_fn(|at| (after[at].0, after[at].1, after[at].2 - before[at].2));
            json!({ "debtor": debtor.word(), "currency": currency.to_string(), "old": tally(before, *currency), "new": tally(after, *currency),
                "difference": tally(difference, *currency) })
        })
        .collect();
    let summary = json!({ "summary": { "as_of": on.to_string(), "invoices": invoices, "changed": changed.len(),
        "same": invoices - changed.len(), "totals": by_kind } });
    let changed: String = changed.iter().map(object).map(|line| format!("{line}\n")).collect();
    format!("{changed}{notes}{summary}\n")
}

/// A header and one row a changed invoice; absent is empty.
pub fn ledger_csv(changed: &[Changed]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let both = |prefix: &str| Field::ALL.map(|(name, _)| format!("{prefix}_{name}"));
    let own = ["invoice", "customer", "debtor", "currency"].map(String::from);
    // Writing to memory cannot fail, and every record has the header's length.
    let _ = writer.write_record(own.iter().chain(&both("old")).chain(&both("new")).chain(&["changed".to_string()]));
    for one in changed {
        let own = [one.invoice.clone(), one.customer.clone(), one.debtor.map_or("", Debtor::word).into(), one.currency.to_string()];
        let fields = |view| Field::ALL.map(|(_, field)| cell(view, field, one.currency).unwrap_or_default());
        let sides = one.views.iter().flat_map(fields);
        let changed: Vec<&str> = one.fields().into_iter().map(Field::name).collect();
        let _ = writer.write_record(own.into_iter().chain(sides).chain([changed.join(" ")]));
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
