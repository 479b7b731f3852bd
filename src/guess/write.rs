use std::fmt::Write;

use super::columns::{Found, Sure, columns};
use super::dates::{Dates, dates};
use super::layout::{Layout, layout};
use super::numbers::Numbers;
use super::text::decode;
use super::{NotGuessed, words};
use crate::ledger::mapping::Holds;

/// A mapping to start from, of a file whose first bytes these are, under a name. The text is a `ledger` block with comments; where it still lacks what the file
/// does not say, it says so, and `frist check` does not pass it.
///
/// # Errors
/// As [`NotGuessed`] says.
pub fn guess(file: &str, name: &str, bytes: &[u8]) -> Result<String, NotGuessed> {
    let decoded = decode(bytes)?;
    let layout = layout(&decoded.text)?;
    let (holds, found) = columns(&layout);
    let mut out = String::new();
    let comment = |out: &mut String, text: &str| out.push_str(&format!("# {}\n", one_line(text)));
    comment(
        &mut out,
        &format!(
            "Guessed by `frist ledger guess` from {} rows of {file}. Look at every line, then check it: frist check FILE.",
            layout.all
        ),
    );
    comment(&mut out, "What stands in comments could not be known.");
    out.push('\n');
    let _ = writeln!(out, "ledger {name} {{");
    let mut line = |statement: &str, because: &str| {
        if !because.is_empty() {
            let _ = writeln!(out, "    # {}", one_line(because));
        }
        let _ = writeln!(out, "    {statement}");
    };
    if layout.skip > 0 {
        let lines = if layout.skip == 1 { "line" } else { "lines" };
        line(&format!("skip {} {lines}", layout.skip), "the first row with a name for every column stands behind them");
    }
    let of_rows = format!("{} of {} rows have as many values as the header, {}", layout.alike, layout.all, layout.header.len());
    line(&format!("delimiter {}", layout.delimiter()), &of_rows);
    line(&format!("encoding {}", decoded.label), decoded.because);
    let dated: Vec<&Found> = found.iter().filter(|found| ["issued", "due", "last_sent", "date"].contains(&found.name)).collect();
    let values = dated.iter().flat_map(|found| layout.column(found.place));
    match dates(values) {
        Some(Dates { pattern, or: None }) => {
            line(&format!("dates \"{pattern}\""), "all days of the file can be read so, and in no other way")
        }
        Some(Dates { pattern, or: Some(other) }) => {
            line(&format!("# dates \"{pattern}\""), &format!("no day of the file tells which: this, or dates \"{other}\""));
        }
        None if dated.is_empty() => {}
        None => line("# dates \"…\"", "the days of the file are not written in one form"),
    }
    numbers(&layout, &found, &mut line);
    rows(&layout, holds, &found, &mut line);
    for name in needed(holds, &found) {
        let place = found.iter().find(|found| found.name == name);
        match place {
            Some(found) => column(&layout, found, &mut line),
            None if name == "event" => line("event is payment", "the file looks like one of payments"),
            None => {
                line(&format!("# {name} from \"…\""), &format!("needed: no column of the file is called as one that would be `{name}`"))
            }
        }
    }
    let unread: Vec<String> = (0..layout.header.len())
        .filter(|place| found.iter().all(|found| found.place != *place))
        .map(|place| format!("\"{}\"", layout.header[place]))
        .collect();
    if !unread.is_empty() {
        line("", &format!("not read: {}", unread.join(", ")));
    }
    out.push_str("}\n");
    Ok(out)
}

/// What is said in a comment stays in it.
fn one_line(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

/// The columns to write: those that were found, and those that must be there.
fn needed(holds: Holds, found: &[Found]) -> Vec<&'static str> {
    let must: &[&str] = match holds {
        Holds::Invoices => &["invoice", "customer", "currency", "issued", "due", "amount"],
        Holds::Customers => &["customer"],
        Holds::Events => &["invoice", "date", "event", "amount"],
    };
    let others = found.iter().map(|found| found.name).filter(|name| !must.contains(name));
    must.iter().copied().chain(others).collect()
}

fn numbers(layout: &Layout, found: &[Found], line: &mut impl FnMut(&str, &str)) {
    let amounts: Vec<&Found> = found.iter().filter(|found| ["amount", "balance"].contains(&found.name)).collect();
    let mut numbers = Numbers::default();
    amounts
        .iter()
        .flat_map(|found| layout.column(found.place))
        .filter(|value| Numbers::is_number(value))
        .for_each(|value| numbers.see(value));
    match numbers.decimal() {
        Some((mark, because)) => line(&format!("decimal \"{mark}\""), &because),
        None if numbers.ambiguous() > 0 => {
            line(
                "# decimal \",\"",
                &format!("{} amounts, such as 1.234, can be read with either mark: write the decimal one", numbers.ambiguous()),
            );
        }
        None => {}
    }
    if let Some(mark) = numbers.grouping() {
        line(&format!("grouping \"{mark}\""), "");
    }
}

