use csv::{ReaderBuilder, StringRecord};

use super::column::Columns;
use super::row::Row;
use super::shape::Shape;
use super::text::Text;
use crate::ledger::codes::{BROKEN_ROW, CUT_SHORT, EMPTY_ROW, ONE_COLUMN, OPEN_QUOTE, UNDECODABLE, UNREADABLE_ROW, hints};
use crate::ledger::fault::quoted;
use crate::ledger::mapping::Mapping;
use crate::ledger::{Fault, Faults};

/// A table of a file: its header, and its rows one at a time.
pub(crate) struct Table<'t> {
    pub file: &'t str,
    pub header: Vec<String>,
    pub header_line: usize,
    pub shape: Shape,
    /// The shape of values that Frist itself wrote: a mapping's constants.
    pub own: Shape,
    content: &'t str,
    garbled: bool,
    encoding: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    record: StringRecord,
    lines: Lines<'t>,
}

impl<'t> Table<'t> {
    /// Its columns, to be found by name.
    pub fn columns(&self, mapping: Option<&'t Mapping>, faults: &mut Faults) -> Columns<'t> {
        Columns::of(self.file, self.header_line, &self.header, mapping, faults)
    }

    /// A table in Frist's own shape or in that of a mapping, read up to its header. `None` when the header cannot be read, which was told.
    pub fn open(file: &'t str, text: &'t Text, mapping: Option<&'t Mapping>, faults: &mut Faults) -> Option<Table<'t>> {
        let content: &str = &text.content;
        let delimiter = mapping.map_or(b',', |mapping| mapping.delimiter);
        let mut table = Table {
            file,
            header: Vec::new(),
            header_line: 1,
            shape: mapping.map_or_else(Shape::own, Shape::of),
            own: Shape::own(),
            content,
            garbled: text.garbled,
            encoding: mapping.map_or("utf-8", |mapping| &mapping.encoding),
            delimiter,
            reader: ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(content.as_bytes()),
            record: StringRecord::new(),
            lines: Lines { content: content.as_bytes(), at: 0, line: 1 },
        };
        let row = table.next(faults)?;
        if !row.sound {
            return None;
        }
        let header: Vec<String> = row.record.iter().map(|name| name.trim().to_owned()).collect();
        table.header_line = row.line;
        if let [only] = header.as_slice()
            && let Some(other) = only.chars().find(|c| matches!(c, ',' | ';' | '\t' | '|'))
        {
            let fault = Fault::new(ONE_COLUMN, file, table.header_line).value(only);
            faults.push(fault.with("delimiter", quoted(&other.to_string())));
            return None;
        }
        table.header = header;
        Some(table)
    }

    /// The next row. One that cannot be read as a row is told of and marked as not sound.
    pub fn next<'r>(&'r mut self, faults: &'r mut Faults) -> Option<Row<'r>> {
        let read = self.reader.read_record(&mut self.record);
        let start = self.start_of_record();
        let line = self.lines.line_of(start);
        let sound = match read {
            Ok(false) => return None,
            Ok(true) => match self.fault_of_record(start, line) {
                Some(fault) => {
                    faults.push(fault);
                    false
                }
                None => true,
            },
            Err(_) => {
                faults.push(Fault::new(UNREADABLE_ROW, self.file, line));
                false
            }
        };
        Some(Row { record: &self.record, line, sound, file: self.file, shape: &self.shape, own: &self.own, faults })
    }

    /// Where the row last read begins and ends in the text, without what ends the line.
    pub fn span_of_record(&self) -> (usize, usize) {
        let start = self.start_of_record();
        let read = &self.content[start..self.end_of_record()];
        (start, start + read.trim_end_matches(['\r', '\n']).len())
    }

    /// The reader counts the line end of the row before, and empty lines, as the beginning of a row; a person does not.
    fn start_of_record(&self) -> usize {
        let from = self.record.position().map_or(self.content.len(), |position| position.byte() as usize);
        let rest = &self.content.as_bytes()[from.min(self.content.len())..];
        from + rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).count()
    }

    fn end_of_record(&self) -> usize {
        (self.reader.position().byte() as usize).min(self.content.len())
    }

    fn fault_of_record(&self, start: usize, line: usize) -> Option<Fault> {
        let end = self.end_of_record();
        if end == self.content.len() && ends_within_quotes(&self.content.as_bytes()[start..end], self.delimiter) {
            return Some(Fault::new(OPEN_QUOTE, self.file, line));
        }
        if self.record.iter().all(|cell| cell.trim().is_empty()) {
            return Some(Fault::new(EMPTY_ROW, self.file, line));
        }
        if self.garbled
            && let Some(place) = self.record.iter().position(|cell| cell.contains('\u{fffd}'))
        {
            let fault = Fault::new(UNDECODABLE, self.file, line).value(&self.record[place]).with("encoding", self.encoding);
            return Some(match self.header.get(place) {
                Some(column) => fault.column(column),
                None => fault,
            });
        }
        // The header is the first row read and sets the measure.
        if self.header.is_empty() {
            return None;
        }
        let (values, columns) = (self.record.len(), self.header.len());
        let broken = |kind| Fault::new(kind, self.file, line).with("values", values).with("columns", columns);
        if values > columns {
            let fault = broken(BROKEN_ROW).with("delimiter", char::from(self.delimiter));
            return Some(match self.decimal_comma().filter(|_| values == columns + 1) {
                Some((amount, meant)) => fault.hint(hints::DECIMAL_COMMA).with("amount", quoted(&amount)).with("meant", quoted(&meant)),
                None => fault,
            });
        }
        // What is left out at the end of a row is empty. But a file that ends within a row has lost more than that.
        let ended = self.content[start..end].ends_with(['\n', '\r']);
        (values < columns && !ended).then(|| broken(CUT_SHORT))
    }

    /// Two values of the row last read that look like one amount with a decimal comma, and how it is written without.
    fn decimal_comma(&self) -> Option<(String, String)> {
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        let cells: Vec<&str> = self.record.iter().map(str::trim).collect();
        let is_amount = |pair: &[&str]| digits(pair[0].trim_start_matches('-')) && digits(pair[1]) && pair[1].len() <= 2;
        let pair = cells.windows(2).rev().find(|pair| self.delimiter == b',' && is_amount(pair))?;
        Some((pair.join(","), pair.join(".")))
    }
}

/// Counts lines on the way through a text.
struct Lines<'t> {
    content: &'t [u8],
    at: usize,
    line: usize,
}

impl Lines<'_> {
    /// The line of a place at or after the last one asked for.
    fn line_of(&mut self, place: usize) -> usize {
        while self.at < place.min(self.content.len()) {
            let ends_line = match self.content[self.at] {
                b'\n' => true,
                b'\r' => self.content.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += usize::from(ends_line);
            self.at += 1;
        }
        self.line
    }
}

/// Whether a row breaks off inside a quoted value, which the CSV reader forgives.
fn ends_within_quotes(row: &[u8], delimiter: u8) -> bool {
    let (mut within, mut at_start) = (false, true);
    for byte in row {
        match byte {
            b'"' if within || at_start => within = !within,
            _ if within => {}
            _ => {
                at_start = *byte == delimiter;
                continue;
            }
        }
        // A quote right after a closing one is a quote within the value, so it opens again.
        at_start = !within;
    }
    within
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
            lines.push((row.line, row.record[0].to_owned()));
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
