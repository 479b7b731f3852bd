use csv::ReaderBuilder;

use super::NotGuessed;

/// A file cut into rows.
pub(super) struct Layout {
    pub delimiter: u8,
    /// How many lines stand above the header.
    pub skip: usize,
    pub header: Vec<String>,
    /// The rows behind it that have as many values, or fewer at their end.
    pub rows: Vec<Vec<String>>,
    /// How many rows have as many values as the header.
    pub alike: usize,
    /// How many rows there are behind the header.
    pub all: usize,
}

/// What may stand between two values.
const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Cuts a text the way in which most rows have as many values, and as many as can be.
pub(super) fn layout(text: &str) -> Result<Layout, NotGuessed> {
    let cut = DELIMITERS.into_iter().filter_map(|delimiter| of(text, delimiter));
    cut.max_by_key(|layout| (layout.alike * layout.header.len(), layout.header.len())).ok_or(NotGuessed::NoTable)
}

fn of(text: &str, delimiter: u8) -> Option<Layout> {
    let mut reader = ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut records: Vec<(usize, Vec<String>)> = Vec::new();
    for record in reader.records().map_while(Result::ok) {
        let line = record.position().map_or(1, |position| position.line() as usize);
        records.push((line, record.iter().map(|value| value.trim().to_owned()).collect()));
    }
    let mut counts: Vec<usize> = records.iter().map(|(_, values)| values.len()).filter(|count| *count > 1).collect();
    counts.sort_unstable();
    let width = counts.chunk_by(|a, b| a == b).max_by_key(|alike| (alike.len(), alike[0]))?[0];
    // The header has a name for each, and none of them is a number.
    let is_header = |values: &[String]| {
        values.len() == width
            && values.iter().filter(|value| !value.is_empty()).count() * 2 > width
            && values.iter().all(|value| !is_number(value))
    };
    let at = records.iter().position(|(_, values)| is_header(values))?;
    let (line, header) = records[at].clone();
    let behind = &records[at + 1..];
    let alike = behind.iter().filter(|(_, values)| values.len() == width).count();
    let rows = behind.iter().filter(|(_, values)| values.len() <= width && values.iter().any(|value| !value.is_empty()));
    Some(Layout { delimiter, skip: line - 1, header, rows: rows.map(|(_, values)| values.clone()).collect(), alike, all: behind.len() })
}

fn is_number(value: &str) -> bool {
    value.bytes().any(|byte| byte.is_ascii_digit())
        && value.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || ".,-+/:'".contains(c))
}

impl Layout {
    /// The values of a column that are not empty.
    pub fn column(&self, place: usize) -> impl Iterator<Item = &str> + Clone {
        self.rows.iter().filter_map(move |row| row.get(place)).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// How people name what stands between two values.
    pub fn delimiter(&self) -> String {
        if self.delimiter == b'\t' { "tab".into() } else { format!("\"{}\"", char::from(self.delimiter)) }
    }
}
