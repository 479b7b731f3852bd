use super::column::Columns;
use super::records::{Records, Span};
use super::row::Row;
use super::row_filter::RowFilter;
use super::shape::Shape;
use super::text::Text;
use crate::ledger::codes::{BROKEN_ROW, CUT_SHORT, EMPTY_ROW, ONE_COLUMN, OPEN_QUOTE, UNDECODABLE, UNREADABLE_ROW, hints};
use crate::ledger::fault::quoted;
use crate::ledger::mapping::TableMapping;
use crate::ledger::{Fault, Faults};

/// A table of a file: its header, and its rows one at a time.
pub(crate) struct Table<'t> {
    pub head: Head<'t>,
    pub rows: Rows<'t>,
}

/// What has rows.
pub(crate) trait NextRow {
    /// The next row. One that cannot be read as a row is told of and marked as not sound.
    fn next_row<'r>(&'r mut self, head: &'r Head, faults: &'r mut Faults) -> Option<Row<'r>>;
}

/// What is known of a table before its first row.
pub(crate) struct Head<'t> {
    pub file: &'t str,
    pub header: Vec<String>,
    pub line: usize,
    pub shape: Shape,
    /// The shape of values that Frist itself wrote: a mapping's constants.
    pub own: Shape,
    encoding: &'t str,
    pub delimiter: u8,
    filter: RowFilter<'t>,
}

/// The rows of a table, or of a piece of it.
pub(crate) struct Rows<'t> {
    text: &'t Text<'t>,
    /// Whether the file ends with them.
    is_end: bool,
    records: Records<'t>,
    /// Where the row last read begins and ends.
    span: Option<Span>,
}

impl<'t> Table<'t> {
    /// A table in Frist's own shape or in that of a mapping, read up to its header. `None` when the header cannot be read, which was told.
    pub fn open(file: &'t str, text: &'t Text, mapping: Option<&'t TableMapping>, faults: &mut Faults) -> Option<Table<'t>> {
        let mut rows = Rows::of(mapping.map_or(b',', |mapping| mapping.delimiter), text, 1, true);
        let head = Head::read(file, &mut rows, mapping, faults)?;
        Some(Table { head, rows })
    }

    /// Its columns, to be found by name.
    pub fn columns(&self, mapping: Option<&'t TableMapping>, faults: &mut Faults) -> Columns<'t> {
        Columns::of(self.head.file, self.head.line, &self.head.header, mapping, faults)
    }

    /// The next row. One that cannot be read as a row is told of and marked as not sound.
    pub fn next<'r>(&'r mut self, faults: &'r mut Faults) -> Option<Row<'r>> {
        self.rows.next(&self.head, faults)
    }

    /// Where the row last read begins and ends in the text, without what ends the line.
    pub fn span_of_record(&self) -> (usize, usize) {
        let content: &str = &self.rows.text.content;
        let (start, end) = self.rows.span.map_or((content.len(), content.len()), |span| (span.start, span.end));
        (start, start + content[start..end].trim_end_matches(['\r', '\n']).len())
    }
}

impl<'m> Head<'m> {
    /// That of a file whose header stands on no line.
    pub fn of(file: &'m str, header: Vec<String>, mapping: Option<&'m TableMapping>) -> Head<'m> {
        Head {
            file,
            header,
            line: 0,
            shape: mapping.map_or_else(Shape::own, Shape::of),
            own: Shape::own(),
            encoding: mapping.map_or("utf-8", |mapping| &mapping.encoding),
            delimiter: mapping.map_or(b',', |mapping| mapping.delimiter),
            filter: RowFilter::default(),
        }
    }

    /// Finds the columns that tell which rows are read.
    pub fn filtered(self, mapping: Option<&'m TableMapping>, faults: &mut Faults) -> Head<'m> {
        let filter = mapping.map_or_else(RowFilter::default, |mapping| RowFilter::of(mapping, self.file, self.line, &self.header, faults));
        Head { filter, ..self }
    }

    /// Whether a mapping leaves this row out.
    pub fn leaves_out(&self, row: &Row) -> bool {
        self.filter.leaves_out(row.record)
    }

    /// Reads the header, which is the first row. `None` when it cannot be read, which was told.
    pub fn read(file: &'m str, rows: &mut Rows, mapping: Option<&'m TableMapping>, faults: &mut Faults) -> Option<Head<'m>> {
        let mut head = Head { line: 1, ..Head::of(file, Vec::new(), mapping) };
        let row = rows.next(&head, faults)?;
        if !row.sound {
            return None;
        }
        let header: Vec<String> = row.record.iter().map(|name| name.trim().to_owned()).collect();
        head.line = row.line;
        if let [only] = header.as_slice()
            && let Some(other) = only.chars().find(|c| matches!(c, ',' | ';' | '\t' | '|'))
        {
            let fault = Fault::new(ONE_COLUMN, file, head.line).value(only);
            faults.push(fault.with("delimiter", if other == '\t' { "tab".into() } else { format!("\"{other}\"") }));
            return None;
        }
        head.header = header;
        Some(head.filtered(mapping, faults))
    }
}

impl<'t> Rows<'t> {
    /// The rows of a text with this between two values, the number of its first line, and whether the file ends with it.
    pub fn of(delimiter: u8, text: &'t Text<'t>, line: usize, is_end: bool) -> Rows<'t> {
        Rows { text, is_end, records: Records::of(&text.content, delimiter, line), span: None }
    }

