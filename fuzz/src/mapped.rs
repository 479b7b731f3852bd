//! What must hold of every mapping: a file in the shape it states is read as what stands in it.

use frist::ledger::mapping::{Holds, Source, TableMapping};
use frist::ledger::{File, Ledger, open_items};
use frist::value::Day;

use crate::decided;

/// Two rows of a file in the shape of a mapping, by the ledger's own columns.
fn value(mapping: &TableMapping, column: &str, row: usize) -> String {
    let day = |day: &str| {
        let pattern = mapping.dates.pattern().replace("yyyy", "2026").replace("mm", "03");
        pattern.replace("dd", day)
    };
    let grouping = mapping.grouping.map_or(String::new(), String::from);
    match column {
        "invoice" => (1001 + row).to_string(),
        "customer" => "7".into(),
        "issued" | "sent" | "arose" => day("02"),
        "due" => day("16"),
        "amount" | "balance" => format!("1{grouping}234{}50", mapping.decimal),
        "currency" => "NOK".into(),
        "debtor" => "consumer".into(),
        _ => String::new(),
    }
}

/// A small foreign file in the shape that a mapping states.
fn foreign(mapping: &TableMapping) -> String {
    let columns: Vec<(&str, &str, &[(String, String)])> = mapping
        .columns
        .iter()
        .filter_map(|column| match &column.source {
            Source::From { header, values } => Some((column.name.as_str(), header.as_str(), values.as_slice())),
            Source::Constant(_) => None,
        })
        .collect();
    let delimiter = char::from(mapping.delimiter).to_string();
    let line =
        |cells: Vec<String>| cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect::<Vec<_>>().join(&delimiter);
    let head = line(columns.iter().map(|(_, header, _)| (*header).to_owned()).collect());
    let rows = (0..2).map(|row| {
        let cell = |(name, _, values): &(&str, &str, &[(String, String)])| match values.get(row % values.len().max(1)) {
            Some((theirs, _)) => theirs.clone(),
            None => value(mapping, name, row),
        };
        line(columns.iter().map(cell).collect())
    });
    [head].into_iter().chain(rows).collect::<Vec<_>>().join("\n") + "\n"
}

/// Whether nothing about a mapping is unusual: then its file is surely read.
fn is_plain(mapping: &TableMapping) -> bool {
    let mut headers: Vec<&str> = Vec::new();
    let columns = mapping.columns.iter().all(|column| {
        let is_word = ["currency", "debtor"].contains(&column.name.as_str());
        match &column.source {
            Source::Constant(_) => is_word,
            Source::From { header, values } => {
                let alone = !headers.contains(&header.as_str());
                headers.push(header);
                let keys = values.iter().all(|(theirs, _)| is_word && is_plain_text(theirs));
                alone && keys && is_plain_text(header)
            }
        }
    });
    let pattern = mapping.dates.pattern().replace("yyyy", "").replace("mm", "").replace("dd", "");
    let marks = mapping.grouping.is_none_or(|mark| " .,'".contains(mark) && mark != mapping.decimal) && ".,".contains(mapping.decimal);
    let apart = b",;\t|".contains(&mapping.delimiter) && pattern.bytes().all(|byte| b"-./".contains(&byte));
    // What leaves rows out, or reads them as something else than invoices, is unusual.
    let reads_all = mapping.holds == Holds::Invoices
        && mapping.only.is_empty()
        && mapping.total.is_none()
        && !mapping.has_credit()
        && mapping.skip == 0;
    let all = columns && marks && apart && reads_all && !mapping.has_own_columns();
    all && ["utf-8", "windows-1252", "iso-8859-15"].contains(&mapping.encoding.as_str())
}

fn is_plain_text(text: &str) -> bool {
    !text.is_empty() && text.trim() == text && text.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ')
}

/// A file in the shape of a mapping is read by it, as what stands in it.
pub fn reads_its_own(mapping: &TableMapping, on: Day) {
    let foreign = foreign(mapping);
    let read = is_read(mapping, foreign.as_bytes(), on);
    if is_plain(mapping) {
        let Ledger { invoices, .. } = read.unwrap_or_else(|| panic!("not read:\n{foreign}"));
        assert_eq!(invoices.number, ["1001", "1002"]);
        assert!(invoices.issued.iter().all(|day| *day == "2026-03-02".parse().expect("a day")));
        for (amount, currency) in invoices.amount.iter().zip(&invoices.currency).filter(|(_, currency)| currency.decimals() == 2) {
            assert_eq!(*amount, 1_234_50, "{currency}");
        }
    }
}

/// Any file is read by a mapping, or told what is wrong with it.
pub fn is_read(mapping: &TableMapping, bytes: &[u8], on: Day) -> Option<Ledger> {
    let file = File { name: "export.csv", bytes };
    decided::is_read(|| open_items(file.name, bytes, Some(mapping)), &[file], on)
}
