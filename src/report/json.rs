use serde_json::{Map, Value};

use super::{COLUMNS, WorklistRow};

/// One object a line, in ledger order.
pub fn json(rows: &[WorklistRow]) -> String {
    rows.iter().map(|row| format!("{}\n", object(row))).collect()
}

fn object(row: &WorklistRow) -> Value {
    let mut object = Map::new();
    for (column, cell) in COLUMNS.iter().zip(row.cells()) {
        let value = match *column {
            "overdue" => row.overdue.map_or(Value::Null, Value::from),
            "because" => Value::from(row.because.clone()),
            _ => cell.map_or(Value::Null, Value::String),
        };
        object.insert((*column).to_string(), value);
    }
    Value::Object(object)
}
