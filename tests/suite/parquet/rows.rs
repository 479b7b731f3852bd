//! What another program reads of a worklist: its rows as the texts of CSV.

use frist::report::COLUMNS;
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::Field;

/// The header and the rows of a worklist.
pub fn read(bytes: &[u8]) -> Vec<Vec<String>> {
    let reader = SerializedFileReader::new(bytes::Bytes::copy_from_slice(bytes)).unwrap();
    let mut rows = vec![COLUMNS.iter().map(ToString::to_string).collect()];
    for row in reader.get_row_iter(None).unwrap() {
        let row = row.unwrap();
        let named: Vec<&String> = row.get_column_iter().map(|(name, _)| name).collect();
        assert_eq!(named, COLUMNS);
        rows.push(row.get_column_iter().map(|(_, field)| shown(field)).collect());
    }
    rows
}

/// The rows of a worklist as CSV; amounts without zeros at their ends.
pub fn of_csv(text: &str) -> Vec<Vec<String>> {
    let money: Vec<bool> = COLUMNS.iter().map(|name| MONEY.contains(name)).collect();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let cells = |record: csv::StringRecord| {
        let plain = |(at, cell): (usize, &str)| if money[at] { without_zeros(cell) } else { cell.to_owned() };
        record.iter().enumerate().map(plain).collect()
    };
    reader.records().map(|record| cells(record.unwrap())).collect()
}

const MONEY: [&str; 10] = ["amount", "balance", "interest", "fees", "fee", "compensation", "claim", "credit", "written_off", "recovered"];

fn without_zeros(amount: &str) -> String {
    if amount.contains('.') { amount.trim_end_matches('0').trim_end_matches('.').into() } else { amount.into() }
}

fn shown(field: &Field) -> String {
    match field {
        Field::Null => String::new(),
        Field::Str(text) => text.clone(),
        Field::Int(number) => number.to_string(),
        Field::ListInternal(list) => list.elements().iter().map(shown).collect::<Vec<_>>().join("; "),
        Field::Decimal(amount) => {
            let minor = i128::from_be_bytes(amount.data().try_into().unwrap());
            let (sign, digits) = (if minor < 0 { "-" } else { "" }, format!("{:05}", minor.unsigned_abs()));
            let (whole, decimals) = digits.split_at(digits.len() - 4);
            without_zeros(&format!("{sign}{whole}.{decimals}"))
        }
        // A day is shown as a day.
        Field::Date(_) => field.to_string(),
        other => panic!("{other:?}"),
    }
}
