use super::{COLUMNS, WorklistRow};

/// A header and one line a row; absent is empty.
pub fn csv(rows: &[WorklistRow]) -> String {
    lines(&COLUMNS, rows.iter().map(|row| row.cells().map(Option::unwrap_or_default)))
}

/// A header and lines of its length.
pub fn lines<L: IntoIterator<Item = String>>(columns: &[&str], lines: impl Iterator<Item = L>) -> String {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    // Writing to memory cannot fail, and every record has the header's length.
    let _ = writer.write_record(columns);
    for line in lines {
        let _ = writer.write_record(line);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
