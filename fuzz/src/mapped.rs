//! What must hold of every mapping: a file in the shape it states is read as what stands in it.

use frist::ledger::mapping::{Mapping, Source};
use frist::ledger::{File, open_items};
use frist::value::Day;

use crate::decided;

/// Two rows of a file in the shape of a mapping, by the ledger's own columns.
fn value(mapping: &Mapping, column: &str, row: usize) -> String {
    let day = |day: &str| {
        let pattern = mapping.dates.pattern.replace("yyyy", "2026").replace("mm", "03");
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
fn foreign(mapping: &Mapping) -> String {
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

/// A file in the shape of a mapping is read by it.
pub fn reads_its_own(mapping: &Mapping, on: Day) {
    is_read(mapping, foreign(mapping).as_bytes(), on);
}

/// Any file is read by a mapping, or told what is wrong with it.
pub fn is_read(mapping: &Mapping, bytes: &[u8], on: Day) {
    let file = File { name: "export.csv", bytes };
    decided::is_read(|| open_items(file.name, bytes, Some(mapping)), &[file], on);
}
