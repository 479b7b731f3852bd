use super::{COLUMNS, Cell, Cells, WorklistRow};

/// A header and one line a row; absent is empty.
pub fn csv<'a>(rows: impl Iterator<Item = WorklistRow<'a>>) -> String {
    let mut out = csv_header();
    rows.for_each(|row| csv_line(&row, &mut out));
    out
}

/// The line that a worklist begins with.
pub fn csv_header() -> String {
    format!("{}\n", COLUMNS.join(","))
}

/// Writes one row behind a text.
pub fn csv_line(row: &WorklistRow, out: &mut String) {
    row.tell(&mut Line { out, is_begun: false });
    out.push('\n');
}

struct Line<'o> {
    out: &'o mut String,
    is_begun: bool,
}

impl Line<'_> {
    /// What stands between this value and the one before.
    fn part(&mut self) {
        if std::mem::replace(&mut self.is_begun, true) {
            self.out.push(',');
        }
    }
}

impl Cells for Line<'_> {
    fn cell(&mut self, cell: Cell) {
        self.part();
        match cell {
            Cell::Absent => {}
            Cell::Text(text) => push_value(self.out, text),
            Cell::Day(day) => day.write(self.out),
            Cell::Money(money) => money.write_plain(self.out),
            Cell::Days(days) => self.out.push_str(itoa::Buffer::new().format(days)),
            Cell::Key(key) if needs_quotes(key.invoice) => push_value(self.out, &key.to_string()),
            // The name of a step needs no quotes.
            Cell::Key(key) => key.write(self.out),
        }
    }

    fn reasons(&mut self, row: &WorklistRow) {
        self.part();
        let start = self.out.len();
        self.out.push('"');
        row.write_because(self.out);
        if memchr::memchr(b'"', &self.out.as_bytes()[start + 1..]).is_some() {
            let reasons = self.out.split_off(start + 1);
            push_doubled(self.out, &reasons);
        }
        if needs_quotes(&self.out[start + 1..]) {
            self.out.push('"');
        } else {
            self.out.remove(start);
        }
    }
}

fn push_value(out: &mut String, text: &str) {
    if needs_quotes(text) {
        out.push('"');
        push_doubled(out, text);
        out.push('"');
    } else {
        out.push_str(text);
    }
}

fn needs_quotes(text: &str) -> bool {
    /// Up to so many bytes are looked at in less time than a search takes to begin.
    const SHORT: usize = 24;
    if text.len() <= SHORT {
        return text.bytes().any(|byte| matches!(byte, b',' | b'"' | b'\n' | b'\r'));
    }
    memchr::memchr3(b',', b'"', b'\n', text.as_bytes()).is_some() || memchr::memchr(b'\r', text.as_bytes()).is_some()
}

/// Writes a text with its quotes doubled.
fn push_doubled(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(quote) = memchr::memchr(b'"', rest.as_bytes()) {
        out.push_str(&rest[..=quote]);
        out.push('"');
        rest = &rest[quote + 1..];
    }
    out.push_str(rest);
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