/// Which rows are read, and as what.
fn rows(layout: &Layout, holds: Holds, found: &[Found], line: &mut impl FnMut(&str, &str)) {
    let mut firsts = layout.rows.iter().rev().take(3).filter_map(|row| row.iter().find(|value| !value.is_empty()));
    if let Some(first) = firsts.find(|first| words::total(first)) {
        line(&format!("total row starts \"{}\"", text(first)), "a row near the end begins so");
    }
    if holds != Holds::Invoices {
        return;
    }
    let typed = (0..layout.header.len()).find(|place| {
        let is_type = words::rank("type", &layout.header[*place]).is_some() && found.iter().all(|found| found.place != *place);
        is_type && layout.column(*place).any(|value| words::meaning(value, &["invoice"]).is_some())
    });
    let Some(place) = typed else {
        let owed = found.iter().rev().find(|found| ["amount", "balance"].contains(&found.name));
        let is_below = |value: &str| value.starts_with(['-', '\u{2212}']) || value.ends_with('-');
        if owed.is_some_and(|found| layout.column(found.place).any(is_below)) {
            line("credit notes where amount is negative", "some amounts are below zero, and no column tells what they are");
        }
        return;
    };
    let header = text(&layout.header[place]);
    let values = distinct(layout.column(place));
    let of = |meaning: &str| -> Vec<String> {
        let meant =
            values.iter().filter(|value| words::meaning(value, &["invoice", "credit", "payment", "charge", "none"]) == Some(meaning));
        meant.map(|value| format!("\"{}\"", text(value))).collect()
    };
    let (invoices, credits, payments) = (of("invoice"), of("credit"), of("payment"));
    let kept = [invoices, credits.clone(), payments.clone()].concat();
    if kept.len() < values.len() {
        let others: Vec<&str> = values.iter().copied().filter(|value| !kept.contains(&format!("\"{}\"", text(value)))).collect();
        let others = others.iter().map(|value| format!("\"{}\"", text(value))).collect::<Vec<_>>().join(", ");
        line(&format!("only where \"{header}\" is {}", kept.join(" or ")), &format!("left out: {others}"));
    }
    for (what, values) in [("credit notes", credits), ("payments", payments)] {
        if !values.is_empty() {
            line(&format!("{what} where \"{header}\" is {}", values.join(" or ")), "");
        }
    }
}

fn column(layout: &Layout, found: &Found, line: &mut impl FnMut(&str, &str)) {
    let header = text(&layout.header[found.place]);
    let because = if found.sure == Sure::Likely { "likely: other systems mean something else by that name" } else { "" };
    let statement = format!("{} from \"{header}\"", found.name);
    if found.name != "debtor" {
        return line(&statement, because);
    }
    /// A column of more kinds than this holds something else.
    const KINDS: usize = 12;
    let values = distinct(layout.column(found.place));
    let meant = |value: &&str| words::meaning(value, &["consumer", "business", "public"]);
    if values.len() > KINDS || !values.iter().any(|value| meant(value).is_some()) {
        return line(&format!("# {statement}"), "its values do not say who is a consumer, a business or a public body");
    }
    let mut table = format!("{statement} {{\n");
    for value in &values {
        let _ = match meant(value) {
            Some(kind) => writeln!(table, "        \"{}\": {kind}", text(value)),
            None => writeln!(table, "        # \"{}\": consumer, business or public", text(value)),
        };
    }
    if layout.rows.iter().any(|row| row.get(found.place).is_none_or(String::is_empty)) {
        table.push_str("        \"\": consumer\n");
    }
    table.push_str("    }");
    line(&table, because);
}

/// The different values of a column, in their order; not more than tell something.
fn distinct<'v>(values: impl Iterator<Item = &'v str>) -> Vec<&'v str> {
    const MOST: usize = 40;
    let mut seen: Vec<&str> = Vec::new();
    for value in values {
        if seen.len() < MOST && !seen.contains(&value) {
            seen.push(value);
        }
    }
    seen
}

/// A text of the file between double quotes of ours.
fn text(value: &str) -> String {
    one_line(value).replace('"', "'")
}