    /// Where the row last read ends in the text, with what ends the line.
    pub fn end_of_record(&self) -> usize {
        self.span.map_or(self.text.content.len(), |span| span.end)
    }

    /// The next row. One that cannot be read as a row is told of and marked as not sound.
    pub fn next<'r>(&'r mut self, head: &'r Head, faults: &'r mut Faults) -> Option<Row<'r>> {
        let span = self.records.next();
        self.span = span;
        let span = span?;
        let fault = self.fault(head, span);
        let sound = fault.is_none();
        if let Some(fault) = fault {
            faults.push(fault);
        }
        let record = self.records.record();
        Some(Row { record, line: span.line, sound, file: head.file, shape: &head.shape, own: &head.own, faults })
    }

    fn fault(&self, head: &Head, Span { start, end, line, is_cut }: Span) -> Option<Fault> {
        let content = self.text.content.as_bytes();
        let record = self.records.record();
        if !is_cut {
            return Some(Fault::new(UNREADABLE_ROW, head.file, line));
        }
        if self.is_end && end == content.len() && ends_within_quotes(&content[start..end], head.delimiter) {
            return Some(Fault::new(OPEN_QUOTE, head.file, line));
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            return Some(Fault::new(EMPTY_ROW, head.file, line));
        }
        if self.text.garbled.is_within(start, end)
            && let Some(place) = record.iter().position(|cell| cell.contains('\u{fffd}'))
        {
            let fault =
                Fault::new(UNDECODABLE, head.file, line).value(record.get(place).unwrap_or_default()).with("encoding", head.encoding);
            return Some(match head.header.get(place) {
                Some(column) => fault.column(column),
                None => fault,
            });
        }
        // The header is the first row read and sets the measure.
        let (values, columns) = (record.len(), head.header.len());
        if columns == 0 || values == columns {
            return None;
        }
        let broken = |kind| Fault::new(kind, head.file, line).with("values", values).with("columns", columns);
        if values > columns {
            let fault = broken(BROKEN_ROW).with("delimiter", char::from(head.delimiter));
            return Some(match self.decimal_comma(head).filter(|_| values == columns + 1) {
                Some((amount, meant)) => fault.hint(hints::DECIMAL_COMMA).with("amount", quoted(&amount)).with("meant", quoted(&meant)),
                None => fault,
            });
        }
        // What is left out at the end of a row is empty. But a file that ends within a row has lost more than that.
        let ended = content[start..end].ends_with(b"\n") || content[start..end].ends_with(b"\r");
        (!ended).then(|| broken(CUT_SHORT))
    }

    /// Two values of the row last read that look like one amount with a decimal comma, and how it is written without.
    fn decimal_comma(&self, head: &Head) -> Option<(String, String)> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let cells: Vec<&str> = self.records.record().iter().map(str::trim).collect();
        let is_amount = |pair: &[&str]| digits(pair[0].trim_start_matches('-')) && digits(pair[1]) && pair[1].len() <= 2;
        let pair = cells.windows(2).rev().find(|pair| head.delimiter == b',' && is_amount(pair))?;
        Some((pair.join(","), pair.join(".")))
    }
}

impl NextRow for Rows<'_> {
    fn next_row<'r>(&'r mut self, head: &'r Head, faults: &'r mut Faults) -> Option<Row<'r>> {
        self.next(head, faults)
    }
}

/// Whether a row breaks off inside a quoted value, which the CSV reader forgives.
fn ends_within_quotes(row: &[u8], delimiter: u8) -> bool {
    let mut quotes = Quotes::default();
    row.iter().for_each(|byte| quotes.read(*byte, delimiter));
    quotes.within
}

/// Whether a text stands within a quoted value, while it is read byte by byte from the beginning of a row.
#[derive(Clone, Copy)]
pub(crate) struct Quotes {
    pub within: bool,
    at_start: bool,
}

impl Default for Quotes {
    fn default() -> Quotes {
        Quotes { within: false, at_start: true }
    }
}

impl Quotes {
    /// Reads the next byte.
    pub fn read(&mut self, byte: u8, delimiter: u8) {
        match byte {
            b'"' if self.within || self.at_start => self.within = !self.within,
            _ if self.within => {}
            _ => {
                self.at_start = byte == delimiter || byte == b'\n' || byte == b'\r';
                return;
            }
        }
        // A quote right after a closing one is a quote within the value, so it opens again.
        self.at_start = !self.within;
    }
}

#[cfg(test)]
mod tests {
    use super::super::File;
    use super::*;

    fn lines(content: &str) -> Vec<(usize, String)> {
        let mut faults = Faults::default();
        let text = Text::decode(File { name: "t.csv", bytes: content.as_bytes() }, None, &mut faults).expect("text");
        let mut table = Table::open("t.csv", &text, None, &mut faults).expect("a table");
        let mut lines = Vec::new();
        while let Some(row) = table.next(&mut faults) {
            lines.push((row.line, row.record.get(0).unwrap_or_default().to_owned()));
        }
        assert!(faults.is_empty(), "{faults}");
        lines
    }

    #[test]
    fn lines_are_those_an_editor_shows() {
        let expected = vec![(2, "1".to_owned()), (4, "2\n3".to_owned()), (6, "4".to_owned())];
        assert_eq!(lines("a,b\n1,x\n\n\"2\n3\",x\n4,x\n"), expected);
        let crlf: Vec<_> = expected.iter().map(|(line, cell)| (*line, cell.replace('\n', "\r\n"))).collect();
        assert_eq!(lines("\u{feff}a,b\r\n1,x\r\n\r\n\"2\r\n3\",x\r\n4,x"), crlf);
        assert_eq!(lines("\n\na,b\n1,x"), vec![(4, "1".to_owned())]);
        assert_eq!(lines("\n\na,b\r\n\r\n1,x"), vec![(5, "1".to_owned())]);
    }

    #[test]
    fn open_quotes() {
        for closed in ["a,b", "\"a\",b", "a,\"b\"\"c\"", "5\" pipe,x", "\"a\nb\",\"\"", "x,\"\""] {
            assert!(!ends_within_quotes(closed.as_bytes(), b','), "{closed}");
        }
        for open in ["a,\"b", "\"a,b\nc", "a,\"b\"\"", "\""] {
            assert!(ends_within_quotes(open.as_bytes(), b','), "{open}");
        }
    }
}
